// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Listed} from "./base/Listed.sol";
import {Directory} from "./Directory.sol";
import {Merchants} from "./Merchants.sol";
import {Points} from "./Points.sol";
import {Vouchers} from "./Vouchers.sol";
import {Claims} from "./orders/Claims.sol";
import {OrderBook} from "./orders/OrderBook.sol";
import {OrderTerms, Terms} from "./types/Terms.sol";

/// @notice One escrow per seller order, from placing to the end, under terms frozen by their hash.
/// @dev The terms are brought again with every call and checked against the hash. Every state that
/// waits has a deadline, after which anybody may push the order on with `advance`; see
/// docs/contracts.md for the states and the arithmetic. The parts stand in `orders/`, each built on
/// the one before: OrderBook, Refunds, Placing, Fulfilment, Claims.
contract Orders is Claims {
    using OrderTerms for Terms;

    constructor(
        Directory directory_,
        address treasury_,
        Merchants merchants_,
        Points points_,
        Vouchers vouchers_
    ) Listed(directory_, "Tongbao Orders") OrderBook(treasury_, merchants_, points_, vouchers_) {}

    /// @notice Takes the step that is due, if its time has come. Anybody may bring it.
    function advance(Terms calldata t) external nonReentrant {
        (Order storage o,) = _find(t);
        (Step step, uint256 dueAt) = dueOf(t.id);
        if (block.timestamp < dueAt) revert Orders_NotDue(t.id, dueAt);
        if (step == Step.GRANT_BY_SILENCE) {
            _closeAndRefund(t, o, o.claimed);
        } else if (step == Step.CLOSE_CLAIM) {
            _closeAndRefund(t, o, 0);
        } else if (step == Step.RULE_BY_SILENCE) {
            _closeAndRefund(t, o, o.claimed / 2);
        } else if (step == Step.EXECUTE_RULING) {
            _closeAndRefund(t, o, o.ruling);
        } else if (step == Step.EXPIRE || step == Step.REFUND_UNSHIPPED) {
            _cancel(t, o, address(0), 0);
        } else if (step == Step.RECEIVE) {
            _markReceived(t, o, address(0));
        } else if (step == Step.SETTLE) {
            _settle(t, o);
        } else if (step == Step.COMPLETE) {
            _complete(t, o, false);
        } else {
            _release(t, o);
        }
    }

    /// @notice The next step that anybody may take, and from when; NONE and the greatest number
    /// when the order has ended.
    function dueOf(bytes32 id) public view returns (Step step, uint256 dueAt) {
        Order storage o = _orders[id];
        if (o.claim != ClaimState.NONE) return (_claimStep(o.claim), o.claimDeadline);
        State state = o.state;
        if (state == State.PLACED) step = Step.EXPIRE;
        else if (state == State.PAID) step = Step.REFUND_UNSHIPPED;
        else if (state == State.SHIPPED) step = Step.RECEIVE;
        else if (state == State.RECEIVED) step = Step.SETTLE;
        else if (state == State.SETTLED) step = Step.COMPLETE;
        else if (state == State.COMPLETED && !o.released) step = Step.RELEASE;
        else return (Step.NONE, type(uint256).max);
        dueAt = o.deadline;
    }

    function _claimStep(ClaimState claim) private pure returns (Step) {
        if (claim == ClaimState.REQUESTED) return Step.GRANT_BY_SILENCE;
        if (claim == ClaimState.REFUSED) return Step.CLOSE_CLAIM;
        if (claim == ClaimState.DISPUTED) return Step.RULE_BY_SILENCE;
        return Step.EXECUTE_RULING;
    }
}
