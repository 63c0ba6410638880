// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {EIP712} from "@openzeppelin/contracts/utils/cryptography/EIP712.sol";
import {Intent} from "../types/Intent.sol";
import {Signatures} from "./Signatures.sol";

/// @notice A contract whose users act by signed intents, brought by any relayer.
/// @dev The actor is never `msg.sender` and never bare data: it is the account whose signature over
/// (this contract, this chain, the account, the whole action) was checked. A reference works once
/// per account; what was done with it stays readable in `contentOf`.
abstract contract Intents is EIP712 {
    /// The account already did exactly this with this reference: nothing is left to do.
    error Intents_AlreadyDone(address account, bytes32 ref);
    /// The account used this reference for something else, whose content hash is given.
    error Intents_ReferenceUsed(address account, bytes32 ref, bytes32 content);
    error Intents_Expired(uint256 deadline);
    error Intents_BadSignature(address account);

    mapping(address account => mapping(bytes32 ref => bytes32 content)) private _contents;

    /// @param name The EIP-712 domain name; the version is "1".
    constructor(string memory name) EIP712(name, "1") {}

    /// @notice What the account did with a reference: the hash of the action's EIP-712 type hash
    /// and members (without account, ref and deadline), or zero when the reference is still unused.
    function contentOf(address account, bytes32 ref) external view returns (bytes32) {
        return _contents[account][ref];
    }

    /// @notice The EIP-712 domain separator.
    // solhint-disable-next-line func-name-mixedcase
    function DOMAIN_SEPARATOR() external view returns (bytes32) {
        return _domainSeparatorV4();
    }

    /// @dev Checks and uses up an intent.
    /// @param action The EIP-712 type hash and the encoded members before `account`.
    function _authorise(bytes memory action, Intent calldata intent) internal {
        _useOnce(action, intent);
        bytes32 structHash = keccak256(
            abi.encodePacked(action, uint256(uint160(intent.account)), intent.ref, intent.deadline)
        );
        if (!Signatures.isBy(intent.account, _hashTypedDataV4(structHash), intent.signature)) {
            revert Intents_BadSignature(intent.account);
        }
    }

    /// @dev Uses up the intent's reference for this action, or says what it was used for.
    function _useOnce(bytes memory action, Intent calldata intent) internal {
        bytes32 content = keccak256(action);
        bytes32 earlier = _contents[intent.account][intent.ref];
        if (earlier == content) revert Intents_AlreadyDone(intent.account, intent.ref);
        if (earlier != 0) revert Intents_ReferenceUsed(intent.account, intent.ref, earlier);
        if (block.timestamp >= intent.deadline) revert Intents_Expired(intent.deadline);
        _contents[intent.account][intent.ref] = content;
    }
}
