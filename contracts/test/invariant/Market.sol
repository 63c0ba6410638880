// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cash} from "../../solidity/Cash.sol";
import {OrderBook} from "../../solidity/orders/OrderBook.sol";
import {Group} from "../../solidity/types/Group.sol";
import {Intent} from "../../solidity/types/Intent.sol";
import {Terms} from "../../solidity/types/Terms.sol";
import {Vouchers} from "../../solidity/Vouchers.sol";
import {Treasury} from "../../solidity/Treasury.sol";
import {Groups} from "../base/Groups.sol";
import {Promotions} from "../base/Promotions.sol";
import {Shop} from "../base/Shop.sol";
import {Vm} from "../base/Vm.sol";
import {Books} from "./Books.sol";

/// @dev A market in which forge does anything, in any order, at any time, with any amounts. `act`
/// is one try: often what the state of an order calls for, often something else. One that the
/// contracts refuse leaves nothing behind.
contract Market is Groups, Promotions, Books {
    address[] public buyers;
    address[] public sellers;
    uint256 public coupon;
    uint256 public card;

    bytes[] private _orders_;
    bytes[] private _groups;
    bytes32[] private _groupOfPledge;
    bytes32[] public pledges;
    bytes32[] public withdrawals;
    bytes[] private _replays;
    address[] private _replayTargets;
    /// Whether a reference ever worked twice, or a thief ever got through.
    uint256 public breaches;
    uint256 public steps;
    /// How many signed calls that had worked were brought again.
    uint256 public replayed;

    function setUp() public override(Shop, Promotions) {
        super.setUp();
        for (uint256 i = 0; i < 3; ++i) {
            buyers.push(account(string.concat("buyer ", vm.toString(i))));
            give(cny, buyers[i], 10_000_000);
        }
        for (uint256 i = 0; i < 2; ++i) {
            sellers.push(account(string.concat("seller ", vm.toString(i))));
            openShop(sellers[i], cny, 0);
            give(cny, sellers[i], 1_000_000);
        }
        give(cny, feeAccount, 1_000_000);
        postBond(sellers[0], cny, 20_000);
        postBond(feeAccount, cny, 2_000);
        fundPoints(promoter, cny, 300_000);
        Vouchers.Campaign memory c = aCoupon();
        (c.end, c.perAccount) = (uint40(time() + 120 days), 5);
        coupon = publish(c);
        fund(promoter, coupon, 40_000);
        c = aGiftCard();
        c.end = uint40(time() + 200 days);
        card = publish(c);
        fund(promoter, card, 100_000);
    }

    /// @dev One try, drawn from `what`; its events go into the books.
    function act(uint256 what, uint256 who, uint256 which, uint96[4] memory amounts) external {
        ++steps;
        // Forge likes small and special numbers: good amounts, but they would always choose the same.
        (what, who, which) = (_mixed(what, 1), _mixed(who, 2), _mixed(which, 3));
        uint256 draw = what % 100;
        what /= 100;
        if (draw < 12 || _orders_.length == 0) {
            _try(0, abi.encodeCall(this.orderAnything, (who, which, amounts, what)));
        } else if (draw < 70) {
            _progress(_recent(which), what, who, amounts[0]);
        } else if (draw < 75) {
            _try(1, abi.encodeCall(this.wait_, (what)));
        } else if (draw < 80) {
            _disturb(which, what, who, amounts[0]);
        } else if (draw < 92) {
            _around(what, who, which, amounts[0]);
        } else {
            _group(what, who, which, amounts[0]);
        }
    }

    function _mixed(uint256 number, uint256 use) private view returns (uint256) {
        return uint256(keccak256(abi.encode(number, use, steps)));
    }

    /// @dev How often each kind of try worked.
    mapping(uint256 kind => uint256) public worked;

    /// @dev Recorded logs include those of calls that were reverted, so they count only on success.
    /// Of every fourth try that works, whatever was signed is brought again at once: refused.
    function _try(uint256 kind, bytes memory call) private {
        bool watched = steps % 4 == 0;
        vm.recordLogs();
        if (watched) vm.startStateDiffRecording();
        (bool success,) = address(this).call(call);
        Vm.AccountAccess[] memory accesses;
        if (watched) accesses = vm.stopAndReturnStateDiff();
        Vm.Log[] memory logs = vm.getRecordedLogs();
        if (!success) return;
        ++worked[kind];
        enter(logs, feeAccount);
        for (uint256 i = 0; i < accesses.length; ++i) {
            if (_isSigned(accesses[i])) {
                ++replayed;
                _mustFail(accesses[i].account, accesses[i].data);
            }
        }
    }

    /// @dev Whether this is a call that the market itself made and that carries a signature: not a
    /// view, and none of the steps that anybody may take.
    function _isSigned(Vm.AccountAccess memory a) private view returns (bool) {
        if (a.kind != 0 || a.accessor != address(this) || a.data.length < 4) return false;
        if (directory.listingOf(a.account).version == 0) return false;
        bytes4 selector = bytes4(a.data);
        return !(selector == orders.settle.selector || selector == orders.advance.selector
                || selector == orders.payOwed.selector || selector == merchants.returnBond.selector
                || selector == vouchers.returnPot.selector || selector == points.expire.selector
                || selector == treasury.returnUndecided.selector
                || selector == groupBuys.finalise.selector || selector == groupBuys.order.selector
                || selector == groupBuys.refund.selector);
    }

    /// @dev A call that must fail.
    function _mustFail(address target, bytes memory call) private {
        (bool success,) = target.call(call);
        if (success) ++breaches;
        else vm.getRecordedLogs();
    }

    /// @dev Mostly one of the five latest orders that have not ended, so that they go all their way.
    function _recent(uint256 which) private view returns (uint256) {
        uint256 count = _orders_.length;
        if (which % 8 == 0) return (which / 8) % count;
        uint256[5] memory live;
        uint256 found;
        for (uint256 i = count; i > 0 && i + 40 > count && found < 5; --i) {
            (OrderBook.Step step,) = orders.dueOf(orderAt(i - 1).id);
            if (step != OrderBook.Step.NONE) live[found++] = i - 1;
        }
        return found == 0 ? count - 1 : live[(which / 8) % found];
    }

    /// @dev What the order's state calls for.
    function _progress(uint256 i, uint256 what, uint256 who, uint96 amount) private {
        OrderBook.Order memory o = orders.orderOf(orderAt(i).id);
        if (o.owedByMerchant + o.owedByPlatform != 0 && who & 1 == 0) {
            return _try(13, abi.encodeCall(this.payOwedOf, (i)));
        }
        if (o.claim != OrderBook.ClaimState.NONE) return _progressClaim(i, o.claim, what, amount);
        if (o.state == OrderBook.State.PLACED) {
            if (what % 5 < 2) _try(2, abi.encodeCall(this.depositIt, (i, amount)));
            else if (what % 5 < 4) _try(3, abi.encodeCall(this.payIt, (i)));
            else _try(4, abi.encodeCall(this.cancelIt, (i, who & 1 == 0)));
        } else if (o.state == OrderBook.State.PAID) {
            if (what % 9 == 0) _try(5, abi.encodeCall(this.giveIt, (i, amount)));
            else if (what % 9 == 1) _try(4, abi.encodeCall(this.cancelIt, (i, who & 1 == 0)));
            else _try(6, abi.encodeCall(this.shipIt, (i)));
        } else if (what % (o.state == OrderBook.State.COMPLETED ? 2 : 6) == 0) {
            _try(7, abi.encodeCall(this.askIt, (i, amount)));
        } else if (what % 6 == 1 && who % 4 == 0) {
            _try(5, abi.encodeCall(this.giveIt, (i, amount)));
        } else if (o.state == OrderBook.State.SHIPPED) {
            if (who % 3 == 0) _try(8, abi.encodeCall(this.deliverIt, (i)));
            else _try(9, abi.encodeCall(this.receiveIt, (i)));
        } else if (o.state == OrderBook.State.RECEIVED) {
            _try(10, abi.encodeCall(this.settleIt, (i)));
        } else if (o.state == OrderBook.State.SETTLED) {
            _try(11, abi.encodeCall(this.acknowledgeIt, (i)));
        } else {
            _try(12, abi.encodeCall(this.advanceIt, (i)));
        }
    }

    function _progressClaim(uint256 i, OrderBook.ClaimState claim, uint256 what, uint96 amount)
        private
    {
        if (what % 5 == 0) {
            _try(12, abi.encodeCall(this.advanceIt, (i)));
        } else if (what % 11 == 0) {
            _try(14, abi.encodeCall(this.withdrawIt, (i)));
        } else if (claim == OrderBook.ClaimState.REQUESTED) {
            _try(15, abi.encodeCall(this.answerIt, (i, what % 3 == 0)));
        } else if (claim == OrderBook.ClaimState.REFUSED) {
            _try(16, abi.encodeCall(this.disputeIt, (i)));
        } else if (claim == OrderBook.ClaimState.RULED) {
            _try(17, abi.encodeCall(this.appealIt, (i, what & 1 == 0)));
        } else {
            _try(
                18, abi.encodeCall(this.ruleIt, (i, amount, claim == OrderBook.ClaimState.APPEALED))
            );
        }
    }

    /// @dev Something the order's state does not call for, a thief, a replay.
    function _disturb(uint256 i, uint256 what, uint256 who, uint96 amount) private {
        what %= 12;
        if (what == 0) _try(19, abi.encodeCall(this.replay, (i)));
        else if (what == 1) _try(20, abi.encodeCall(this.steal, (i, who)));
        else if (what == 2) _try(3, abi.encodeCall(this.payIt, (i)));
        else if (what == 3) _try(2, abi.encodeCall(this.depositIt, (i, amount)));
        else if (what == 4) _try(6, abi.encodeCall(this.shipIt, (i)));
        else if (what == 5) _try(9, abi.encodeCall(this.receiveIt, (i)));
        else if (what == 6) _try(10, abi.encodeCall(this.settleIt, (i)));
        else if (what == 7) _try(11, abi.encodeCall(this.acknowledgeIt, (i)));
        else if (what == 8) _try(18, abi.encodeCall(this.ruleIt, (i, amount, who & 1 == 0)));
        else if (what == 9) _try(13, abi.encodeCall(this.payOwedOf, (i)));
        else if (what == 10) _try(5, abi.encodeCall(this.giveIt, (i, amount)));
        else _try(12, abi.encodeCall(this.advanceIt, (i)));
    }

    /// @dev Money around the orders.
    function _around(uint256 what, uint256 who, uint256 which, uint96 amount) private {
        what %= 12;
        if (what == 0) _try(21, abi.encodeCall(this.postMore, (who, amount)));
        else if (what == 1) _try(22, abi.encodeCall(this.takeBondBack, (who, amount)));
        else if (what == 2) _try(23, abi.encodeCall(this.returnBondOf, (who)));
        else if (what == 3) _try(24, abi.encodeCall(this.claimCoupon, (who)));
        else if (what == 4) _try(25, abi.encodeCall(this.grantCard, (who, amount)));
        else if (what == 5) _try(26, abi.encodeCall(this.endCampaigns, ()));
        else if (what == 6) _try(27, abi.encodeCall(this.sweepPoints, (who)));
        else if (what == 7) _try(28, abi.encodeCall(this.attestAnew, (amount)));
        else if (what == 8) _try(29, abi.encodeCall(this.withdrawMoney, (who, amount)));
        else if (what < 11) _try(30, abi.encodeCall(this.decideWithdrawal, (which, who)));
        else _try(31, abi.encodeCall(this.returnWithdrawal, (which)));
    }

    /// @dev The latest group buys and pledges.
    function _group(uint256 what, uint256 who, uint256 which, uint96 amount) private {
        what %= 10;
        uint256 count = _groups.length;
        if (count == 0) what = 0;
        uint256 g = count == 0 ? 0 : count - 1 - (which % (count < 2 ? count : 2));
        uint256 p = pledges.length == 0
            ? 0
            : pledges.length - 1 - (which % (pledges.length < 6 ? pledges.length : 6));
        if (what == 0) {
            _try(32, abi.encodeCall(this.openGroup, (who)));
        } else if (what < 5) {
            _try(33, abi.encodeCall(this.joinGroup, (g, who, uint32(amount), amount)));
        } else if (what == 5) {
            _try(34, abi.encodeCall(this.finaliseGroup, (g)));
        } else if (what == 6) {
            _try(35, abi.encodeCall(this.callOffGroup, (g, who, amount)));
        } else {
            _try(36, abi.encodeCall(this.endPledge, (p, who % 3 == 0)));
        }
    }

    // --- orders ----------------------------------------------------------------------------------

    function orderAnything(uint256 who, uint256 whom, uint96[4] memory amounts, uint256 options)
        external
    {
        Terms memory t = anOrder();
        t.buyer = buyers[who % 3];
        t.merchant = sellers[whom % 2];
        t.goods = uint96(bound(amounts[0], 1, 100_000));
        t.discount = uint96(bound(amounts[0], 0, 999));
        uint256 total = totalOf(t);
        t.cashback = uint96(bound(amounts[1], 0, total / 20));
        t.fee = uint96(bound(amounts[2], 0, total / 20));
        t.commission = uint96(bound(amounts[3], 0, total / 5));
        t.pointsEarned = uint96(total / 10);
        (t.settleAfter, t.returnWithin) =
        (options & 1 == 0 ? 0 : 2 days, uint32(options % 10) * 1 days);
        if (options & 3 == 3 && total > 3_000) {
            t = withVoucher(t, coupon, 1, uint96(bound(options, 1, 2_000)));
        }
        if (options & 12 == 12 && total > 3_000) {
            t = withVoucher(t, card, 500, 500);
        }
        if (options & 48 == 48 && payableOf(t) > 0) {
            uint256 balance = points.balanceOf(t.buyer);
            if (balance != 0) {
                uint96 used = uint96(bound(options, 1, balance));
                t = withPoints(t, used, uint96(used < payableOf(t) ? used : payableOf(t)));
            }
        }
        if (options & 192 != 0) {
            _send(abi.encodeCall(orders.placeAndPay, (t, quoted(t), payment(t, payableOf(t)))));
        } else {
            _send(abi.encodeCall(orders.place, (t, quoted(t), placing(t))));
        }
        _orders_.push(abi.encode(t));
    }

    function payIt(uint256 i) external {
        Terms memory t = orderAt(i);
        uint256 due = payableOf(t) - orders.orderOf(t.id).received;
        _send(abi.encodeCall(orders.pay, (t, payment(t, due))));
    }

    function depositIt(uint256 i, uint96 amount) external {
        Terms memory t = orderAt(i);
        depositToOrder(t, uint96(bound(amount, 1, 2 * payableOf(t) + 1)));
    }

    function cancelIt(uint256 i, bool byBuyer) external {
        Terms memory t = orderAt(i);
        cancel(t, byBuyer ? t.buyer : t.merchant);
    }

    function shipIt(uint256 i) external {
        ship(orderAt(i));
    }

    function deliverIt(uint256 i) external {
        deliver(orderAt(i));
    }

    function receiveIt(uint256 i) external {
        receive_(orderAt(i));
    }

    function settleIt(uint256 i) external {
        orders.settle(orderAt(i));
    }

    function acknowledgeIt(uint256 i) external {
        acknowledge(orderAt(i));
    }

    function askIt(uint256 i, uint96 amount) external {
        Terms memory t = orderAt(i);
        uint256 remaining = totalOf(t) - orders.orderOf(t.id).refunded;
        requestRefund(t, amount % 3 == 0 ? uint96(remaining) : uint96(bound(amount, 1, remaining)));
    }

    function answerIt(uint256 i, bool granted) external {
        Terms memory t = orderAt(i);
        answerRefund(t, orders.orderOf(t.id).claimed, granted);
    }

    function giveIt(uint256 i, uint96 amount) external {
        Terms memory t = orderAt(i);
        giveRefund(t, uint96(bound(amount, 1, totalOf(t) - orders.orderOf(t.id).refunded)));
    }

    function withdrawIt(uint256 i) external {
        withdrawClaim(orderAt(i));
    }

    function disputeIt(uint256 i) external {
        dispute(orderAt(i));
    }

    function ruleIt(uint256 i, uint96 amount, bool onAppeal) external {
        Terms memory t = orderAt(i);
        rule(
            t, onAppeal ? appeals : arbiter, uint96(bound(amount, 0, orders.orderOf(t.id).claimed))
        );
    }

    function appealIt(uint256 i, bool byBuyer) external {
        Terms memory t = orderAt(i);
        appeal(t, byBuyer ? t.buyer : t.merchant);
    }

    function advanceIt(uint256 i) external {
        orders.advance(orderAt(i));
    }

    function payOwedOf(uint256 i) external {
        orders.payOwed(orderAt(i));
    }

    // --- money around them -----------------------------------------------------------------------

    function wait_(uint256 period) external {
        skip(bound(period, 1, 6 days));
    }

    function postMore(uint256 who, uint96 amount) external {
        postBond(who % 3 == 2 ? feeAccount : sellers[who % 2], cny, uint96(bound(amount, 1, 5_000)));
    }

    function takeBondBack(uint256 who, uint96 amount) external {
        address owner = sellers[who % 2];
        uint256 leaving = merchants.leavingOf(owner, address(cny)).amount;
        require(leaving == 0 || amount % 16 == 0, "mostly lets the notice run");
        amount = uint96(bound(amount, 0, merchants.shopOf(owner, address(cny)).bond));
        bytes32 kind = typeHash("Merchants", "WithdrawBond");
        merchants.withdrawBond(
            address(cny), amount, by(owner, merchants, kind, abi.encode(cny, amount))
        );
    }

    function returnBondOf(uint256 who) external {
        merchants.returnBond(sellers[who % 2], cny);
    }

    function claimCoupon(uint256 who) external {
        claim(buyers[who % 3], coupon, 1);
    }

    function grantCard(uint256 who, uint96 amount) external {
        grant(card, promoter, buyers[who % 3], uint96(bound(amount, 1, 5_000)));
    }

    function endCampaigns() external {
        if (time() > 1_790_000_000 + 200 days) vouchers.returnPot(card);
        else vouchers.returnPot(coupon);
    }

    function sweepPoints(uint256 who) external {
        points.expire(buyers[who % 3]);
    }

    function attestAnew(uint96 amount) external {
        skip(1);
        attest(cny, uint96(bound(amount, cny.totalSupply(), 1e18)));
    }

    function withdrawMoney(uint256 who, uint96 amount) external {
        address owner = buyers[who % 3];
        amount = uint96(bound(amount, 1, 100_000));
        Intent memory intent = paying(
            owner,
            treasury,
            cny,
            amount,
            typeHash("Treasury", "Withdraw"),
            abi.encode(cny, amount, bytes32("bank"))
        );
        withdrawals.push(treasury.requestWithdrawal(cny, amount, "bank", intent));
    }

    function decideWithdrawal(uint256 i, uint256 how) external {
        uint256 count = withdrawals.length;
        bytes32 id = withdrawals[count - 1 - (i % (count < 3 ? count : 3))];
        bool again = treasury.withdrawalOf(id).firstCashier == cashier;
        address actor = again && how % 7 != 0 ? secondCashier : cashier;
        bytes memory members = abi.encode(id, bytes32("why"));
        if (how % 5 == 0) {
            treasury.reject(
                id, "why", by(actor, treasury, typeHash("Treasury", "RejectWithdrawal"), members)
            );
        } else {
            treasury.approve(
                id, "why", by(actor, treasury, typeHash("Treasury", "ApproveWithdrawal"), members)
            );
        }
    }

    function returnWithdrawal(uint256 i) external {
        treasury.returnUndecided(withdrawals[i % withdrawals.length]);
    }

    // --- group buys ------------------------------------------------------------------------------

    function openGroup(uint256 whom) external {
        Group memory g = aGroup();
        g.merchant = sellers[whom % 2];
        open(g);
        _groups.push(abi.encode(g));
    }

    function joinGroup(uint256 i, uint256 who, uint32 quantity, uint96 price) external {
        Group memory g = groupAt(i);
        pledges.push(
            join(
                g, buyers[who % 3], uint32(bound(quantity, 1, 6)), uint96(bound(price, 600, 1_200))
            )
        );
        _groupOfPledge.push(bytes32(i % _groups.length));
    }

    function finaliseGroup(uint256 i) external {
        groupBuys.finalise(groupAt(i));
    }

    /// @dev An old one, in vain once it has closed, or a new one with a pledge in it.
    function callOffGroup(uint256 i, uint256 who, uint96 amount) external {
        if (who & 1 == 0) {
            this.openGroup(who);
            i = _groups.length - 1;
            this.joinGroup(i, who, uint32(amount), amount);
        }
        Group memory g = groupAt(i);
        callOff(g, g.merchant);
    }

    function endPledge(uint256 i, bool refund) external {
        i %= pledges.length;
        Group memory g = groupAt(uint256(_groupOfPledge[i]));
        if (refund) {
            groupBuys.refund(g, pledges[i]);
            return;
        }
        address who = groupBuys.pledgeOf(hashOf(g), pledges[i]).buyer;
        uint8 clearing = groupBuys.statusOf(hashOf(g)).clearing;
        uint256 quantity = groupBuys.pledgeOf(hashOf(g), pledges[i]).quantity;
        Terms memory t = termsOf(g, pledges[i], who, uint96(g.tiers[clearing].price * quantity));
        groupBuys.order(g, pledges[i]);
        _orders_.push(abi.encode(t));
    }

    // --- thieves and replays ---------------------------------------------------------------------

    /// @dev Whatever was sent with success before must not work again.
    function replay(uint256 i) external {
        i %= _replays.length;
        _mustFail(_replayTargets[i], _replays[i]);
    }

    /// @dev A thief signs for others, with valid terms.
    function steal(uint256 i, uint256 what) external {
        Terms memory t = orderAt(i);
        address thief = account("thief");
        Intent memory intent =
            by(thief, orders, typeHash("Orders", "Cancel"), abi.encode(hashOf(t), bytes32("x")));
        intent.account = what & 1 == 0 ? t.buyer : t.merchant;
        _mustFail(address(orders), abi.encodeCall(orders.cancel, (t, "x", intent)));
        bytes memory payment_ =
            authorisation(cny, thief, address(orders), payableOf(t), t.payBy, hashOf(t));
        _mustFail(address(orders), abi.encodeCall(orders.pay, (t, payment_)));
    }

    // --- what the invariants ask -----------------------------------------------------------------

    function orderCount() external view returns (uint256) {
        return _orders_.length;
    }

    function orderAt(uint256 i) public view returns (Terms memory) {
        return abi.decode(_orders_[i % _orders_.length], (Terms));
    }

    function groupAt(uint256 i) public view returns (Group memory) {
        return abi.decode(_groups[i % _groups.length], (Group));
    }

    function groupCount() external view returns (uint256) {
        return _groups.length;
    }

    function groupIndexOfPledge(uint256 i) external view returns (uint256) {
        return uint256(_groupOfPledge[i]);
    }

    function counts() external view returns (uint256 ofPledges, uint256 ofWithdrawals) {
        return (pledges.length, withdrawals.length);
    }

    function heldByBooks(bytes32 order) external view returns (uint256) {
        return heldFor(order);
    }

    function addsUpByBooks(bytes32 order) external view returns (bool) {
        return addsUp(order);
    }

    /// @dev Every account and contract that can hold money here.
    function holders() external returns (address[] memory all) {
        all = new address[](20);
        for (uint256 i = 0; i < 3; ++i) {
            all[i] = buyers[i];
        }
        for (uint256 i = 0; i < 2; ++i) {
            all[3 + i] = sellers[i];
        }
        (all[5], all[6], all[7], all[8]) = (feeAccount, promoter, payout, affiliate);
        (all[9], all[10], all[11]) = (address(orders), address(treasury), address(merchants));
        (all[12], all[13], all[14]) = (address(points), address(vouchers), address(groupBuys));
        (all[15], all[16], all[17]) = (buyer, merchant, account("thief"));
    }

    function system() external view returns (OrderBook, Cash, Treasury, Vouchers) {
        return (OrderBook(address(orders)), cny, treasury, vouchers);
    }

    function _send(bytes memory data) private {
        (bool success, bytes memory reason) = address(orders).call(data);
        if (!success) {
            assembly ("memory-safe") {
                revert(add(reason, 0x20), mload(reason))
            }
        }
        _replays.push(data);
        _replayTargets.push(address(orders));
    }
}
