// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/interfaces/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {Directory} from "./Directory.sol";

/// @notice Carries batches of signed intents to the listed contracts; each succeeds or fails alone.
/// @dev The Relay has no power: the contracts check the signatures, whoever calls. It calls listed
/// contracts only, and never a function that spends an approval, so that even an account that
/// approves it by mistake loses nothing. Anybody may relay.
contract Relay {
    /// One call that carries a signed intent.
    struct Call {
        address target;
        /// The most gas that the call may use.
        uint32 gas;
        bytes data;
    }

    /// A call of a batch failed; `reason` is the first part of its error data.
    event Failed(
        uint256 indexed index, address indexed target, bytes32 indexed dataHash, bytes reason
    );
    /// A batch was carried out; bit i of `succeeded` says whether call i did.
    event Executed(address indexed relayer, uint256 calls, uint256 succeeded);

    error Relay_TooManyCalls(uint256 calls);
    error Relay_GasTooLow(uint256 index);
    error Relay_NotListed(address target);
    error Relay_SpendsApproval(bytes4 selector);

    /// @notice The most calls in a batch.
    uint256 public constant MAX_CALLS = 256;
    /// @notice How much of a failed call's error data is reported.
    uint256 public constant MAX_REASON = 256;

    /// @notice Says what is listed.
    Directory public immutable directory;

    constructor(Directory directory_) {
        directory = directory_;
    }

    /// @notice Carries out each call alone, with its own gas. A call that fails leaves the others
    /// standing. The whole batch reverts only when the relayer brought too little gas for a call,
    /// so that a relayer cannot make an intent fail.
    /// @return succeeded Bit i says whether call i succeeded.
    function execute(Call[] calldata calls) external returns (uint256 succeeded) {
        if (calls.length > MAX_CALLS) revert Relay_TooManyCalls(calls.length);
        for (uint256 i = 0; i < calls.length; ++i) {
            (bool success, bytes memory reason) = _call(i, calls[i]);
            if (success) succeeded |= 1 << i;
            else emit Failed(i, calls[i].target, keccak256(calls[i].data), reason);
        }
        emit Executed(msg.sender, calls.length, succeeded);
    }

    function _call(uint256 index, Call calldata c)
        private
        returns (bool success, bytes memory reason)
    {
        bytes4 selector = bytes4(c.data);
        if (_spendsApproval(selector)) {
            return (false, abi.encodeWithSelector(Relay_SpendsApproval.selector, selector));
        }
        if (c.target == address(this) || directory.listingOf(c.target).version == 0) {
            return (false, abi.encodeWithSelector(Relay_NotListed.selector, c.target));
        }
        // EIP-150 keeps back 1/64; the margin pays for the call itself.
        if ((gasleft() * 63) / 64 < uint256(c.gas) + 10_000) revert Relay_GasTooLow(index);
        bytes calldata data = c.data;
        address target = c.target;
        uint256 gasLimit = c.gas;
        assembly ("memory-safe") {
            // Past the free memory pointer, which stays: the next call reuses the place.
            let copy := mload(0x40)
            calldatacopy(copy, data.offset, data.length)
            success := call(gasLimit, target, 0, copy, data.length, 0, 0)
        }
        if (!success) reason = _reason();
    }

    /// @dev The last call's error data, cut at MAX_REASON: a target cannot make the batch pay for
    /// copying more.
    function _reason() private pure returns (bytes memory reason) {
        uint256 limit = MAX_REASON;
        assembly ("memory-safe") {
            let size := returndatasize()
            if gt(size, limit) {
                size := limit
            }
            reason := mload(0x40)
            mstore(reason, size)
            returndatacopy(add(reason, 0x20), 0, size)
            mstore(0x40, add(add(reason, 0x20), and(add(size, 0x1f), not(0x1f))))
        }
    }

    function _spendsApproval(bytes4 selector) private pure returns (bool) {
        return selector == IERC20.transferFrom.selector
            || selector == bytes4(keccak256("safeTransferFrom(address,address,uint256)"))
            || selector == bytes4(keccak256("safeTransferFrom(address,address,uint256,bytes)"))
            || selector == IERC1155.safeTransferFrom.selector
            || selector == IERC1155.safeBatchTransferFrom.selector;
    }
}
