// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ReentrancyGuardTransient} from "@openzeppelin/contracts/utils/ReentrancyGuardTransient.sol";
import {Listed} from "../base/Listed.sol";
import {Cash} from "../Cash.sol";
import {Merchants} from "../Merchants.sol";
import {Points} from "../Points.sol";
import {Vouchers} from "../Vouchers.sol";
import {Intent} from "../types/Intent.sol";
import {OrderTerms, Terms} from "../types/Terms.sol";

/// @notice The states of orders and claims, their records, events and errors.
/// @dev State changes come before calls to other contracts, which are all of this system and call
/// nobody back; functions that move value are guarded against re-entrance all the same.
abstract contract OrderBook is Listed, ReentrancyGuardTransient {
    using OrderTerms for Terms;

    enum State {
        NONE,
        PLACED,
        PAID,
        SHIPPED,
        RECEIVED,
        SETTLED,
        COMPLETED,
        CANCELLED,
        REFUNDED
    }

    /// A buyer's open claim for a refund, beside the main line.
    enum ClaimState {
        NONE,
        REQUESTED,
        REFUSED,
        DISPUTED,
        RULED,
        APPEALED
    }

    /// What anybody can do with `advance` once its time has come.
    enum Step {
        NONE,
        EXPIRE,
        REFUND_UNSHIPPED,
        RECEIVE,
        SETTLE,
        COMPLETE,
        RELEASE,
        GRANT_BY_SILENCE,
        CLOSE_CLAIM,
        RULE_BY_SILENCE,
        EXECUTE_RULING
    }

    struct Order {
        /// Hash of the terms.
        bytes32 terms;
        State state;
        /// Whether commission and cash-back are paid: the end of the order.
        bool released;
        /// When anybody may push the state on.
        uint40 deadline;
        /// Until when a refund can be asked for; zero before receipt.
        uint40 returnUntil;
        /// Money paid for the buyer; more than due is change until the order ends.
        uint96 received;
        /// Of the total, what has been granted back.
        uint96 refunded;
        /// Granted back after settlement, but not covered by the merchant's bond yet.
        uint96 owedByMerchant;
        ClaimState claim;
        /// How many requests the merchant refused or the buyer took back.
        uint8 failedClaims;
        uint40 claimDeadline;
        uint96 claimed;
        uint96 ruling;
        /// Granted back after settlement, but not covered by the platform's bond yet.
        uint96 owedByPlatform;
    }

    event Placed(
        bytes32 indexed id,
        address indexed buyer,
        address indexed merchant,
        bytes32 terms,
        Terms order
    );
    event PaymentReceived(
        bytes32 indexed id, address indexed from, uint256 amount, uint256 received
    );
    event Paid(bytes32 indexed id, uint256 total, uint256 change, uint256 shipBy);
    event LateDeposit(bytes32 indexed id, address indexed buyer, uint256 amount);
    event Cancelled(bytes32 indexed id, address indexed by, bytes32 reason);
    event Shipped(bytes32 indexed id, bytes32 shipment, uint256 receiveBy);
    event Delivered(bytes32 indexed id, address indexed carrier, bytes32 proof, uint256 receiveBy);
    event Received(bytes32 indexed id, address indexed by, uint256 settleFrom, uint256 returnUntil);
    event Settled(
        bytes32 indexed id,
        address indexed payout,
        address indexed feeAccount,
        uint256 merchantShare,
        uint256 fee,
        uint256 commissionHeld,
        uint256 cashbackHeld
    );
    event Completed(bytes32 indexed id, bool acknowledged, uint256 points);
    event ChangePaid(bytes32 indexed id, address indexed buyer, uint256 amount);
    event Released(
        bytes32 indexed id, address indexed affiliate, uint256 commission, uint256 cashback
    );
    event RefundRequested(bytes32 indexed id, uint256 amount, bytes32 reason, uint256 answerBy);
    event RefundAnswered(bytes32 indexed id, bool granted, bytes32 reason, uint256 disputeBy);
    event ClaimClosed(bytes32 indexed id, bool withdrawn);
    event Disputed(bytes32 indexed id, bytes32 evidence, uint256 ruleBy);
    event Ruled(
        bytes32 indexed id,
        address indexed arbiter,
        uint256 amount,
        bytes32 reason,
        uint256 appealBy
    );
    event Appealed(bytes32 indexed id, address indexed by, bytes32 evidence, uint256 ruleBy);
    event Refunded(
        bytes32 indexed id,
        uint256 amount,
        uint256 refunded,
        uint256 fromMerchant,
        uint256 fromFee,
        uint256 fromCommission,
        uint256 fromCashback,
        uint256 owedByMerchant,
        uint256 owedByPlatform
    );
    event RefundPaid(
        bytes32 indexed id,
        address indexed buyer,
        uint256 toBuyer,
        uint256 toVouchers,
        uint256 toSponsor
    );
    event OwedPaid(bytes32 indexed id, uint256 fromMerchant, uint256 fromPlatform);

    error Orders_AlreadyPlaced(bytes32 id);
    error Orders_ReferenceUsed(bytes32 id, bytes32 terms);
    error Orders_WrongTerms(bytes32 id, bytes32 terms);
    error Orders_BadAmounts(bytes32 id);
    error Orders_BadTimes(bytes32 id);
    error Orders_BadVouchers(bytes32 id);
    error Orders_BadQuote(address clerk);
    error Orders_BadSignature(address buyer);
    error Orders_WrongState(bytes32 id, State state);
    error Orders_AlreadyPaid(bytes32 id);
    error Orders_PaymentExpired(bytes32 id, uint256 payBy);
    error Orders_OnlyTreasury(address caller);
    error Orders_NotAParty(bytes32 id, address account);
    error Orders_ClaimOpen(bytes32 id, ClaimState claim);
    error Orders_WrongClaimState(bytes32 id, ClaimState claim);
    error Orders_OtherClaim(bytes32 id, uint256 claimed, uint256 claimDeadline);
    error Orders_RefundAboveRemaining(bytes32 id, uint256 amount, uint256 remaining);
    error Orders_ReturnWindowOver(bytes32 id, uint256 returnUntil);
    error Orders_TooManyClaims(bytes32 id);
    error Orders_TooLate(bytes32 id, uint256 deadline);
    error Orders_RulingAboveClaim(bytes32 id, uint256 amount, uint256 claimed);
    error Orders_NotDue(bytes32 id, uint256 dueAt);
    error Orders_NothingOwed(bytes32 id);

    /// @notice How long the merchant has to answer a refund request; silence grants it.
    uint256 public constant ANSWER_WITHIN = 72 hours;
    /// @notice How long the buyer has to dispute a refusal.
    uint256 public constant DISPUTE_WITHIN = 72 hours;
    /// @notice How long each arbiter has to rule.
    uint256 public constant RULE_WITHIN = 7 days;
    /// @notice How long a ruling can be appealed, once.
    uint256 public constant APPEAL_WITHIN = 3 days;
    /// @notice How long the merchant has to acknowledge its payout.
    uint256 public constant ACKNOWLEDGE_WITHIN = 3 days;
    /// @notice How long the buyer has to contradict a delivery confirmed by the carrier.
    uint256 public constant DELIVERY_GRACE = 2 days;
    /// @notice How many requests of one order can be refused or taken back, so that claims cannot
    /// hold a settlement up for ever.
    uint256 public constant MAX_FAILED_CLAIMS = 3;

    /// @notice The Treasury, which alone credits deposits.
    address public immutable treasury;
    /// @notice The merchants' register.
    Merchants public immutable merchants;
    /// @notice Loyalty points.
    Points public immutable points;
    /// @notice Coupons and gift cards.
    Vouchers public immutable vouchers;

    mapping(bytes32 id => Order) internal _orders;

    constructor(address treasury_, Merchants merchants_, Points points_, Vouchers vouchers_) {
        treasury = treasury_;
        merchants = merchants_;
        points = points_;
        vouchers = vouchers_;
    }

    /// @notice An order's record; all zero when the reference is unused.
    function orderOf(bytes32 id) external view returns (Order memory) {
        return _orders[id];
    }

    /// @notice The hash by which terms are known: the EIP-712 hashStruct of `Terms`.
    function hashTerms(Terms calldata t) external pure returns (bytes32) {
        return t.hash();
    }

    /// @notice Money this contract holds for the order now.
    function escrowOf(Terms calldata t) external view returns (uint256) {
        (Order storage o,) = _find(t);
        if (o.state == State.CANCELLED || o.state == State.REFUNDED || o.released) return 0;
        uint256 due = t.payable_();
        if (o.state == State.PLACED) return t.total() - due + o.received;
        uint256 remaining = t.total() - o.refunded;
        if (o.state < State.SETTLED) return remaining + o.received - due;
        (,, uint256 commission, uint256 cashback) = t.shares(remaining);
        return commission + cashback + o.received - due;
    }

    /// @dev The order of these terms.
    function _find(Terms calldata t) internal view returns (Order storage o, bytes32 hash) {
        o = _orders[t.id];
        hash = t.hash();
        if (o.terms != hash) revert Orders_WrongTerms(t.id, o.terms);
    }

    function _requireState(Terms calldata t, Order storage o, State state) internal view {
        if (o.state != state) revert Orders_WrongState(t.id, o.state);
    }

    function _requireNoClaim(Terms calldata t, Order storage o) internal view {
        if (o.claim != ClaimState.NONE) revert Orders_ClaimOpen(t.id, o.claim);
    }

    /// @dev Checks and uses up an intent of one of two accounts (the same twice for one).
    function _authoriseParty(
        Terms calldata t,
        address party,
        address other,
        bytes memory action,
        Intent calldata intent
    ) internal {
        _authorise(action, intent);
        if (intent.account != party && intent.account != other) {
            revert Orders_NotAParty(t.id, intent.account);
        }
    }

    function _pay(Terms calldata t, address to, uint256 amount) internal {
        if (amount != 0) Cash(t.cash).transfer(to, amount);
    }

    function _in(uint256 period) internal view returns (uint40) {
        return uint40(block.timestamp + period);
    }
}
