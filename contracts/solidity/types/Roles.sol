// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The platform's roles, as bits of an account's mask in the Directory. What each can and
/// cannot do is listed in docs/contracts.md; none can move an account's funds.
library Roles {
    /// Pauses entries for a bounded time and takes roles away.
    uint256 internal constant GUARDIAN = 1 << 0;
    /// Confirms the terms of orders and group buys: the shop's prices, fees and points.
    uint256 internal constant CLERK = 1 << 1;
    /// Credits deposits that an institution received.
    uint256 internal constant ISSUER = 1 << 2;
    /// Attests the reserve.
    uint256 internal constant ATTESTOR = 1 << 3;
    /// Approves and rejects withdrawals.
    uint256 internal constant CASHIER = 1 << 4;
    /// Approves, returns, suspends and reinstates merchants.
    uint256 internal constant REGISTRAR = 1 << 5;
    /// Rules disputes at first instance.
    uint256 internal constant ARBITER = 1 << 6;
    /// Rules appeals.
    uint256 internal constant APPEALS = 1 << 7;
    /// Confirms deliveries.
    uint256 internal constant CARRIER = 1 << 8;
    /// Hides and shows reviews.
    uint256 internal constant MODERATOR = 1 << 9;
    /// Grants, renews and revokes memberships.
    uint256 internal constant STEWARD = 1 << 10;
    /// Publishes the platform's voucher campaigns.
    uint256 internal constant PROMOTER = 1 << 11;

    uint256 internal constant ALL = (1 << 12) - 1;

    /// @dev Duties that one account must not unite: creating money and attesting what backs it or
    /// paying it out; ruling and hearing the appeal.
    function conflict(uint256 roles) internal pure returns (bool) {
        return _both(roles, ISSUER | ATTESTOR) || _both(roles, ISSUER | CASHIER)
            || _both(roles, ARBITER | APPEALS);
    }

    function _both(uint256 roles, uint256 pair) private pure returns (bool) {
        return roles & pair == pair;
    }
}
