// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {TimelockController} from "@openzeppelin/contracts/governance/TimelockController.sol";

/// @notice The governor: whatever adds power waits here in public before anybody may carry it out.
/// @dev OpenZeppelin's TimelockController that administers itself: who may propose, and the delay,
/// change only by proposals that have waited.
contract Timelock is TimelockController {
    /// @param delay Seconds between proposal and execution, at least.
    /// @param proposers Who may propose and cancel.
    constructor(uint256 delay, address[] memory proposers)
        TimelockController(delay, proposers, _anybody(), address(0))
    {}

    /// @dev The zero address opens execution to everybody.
    function _anybody() private pure returns (address[] memory) {
        return new address[](1);
    }
}
