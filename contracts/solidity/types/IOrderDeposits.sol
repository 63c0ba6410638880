// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Terms} from "./Terms.sol";

/// @notice What the Treasury tells any version of Orders.
interface IOrderDeposits {
    /// @notice Takes note of money that the Treasury has just minted to this contract for the
    /// order.
    function creditDeposit(Terms calldata terms, uint256 amount) external;
}
