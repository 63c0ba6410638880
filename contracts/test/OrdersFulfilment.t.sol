// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../solidity/Directory.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Roles} from "../solidity/types/Roles.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";

/// @dev From a paid order to a completed one.
contract OrdersFulfilmentTest is Shop {
    function test_theMainLineFromPlacingToRelease() public {
        Terms memory t = anOrder();
        place(t);
        assertState(t, OrderBook.State.PLACED);
        assertEscrow(t, 0);

        pay(t);
        assertState(t, OrderBook.State.PAID);
        assertEscrow(t, 10_000);

        ship(t);
        assertState(t, OrderBook.State.SHIPPED);
        receive_(t);
        assertState(t, OrderBook.State.RECEIVED);

        orders.settle(t);
        assertState(t, OrderBook.State.SETTLED);
        assertEscrow(t, 500);
        assertBalances(990_000, 9_000, 500, 0);

        acknowledge(t);
        assertState(t, OrderBook.State.COMPLETED);
        vm.assertEq(points.balanceOf(buyer), 100);
        assertEscrow(t, 500);

        skip(7 days);
        orders.advance(t);
        assertEscrow(t, 0);
        assertBalances(990_200, 9_000, 500, 300);
    }

    function test_nobodyDoesAnythingAndTheOrderStillEnds() public {
        Terms memory t = shipped();
        skip(10 days);
        orders.advance(t); // received
        orders.advance(t); // settled
        skip(3 days);
        orders.advance(t); // completed
        assertState(t, OrderBook.State.COMPLETED);
        skip(4 days);
        orders.advance(t); // released
        assertEscrow(t, 0);
        assertBalances(990_200, 9_000, 500, 300);
        vm.assertEq(points.balanceOf(buyer), 100);
    }

    function test_anUnshippedOrderIsRefunded() public {
        Terms memory t = paid();
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_NotDue.selector, t.id, time() + 3 days)
        );
        orders.advance(t);
        skip(3 days);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooLate.selector, t.id, time()));
        ship(t);
        orders.advance(t);
        assertState(t, OrderBook.State.CANCELLED);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
    }

    function test_onlyTheMerchantShips() public {
        Terms memory t = paid();
        Intent memory intent = about(t, stranger, "Ship", abi.encode(bytes32("parcel")));
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_NotAParty.selector, t.id, stranger));
        orders.ship(t, "parcel", intent);
    }

    function test_stepsComeInOrder() public {
        Terms memory t = anOrder();
        place(t);
        _expectWrongState(t, OrderBook.State.PLACED);
        ship(t);
        _expectWrongState(t, OrderBook.State.PLACED);
        receive_(t);
        _expectWrongState(t, OrderBook.State.PLACED);
        orders.settle(t);
        _expectWrongState(t, OrderBook.State.PLACED);
        acknowledge(t);
        _expectWrongState(t, OrderBook.State.PLACED);
        deliver(t);
    }

    function test_theCarriersDeliveryShortensTheWait() public {
        Terms memory t = shipped();
        deliver(t);
        assertState(t, OrderBook.State.SHIPPED);
        skip(2 days);
        orders.advance(t);
        assertState(t, OrderBook.State.RECEIVED);
    }

    function test_theCarriersDeliveryNeverLengthensTheWait() public {
        Terms memory t = shipped();
        uint256 deadline = orders.orderOf(t.id).deadline;
        vm.warp(deadline - 1 hours);
        deliver(t);
        vm.assertEq(orders.orderOf(t.id).deadline, deadline);
    }

    function test_onlyACarrierConfirmsDelivery() public {
        Terms memory t = shipped();
        Intent memory intent = about(t, merchant, "ConfirmDelivery", abi.encode(bytes32("proof")));
        vm.expectRevert(
            abi.encodeWithSelector(
                Directory.Directory_MissingRole.selector, merchant, Roles.CARRIER
            )
        );
        orders.confirmDelivery(t, "proof", intent);
    }

    function test_settlementWaitsAsTheTermsSay() public {
        Terms memory t = anOrder();
        t.settleAfter = 5 days;
        placeAndPay(t);
        ship(t);
        receive_(t);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_NotDue.selector, t.id, time() + 5 days)
        );
        orders.settle(t);
        skip(5 days);
        orders.settle(t);
        assertState(t, OrderBook.State.SETTLED);
    }

    function test_withoutReturnWindowCompletionIsTheEnd() public {
        Terms memory t = anOrder();
        t.returnWithin = 0;
        placeAndPay(t);
        ship(t);
        receive_(t);
        orders.settle(t);
        acknowledge(t);
        assertEscrow(t, 0);
        assertBalances(990_200, 9_000, 500, 300);
        vm.assertTrue(orders.orderOf(t.id).released);
    }

    function test_thePayoutGoesWhereTheMerchantSaysAtThatTime() public {
        Terms memory t = received();
        address other = account("other");
        merchants.changePayout(
            other, by(merchant, merchants, typeHash("Merchants", "ChangePayout"), abi.encode(other))
        );
        skip(2 days);
        orders.settle(t);
        vm.assertEq(cny.balanceOf(other), 9_000);
    }

    /// @dev M10: whatever the amounts, the shares add up to the total and each is what the terms
    /// say.
    function test_settlementPaysExactly(
        uint96 goods,
        uint96 fee,
        uint96 commission,
        uint96 cashback
    ) public {
        Terms memory t = anOrder();
        (t.goods, t.shipping, t.discount) = (uint96(bound(goods, 1, 900_000)), 0, 0);
        uint256 tenth = t.goods / 10;
        t.cashback = uint96(bound(cashback, 0, tenth));
        t.fee = uint96(bound(fee, 0, tenth - t.cashback));
        t.commission = uint96(bound(commission, 0, t.goods / 5));
        placeAndPay(t);
        ship(t);
        receive_(t);
        orders.settle(t);
        acknowledge(t);
        skip(7 days);
        orders.advance(t);
        assertEscrow(t, 0);
        uint256 share = uint256(t.goods) - t.fee - t.commission - t.cashback;
        assertBalances(1_000_000 - t.goods + t.cashback, share, t.fee, t.commission);
    }

    function _expectWrongState(Terms memory t, OrderBook.State state) private {
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_WrongState.selector, t.id, state));
    }
}
