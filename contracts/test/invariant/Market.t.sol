// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cash} from "../../solidity/Cash.sol";
import {GroupBuys} from "../../solidity/GroupBuys.sol";
import {Merchants} from "../../solidity/Merchants.sol";
import {Orders} from "../../solidity/Orders.sol";
import {OrderBook} from "../../solidity/orders/OrderBook.sol";
import {Points} from "../../solidity/Points.sol";
import {Treasury} from "../../solidity/Treasury.sol";
import {Group} from "../../solidity/types/Group.sol";
import {OrderTerms, Terms} from "../../solidity/types/Terms.sol";
import {Vouchers} from "../../solidity/Vouchers.sol";
import {Test} from "../base/Test.sol";
import {Market} from "./Market.sol";

/// @dev What holds in every market at every time.
contract MarketInvariants is Test {
    Market private _market;
    Orders private _orders;
    Cash private _cny;
    Treasury private _treasury;
    Vouchers private _vouchers;
    Merchants private _merchants;
    Points private _points;
    GroupBuys private _groupBuys;

    function setUp() public {
        _market = new Market();
        _market.setUp();
        (OrderBook orders, Cash cny, Treasury treasury, Vouchers vouchers) = _market.system();
        (_orders, _cny, _treasury, _vouchers) = (Orders(address(orders)), cny, treasury, vouchers);
        _merchants = _orders.merchants();
        _points = _orders.points();
        _groupBuys = GroupBuys(_orders.directory().lookup("GroupBuys"));
    }

    /// @dev In the form that forge asks for.
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_market);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(_market);
        targets[0].selectors = new bytes4[](1);
        targets[0].selectors[0] = Market.act.selector;
    }

    /// @dev The market is worth something only if everything really happens in it.
    function test_everyKindOfTryWorksSometimes() public {
        for (uint256 i = 0; i < 2_500; ++i) {
            uint256 seed = uint256(keccak256(abi.encode(i)));
            _market.act(
                seed,
                seed >> 16,
                seed >> 32,
                [uint96(seed >> 48), uint96(seed >> 64), uint96(seed >> 80), uint96(seed >> 96)]
            );
        }
        for (uint256 kind = 0; kind <= 36; ++kind) {
            vm.assertGe(_market.worked(kind), 1, string.concat("kind ", vm.toString(kind)));
        }
        vm.assertGe(_market.replayed(), 100, "replays");
        vm.assertGe(_market.reversals(), 10, "reversals of points");
        vm.assertGe(_market.draws(), 10, "refunds out of bonds");
        vm.assertGe(_market.commissions(), 10, "commissions");
        vm.assertGe(_market.cashbacks(), 10, "cash-backs");
        checkAll();
    }

    function invariant_everythingHolds() public {
        vm.assertEq(_market.breaches(), 0, "a reference worked twice, or a thief got through");
        if (_market.steps() % 10 == 0) checkAll();
    }

    function checkAll() internal {
        checkBooks();
        checkSupply();
        checkPots();
        checkPoints();
    }

    /// @dev Principle 4 per order, from the events alone: what came in is what went out and what is
    /// held; at the end paid = merchant + platform + affiliate + cash-back + refunds.
    function checkBooks() internal view {
        uint256 held;
        for (uint256 i = 0; i < _market.orderCount(); ++i) {
            Terms memory t = _market.orderAt(i);
            uint256 escrow = _orders.escrowOf(t);
            held += escrow;
            vm.assertEq(_market.heldByBooks(t.id), escrow, _describe(t));
            if (escrow == 0) vm.assertTrue(_market.addsUpByBooks(t.id), "sum");
        }
        vm.assertEq(_cny.balanceOf(address(_orders)), held, "escrows");
    }

    /// @dev What to look at when an order's books do not balance.
    function _describe(Terms memory t) private view returns (string memory) {
        OrderBook.Order memory o = _orders.orderOf(t.id);
        return string.concat(
            "books of an order in state ",
            vm.toString(uint256(o.state)),
            ", refunded ",
            vm.toString(o.refunded),
            ", owed ",
            vm.toString(uint256(o.owedByMerchant) + o.owedByPlatform),
            ", received ",
            vm.toString(o.received)
        );
    }

    /// @dev Principle 4 per currency: supply = balances and escrows, supply <= attested.
    function checkSupply() internal {
        address[] memory holders = _market.holders();
        uint256 sum;
        for (uint256 i = 0; i < holders.length; ++i) {
            if (holders[i] != address(0)) sum += _cny.balanceOf(holders[i]);
        }
        vm.assertEq(_cny.totalSupply(), sum, "supply");
        vm.assertTrue(_treasury.isSolvent(_cny), "reserve");
    }

    /// @dev Each contract holds exactly what it owes.
    function checkPots() internal view {
        (, uint256 withdrawals) = _market.counts();
        uint256 locked;
        for (uint256 i = 0; i < withdrawals; ++i) {
            Treasury.Withdrawal memory w = _treasury.withdrawalOf(_market.withdrawals(i));
            if (w.state == Treasury.WithdrawalState.REQUESTED) locked += w.amount;
            if (w.state == Treasury.WithdrawalState.APPROVED_ONCE) locked += w.amount;
        }
        vm.assertEq(_cny.balanceOf(address(_treasury)), locked, "withdrawals");

        Orders o = _orders;
        address cny = address(_cny);
        uint256 bonds = _merchants.shopOf(_market.sellers(0), cny).bond
            + _merchants.shopOf(_market.sellers(1), cny).bond
            + _merchants.shopOf(o.directory().feeAccount(), cny).bond;
        vm.assertEq(_cny.balanceOf(address(_merchants)), bonds, "bonds");

        Vouchers.Count memory coupon = _vouchers.countOf(_market.coupon());
        Vouchers.Count memory card = _vouchers.countOf(_market.card());
        vm.assertEq(_cny.balanceOf(address(_vouchers)), uint256(coupon.pot) + card.pot, "pots");
        _checkBacking(_market.coupon(), coupon);
        _checkBacking(_market.card(), card);
        vm.assertEq(_cny.balanceOf(address(_groupBuys)), _pledged(), "pledges");
    }

    /// @dev Points in being are those in accounts; M15: nothing earned outlives a refund.
    function checkPoints() internal view {
        uint256 sum;
        for (uint256 i = 0; i < 3; ++i) {
            sum += _points.balanceOf(_market.buyers(i));
        }
        vm.assertLe(sum, _points.totalSupply(), "points");
        for (uint256 i = 0; i < _market.orderCount(); ++i) {
            Terms memory t = _market.orderAt(i);
            OrderBook.Order memory o = _orders.orderOf(t.id);
            uint256 total = uint256(t.goods) + t.shipping - t.discount;
            uint256 remaining = total - o.refunded;
            uint256 earned = OrderTerms.scale(t.pointsEarned, remaining, total);
            bool done = o.state == OrderBook.State.COMPLETED;
            uint256 awarded = _points.awardOf(address(_orders), t.id);
            vm.assertEq(awarded, done ? earned : 0, "points of the order");
        }
    }

    /// @dev C5: with time alone, pushed on by anybody, every order and every pledge ends and
    /// nothing stays in escrow.
    function afterInvariant() public {
        checkAll();
        for (uint256 i = 0; i < _market.orderCount(); ++i) {
            Terms memory t = _market.orderAt(i);
            for (uint256 steps = 0;; ++steps) {
                vm.assertLe(steps, 12, "an order ends in a dozen steps");
                (OrderBook.Step step, uint256 dueAt) = _orders.dueOf(t.id);
                if (step == OrderBook.Step.NONE) break;
                if (dueAt > time()) vm.warp(dueAt);
                _orders.advance(t);
            }
            vm.assertEq(_orders.escrowOf(t), 0, "stuck");
        }
        (uint256 pledges, uint256 withdrawals) = _market.counts();
        for (uint256 i = 0; i < pledges; ++i) {
            _endPledge(i);
        }
        vm.assertEq(_cny.balanceOf(address(_orders)), 0, "stuck in Orders");
        vm.assertEq(_cny.balanceOf(address(_groupBuys)), 0, "stuck in GroupBuys");
        skip(8 days);
        for (uint256 i = 0; i < withdrawals; ++i) {
            bytes32 id = _market.withdrawals(i);
            if (_treasury.withdrawalOf(id).state < Treasury.WithdrawalState.BURNED) {
                _treasury.returnUndecided(id);
            }
        }
        vm.assertEq(_cny.balanceOf(address(_treasury)), 0, "stuck in Treasury");
    }

    function _endPledge(uint256 i) private {
        Group memory g = _market.groupAt(_market.groupIndexOfPledge(i));
        bytes32 group = _groupBuys.hashGroup(g);
        bytes32 pledge = _market.pledges(i);
        if (time() < g.closesAt) vm.warp(g.closesAt);
        if (_groupBuys.statusOf(group).state == GroupBuys.GroupState.OPEN) _groupBuys.finalise(g);
        uint256 orderBy = _groupBuys.statusOf(group).orderBy;
        if (time() < orderBy) vm.warp(orderBy);
        if (_groupBuys.pledgeOf(group, pledge).state == GroupBuys.PledgeState.PLEDGED) {
            _groupBuys.refund(g, pledge);
        }
    }

    function _pledged() private view returns (uint256 sum) {
        (uint256 pledges,) = _market.counts();
        for (uint256 i = 0; i < pledges; ++i) {
            Group memory g = _market.groupAt(_market.groupIndexOfPledge(i));
            bytes32 group = _groupBuys.hashGroup(g);
            GroupBuys.Pledge memory p = _groupBuys.pledgeOf(group, _market.pledges(i));
            if (p.state == GroupBuys.PledgeState.PLEDGED) {
                sum += uint256(g.tiers[p.tier].price) * p.quantity;
            }
        }
    }

    function _checkBacking(uint256 id, Vouchers.Count memory n) private view {
        Vouchers.Campaign memory c = _vouchers.campaignOf(id);
        if (time() >= c.end) return;
        vm.assertGe(uint256(n.pot) + n.spent, uint256(n.issued) * c.value, "backing");
        vm.assertGe(n.pot, uint256(n.outstanding) * c.value, "outstanding");
    }
}
