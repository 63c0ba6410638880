// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Intents} from "../../solidity/base/Intents.sol";
import {Cash} from "../../solidity/Cash.sol";
import {Directory} from "../../solidity/Directory.sol";
import {GroupBuys} from "../../solidity/GroupBuys.sol";
import {Invoices} from "../../solidity/Invoices.sol";
import {Memberships} from "../../solidity/Memberships.sol";
import {Merchants} from "../../solidity/Merchants.sol";
import {OrderBook} from "../../solidity/orders/OrderBook.sol";
import {Points} from "../../solidity/Points.sol";
import {Reviews} from "../../solidity/Reviews.sol";
import {Treasury} from "../../solidity/Treasury.sol";
import {Group} from "../../solidity/types/Group.sol";
import {Intent} from "../../solidity/types/Intent.sol";
import {Roles} from "../../solidity/types/Roles.sol";
import {Terms} from "../../solidity/types/Terms.sol";
import {Vouchers} from "../../solidity/Vouchers.sol";
import {Groups} from "./Groups.sol";
import {Promotions} from "./Promotions.sol";
import {Shop} from "./Shop.sol";

/// @dev A table of every signed action of the system: which contract, which published type, which
/// members, which role, and the call that carries it. Tests run every row through the same trial.
abstract contract Actions is Groups, Promotions {
    struct Action {
        string name;
        Intents target;
        bytes32 kind;
        bytes members;
        /// The role it needs; zero for a user's own action.
        uint256 role;
        /// Money it brings by ERC-3009; `paying` with it.
        bool pays;
        uint256 amount;
    }

    struct Row {
        string target;
        string kind;
        uint256 role;
        bool pays;
    }

    Terms internal order;
    Group internal group;
    Vouchers.Campaign internal campaign;
    Merchants.Application internal shop;
    uint256 internal published;
    Row[] private _rows;

    function setUp() public virtual override(Shop, Promotions) {
        super.setUp();
        Terms memory t = anOrder();
        place(t);
        // Not `order = t`: a struct with an array of structs.
        _copy(t);
        Group memory g = aGroup();
        open(g);
        _copy(g);
        campaign.bearer = merchant;
        campaign.cash = address(cny);
        shop = application(stranger, cny, 0);
        published = publish(aGiftCard());
        _fillRows();
    }

    function _copy(Terms memory t) private {
        order.id = t.id;
        (order.buyer, order.merchant, order.affiliate) = (t.buyer, t.merchant, t.affiliate);
        (order.cash, order.goods, order.shipping) = (t.cash, t.goods, t.shipping);
        (order.discount, order.fee, order.commission) = (t.discount, t.fee, t.commission);
        (order.cashback, order.pointsEarned, order.payBy) = (t.cashback, t.pointsEarned, t.payBy);
        (order.shipWithin, order.receiveWithin) = (t.shipWithin, t.receiveWithin);
        (order.returnWithin, order.lines, order.details) = (t.returnWithin, t.lines, t.details);
    }

    function _copy(Group memory g) private {
        (group.salt, group.merchant, group.cash) = (g.salt, g.merchant, g.cash);
        (group.capacity, group.perBuyer, group.closesAt) = (g.capacity, g.perBuyer, g.closesAt);
        (group.feeBps, group.pointsBps, group.product) = (g.feeBps, g.pointsBps, g.product);
        (group.shipWithin, group.receiveWithin) = (g.shipWithin, g.receiveWithin);
        group.returnWithin = g.returnWithin;
        for (uint256 i = 0; i < g.tiers.length; ++i) {
            group.tiers.push(g.tiers[i]);
        }
    }

    function actionCount() internal view returns (uint256) {
        return _rows.length;
    }

    function _fillRows() private {
        _rows.push(Row("Directory", "Revoke", Roles.GUARDIAN, false)); // 0
        _rows.push(Row("Directory", "Pause", Roles.GUARDIAN, false));
        _rows.push(Row("Directory", "Resume", Roles.GUARDIAN, false));
        _rows.push(Row("Directory", "AcceptVersion", 0, false));
        _rows.push(Row("Merchants", "Apply", 0, false));
        _rows.push(Row("Merchants", "Approve", Roles.REGISTRAR, false)); // 5
        _rows.push(Row("Merchants", "Return", Roles.REGISTRAR, false));
        _rows.push(Row("Merchants", "Suspend", Roles.REGISTRAR, false));
        _rows.push(Row("Merchants", "Reinstate", Roles.REGISTRAR, false));
        _rows.push(Row("Merchants", "ChangePayout", 0, false));
        _rows.push(Row("Merchants", "PostBond", 0, true)); // 10
        _rows.push(Row("Merchants", "WithdrawBond", 0, false));
        _rows.push(Row("Points", "FundPot", Roles.PROMOTER, true));
        _rows.push(Row("Points", "WithdrawPot", 0, false));
        _rows.push(Row("Vouchers", "Publish", 0, false));
        _rows.push(Row("Vouchers", "FundCampaign", 0, true)); // 15
        _rows.push(Row("Vouchers", "Claim", 0, false));
        _rows.push(Row("Vouchers", "Grant", 0, false));
        _rows.push(Row("Vouchers", "Recharge", 0, false));
        _rows.push(Row("Treasury", "Deposit", Roles.ISSUER, false));
        _rows.push(Row("Treasury", "DepositToOrder", Roles.ISSUER, false)); // 20
        _rows.push(Row("Treasury", "Withdraw", 0, true));
        _rows.push(Row("Treasury", "ApproveWithdrawal", Roles.CASHIER, false));
        _rows.push(Row("Treasury", "RejectWithdrawal", Roles.CASHIER, false));
        _rows.push(Row("Treasury", "AttestReserve", Roles.ATTESTOR, false));
        _rows.push(Row("Orders", "Cancel", 0, false)); // 25
        _rows.push(Row("Orders", "Ship", 0, false));
        _rows.push(Row("Orders", "ConfirmDelivery", Roles.CARRIER, false));
        _rows.push(Row("Orders", "ConfirmReceipt", 0, false));
        _rows.push(Row("Orders", "AcknowledgePayout", 0, false));
        _rows.push(Row("Orders", "RequestRefund", 0, false)); // 30
        _rows.push(Row("Orders", "AnswerRefund", 0, false));
        _rows.push(Row("Orders", "GiveRefund", 0, false));
        _rows.push(Row("Orders", "WithdrawClaim", 0, false));
        _rows.push(Row("Orders", "Dispute", 0, false));
        _rows.push(Row("Orders", "Rule", Roles.ARBITER, false)); // 35
        _rows.push(Row("Orders", "Appeal", 0, false));
        _rows.push(Row("GroupBuys", "OpenGroup", 0, false));
        _rows.push(Row("GroupBuys", "Join", 0, true));
        _rows.push(Row("GroupBuys", "CancelGroup", 0, false));
        _rows.push(Row("Memberships", "GrantMembership", Roles.STEWARD, false)); // 40
        _rows.push(Row("Memberships", "RenewMembership", Roles.STEWARD, false));
        _rows.push(Row("Memberships", "RevokeMembership", Roles.STEWARD, false));
        _rows.push(Row("Memberships", "ResignMembership", 0, false));
        _rows.push(Row("Reviews", "AttestReview", 0, false));
        _rows.push(Row("Reviews", "FollowUp", 0, false)); // 45
        _rows.push(Row("Reviews", "AnswerReview", 0, false));
        _rows.push(Row("Reviews", "SetHidden", Roles.MODERATOR, false));
        _rows.push(Row("Invoices", "IssueInvoice", 0, false));
        _rows.push(Row("Invoices", "ReverseInvoice", 0, false));
    }

    /// @dev Row `i` for an actor.
    function action(uint256 i, address actor) internal view returns (Action memory a) {
        Row memory row = _rows[i];
        a.name = string.concat(row.target, ".", row.kind);
        a.target = Intents(addressOf(row.target));
        a.kind = typeHash(row.target, row.kind);
        (a.role, a.pays) = (row.role, row.pays);
        a.members = _members(i, actor);
        if (a.pays) a.amount = i == 38 ? 600 : 7;
    }

    /// @dev The intent of row `i`, signed by the actor.
    function signedRow(uint256 i, address actor) internal returns (Intent memory) {
        Action memory a = action(i, actor);
        if (!a.pays) return by(actor, a.target, a.kind, a.members);
        return paying(actor, a.target, cny, a.amount, a.kind, a.members);
    }

    bytes32 private constant X = "x";

    function _members(uint256 i, address actor) private view returns (bytes memory) {
        bytes32 t = hashOf(order);
        if (i == 0) return abi.encode(issuer, Roles.ISSUER);
        if (i == 1) return abi.encode(X);
        if (i == 2) return "";
        if (i == 3) return abi.encode(orders);
        if (i == 4) {
            return abi.encode(cny, payout, shop.feeBps, shop.commissionBps, shop.bond, shop.profile);
        }
        if (i == 5) return abi.encode(stranger, cny, keccak256(abi.encode(shop)));
        if (i == 6) return abi.encode(stranger, cny, X, X);
        if (i == 7 || i == 8) return abi.encode(merchant, X);
        if (i == 9) return abi.encode(payout);
        if (i == 10 || i == 11 || i == 12 || i == 13) return abi.encode(cny, 7);
        if (i == 14) {
            return abi.encode(keccak256(abi.encode(typeHash("Vouchers", "Campaign"), campaign)), X);
        }
        if (i == 15 || i == 16 || i == 18) return abi.encode(published, 7);
        if (i == 17) return abi.encode(published, actor, 7);
        if (i == 19) return abi.encode(cny, actor, 7);
        if (i == 20) return abi.encode(orders, t, 7);
        if (i == 21) return abi.encode(cny, 7, X);
        if (i == 22 || i == 23) return abi.encode(X, X);
        if (i == 24) return abi.encode(cny, 7, 7, X);
        if (i == 25 || i == 26 || i == 27) return abi.encode(t, X);
        if (i == 34 || i == 36) return abi.encode(t, 9, X);
        if (i == 28 || i == 29) return abi.encode(t);
        if (i == 33) return abi.encode(t, 9);
        if (i == 30 || i == 32) return abi.encode(t, 7, X);
        if (i == 35) return abi.encode(t, 9, 7, X);
        if (i == 31) return abi.encode(t, 9, 7, true, X);
        if (i == 37) return abi.encode(hashOf(group));
        if (i == 38) return abi.encode(hashOf(group), 1, 600, X);
        if (i == 39) return abi.encode(hashOf(group), X);
        if (i == 40 || i == 41) return abi.encode(stranger, 1, 4_000_000_000);
        if (i == 42) return abi.encode(stranger, X);
        if (i == 43) return "";
        if (i == 44) return abi.encode(orders, t, 0, 5, X);
        if (i == 45 || i == 46) return abi.encode(X, X);
        if (i == 47) return abi.encode(X, true, X);
        if (i == 48) return abi.encode(orders, t, 7, X);
        return abi.encode(1, X);
    }

    /// @dev The call of row `i` with this intent.
    function dataOf(uint256 i, Intent memory n) internal view returns (bytes memory) {
        if (i < 25) return _firstHalf(i, n);
        return _secondHalf(i, n);
    }

    function _firstHalf(uint256 i, Intent memory n) private view returns (bytes memory) {
        if (i == 0) return abi.encodeCall(Directory.revoke, (issuer, Roles.ISSUER, n));
        if (i == 1) return abi.encodeCall(Directory.pause, (X, n));
        if (i == 2) return abi.encodeCall(Directory.resume, (n));
        if (i == 3) return abi.encodeCall(Directory.acceptVersion, (address(orders), n));
        if (i == 4) return abi.encodeCall(Merchants.applyFor, (shop, n));
        if (i == 5) return abi.encodeCall(Merchants.approve, (shop, n));
        if (i == 6) return abi.encodeCall(Merchants.giveBack, (stranger, address(cny), X, X, n));
        if (i == 7) return abi.encodeCall(Merchants.suspend, (merchant, X, n));
        if (i == 8) return abi.encodeCall(Merchants.reinstate, (merchant, X, n));
        if (i == 9) return abi.encodeCall(Merchants.changePayout, (payout, n));
        if (i == 10) return abi.encodeCall(Merchants.postBond, (cny, 7, n));
        if (i == 11) return abi.encodeCall(Merchants.withdrawBond, (address(cny), 7, n));
        if (i == 12) return abi.encodeCall(Points.fundPot, (cny, 7, n));
        if (i == 13) return abi.encodeCall(Points.withdrawPot, (cny, 7, n));
        if (i == 14) return abi.encodeCall(Vouchers.publish, (campaign, X, n));
        if (i == 15) return abi.encodeCall(Vouchers.fund, (published, 7, n));
        if (i == 16) return abi.encodeCall(Vouchers.claim, (published, 7, n));
        if (i == 17) return abi.encodeCall(Vouchers.grant, (published, n.account, 7, n));
        if (i == 18) return abi.encodeCall(Vouchers.recharge, (published, 7, n));
        if (i == 19) return abi.encodeCall(Treasury.deposit, (cny, n.account, 7, n));
        if (i == 20) return abi.encodeCall(Treasury.depositToOrder, (orders, order, 7, n));
        if (i == 21) return abi.encodeCall(Treasury.requestWithdrawal, (cny, 7, X, n));
        if (i == 22) return abi.encodeCall(Treasury.approve, (X, X, n));
        if (i == 23) return abi.encodeCall(Treasury.reject, (X, X, n));
        return abi.encodeCall(Treasury.attestReserve, (cny, 7, 7, X, n));
    }

    function _secondHalf(uint256 i, Intent memory n) private view returns (bytes memory) {
        if (i == 25) return abi.encodeCall(orders.cancel, (order, X, n));
        if (i == 26) return abi.encodeCall(orders.ship, (order, X, n));
        if (i == 27) return abi.encodeCall(orders.confirmDelivery, (order, X, n));
        if (i == 28) return abi.encodeCall(orders.confirmReceipt, (order, n));
        if (i == 29) return abi.encodeCall(orders.acknowledgePayout, (order, n));
        if (i == 30) return abi.encodeCall(orders.requestRefund, (order, 7, X, n));
        if (i == 31) return abi.encodeCall(orders.answerRefund, (order, 9, 7, true, X, n));
        if (i == 32) return abi.encodeCall(orders.giveRefund, (order, 7, X, n));
        if (i == 33) return abi.encodeCall(orders.withdrawClaim, (order, 9, n));
        if (i == 34) return abi.encodeCall(orders.dispute, (order, 9, X, n));
        if (i == 35) return abi.encodeCall(orders.rule, (order, 9, 7, X, n));
        if (i == 36) return abi.encodeCall(orders.appeal, (order, 9, X, n));
        if (i == 37) return abi.encodeCall(GroupBuys.open, (group, quoted(group), n));
        if (i == 38) return abi.encodeCall(GroupBuys.join, (group, 1, 600, X, n));
        if (i == 39) return abi.encodeCall(GroupBuys.cancel, (group, X, n));
        if (i == 40) return abi.encodeCall(Memberships.grant, (stranger, 1, 4_000_000_000, n));
        if (i == 41) return abi.encodeCall(Memberships.renew, (stranger, 1, 4_000_000_000, n));
        if (i == 42) return abi.encodeCall(Memberships.revoke, (stranger, X, n));
        if (i == 43) return abi.encodeCall(Memberships.resign, (n));
        OrderBook book = OrderBook(address(orders));
        if (i == 44) return abi.encodeCall(Reviews.attest, (book, order, 0, 5, X, n));
        if (i == 45) return abi.encodeCall(Reviews.followUp, (X, X, n));
        if (i == 46) return abi.encodeCall(Reviews.answer, (X, X, n));
        if (i == 47) return abi.encodeCall(Reviews.hide, (X, true, X, n));
        if (i == 48) return abi.encodeCall(Invoices.issue, (book, order, 7, X, n));
        return abi.encodeCall(Invoices.reverse, (1, X, n));
    }
}
