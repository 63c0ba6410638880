// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Intent} from "../types/Intent.sol";
import {Roles} from "../types/Roles.sol";
import {OrderTerms, Terms} from "../types/Terms.sol";
import {Fulfilment} from "./Fulfilment.sol";

/// @notice Refund requests, disputes, rulings and one appeal.
/// @dev Whoever acts on an open claim signs the deadline it has (`due`), so that a signature kept
/// back cannot be used on a later claim of the same order.
abstract contract Claims is Fulfilment {
    using OrderTerms for Terms;

    bytes32 private constant REQUEST_TYPEHASH = keccak256(
        "RequestRefund(bytes32 terms,uint256 amount,bytes32 reason,address account,"
        "bytes32 ref,uint256 deadline)"
    );

    /// @notice Asks for a refund of a part or the whole of what remains, after shipping and until
    /// the return window ends. Signed by the buyer.
    function requestRefund(Terms calldata t, uint96 amount, bytes32 reason, Intent calldata intent)
        external
    {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(
            t, t.buyer, t.buyer, abi.encode(REQUEST_TYPEHASH, hash, uint256(amount), reason), intent
        );
        if (o.state < State.SHIPPED || o.state > State.COMPLETED) {
            revert Orders_WrongState(t.id, o.state);
        }
        if (o.returnUntil != 0 && block.timestamp >= o.returnUntil) {
            revert Orders_ReturnWindowOver(t.id, o.returnUntil);
        }
        _requireNoClaim(t, o);
        if (o.failedClaims >= MAX_FAILED_CLAIMS) revert Orders_TooManyClaims(t.id);
        uint256 remaining = t.total() - o.refunded;
        if (amount == 0 || amount > remaining) {
            revert Orders_RefundAboveRemaining(t.id, amount, remaining);
        }
        o.claimed = amount;
        _setClaim(o, ClaimState.REQUESTED, ANSWER_WITHIN);
        emit RefundRequested(t.id, amount, reason, o.claimDeadline);
    }

    bytes32 private constant ANSWER_TYPEHASH = keccak256(
        "AnswerRefund(bytes32 terms,uint256 due,uint256 amount,bool granted,bytes32 reason,"
        "address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Grants or refuses the refund that was asked for. Signed by the merchant.
    /// @param due The request's deadline for the answer.
    /// @param amount The amount that was asked for.
    function answerRefund(
        Terms calldata t,
        uint256 due,
        uint96 amount,
        bool granted,
        bytes32 reason,
        Intent calldata intent
    ) external nonReentrant {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(
            t,
            t.merchant,
            t.merchant,
            abi.encode(ANSWER_TYPEHASH, hash, due, uint256(amount), granted, reason),
            intent
        );
        _requireClaim(t, o, ClaimState.REQUESTED, due);
        if (amount != o.claimed) revert Orders_OtherClaim(t.id, o.claimed, o.claimDeadline);
        if (granted) {
            emit RefundAnswered(t.id, true, reason, 0);
            _closeAndRefund(t, o, amount);
        } else {
            ++o.failedClaims;
            _setClaim(o, ClaimState.REFUSED, DISPUTE_WITHIN);
            emit RefundAnswered(t.id, false, reason, o.claimDeadline);
        }
    }

    bytes32 private constant GIVE_TYPEHASH = keccak256(
        "GiveRefund(bytes32 terms,uint256 amount,bytes32 reason,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Gives a refund that nobody asked for, from payment until the order's end. Signed by
    /// the merchant.
    function giveRefund(Terms calldata t, uint96 amount, bytes32 reason, Intent calldata intent)
        external
        nonReentrant
    {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(
            t,
            t.merchant,
            t.merchant,
            abi.encode(GIVE_TYPEHASH, hash, uint256(amount), reason),
            intent
        );
        if (o.state < State.PAID || o.state > State.COMPLETED || o.released) {
            revert Orders_WrongState(t.id, o.state);
        }
        _requireNoClaim(t, o);
        emit RefundAnswered(t.id, true, reason, 0);
        _refund(t, o, amount);
    }

    bytes32 private constant WITHDRAW_TYPEHASH = keccak256(
        "WithdrawClaim(bytes32 terms,uint256 due,address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Takes a claim back before it is ruled on. Signed by the buyer.
    /// @param due The claim's present deadline.
    function withdrawClaim(Terms calldata t, uint256 due, Intent calldata intent) external {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(t, t.buyer, t.buyer, abi.encode(WITHDRAW_TYPEHASH, hash, due), intent);
        if (o.claim == ClaimState.NONE || o.claim >= ClaimState.RULED) {
            revert Orders_WrongClaimState(t.id, o.claim);
        }
        if (due != o.claimDeadline) revert Orders_OtherClaim(t.id, o.claimed, o.claimDeadline);
        if (o.claim == ClaimState.REQUESTED) ++o.failedClaims;
        _setClaim(o, ClaimState.NONE, 0);
        emit ClaimClosed(t.id, true);
    }

    bytes32 private constant DISPUTE_TYPEHASH = keccak256(
        "Dispute(bytes32 terms,uint256 due,bytes32 evidence,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Brings a refused refund before the platform's arbiter. Signed by the buyer.
    /// @param due The refusal's deadline for a dispute.
    function dispute(Terms calldata t, uint256 due, bytes32 evidence, Intent calldata intent)
        external
    {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(
            t, t.buyer, t.buyer, abi.encode(DISPUTE_TYPEHASH, hash, due, evidence), intent
        );
        _requireClaim(t, o, ClaimState.REFUSED, due);
        _setClaim(o, ClaimState.DISPUTED, RULE_WITHIN);
        emit Disputed(t.id, evidence, o.claimDeadline);
    }

    bytes32 private constant RULE_TYPEHASH = keccak256(
        "Rule(bytes32 terms,uint256 due,uint256 amount,bytes32 reason,address account,"
        "bytes32 ref,uint256 deadline)"
    );

    /// @notice Rules how much of the claim is refunded. Signed by an arbiter, and after an appeal
    /// by an arbiter of appeals, whose ruling is carried out at once.
    /// @param due The deadline for the ruling.
    function rule(
        Terms calldata t,
        uint256 due,
        uint96 amount,
        bytes32 reason,
        Intent calldata intent
    ) external nonReentrant {
        (Order storage o, bytes32 hash) = _find(t);
        bool onAppeal = o.claim == ClaimState.APPEALED;
        _authoriseRole(
            onAppeal ? Roles.APPEALS : Roles.ARBITER,
            abi.encode(RULE_TYPEHASH, hash, due, uint256(amount), reason),
            intent
        );
        _requireClaim(t, o, onAppeal ? ClaimState.APPEALED : ClaimState.DISPUTED, due);
        if (amount > o.claimed) revert Orders_RulingAboveClaim(t.id, amount, o.claimed);
        o.ruling = amount;
        if (onAppeal) {
            emit Ruled(t.id, intent.account, amount, reason, 0);
            _closeAndRefund(t, o, amount);
        } else {
            _setClaim(o, ClaimState.RULED, APPEAL_WITHIN);
            emit Ruled(t.id, intent.account, amount, reason, o.claimDeadline);
        }
    }

    bytes32 private constant APPEAL_TYPEHASH = keccak256(
        "Appeal(bytes32 terms,uint256 due,bytes32 evidence,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Appeals a ruling, once. Signed by the buyer or the merchant.
    /// @param due The ruling's deadline for an appeal.
    function appeal(Terms calldata t, uint256 due, bytes32 evidence, Intent calldata intent)
        external
    {
        (Order storage o, bytes32 hash) = _find(t);
        _authoriseParty(
            t, t.buyer, t.merchant, abi.encode(APPEAL_TYPEHASH, hash, due, evidence), intent
        );
        _requireClaim(t, o, ClaimState.RULED, due);
        _setClaim(o, ClaimState.APPEALED, RULE_WITHIN);
        emit Appealed(t.id, intent.account, evidence, o.claimDeadline);
    }

    /// @dev Closes the claim and refunds what it came to, which may be nothing.
    function _closeAndRefund(Terms calldata t, Order storage o, uint256 amount) internal {
        _setClaim(o, ClaimState.NONE, 0);
        emit ClaimClosed(t.id, false);
        if (amount != 0) _refund(t, o, amount);
    }

    function _setClaim(Order storage o, ClaimState claim, uint256 period) private {
        o.claim = claim;
        o.claimDeadline = period == 0 ? 0 : _in(period);
    }

    /// @dev The claim must be in the state, be the one that was meant, and be on time.
    function _requireClaim(Terms calldata t, Order storage o, ClaimState claim, uint256 due)
        private
        view
    {
        if (o.claim != claim) revert Orders_WrongClaimState(t.id, o.claim);
        if (due != o.claimDeadline) revert Orders_OtherClaim(t.id, o.claimed, o.claimDeadline);
        if (block.timestamp >= o.claimDeadline) revert Orders_TooLate(t.id, o.claimDeadline);
    }
}
