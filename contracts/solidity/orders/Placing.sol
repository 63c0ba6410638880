// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Signatures} from "../base/Signatures.sol";
import {Cash} from "../Cash.sol";
import {Intent} from "../types/Intent.sol";
import {IOrderDeposits} from "../types/IOrderDeposits.sol";
import {Quote} from "../types/Quote.sol";
import {Roles} from "../types/Roles.sol";
import {OrderTerms, Terms} from "../types/Terms.sol";
import {Refunds} from "./Refunds.sol";

/// @notice From nothing to a paid order, or back.
abstract contract Placing is Refunds, IOrderDeposits {
    using OrderTerms for Terms;

    bytes32 private constant PLACE_TYPEHASH = keccak256(
        "Place(Terms terms)"
        "Terms(bytes32 id,address buyer,address merchant,address affiliate,address cash,"
        "uint96 goods,uint96 shipping,uint96 discount,uint96 fee,uint96 commission,"
        "uint96 cashback,address sponsor,uint96 pointsUsed,uint96 pointsValue,"
        "uint96 pointsEarned,uint40 payBy,uint32 shipWithin,uint32 receiveWithin,"
        "uint32 settleAfter,uint32 returnWithin,uint32 lines,bytes32 details,"
        "VoucherUse[] vouchers)" "VoucherUse(uint256 id,uint96 units,uint96 value)"
    );
    bytes32 private constant QUOTE_TYPEHASH = keccak256(
        "Quote(Terms terms)"
        "Terms(bytes32 id,address buyer,address merchant,address affiliate,address cash,"
        "uint96 goods,uint96 shipping,uint96 discount,uint96 fee,uint96 commission,"
        "uint96 cashback,address sponsor,uint96 pointsUsed,uint96 pointsValue,"
        "uint96 pointsEarned,uint40 payBy,uint32 shipWithin,uint32 receiveWithin,"
        "uint32 settleAfter,uint32 returnWithin,uint32 lines,bytes32 details,"
        "VoucherUse[] vouchers)" "VoucherUse(uint256 id,uint96 units,uint96 value)"
    );

    /// @notice The longest time that an order may stay unpaid.
    uint256 public constant MAX_UNPAID = 30 days;
    /// @notice The longest that the other periods of an order may be together.
    uint256 public constant MAX_PERIODS = 365 days;
    /// @notice The most vouchers in one order.
    uint256 public constant MAX_VOUCHERS = 4;

    /// @notice Places an order: freezes its terms and uses up its vouchers and points. Signed by
    /// the buyer (`Place(Terms terms)`) and by a clerk. An order with nothing to pay is paid at
    /// once.
    function place(Terms calldata t, Quote calldata quote, bytes calldata signature)
        external
        nonReentrant
    {
        bytes32 hash = _admit(t, quote);
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(PLACE_TYPEHASH, hash)));
        if (!Signatures.isBy(t.buyer, digest, signature)) revert Orders_BadSignature(t.buyer);
        _open(t, hash);
        if (t.payable_() == 0) _markPaid(t, _orders[t.id], 0);
    }

    /// @notice Places an order and pays it from the buyer's balance, with one signature: the
    /// buyer's ERC-3009 authorisation to this contract, valid before `payBy`, whose nonce is the
    /// hash of the terms.
    function placeAndPay(Terms calldata t, Quote calldata quote, bytes calldata payment)
        external
        nonReentrant
    {
        bytes32 hash = _admit(t, quote);
        _open(t, hash);
        _collectPayment(t, hash, t.payable_(), payment);
    }

    /// @notice Places an order that a group buy pays out of what its buyer pledged. GroupBuys only.
    function placePledged(Terms calldata t) external nonReentrant {
        bytes32 hash = _requireNew(t);
        directory.requireEntry(t.cash);
        directory.requireActor("GroupBuys", msg.sender, t.buyer);
        if (t.vouchers.length != 0 || t.pointsUsed != 0) revert Orders_BadVouchers(t.id);
        _checkTerms(t);
        _open(t, hash);
        uint256 due = t.payable_();
        Cash(t.cash).transferFrom(msg.sender, address(this), due);
        _receive(t, _orders[t.id], msg.sender, due, due);
    }

    /// @notice Pays what is still due from the buyer's balance. The payment is as in `placeAndPay`.
    function pay(Terms calldata t, bytes calldata payment) external nonReentrant {
        (Order storage o, bytes32 hash) = _find(t);
        _requireUnpaid(t, o);
        directory.requireOpen();
        _collectPayment(t, hash, t.payable_() - o.received, payment);
    }

    /// @inheritdoc IOrderDeposits
    /// @dev Part payments add up; more than due is kept as change; what comes too late or twice
    /// goes to the buyer's account. Treasury only.
    function creditDeposit(Terms calldata t, uint256 amount) external nonReentrant {
        if (msg.sender != treasury) revert Orders_OnlyTreasury(msg.sender);
        (Order storage o,) = _find(t);
        if (o.state == State.PLACED && block.timestamp < t.payBy) {
            _receive(t, o, msg.sender, amount, t.payable_());
        } else {
            emit LateDeposit(t.id, t.buyer, amount);
            _pay(t, t.buyer, amount);
        }
    }

    bytes32 private constant CANCEL_TYPEHASH = keccak256(
        "Cancel(bytes32 terms,bytes32 reason,address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Cancels an order that has not shipped; everything goes back. Signed by the buyer or
    /// the merchant.
    function cancel(Terms calldata t, bytes32 reason, Intent calldata intent)
        external
        nonReentrant
    {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(t, t.buyer, t.merchant, abi.encode(CANCEL_TYPEHASH, hash, reason), intent);
        _cancel(t, o, intent.account, reason);
    }

    /// @dev Ends an unpaid or unshipped order and gives everything back.
    function _cancel(Terms calldata t, Order storage o, address by, bytes32 reason) internal {
        State state = o.state;
        if (state != State.PLACED && state != State.PAID) revert Orders_WrongState(t.id, state);
        emit Cancelled(t.id, by, reason);
        uint256 whole = t.total();
        if (state == State.PLACED) {
            uint256 received = o.received;
            (o.state, o.received) = (State.CANCELLED, 0);
            (uint256 toVouchers, uint256 toSponsor) = _restore(t, whole, 0);
            emit RefundPaid(t.id, t.buyer, received, toVouchers, toSponsor);
            _pay(t, t.buyer, received);
        } else {
            if (whole == 0) _restore(t, 0, 0);
            else _refund(t, o, whole - o.refunded);
            o.state = State.CANCELLED;
        }
    }

    function _admit(Terms calldata t, Quote calldata quote) private view returns (bytes32 hash) {
        hash = _requireNew(t);
        directory.requireEntry(t.cash);
        directory.requireRole(quote.clerk, Roles.CLERK);
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(QUOTE_TYPEHASH, hash)));
        if (!Signatures.isBy(quote.clerk, digest, quote.signature)) {
            revert Orders_BadQuote(quote.clerk);
        }
        _checkTerms(t);
    }

    function _requireNew(Terms calldata t) private view returns (bytes32 hash) {
        hash = t.hash();
        bytes32 earlier = _orders[t.id].terms;
        if (earlier == hash) revert Orders_AlreadyPlaced(t.id);
        if (earlier != 0) revert Orders_ReferenceUsed(t.id, earlier);
    }

    /// @dev Amounts that cannot go below zero, periods that end, and the merchant's own conditions.
    function _checkTerms(Terms calldata t) private view {
        uint256 gross = uint256(t.goods) + t.shipping;
        if (t.discount > gross) revert Orders_BadAmounts(t.id);
        uint256 total = gross - t.discount;
        if (
            total > type(uint96).max || uint256(t.fee) + t.commission + t.cashback > total
                || (t.commission != 0 && t.affiliate == address(0))
                || t.pointsEarned > type(uint64).max || t.pointsUsed > type(uint64).max
        ) revert Orders_BadAmounts(t.id);
        uint256 paidOtherwise = t.pointsValue;
        for (uint256 i = 0; i < t.vouchers.length; ++i) {
            paidOtherwise += t.vouchers[i].value;
        }
        if (
            t.vouchers.length > MAX_VOUCHERS || paidOtherwise > total
                || (t.pointsUsed == 0) != (t.pointsValue == 0)
        ) revert Orders_BadVouchers(t.id);
        if (block.timestamp >= t.payBy) revert Orders_PaymentExpired(t.id, t.payBy);
        if (
            t.payBy > block.timestamp + MAX_UNPAID
                || uint256(t.shipWithin) + t.receiveWithin + t.settleAfter + t.returnWithin
                    > MAX_PERIODS
        ) revert Orders_BadTimes(t.id);
        merchants.requireSeller(
            t.merchant, t.cash, total, uint256(t.fee) + t.cashback, t.commission
        );
    }

    /// @dev Writes the order down and uses up its vouchers and points.
    function _open(Terms calldata t, bytes32 hash) private {
        Order storage o = _orders[t.id];
        o.terms = hash;
        o.state = State.PLACED;
        o.deadline = t.payBy;
        emit Placed(t.id, t.buyer, t.merchant, hash, t);
        if (t.vouchers.length != 0) {
            vouchers.redeem(t.buyer, t.merchant, t.cash, t.goods, t.vouchers, t.id);
        }
        if (t.pointsUsed != 0) {
            points.spend(t.buyer, t.pointsUsed, t.sponsor, Cash(t.cash), t.pointsValue, t.id);
        }
    }

    function _requireUnpaid(Terms calldata t, Order storage o) private view {
        if (o.state >= State.PAID && o.state != State.CANCELLED) revert Orders_AlreadyPaid(t.id);
        _requireState(t, o, State.PLACED);
        if (block.timestamp >= t.payBy) revert Orders_PaymentExpired(t.id, t.payBy);
    }

    function _collectPayment(Terms calldata t, bytes32 hash, uint256 amount, bytes calldata payment)
        private
    {
        _receive(t, _orders[t.id], t.buyer, amount, t.payable_());
        Cash(t.cash)
            .receiveWithAuthorization(t.buyer, address(this), amount, 0, t.payBy, hash, payment);
    }

    function _receive(Terms calldata t, Order storage o, address from, uint256 amount, uint256 due)
        private
    {
        uint256 received = o.received + amount;
        o.received = uint96(received);
        emit PaymentReceived(t.id, from, amount, received);
        if (received >= due) _markPaid(t, o, received - due);
    }

    function _markPaid(Terms calldata t, Order storage o, uint256 change) private {
        o.state = State.PAID;
        o.deadline = _in(t.shipWithin);
        emit Paid(t.id, t.total(), change, o.deadline);
    }
}
