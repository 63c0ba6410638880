// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Intent} from "../types/Intent.sol";
import {Roles} from "../types/Roles.sol";
import {OrderTerms, Terms} from "../types/Terms.sol";
import {Placing} from "./Placing.sol";

/// @notice From a paid order to a completed one.
abstract contract Fulfilment is Placing {
    using OrderTerms for Terms;

    bytes32 private constant SHIP_TYPEHASH = keccak256(
        "Ship(bytes32 terms,bytes32 shipment,address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Ships the order; the merchant thereby accepts its terms. Signed by the merchant.
    /// @param shipment Salted hash of carrier, tracking number and date.
    function ship(Terms calldata t, bytes32 shipment, Intent calldata intent) external {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(
            t, t.merchant, t.merchant, abi.encode(SHIP_TYPEHASH, hash, shipment), intent
        );
        _requireState(t, o, State.PAID);
        if (block.timestamp >= o.deadline) revert Orders_TooLate(t.id, o.deadline);
        o.state = State.SHIPPED;
        o.deadline = _in(t.receiveWithin);
        emit Shipped(t.id, shipment, o.deadline);
    }

    bytes32 private constant DELIVER_TYPEHASH = keccak256(
        "ConfirmDelivery(bytes32 terms,bytes32 proof,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Reports the carrier's delivery: the order counts as received after `DELIVERY_GRACE`
    /// at the latest. Signed by an account with the carrier role.
    function confirmDelivery(Terms calldata t, bytes32 proof, Intent calldata intent) external {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseRole(Roles.CARRIER, abi.encode(DELIVER_TYPEHASH, hash, proof), intent);
        _requireState(t, o, State.SHIPPED);
        uint40 grace = _in(DELIVERY_GRACE);
        if (grace < o.deadline) o.deadline = grace;
        emit Delivered(t.id, intent.account, proof, o.deadline);
    }

    bytes32 private constant RECEIVE_TYPEHASH =
        keccak256("ConfirmReceipt(bytes32 terms,address account,bytes32 ref,uint256 deadline)");

    /// @notice Confirms receipt. Signed by the buyer.
    function confirmReceipt(Terms calldata t, Intent calldata intent) external {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(t, t.buyer, t.buyer, abi.encode(RECEIVE_TYPEHASH, hash), intent);
        _requireState(t, o, State.SHIPPED);
        _markReceived(t, o, intent.account);
    }

    /// @notice Pays the merchant's share and the platform's fee of a received order without an open
    /// claim. Anybody may bring it.
    function settle(Terms calldata t) external nonReentrant {
        (Order storage o,) = _find(t);
        _requireState(t, o, State.RECEIVED);
        _requireNoClaim(t, o);
        if (block.timestamp < o.deadline) revert Orders_NotDue(t.id, o.deadline);
        _settle(t, o);
    }

    bytes32 private constant ACKNOWLEDGE_TYPEHASH =
        keccak256("AcknowledgePayout(bytes32 terms,address account,bytes32 ref,uint256 deadline)");

    /// @notice Confirms that the money has arrived, which completes the order: the buyer gets the
    /// points earned and any change. Signed by the merchant.
    function acknowledgePayout(Terms calldata t, Intent calldata intent) external nonReentrant {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(t, t.merchant, t.merchant, abi.encode(ACKNOWLEDGE_TYPEHASH, hash), intent);
        _requireState(t, o, State.SETTLED);
        _complete(t, o, true);
    }

    /// @dev The order is received: settlement and return window begin to count.
    function _markReceived(Terms calldata t, Order storage o, address by) internal {
        o.state = State.RECEIVED;
        o.deadline = _in(t.settleAfter);
        o.returnUntil = _in(t.returnWithin);
        emit Received(t.id, by, o.deadline, o.returnUntil);
    }

    function _settle(Terms calldata t, Order storage o) internal {
        o.state = State.SETTLED;
        o.deadline = _in(ACKNOWLEDGE_WITHIN);
        (uint256 merchantShare, uint256 fee, uint256 commission, uint256 cashback) =
            t.shares(t.total() - o.refunded);
        address payout = merchants.payoutOf(t.merchant);
        address feeAccount = directory.feeAccount();
        emit Settled(t.id, payout, feeAccount, merchantShare, fee, commission, cashback);
        _pay(t, payout, merchantShare);
        _pay(t, feeAccount, fee);
    }

    /// @dev Gives the buyer points and change; ends the order if nothing can be returned any more.
    function _complete(Terms calldata t, Order storage o, bool acknowledged) internal {
        o.state = State.COMPLETED;
        o.deadline = o.returnUntil;
        uint256 whole = t.total();
        uint256 earned = OrderTerms.scale(t.pointsEarned, whole - o.refunded, whole);
        emit Completed(t.id, acknowledged, earned);
        if (earned != 0) points.award(t.buyer, earned, t.id);
        _payChange(t, o);
        if (o.claim == ClaimState.NONE && block.timestamp >= o.returnUntil) _release(t, o);
    }

    /// @dev The return window is over: commission and cash-back can no longer be reversed.
    function _release(Terms calldata t, Order storage o) internal {
        o.released = true;
        (,, uint256 commission, uint256 cashback) = t.shares(t.total() - o.refunded);
        emit Released(t.id, t.affiliate, commission, cashback);
        _pay(t, t.affiliate, commission);
        _pay(t, t.buyer, cashback);
    }
}
