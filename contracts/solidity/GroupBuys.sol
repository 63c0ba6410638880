// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Listed} from "./base/Listed.sol";
import {Signatures} from "./base/Signatures.sol";
import {Cash} from "./Cash.sol";
import {Directory} from "./Directory.sol";
import {Merchants} from "./Merchants.sol";
import {Orders} from "./Orders.sol";
import {Group, GroupTerms, Tier} from "./types/Group.sol";
import {Intent} from "./types/Intent.sol";
import {Quote} from "./types/Quote.sol";
import {Roles} from "./types/Roles.sol";
import {Terms} from "./types/Terms.sol";

/// @notice Group buys: pledges of quantity and highest price in escrow; one clearing price for all.
/// @dev At the close the lowest tier whose quantity is pledged at its price or more sets the price.
/// Each pledge at that price or more becomes an order, and its buyer gets the difference back;
/// every other pledge is refunded. One pledge never waits for another: each is ordered or refunded
/// by its own call, which anybody may bring, and an order that cannot be made in time is refunded.
contract GroupBuys is Listed {
    using GroupTerms for Group;

    enum GroupState {
        NONE,
        OPEN,
        MET,
        FAILED
    }

    enum PledgeState {
        NONE,
        PLEDGED,
        ORDERED,
        REFUNDED
    }

    struct GroupStatus {
        GroupState state;
        /// The tier that set the price, once MET.
        uint8 clearing;
        /// Units pledged.
        uint32 pledged;
        /// Until when pledges can become orders, once MET.
        uint40 orderBy;
    }

    struct Pledge {
        address buyer;
        uint32 quantity;
        /// The highest-priced tier the buyer pays.
        uint8 tier;
        PledgeState state;
        /// Salted hash of the delivery details.
        bytes32 details;
    }

    event Opened(bytes32 indexed group, address indexed merchant, Group terms);
    event Pledged(
        bytes32 indexed group,
        bytes32 indexed pledge,
        address indexed buyer,
        uint256 quantity,
        uint256 price,
        bytes32 details
    );
    event Finalised(
        bytes32 indexed group, bool met, uint256 price, uint256 quantity, uint256 orderBy
    );
    event GroupCancelled(bytes32 indexed group, bytes32 reason);
    event Ordered(
        bytes32 indexed group,
        bytes32 indexed pledge,
        address indexed buyer,
        uint256 price,
        uint256 change
    );
    event PledgeRefunded(
        bytes32 indexed group, bytes32 indexed pledge, address indexed buyer, uint256 amount
    );

    error GroupBuys_BadGroup();
    error GroupBuys_NotTheMerchant(address account);
    error GroupBuys_NotApproved(address merchant);
    error GroupBuys_FeeAboveAgreed(uint256 feeBps, uint256 limit);
    error GroupBuys_BadQuote(address clerk);
    error GroupBuys_WrongState(bytes32 group, GroupState state);
    error GroupBuys_Closed(bytes32 group, uint256 closesAt);
    error GroupBuys_NotClosed(bytes32 group, uint256 closesAt);
    error GroupBuys_NoQuantity();
    error GroupBuys_CapacityReached(bytes32 group, uint256 left);
    error GroupBuys_BuyerLimit(bytes32 group, uint256 left);
    error GroupBuys_PriceTooLow(uint256 price, uint256 lowest);
    error GroupBuys_NotPledged(bytes32 pledge, PledgeState state);
    error GroupBuys_NotServed(bytes32 pledge, uint256 price);
    error GroupBuys_NotRefundable(bytes32 pledge);
    error GroupBuys_TooLate(bytes32 group, uint256 orderBy);

    /// @notice The longest time that pledges can be collected.
    uint256 public constant MAX_OPEN = 60 days;
    /// @notice How long pledges can become orders; then they are refunded.
    uint256 public constant ORDER_WITHIN = 7 days;
    /// @notice The most tiers.
    uint256 public constant MAX_TIERS = 8;

    /// @notice Where pledges become orders.
    Orders public immutable orders;
    /// @notice The merchants' register.
    Merchants public immutable merchants;

    mapping(bytes32 group => GroupStatus) private _groups;
    /// Units pledged at each tier's price or more.
    mapping(bytes32 group => uint32[MAX_TIERS]) private _demand;
    mapping(bytes32 group => mapping(address buyer => uint256)) private _pledgedBy;
    mapping(bytes32 group => mapping(bytes32 pledge => Pledge)) private _pledges;

    constructor(Directory directory_, Orders orders_) Listed(directory_, "Tongbao GroupBuys") {
        orders = orders_;
        merchants = orders_.merchants();
    }

    bytes32 private constant OPEN_TYPEHASH = keccak256(
        "OpenGroup(Group group,address account,bytes32 ref,uint256 deadline)"
        "Group(bytes32 salt,address merchant,address cash,uint32 capacity,uint32 perBuyer,"
        "uint40 closesAt,uint16 feeBps,uint16 pointsBps,uint32 shipWithin,"
        "uint32 receiveWithin,uint32 settleAfter,uint32 returnWithin,bytes32 product,"
        "Tier[] tiers)" "Tier(uint96 price,uint32 quantity)"
    );
    bytes32 private constant QUOTE_TYPEHASH = keccak256(
        "QuoteGroup(Group group)"
        "Group(bytes32 salt,address merchant,address cash,uint32 capacity,uint32 perBuyer,"
        "uint40 closesAt,uint16 feeBps,uint16 pointsBps,uint32 shipWithin,"
        "uint32 receiveWithin,uint32 settleAfter,uint32 returnWithin,bytes32 product,"
        "Tier[] tiers)" "Tier(uint96 price,uint32 quantity)"
    );

    /// @notice Opens a group buy. Signed by the merchant, and by a clerk (`QuoteGroup(Group
    /// group)`).
    function open(Group calldata g, Quote calldata quote, Intent calldata intent) external {
        bytes32 group = g.hash();
        _authorise(abi.encode(OPEN_TYPEHASH, group), intent);
        if (intent.account != g.merchant) revert GroupBuys_NotTheMerchant(intent.account);
        directory.requireEntry(g.cash);
        directory.requireRole(quote.clerk, Roles.CLERK);
        bytes32 digest = _hashTypedDataV4(keccak256(abi.encode(QUOTE_TYPEHASH, group)));
        if (!Signatures.isBy(quote.clerk, digest, quote.signature)) {
            revert GroupBuys_BadQuote(quote.clerk);
        }
        Merchants.Shop memory shop = merchants.shopOf(g.merchant, g.cash);
        if (!shop.approved) revert GroupBuys_NotApproved(g.merchant);
        if (g.feeBps > shop.feeBps) revert GroupBuys_FeeAboveAgreed(g.feeBps, shop.feeBps);
        if (
            !g.sound(MAX_TIERS) || g.closesAt <= block.timestamp
                || g.closesAt > block.timestamp + MAX_OPEN
                || uint256(g.shipWithin) + g.receiveWithin + g.settleAfter + g.returnWithin
                    > orders.MAX_PERIODS()
        ) revert GroupBuys_BadGroup();
        _requireState(group, GroupState.NONE);
        _groups[group].state = GroupState.OPEN;
        emit Opened(group, g.merchant, g);
    }

    bytes32 private constant JOIN_TYPEHASH = keccak256(
        "Join(bytes32 group,uint256 quantity,uint256 maxPrice,bytes32 details,"
        "address account,bytes32 ref)"
    );

    /// @notice Pledges a quantity at a highest price. Locked is the quantity at the dearest tier
    /// the price allows. The signature is the buyer's ERC-3009 authorisation of that amount, whose
    /// nonce is the hash of Join.
    /// @return pledge keccak256(group, account, ref); the order's id later.
    function join(
        Group calldata g,
        uint32 quantity,
        uint96 maxPrice,
        bytes32 details,
        Intent calldata intent
    ) external returns (bytes32 pledge) {
        bytes32 group = g.hash();
        uint8 tier = _tierOf(g, maxPrice);
        uint256 price = g.tiers[tier].price;
        bytes memory action =
            abi.encode(JOIN_TYPEHASH, group, uint256(quantity), uint256(maxPrice), details);
        _collect(Cash(g.cash), price * quantity, action, intent);
        directory.requireOpen();
        _requireState(group, GroupState.OPEN);
        if (block.timestamp >= g.closesAt) revert GroupBuys_Closed(group, g.closesAt);
        _count(g, group, tier, quantity, intent.account);
        pledge = pledgeId(group, intent.account, intent.ref);
        _pledges[group][pledge] =
            Pledge(intent.account, quantity, tier, PledgeState.PLEDGED, details);
        emit Pledged(group, pledge, intent.account, quantity, price, details);
    }

    /// @notice Closes a group buy and sets its price, after its time or when all units are pledged.
    /// Anybody may bring it.
    function finalise(Group calldata g) external {
        bytes32 group = g.hash();
        _requireState(group, GroupState.OPEN);
        GroupStatus storage s = _groups[group];
        if (block.timestamp < g.closesAt && s.pledged < g.capacity) {
            revert GroupBuys_NotClosed(group, g.closesAt);
        }
        for (uint256 n = g.tiers.length; n > 0; --n) {
            Tier calldata tier = g.tiers[n - 1];
            uint256 demand = _demand[group][n - 1];
            if (demand < tier.quantity) continue;
            s.state = GroupState.MET;
            s.clearing = uint8(n - 1);
            s.orderBy = uint40(block.timestamp + ORDER_WITHIN);
            emit Finalised(group, true, tier.price, demand, s.orderBy);
            return;
        }
        s.state = GroupState.FAILED;
        emit Finalised(group, false, 0, 0, 0);
    }

    bytes32 private constant CANCEL_TYPEHASH = keccak256(
        "CancelGroup(bytes32 group,bytes32 reason,address account,bytes32 ref," "uint256 deadline)"
    );

    /// @notice Calls a group buy off before it closes; all pledges are refunded. Once it has closed
    /// the merchant is bound to what was pledged. Signed by the merchant.
    function cancel(Group calldata g, bytes32 reason, Intent calldata intent) external {
        bytes32 group = g.hash();
        _authorise(abi.encode(CANCEL_TYPEHASH, group, reason), intent);
        if (intent.account != g.merchant) revert GroupBuys_NotTheMerchant(intent.account);
        _requireState(group, GroupState.OPEN);
        GroupStatus storage s = _groups[group];
        if (block.timestamp >= g.closesAt || s.pledged >= g.capacity) {
            revert GroupBuys_Closed(group, g.closesAt);
        }
        s.state = GroupState.FAILED;
        emit GroupCancelled(group, reason);
    }

    /// @notice Makes a served pledge an order, paid at the clearing price, and gives its buyer the
    /// difference. Anybody may bring it.
    function order(Group calldata g, bytes32 pledge) external {
        bytes32 group = g.hash();
        GroupStatus memory s = _groups[group];
        if (s.state != GroupState.MET) revert GroupBuys_WrongState(group, s.state);
        if (block.timestamp >= s.orderBy) revert GroupBuys_TooLate(group, s.orderBy);
        Pledge memory p = _take(group, pledge, PledgeState.ORDERED);
        uint256 price = g.tiers[s.clearing].price;
        if (p.tier > s.clearing) revert GroupBuys_NotServed(pledge, price);
        uint256 amount = price * p.quantity; // at most what was pledged, so below 2^96
        uint256 change = g.tiers[p.tier].price * uint256(p.quantity) - amount;
        emit Ordered(group, pledge, p.buyer, price, change);
        Cash(g.cash).approve(address(orders), amount);
        orders.placePledged(_terms(g, pledge, p, uint96(amount)));
        if (change != 0) Cash(g.cash).transfer(p.buyer, change);
    }

    /// @notice Refunds a pledge whose group buy failed, that the price left out, or that did not
    /// become an order in time. Anybody may bring it.
    function refund(Group calldata g, bytes32 pledge) external {
        bytes32 group = g.hash();
        GroupStatus memory s = _groups[group];
        Pledge memory p = _take(group, pledge, PledgeState.REFUNDED);
        bool refundable = s.state == GroupState.FAILED
            || (s.state == GroupState.MET && (p.tier > s.clearing || block.timestamp >= s.orderBy));
        if (!refundable) revert GroupBuys_NotRefundable(pledge);
        uint256 amount = g.tiers[p.tier].price * uint256(p.quantity);
        emit PledgeRefunded(group, pledge, p.buyer, amount);
        Cash(g.cash).transfer(p.buyer, amount);
    }

    /// @notice The id of a group buy: the EIP-712 hashStruct of its terms.
    function hashGroup(Group calldata g) external pure returns (bytes32) {
        return g.hash();
    }

    /// @notice The id of the pledge that an account makes with a reference.
    function pledgeId(bytes32 group, address buyer, bytes32 ref) public pure returns (bytes32) {
        return keccak256(abi.encode(group, buyer, ref));
    }

    /// @notice A group buy's state.
    function statusOf(bytes32 group) external view returns (GroupStatus memory) {
        return _groups[group];
    }

    /// @notice Units pledged at each tier's price or more.
    function demandOf(bytes32 group) external view returns (uint32[MAX_TIERS] memory) {
        return _demand[group];
    }

    /// @notice A pledge.
    function pledgeOf(bytes32 group, bytes32 pledge) external view returns (Pledge memory) {
        return _pledges[group][pledge];
    }

    /// @notice Units that an account has pledged.
    function pledgedBy(bytes32 group, address buyer) external view returns (uint256) {
        return _pledgedBy[group][buyer];
    }

    /// @dev The dearest tier that the price allows.
    function _tierOf(Group calldata g, uint256 maxPrice) private pure returns (uint8) {
        for (uint256 i = 0; i < g.tiers.length; ++i) {
            if (g.tiers[i].price <= maxPrice) return uint8(i);
        }
        revert GroupBuys_PriceTooLow(maxPrice, g.tiers[g.tiers.length - 1].price);
    }

    function _count(Group calldata g, bytes32 group, uint256 tier, uint32 quantity, address buyer)
        private
    {
        if (quantity == 0) revert GroupBuys_NoQuantity();
        GroupStatus storage s = _groups[group];
        if (quantity > g.capacity - s.pledged) {
            revert GroupBuys_CapacityReached(group, g.capacity - s.pledged);
        }
        uint256 had = _pledgedBy[group][buyer];
        if (quantity > g.perBuyer - had) revert GroupBuys_BuyerLimit(group, g.perBuyer - had);
        s.pledged += quantity;
        _pledgedBy[group][buyer] = had + quantity;
        for (uint256 i = tier; i < g.tiers.length; ++i) {
            _demand[group][i] += quantity;
        }
    }

    function _take(bytes32 group, bytes32 pledge, PledgeState becomes)
        private
        returns (Pledge memory p)
    {
        p = _pledges[group][pledge];
        if (p.state != PledgeState.PLEDGED) revert GroupBuys_NotPledged(pledge, p.state);
        _pledges[group][pledge].state = becomes;
    }

    function _requireState(bytes32 group, GroupState state) private view {
        GroupState actual = _groups[group].state;
        if (actual != state) revert GroupBuys_WrongState(group, actual);
    }

    function _terms(Group calldata g, bytes32 pledge, Pledge memory p, uint96 amount)
        private
        view
        returns (Terms memory t)
    {
        t.id = pledge;
        t.buyer = p.buyer;
        t.merchant = g.merchant;
        t.cash = g.cash;
        t.goods = amount;
        t.fee = uint96((uint256(amount) * g.feeBps) / 10_000);
        t.pointsEarned = uint96((uint256(amount) * g.pointsBps) / 10_000);
        t.payBy = uint40(block.timestamp + 1);
        t.shipWithin = g.shipWithin;
        t.receiveWithin = g.receiveWithin;
        t.settleAfter = g.settleAfter;
        t.returnWithin = g.returnWithin;
        t.lines = 1;
        t.details = p.details;
    }
}
