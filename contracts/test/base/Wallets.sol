// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ECDSA} from "@openzeppelin/contracts/utils/cryptography/ECDSA.sol";
import {IERC1271} from "@openzeppelin/contracts/interfaces/IERC1271.sol";

/// @dev A smart account with one owner.
contract Wallet is IERC1271 {
    address private immutable _owner;

    constructor(address owner) {
        _owner = owner;
    }

    function isValidSignature(bytes32 hash, bytes calldata signature)
        external
        view
        returns (bytes4)
    {
        (address signer,,) = ECDSA.tryRecover(hash, signature);
        return signer == _owner ? IERC1271.isValidSignature.selector : bytes4(0xffffffff);
    }
}

/// @dev A smart account that burns all gas when asked for its signature.
contract BurningWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        while (true) {}
        return 0x1626ba7e;
    }
}

/// @dev A smart account that answers with a very long error.
contract ShoutingWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        assembly ("memory-safe") {
            revert(0, 100000)
        }
    }
}

/// @dev A smart account that answers with something that is no answer.
contract MumblingWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes32) {
        return bytes32(uint256(1));
    }
}

/// @dev A smart account that says yes to everything and refuses every token it is handed.
contract RefusingWallet {
    function isValidSignature(bytes32, bytes calldata) external pure returns (bytes4) {
        return 0x1626ba7e;
    }

    function onERC1155Received(address, address, uint256, uint256, bytes calldata)
        external
        pure
        returns (bytes4)
    {
        revert("no");
    }
}

/// @dev A smart account that acts while it is asked for its signature.
contract ReenteringWallet {
    address private immutable _target;

    constructor(address target) {
        _target = target;
    }

    function isValidSignature(bytes32, bytes calldata call) external returns (bytes4) {
        (bool success,) = _target.call(call);
        return success ? bytes4(0x1626ba7e) : bytes4(0xffffffff);
    }
}
