// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC1155} from "@openzeppelin/contracts/token/ERC1155/ERC1155.sol";
import {Listed} from "./base/Listed.sol";
import {Cash} from "./Cash.sol";
import {Directory} from "./Directory.sol";
import {Merchants} from "./Merchants.sol";
import {Intent} from "./types/Intent.sol";
import {Roles} from "./types/Roles.sol";
import {VoucherUse} from "./types/Terms.sol";

/// @notice Coupons, gift cards and recharge coupons: one ERC-1155 id per campaign.
/// @dev A funded campaign has a pot of real money, and no unit is handed out that the pot does not
/// cover, even when all used ones come back: pot + spent >= issued * value. A merchant's own coupon
/// needs no pot: its value is a discount in that merchant's orders. Handing out units calls no hook
/// of the receiver, so that no receiver can block a refund.
contract Vouchers is ERC1155, Listed {
    enum Kind {
        /// One unit is one coupon worth up to `value`; given back when its order is refunded whole.
        COUPON,
        /// One unit is one minor unit of money, spent in orders in any amount.
        GIFT_CARD,
        /// One unit pays `value` into its owner's account.
        RECHARGE
    }

    /// What a bearer publishes.
    struct Campaign {
        /// Who bears the cost: an approved merchant, or an account of the platform (PROMOTER).
        address bearer;
        Kind kind;
        /// Whether a pot pays; only a merchant's own coupon may do without.
        bool funded;
        /// Whether owners may pass units on.
        bool transferable;
        /// Whether anybody may claim; otherwise the bearer hands out.
        bool open;
        uint40 start;
        uint40 end;
        address cash;
        /// Money per unit, at most.
        uint96 value;
        /// The least amount of goods in the order.
        uint96 threshold;
        /// Units in all.
        uint96 cap;
        /// Units an account can get.
        uint96 perAccount;
    }

    struct Count {
        /// Money in the pot.
        uint96 pot;
        /// Money that orders and recharges took from it and have not given back.
        uint96 spent;
        /// Units handed out so far.
        uint96 issued;
        /// Units in being.
        uint96 outstanding;
        /// Whether the platform bears the campaign, which then serves every merchant's orders.
        bool platform;
    }

    event CampaignPublished(
        uint256 indexed id, address indexed bearer, Campaign campaign, bytes32 content
    );
    event PotFunded(uint256 indexed id, address indexed account, uint256 amount, uint256 pot);
    event Issued(uint256 indexed id, address indexed account, uint256 units, bool claimed);
    event Redeemed(
        uint256 indexed id,
        address indexed account,
        bytes32 indexed order,
        address orders,
        uint256 units,
        uint256 value
    );
    event Restored(
        uint256 indexed id,
        address indexed account,
        bytes32 indexed order,
        address orders,
        uint256 units,
        uint256 value
    );
    event Recharged(uint256 indexed id, address indexed account, uint256 units, uint256 value);
    event PotReturned(uint256 indexed id, address indexed bearer, uint256 amount);

    error Vouchers_BadCampaign();
    error Vouchers_NotBearer(address account);
    error Vouchers_Unknown(uint256 id);
    error Vouchers_NotOpen(uint256 id);
    error Vouchers_NotStarted(uint256 id, uint256 start);
    error Vouchers_Ended(uint256 id, uint256 end);
    error Vouchers_NotEnded(uint256 id, uint256 end);
    error Vouchers_CapReached(uint256 id, uint256 left);
    error Vouchers_AccountLimit(uint256 id, uint256 left);
    error Vouchers_PotTooSmall(uint256 id, uint256 pot, uint256 needed);
    error Vouchers_BelowThreshold(uint256 id, uint256 goods, uint256 threshold);
    error Vouchers_OtherMerchant(uint256 id, address bearer);
    error Vouchers_OtherCash(uint256 id, address cash);
    error Vouchers_WrongKind(uint256 id);
    error Vouchers_WorthLess(uint256 id, uint256 worth, uint256 wanted);
    error Vouchers_MoreThanRedeemed(uint256 id, bytes32 order);
    error Vouchers_NotTransferable(uint256 id);
    error Vouchers_NothingToReturn(uint256 id);

    /// @notice The merchants' register.
    Merchants public immutable merchants;

    mapping(uint256 id => Campaign) private _campaigns;
    mapping(uint256 id => Count) private _counts;
    mapping(uint256 id => mapping(address account => uint256)) private _issuedTo;
    /// Units an order used and can still get back.
    mapping(address orders => mapping(bytes32 order => mapping(uint256 id => uint256))) private
        _uses;

    constructor(Directory directory_, Merchants merchants_)
        ERC1155("")
        Listed(directory_, "Tongbao Vouchers")
    {
        merchants = merchants_;
    }

    bytes32 private constant PUBLISH_TYPEHASH = keccak256(
        "Publish(Campaign campaign,bytes32 content,address account,bytes32 ref," "uint256 deadline)"
        "Campaign(address bearer,uint8 kind,bool funded,bool transferable,bool open,"
        "uint40 start,uint40 end,address cash,uint96 value,uint96 threshold,uint96 cap,"
        "uint96 perAccount)"
    );
    bytes32 private constant CAMPAIGN_TYPEHASH = keccak256(
        "Campaign(address bearer,uint8 kind,bool funded,bool transferable,bool open,"
        "uint40 start,uint40 end,address cash,uint96 value,uint96 threshold,uint96 cap,"
        "uint96 perAccount)"
    );

    /// @notice Publishes a campaign; its terms never change. Signed by its bearer.
    /// @param content Hash of the notice that buyers see.
    /// @return id keccak256(bearer, ref).
    function publish(Campaign calldata c, bytes32 content, Intent calldata intent)
        external
        returns (uint256 id)
    {
        bytes32 campaign = keccak256(abi.encode(CAMPAIGN_TYPEHASH, c));
        _authorise(abi.encode(PUBLISH_TYPEHASH, campaign, content), intent);
        if (c.bearer != intent.account) revert Vouchers_NotBearer(intent.account);
        directory.requireCash(c.cash);
        bool platform = _checkBearer(c);
        if (
            c.end <= c.start || c.end <= block.timestamp || c.value == 0 || c.cap == 0
                || c.perAccount == 0 || (c.kind == Kind.GIFT_CARD && c.value != 1)
        ) revert Vouchers_BadCampaign();
        id = campaignId(c.bearer, intent.ref);
        _campaigns[id] = c;
        _counts[id].platform = platform;
        emit CampaignPublished(id, c.bearer, c, content);
    }

    bytes32 private constant FUND_TYPEHASH =
        keccak256("FundCampaign(uint256 id,uint256 amount,address account,bytes32 ref)");

    /// @notice Adds money to a funded campaign's pot; what is left at the end goes to the bearer.
    /// The signature is an ERC-3009 authorisation whose nonce is the hash of FundCampaign.
    function fund(uint256 id, uint96 amount, Intent calldata intent) external {
        Campaign storage c = _known(id);
        _collect(Cash(c.cash), amount, abi.encode(FUND_TYPEHASH, id, uint256(amount)), intent);
        if (!c.funded) revert Vouchers_WrongKind(id);
        if (block.timestamp >= c.end) revert Vouchers_Ended(id, c.end);
        _counts[id].pot += amount;
        emit PotFunded(id, intent.account, amount, _counts[id].pot);
    }

    bytes32 private constant CLAIM_TYPEHASH =
        keccak256("Claim(uint256 id,uint256 units,address account,bytes32 ref,uint256 deadline)");

    /// @notice Gets units of an open campaign. Signed by the account that gets them.
    function claim(uint256 id, uint96 units, Intent calldata intent) external {
        _authorise(abi.encode(CLAIM_TYPEHASH, id, uint256(units)), intent);
        directory.requireOpen();
        if (!_known(id).open) revert Vouchers_NotOpen(id);
        _issue(id, intent.account, units);
        emit Issued(id, intent.account, units, true);
    }

    bytes32 private constant GRANT_TYPEHASH = keccak256(
        "Grant(uint256 id,address to,uint256 units,address account,bytes32 ref," "uint256 deadline)"
    );

    /// @notice Hands out units. Signed by the bearer.
    function grant(uint256 id, address to, uint96 units, Intent calldata intent) external {
        _authorise(abi.encode(GRANT_TYPEHASH, id, to, uint256(units)), intent);
        directory.requireOpen();
        if (_known(id).bearer != intent.account) revert Vouchers_NotBearer(intent.account);
        _issue(id, to, units);
        emit Issued(id, to, units, false);
    }

    bytes32 private constant RECHARGE_TYPEHASH = keccak256(
        "Recharge(uint256 id,uint256 units,address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Turns recharge coupons into money in the owner's account. Signed by the owner.
    function recharge(uint256 id, uint96 units, Intent calldata intent) external {
        _authorise(abi.encode(RECHARGE_TYPEHASH, id, uint256(units)), intent);
        Campaign storage c = _known(id);
        if (c.kind != Kind.RECHARGE) revert Vouchers_WrongKind(id);
        _requireRunning(id, c);
        uint96 value = units * c.value;
        _burnUnits(intent.account, id, units);
        _takeFromPot(id, value);
        emit Recharged(id, intent.account, units, value);
        Cash(c.cash).transfer(intent.account, value);
    }

    /// @notice Uses vouchers in an order: burns the units and pays their value from the pots to the
    /// calling Orders contract.
    function redeem(
        address account,
        address merchant,
        address cash,
        uint256 goods,
        VoucherUse[] calldata uses,
        bytes32 order
    ) external {
        directory.requireActor("Orders", msg.sender, account);
        uint256 sum;
        for (uint256 i = 0; i < uses.length; ++i) {
            VoucherUse calldata u = uses[i];
            Campaign storage c = _known(u.id);
            directory.requireActor("Orders", msg.sender, c.bearer);
            _checkUse(u, c, merchant, cash, goods);
            _burnUnits(account, u.id, u.units);
            _uses[msg.sender][order][u.id] += u.units;
            _takeFromPot(u.id, u.value);
            sum += u.value;
            emit Redeemed(u.id, account, order, msg.sender, u.units, u.value);
        }
        if (sum != 0) Cash(cash).transfer(msg.sender, sum);
    }

    /// @notice Takes a refunded voucher's money back, and gives its units back while the campaign
    /// runs: a gift card's by the refunded value, a coupon when its order is refunded whole. Once
    /// the campaign has ended, a gift card's money goes to the buyer and a coupon's to the bearer.
    /// Orders only, which must have approved `value`; at most what the order used.
    /// @param whole Whether nothing of the order remains.
    function restore(address account, uint256 id, uint96 value, bool whole, bytes32 order)
        external
    {
        directory.requireListed("Orders", msg.sender);
        Campaign storage c = _campaigns[id];
        uint256 used = _uses[msg.sender][order][id];
        uint256 units = c.kind == Kind.GIFT_CARD ? value : whole ? used : 0;
        if (units > used) revert Vouchers_MoreThanRedeemed(id, order);
        _uses[msg.sender][order][id] = used - units;
        bool ended = block.timestamp >= c.end;
        if (ended) units = 0;
        if (units != 0) _mintUnits(account, id, uint96(units));
        if (value != 0) _takeBack(id, c, account, value, ended);
        emit Restored(id, account, order, msg.sender, units, value);
    }

    /// @notice Pays what is left in the pot of an ended campaign to its bearer. Anybody may bring
    /// it.
    function returnPot(uint256 id) external {
        Campaign storage c = _known(id);
        if (block.timestamp < c.end) revert Vouchers_NotEnded(id, c.end);
        uint256 amount = _counts[id].pot;
        if (amount == 0) revert Vouchers_NothingToReturn(id);
        _counts[id].pot = 0;
        emit PotReturned(id, c.bearer, amount);
        Cash(c.cash).transfer(c.bearer, amount);
    }

    /// @notice The id of the campaign that a bearer publishes with a reference.
    function campaignId(address bearer, bytes32 ref) public pure returns (uint256) {
        return uint256(keccak256(abi.encode(bearer, ref)));
    }

    /// @notice A campaign's terms.
    function campaignOf(uint256 id) external view returns (Campaign memory) {
        return _campaigns[id];
    }

    /// @notice A campaign's money and units.
    function countOf(uint256 id) external view returns (Count memory) {
        return _counts[id];
    }

    /// @notice Units an account has got from a campaign so far.
    function issuedTo(uint256 id, address account) external view returns (uint256) {
        return _issuedTo[id][account];
    }

    /// @notice Units an order used and can still get back.
    function usedBy(address orders, bytes32 order, uint256 id) external view returns (uint256) {
        return _uses[orders][order][id];
    }

    function _checkBearer(Campaign calldata c) private view returns (bool platform) {
        platform = directory.rolesOf(c.bearer) & Roles.PROMOTER != 0;
        if (platform ? !c.funded : !merchants.shopOf(c.bearer, c.cash).approved) {
            revert Vouchers_NotBearer(c.bearer);
        }
        if (!c.funded && c.kind != Kind.COUPON) revert Vouchers_BadCampaign();
    }

    function _issue(uint256 id, address account, uint96 units) private {
        Campaign storage c = _campaigns[id];
        _requireRunning(id, c);
        Count memory n = _counts[id];
        if (units == 0 || units > c.cap - n.issued) {
            revert Vouchers_CapReached(id, c.cap - n.issued);
        }
        uint256 had = _issuedTo[id][account];
        if (units > c.perAccount - had) revert Vouchers_AccountLimit(id, c.perAccount - had);
        _issuedTo[id][account] = had + units;
        _counts[id].issued = n.issued + units;
        _mintUnits(account, id, units);
        if (c.funded) {
            uint256 needed = (uint256(n.issued) + units) * c.value;
            uint256 funds = uint256(n.pot) + n.spent;
            if (funds < needed) revert Vouchers_PotTooSmall(id, funds, needed);
        }
    }

    function _checkUse(
        VoucherUse calldata u,
        Campaign storage c,
        address merchant,
        address cash,
        uint256 goods
    ) private view {
        _requireRunning(u.id, c);
        if (c.kind == Kind.RECHARGE || u.units == 0) revert Vouchers_WrongKind(u.id);
        if (c.cash != cash) revert Vouchers_OtherCash(u.id, c.cash);
        if (goods < c.threshold) revert Vouchers_BelowThreshold(u.id, goods, c.threshold);
        if (!_counts[u.id].platform && c.bearer != merchant) {
            revert Vouchers_OtherMerchant(u.id, c.bearer);
        }
        uint256 worth = c.funded ? uint256(u.units) * c.value : 0;
        if (u.value > worth) revert Vouchers_WorthLess(u.id, worth, u.value);
        if (c.kind == Kind.GIFT_CARD && u.value != worth) {
            revert Vouchers_WorthLess(u.id, worth, u.value);
        }
    }

    function _takeBack(uint256 id, Campaign storage c, address account, uint96 value, bool ended)
        private
    {
        address to = address(this);
        if (!ended) {
            _counts[id].pot += value;
            _counts[id].spent -= value;
        } else {
            to = c.kind == Kind.GIFT_CARD ? account : c.bearer;
        }
        Cash(c.cash).transferFrom(msg.sender, to, value);
    }

    function _requireRunning(uint256 id, Campaign storage c) private view {
        if (block.timestamp < c.start) revert Vouchers_NotStarted(id, c.start);
        if (block.timestamp >= c.end) revert Vouchers_Ended(id, c.end);
    }

    function _known(uint256 id) private view returns (Campaign storage c) {
        c = _campaigns[id];
        if (c.bearer == address(0)) revert Vouchers_Unknown(id);
    }

    function _takeFromPot(uint256 id, uint96 value) private {
        if (value == 0) return;
        _counts[id].pot -= value;
        _counts[id].spent += value;
    }

    function _mintUnits(address account, uint256 id, uint96 units) private {
        _counts[id].outstanding += units;
        _move(address(0), account, id, units);
    }

    function _burnUnits(address account, uint256 id, uint96 units) private {
        _move(account, address(0), id, units);
        _counts[id].outstanding -= units;
    }

    function _move(address from, address to, uint256 id, uint256 units) private {
        uint256[] memory ids = new uint256[](1);
        uint256[] memory values = new uint256[](1);
        (ids[0], values[0]) = (id, units);
        _update(from, to, ids, values);
    }

    /// @dev Owners pass units on only where the campaign says so and while it runs.
    function _update(address from, address to, uint256[] memory ids, uint256[] memory values)
        internal
        override
    {
        if (from != address(0) && to != address(0)) {
            for (uint256 i = 0; i < ids.length; ++i) {
                Campaign storage c = _campaigns[ids[i]];
                if (!c.transferable || block.timestamp >= c.end) {
                    revert Vouchers_NotTransferable(ids[i]);
                }
            }
        }
        super._update(from, to, ids, values);
    }
}
