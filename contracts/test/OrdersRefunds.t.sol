// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {OrderTerms, Terms} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";

/// @dev The arithmetic of `Terms`, on its own.
contract SharesHarness {
    function shares(Terms calldata t, uint256 remaining)
        external
        pure
        returns (uint256, uint256, uint256, uint256)
    {
        return OrderTerms.shares(t, remaining);
    }
}

/// @dev Money that goes back: before and after settlement, exact to the minor unit.
contract OrdersRefundsTest is Shop {
    function setUp() public override {
        super.setUp();
        give(cny, merchant, 100_000);
        give(cny, feeAccount, 100_000);
        postBond(merchant, cny, 100_000);
        postBond(feeAccount, cny, 100_000);
    }

    function test_aGiftedRefundBeforeShipping() public {
        Terms memory t = paid();
        giveRefund(t, 2_500);
        assertState(t, OrderBook.State.PAID);
        assertEscrow(t, 7_500);
        vm.assertEq(cny.balanceOf(buyer), 992_500);
        cancel(t, buyer);
        assertEscrow(t, 0);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
    }

    function test_aWholeRefundBeforeSettlementEndsTheOrder() public {
        Terms memory t = received();
        requestRefund(t, 10_000);
        answerRefund(t, 10_000, true);
        assertState(t, OrderBook.State.REFUNDED);
        assertEscrow(t, 0);
        assertBalances(1_000_000, 0, 0, 0);
    }

    function test_aPartRefundBeforeSettlementScalesAllShares() public {
        Terms memory t = received();
        requestRefund(t, 2_500);
        answerRefund(t, 2_500, true);
        orders.settle(t);
        acknowledge(t);
        skip(7 days);
        orders.advance(t);
        // 75 % of 90.00, 5.00, 3.00, 2.00 and of 100 points
        assertBalances(1_000_000 - 10_000 + 2_500 + 150, 6_750, 375, 225);
        vm.assertEq(points.balanceOf(buyer), 75);
        assertEscrow(t, 0);
    }

    function test_aRefundAfterSettlementComesFromTheBondsAndWhatIsHeld() public {
        Terms memory t = settled();
        requestRefund(t, 2_500);
        answerRefund(t, 2_500, true);
        vm.assertEq(cny.balanceOf(buyer), 992_500);
        vm.assertEq(merchants.shopOf(merchant, address(cny)).bond, 100_000 - 2_250);
        vm.assertEq(merchants.shopOf(feeAccount, address(cny)).bond, 100_000 - 125);
        assertEscrow(t, 375);
        acknowledge(t);
        vm.assertEq(points.balanceOf(buyer), 75);
    }

    function test_aRefundAfterCompletionReversesPoints() public {
        Terms memory t = completed();
        vm.assertEq(points.balanceOf(buyer), 100);
        giveRefund(t, 3_333);
        vm.assertEq(points.balanceOf(buyer), 66);
        giveRefund(t, 6_667);
        vm.assertEq(points.balanceOf(buyer), 0);
        assertState(t, OrderBook.State.REFUNDED);
        assertEscrow(t, 0);
        // Everybody is where they were: what was paid out came back from the bonds.
        assertBalances(1_000_000, 9_000, 500, 0);
        vm.assertEq(merchants.shopOf(merchant, address(cny)).bond, 100_000 - 9_000);
        vm.assertEq(merchants.shopOf(feeAccount, address(cny)).bond, 100_000 - 500);
    }

    function test_whatABondLacksStaysOwedAndIsPaidLater() public {
        address poor = account("poor");
        openShop(poor, cny, 0);
        Terms memory t = anOrder();
        t.merchant = poor;
        placeAndPay(t);
        ship(t);
        receive_(t);
        orders.settle(t);
        requestRefund(t, 10_000);
        answerRefund(t, 10_000, true);
        assertState(t, OrderBook.State.REFUNDED);
        vm.assertEq(orders.orderOf(t.id).owedByMerchant, 9_000);
        vm.assertEq(cny.balanceOf(buyer), 990_000 + 1_000);

        orders.payOwed(t); // nothing to be had yet
        vm.assertEq(orders.orderOf(t.id).owedByMerchant, 9_000);

        give(cny, poor, 4_000);
        postBond(poor, cny, 4_000);
        orders.payOwed(t);
        vm.assertEq(orders.orderOf(t.id).owedByMerchant, 5_000);
        vm.assertEq(cny.balanceOf(buyer), 995_000);

        give(cny, poor, 6_000);
        postBond(poor, cny, 6_000);
        orders.payOwed(t);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
        vm.assertEq(merchants.shopOf(poor, address(cny)).bond, 1_000);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_NothingOwed.selector, t.id));
        orders.payOwed(t);
    }

    function test_whatThePlatformsBondLacksStaysOwedToo() public {
        address other = account("otherFees");
        govern(address(directory), abi.encodeCall(directory.setFeeAccount, (other)));
        Terms memory t = settled();
        giveRefund(t, 10_000);
        vm.assertEq(orders.orderOf(t.id).owedByPlatform, 500);
        vm.assertEq(cny.balanceOf(buyer), 999_500);
        give(cny, other, 500);
        postBond(other, cny, 500);
        orders.payOwed(t);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
    }

    function test_nothingIsRefundedAboveWhatRemains() public {
        Terms memory t = paid();
        giveRefund(t, 6_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_RefundAboveRemaining.selector, t.id, 4_001, 4_000
            )
        );
        giveRefund(t, 4_001);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_RefundAboveRemaining.selector, t.id, 0, 4_000)
        );
        giveRefund(t, 0);
    }

    function test_afterTheEndNothingIsRefunded() public {
        Terms memory t = completed();
        skip(7 days);
        orders.advance(t);
        bytes memory refusal = abi.encodeWithSelector(
            OrderBook.Orders_WrongState.selector, t.id, OrderBook.State.COMPLETED
        );
        vm.expectRevert(refusal);
        giveRefund(t, 1);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_ReturnWindowOver.selector, t.id, time())
        );
        requestRefund(t, 1);
    }

    function test_beforePaymentThereIsNothingToRefund() public {
        Terms memory t = anOrder();
        place(t);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongState.selector, t.id, OrderBook.State.PLACED
            )
        );
        giveRefund(t, 1);
    }

    /// @dev M3, M10, M15, M19: any two refunds, before or after settlement and completion, add up,
    /// and the last one takes what remains.
    function test_refundsAddUp(
        uint96 goods,
        uint96 fee,
        uint96 commission,
        uint96 cashback,
        uint96 first,
        uint8 firstAt,
        uint8 secondAt
    ) public {
        Terms memory t = anOrder();
        (t.goods, t.shipping, t.discount) = (uint96(bound(goods, 2, 90_000)), 0, 0);
        uint256 tenth = t.goods / 10;
        t.cashback = uint96(bound(cashback, 0, tenth));
        t.fee = uint96(bound(fee, 0, tenth - t.cashback));
        t.commission = uint96(bound(commission, 0, t.goods / 5));
        first = uint96(bound(first, 1, t.goods - 1));
        firstAt = uint8(bound(firstAt, 0, 4));
        secondAt = uint8(bound(secondAt, firstAt, 4));
        uint256 supply = cny.totalSupply();
        placeAndPay(t);
        for (uint256 step = 0; step <= 4; ++step) {
            if (step == 1) ship(t);
            if (step == 2) receive_(t);
            if (step == 3) orders.settle(t);
            if (step == 4) acknowledge(t);
            if (step == firstAt) giveRefund(t, first);
            if (step == secondAt) {
                giveRefund(t, t.goods - first);
                break;
            }
        }
        assertState(t, OrderBook.State.REFUNDED);
        assertEscrow(t, 0);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000, "the buyer has everything back");
        vm.assertEq(points.balanceOf(buyer), 0, "no points outlive the refund");
        vm.assertEq(cny.balanceOf(affiliate), 0, "no commission outlives the refund");
        uint256 drawn = 100_000 - merchants.shopOf(merchant, address(cny)).bond;
        vm.assertEq(cny.balanceOf(payout), drawn, "the merchant kept nothing and lost nothing");
        drawn = 100_000 - merchants.shopOf(feeAccount, address(cny)).bond;
        vm.assertEq(cny.balanceOf(feeAccount), drawn, "nor did the platform");
        vm.assertEq(cny.totalSupply(), supply);
    }

    /// @dev The apportionment: exact sums, nobody's share grows when the remainder shrinks, the
    /// whole gives the frozen shares, nothing gives nothing.
    function test_sharesAreExactAndMonotone(
        uint96 total,
        uint96 fee,
        uint96 commission,
        uint96 cashback,
        uint256 remaining
    ) public {
        SharesHarness harness = new SharesHarness();
        Terms memory t;
        t.goods = uint96(bound(total, 1, type(uint96).max));
        t.fee = uint96(bound(fee, 0, t.goods));
        t.commission = uint96(bound(commission, 0, t.goods - t.fee));
        t.cashback = uint96(bound(cashback, 0, t.goods - t.fee - t.commission));
        remaining = bound(remaining, 1, t.goods);
        (uint256 m, uint256 f, uint256 a, uint256 c) = harness.shares(t, remaining);
        vm.assertEq(m + f + a + c, remaining, "sum");
        (uint256 m1, uint256 f1, uint256 a1, uint256 c1) = harness.shares(t, remaining - 1);
        vm.assertTrue(m1 <= m && f1 <= f && a1 <= a && c1 <= c, "monotone");
        (m, f, a, c) = harness.shares(t, t.goods);
        vm.assertTrue(f == t.fee && a == t.commission && c == t.cashback, "whole");
        (m, f, a, c) = harness.shares(t, 0);
        vm.assertEq(m + f + a + c, 0, "nothing");
    }
}
