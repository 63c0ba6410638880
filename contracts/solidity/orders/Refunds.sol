// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cash} from "../Cash.sol";
import {OrderTerms, Terms} from "../types/Terms.sol";
import {OrderBook} from "./OrderBook.sol";

/// @notice How money goes back: who gives it, who gets it, exact to the minor unit.
abstract contract Refunds is OrderBook {
    using OrderTerms for Terms;

    /// @notice Pays a granted refund that bonds could not cover at the time, as far as they go now.
    /// Anybody may bring it.
    function payOwed(Terms calldata t) external nonReentrant {
        (Order storage o,) = _find(t);
        uint256 owed = uint256(o.owedByMerchant) + o.owedByPlatform;
        if (owed == 0) revert Orders_NothingOwed(t.id);
        uint256 paidBack = o.refunded - owed;
        uint256 byMerchant = _draw(t, t.merchant, o.owedByMerchant);
        uint256 byPlatform = _draw(t, directory.feeAccount(), o.owedByPlatform);
        o.owedByMerchant -= uint96(byMerchant);
        o.owedByPlatform -= uint96(byPlatform);
        emit OwedPaid(t.id, byMerchant, byPlatform);
        _giveBack(t, t.total() - paidBack, byMerchant + byPlatform);
    }

    /// @dev Grants `amount` of what remains. Before settlement all of it comes out of the escrow.
    /// After it commission and cash-back still do; the merchant's and the platform's parts come out
    /// of their bonds, and what a bond lacks stays owed. Points earned are reversed in proportion.
    function _refund(Terms calldata t, Order storage o, uint256 amount) internal {
        uint256 remaining = t.total() - o.refunded;
        if (amount == 0 || amount > remaining) {
            revert Orders_RefundAboveRemaining(t.id, amount, remaining);
        }
        uint256 paidBack = uint256(o.refunded) - o.owedByMerchant - o.owedByPlatform;
        State state = o.state;
        o.refunded += uint96(amount);
        if (amount == remaining) o.state = State.REFUNDED;
        uint256 available = _raise(t, o, state, remaining, remaining - amount);
        _giveBack(t, t.total() - paidBack, available);
        if (amount == remaining) _payChange(t, o);
        if (state == State.COMPLETED) {
            uint256 whole = t.total();
            uint256 reversed = OrderTerms.scale(t.pointsEarned, remaining, whole)
                - OrderTerms.scale(t.pointsEarned, remaining - amount, whole);
            if (reversed != 0) points.reverse(t.buyer, reversed, t.id);
        }
    }

    /// @dev Brings the money of a refund together in this contract.
    /// @return available What of it is here now.
    function _raise(
        Terms calldata t,
        Order storage o,
        State state,
        uint256 before,
        uint256 afterwards
    ) private returns (uint256 available) {
        (uint256 m, uint256 f, uint256 a, uint256 c) = t.shares(before);
        {
            (uint256 m1, uint256 f1, uint256 a1, uint256 c1) = t.shares(afterwards);
            (m, f, a, c) = (m - m1, f - f1, a - a1, c - c1);
        }
        uint256 byMerchant;
        uint256 byPlatform;
        if (state >= State.SETTLED) {
            byMerchant = m - _draw(t, t.merchant, m);
            byPlatform = f - _draw(t, directory.feeAccount(), f);
            o.owedByMerchant += uint96(byMerchant);
            o.owedByPlatform += uint96(byPlatform);
        }
        available = before - afterwards;
        emit Refunded(t.id, available, o.refunded, m, f, a, c, byMerchant, byPlatform);
        available -= byMerchant + byPlatform;
    }

    /// @dev Gives `amount` back to those who paid the order, in their proportions: vouchers and
    /// points one after the other, each by the part of the total that was theirs, the buyer the
    /// remainder. `before` is the part of the total not yet paid back.
    function _giveBack(Terms calldata t, uint256 before, uint256 amount) internal {
        if (amount == 0) return;
        (uint256 toVouchers, uint256 toSponsor) = _restore(t, before, before - amount);
        uint256 toBuyer = amount - toVouchers - toSponsor;
        emit RefundPaid(t.id, t.buyer, toBuyer, toVouchers, toSponsor);
        _pay(t, t.buyer, toBuyer);
    }

    /// @dev Gives vouchers and points their part back when what is not yet paid back falls from
    /// `before` to `afterwards`.
    function _restore(Terms calldata t, uint256 before, uint256 afterwards)
        internal
        returns (uint256 toVouchers, uint256 toSponsor)
    {
        (uint256 whole, uint256 b, uint256 a) = (t.total(), before, afterwards);
        uint256 share;
        for (uint256 i = 0; i < t.vouchers.length; ++i) {
            (share, whole, b, a) = _part(t.vouchers[i].value, whole, b, a);
            toVouchers += share;
            _restoreVoucher(t, t.vouchers[i].id, share, afterwards == 0);
        }
        (toSponsor,,,) = _part(t.pointsValue, whole, b, a);
        if (t.pointsUsed != 0) _restorePoints(t, before, afterwards, toSponsor);
    }

    /// @dev Pays the change of an overpayment, once.
    function _payChange(Terms calldata t, Order storage o) internal {
        uint96 due = uint96(t.payable_());
        uint256 change = o.received - due;
        if (change == 0) return;
        o.received = due;
        emit ChangePaid(t.id, t.buyer, change);
        _pay(t, t.buyer, change);
    }

    function _draw(Terms calldata t, address account, uint256 amount) private returns (uint256) {
        return amount == 0 ? 0 : merchants.slash(account, Cash(t.cash), amount, t.id);
    }

    /// @dev How much of the change from `before` to `afterwards` belongs to `value` of `whole`.
    function _part(uint256 value, uint256 whole, uint256 before, uint256 afterwards)
        private
        pure
        returns (uint256 share, uint256, uint256, uint256)
    {
        uint256 had = OrderTerms.scale(value, before, whole);
        uint256 keeps = OrderTerms.scale(value, afterwards, whole);
        return (had - keeps, whole - value, before - had, afterwards - keeps);
    }

    function _restoreVoucher(Terms calldata t, uint256 id, uint256 value, bool whole) private {
        if (value == 0 && !whole) return;
        if (value != 0) Cash(t.cash).approve(address(vouchers), value);
        vouchers.restore(t.buyer, id, uint96(value), whole, t.id);
    }

    function _restorePoints(Terms calldata t, uint256 before, uint256 afterwards, uint256 value)
        private
    {
        uint256 whole = t.total();
        uint256 units = OrderTerms.scale(t.pointsUsed, before, whole)
            - OrderTerms.scale(t.pointsUsed, afterwards, whole);
        if (units != 0) points.restore(t.buyer, units, t.id);
        _pay(t, t.sponsor, value);
    }
}
