// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Cash} from "../solidity/Cash.sol";
import {Directory} from "../solidity/Directory.sol";
import {Merchants} from "../solidity/Merchants.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Quote} from "../solidity/types/Quote.sol";
import {Roles} from "../solidity/types/Roles.sol";
import {Terms, VoucherUse} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";
import {Wallet} from "./base/Wallets.sol";

/// @dev From nothing to a paid order, or back.
contract OrdersPlacingTest is Shop {
    function test_theHashOfTermsIsEip712(Terms memory t) public view {
        string memory json = vm.readFile("src/main/resources/org/tongbao/contracts/typed-data.json");
        string memory definition = vm.parseJsonString(json, ".Orders.types.Terms");
        bytes32 byForge = vm.eip712HashStruct(definition, abi.encode(t));
        vm.assertEq(orders.hashTerms(t), byForge);
        vm.assertEq(hashOf(t), byForge);
    }

    function test_placingFreezesTheTerms() public {
        Terms memory t = anOrder();
        place(t);
        OrderBook.Order memory o = orders.orderOf(t.id);
        vm.assertEq(o.terms, hashOf(t));
        vm.assertEq(o.deadline, t.payBy);

        t.fee += 1;
        bytes memory wrong =
            abi.encodeWithSelector(OrderBook.Orders_WrongTerms.selector, t.id, o.terms);
        vm.expectRevert(wrong);
        pay(t);
        vm.expectRevert(wrong);
        orders.advance(t);
    }

    function test_unknownTermsAreNeverAnOrder() public {
        Terms memory t = anOrder();
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_WrongTerms.selector, t.id, bytes32(0))
        );
        orders.advance(t);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_WrongTerms.selector, t.id, bytes32(0))
        );
        depositToOrder(t, 10_000);
    }

    function test_aReferenceWorksOnceAndSaysWhatItWasUsedFor() public {
        Terms memory t = anOrder();
        place(t);
        bytes32 first = hashOf(t);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_AlreadyPlaced.selector, t.id));
        place(t);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_AlreadyPlaced.selector, t.id));
        placeAndPay(t);
        t.goods += 1;
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_ReferenceUsed.selector, t.id, first)
        );
        place(t);
    }

    function test_placingNeedsTheBuyersSignature() public {
        Terms memory t = anOrder();
        Quote memory quote = quoted(t);
        bytes memory bySomebody = sign(stranger, keccak256("anything"));
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_BadSignature.selector, buyer));
        orders.place(t, quote, bySomebody);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        orders.placeAndPay(t, quote, bySomebody);
        bytes memory lower = payment(t, payableOf(t) - 1);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        orders.placeAndPay(t, quote, lower);
    }

    function test_placingNeedsAClerksQuoteOfTheseTerms() public {
        Terms memory t = anOrder();
        bytes memory signature = placing(t);
        Quote memory quote = quoted(t);
        quote.clerk = issuer;
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_MissingRole.selector, issuer, Roles.CLERK)
        );
        orders.place(t, quote, signature);

        Terms memory other = anOrder();
        quote = quoted(other);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_BadQuote.selector, clerk));
        orders.place(t, quote, signature);
    }

    function test_aSmartAccountBuysByItsOwnersSignature() public {
        address wallet = address(new Wallet(stranger));
        give(cny, wallet, 10_000);
        Terms memory t = anOrder();
        t.buyer = wallet;
        bytes32 authorisationHash = keccak256(
            abi.encode(
                typeHash("Cash", "ReceiveWithAuthorization"),
                wallet,
                orders,
                10_000,
                0,
                t.payBy,
                hashOf(t)
            )
        );
        bytes memory signature = sign(stranger, digestOf(domainOf(address(cny)), authorisationHash));
        orders.placeAndPay(t, quoted(t), signature);
        assertState(t, OrderBook.State.PAID);
    }

    function test_badAmountsAreRefused() public {
        Terms memory t = anOrder();
        t.discount = t.goods + t.shipping + 1;
        _expectBadAmounts(t);

        t = anOrder();
        t.cashback = uint96(totalOf(t) - t.fee - t.commission + 1);
        _expectBadAmounts(t);

        t = anOrder();
        t.affiliate = address(0);
        _expectBadAmounts(t);

        t = anOrder();
        t.pointsEarned = uint96(type(uint64).max) + 1;
        _expectBadAmounts(t);

        t = anOrder();
        t.pointsUsed = uint96(type(uint64).max) + 1;
        _expectBadAmounts(t);

        t = anOrder();
        t.goods = type(uint96).max;
        _expectBadAmounts(t);
    }

    function test_badVouchersAreRefused() public {
        Terms memory t = anOrder();
        t.pointsUsed = 1;
        _expectBadVouchers(t);

        t = anOrder();
        t.pointsValue = 1;
        _expectBadVouchers(t);

        t = anOrder();
        (t.pointsUsed, t.pointsValue) = (1, 10_001);
        _expectBadVouchers(t);

        t = anOrder();
        t.vouchers = new VoucherUse[](5);
        _expectBadVouchers(t);

        t = anOrder();
        t.vouchers = new VoucherUse[](1);
        t.vouchers[0] = VoucherUse(1, 1, 10_001);
        _expectBadVouchers(t);
    }

    function test_badTimesAreRefused() public {
        Terms memory t = anOrder();
        t.payBy = uint40(time());
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_PaymentExpired.selector, t.id, t.payBy)
        );
        this.tryPlace(t);

        t = anOrder();
        t.payBy = uint40(time() + 30 days + 1);
        _expectBadTimes(t);

        t = anOrder();
        (t.shipWithin, t.receiveWithin) = (100 days, 100 days);
        (t.settleAfter, t.returnWithin) = (100 days, 65 days + 1);
        _expectBadTimes(t);
    }

    function test_theMerchantsConditionsHold() public {
        Terms memory t = anOrder();
        t.fee = 801; // with 2.00 cash-back just above 10 %
        vm.expectRevert(
            abi.encodeWithSelector(Merchants.Merchants_FeeAboveAgreed.selector, 1_001, 1_000)
        );
        this.tryPlace(t);

        t = anOrder();
        t.commission = 2_001;
        vm.expectRevert(
            abi.encodeWithSelector(Merchants.Merchants_CommissionAboveAgreed.selector, 2_001, 2_000)
        );
        this.tryPlace(t);

        t = anOrder();
        t.merchant = stranger;
        vm.expectRevert(
            abi.encodeWithSelector(Merchants.Merchants_NotApproved.selector, stranger, address(cny))
        );
        this.tryPlace(t);
    }

    function test_onlyOurMoneyIsTaken() public {
        Terms memory t = anOrder();
        t.cash = address(new Cash(address(this), "Fake", "CNY", 2));
        vm.expectRevert(abi.encodeWithSelector(Directory.Directory_NotCash.selector, t.cash));
        this.tryPlace(t);
    }

    function test_aPaymentIsExactAndWorksOnce() public {
        Terms memory t = anOrder();
        place(t);
        pay(t);
        vm.assertEq(cny.balanceOf(buyer), 990_000);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_AlreadyPaid.selector, t.id));
        pay(t);
    }

    function test_aPaymentNeedsTheMoney() public {
        Terms memory t = anOrder();
        t.goods += 1_000_000;
        place(t);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, buyer, 1_000_000, 1_010_000
            )
        );
        pay(t);
        assertState(t, OrderBook.State.PLACED);
    }

    function test_unpaidInTimeTheOrderIsVoid() public {
        Terms memory t = anOrder();
        place(t);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_NotDue.selector, t.id, t.payBy));
        orders.advance(t);
        vm.warp(t.payBy);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_PaymentExpired.selector, t.id, t.payBy)
        );
        pay(t);
        orders.advance(t);
        assertState(t, OrderBook.State.CANCELLED);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongState.selector, t.id, OrderBook.State.CANCELLED
            )
        );
        pay(t);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_NotDue.selector, t.id, type(uint256).max)
        );
        orders.advance(t);
    }

    function test_theInstitutionPaysForTheBuyer() public {
        Terms memory t = anOrder();
        place(t);
        depositToOrder(t, 10_000);
        assertState(t, OrderBook.State.PAID);
        assertEscrow(t, 10_000);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
    }

    function test_partPaymentsAddUp() public {
        Terms memory t = anOrder();
        place(t);
        depositToOrder(t, 4_000);
        assertState(t, OrderBook.State.PLACED);
        assertEscrow(t, 4_000);
        pay(t, 6_000);
        assertState(t, OrderBook.State.PAID);
        assertEscrow(t, 10_000);
    }

    function test_aPartPaymentGoesBackWhenTheTimeIsOver() public {
        Terms memory t = anOrder();
        place(t);
        depositToOrder(t, 4_000);
        vm.warp(t.payBy);
        orders.advance(t);
        assertEscrow(t, 0);
        vm.assertEq(cny.balanceOf(buyer), 1_004_000);
    }

    function test_tooMuchIsChangeThatTheBuyerGetsAtTheEnd() public {
        Terms memory t = anOrder();
        place(t);
        depositToOrder(t, 10_700);
        assertState(t, OrderBook.State.PAID);
        assertEscrow(t, 10_700);
        ship(t);
        receive_(t);
        orders.settle(t);
        assertEscrow(t, 500 + 700);
        acknowledge(t);
        assertEscrow(t, 500);
        vm.assertEq(cny.balanceOf(buyer), 1_000_700);
    }

    function test_changeComesBackWithACancellation() public {
        Terms memory t = anOrder();
        place(t);
        depositToOrder(t, 10_700);
        cancel(t, buyer);
        assertEscrow(t, 0);
        vm.assertEq(cny.balanceOf(buyer), 1_010_700);
    }

    function test_aLateOrSecondDepositGoesToTheBuyersAccount() public {
        Terms memory t = anOrder();
        place(t);
        depositToOrder(t, 10_000);
        depositToOrder(t, 10_000); // paid twice
        vm.assertEq(cny.balanceOf(buyer), 1_010_000);
        assertEscrow(t, 10_000);
        assertState(t, OrderBook.State.PAID);

        Terms memory late = anOrder();
        place(late);
        vm.warp(late.payBy);
        depositToOrder(late, 10_000);
        assertState(late, OrderBook.State.PLACED);
        vm.assertEq(cny.balanceOf(buyer), 1_020_000);
    }

    function test_onlyTheTreasuryCreditsDeposits() public {
        Terms memory t = anOrder();
        place(t);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_OnlyTreasury.selector, address(this))
        );
        orders.creditDeposit(t, 10_000);
    }

    function test_anUnpaidOrderCanBeCancelledByBothParties() public {
        Terms memory t = anOrder();
        place(t);
        cancel(t, merchant);
        assertState(t, OrderBook.State.CANCELLED);

        t = anOrder();
        place(t);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_NotAParty.selector, t.id, stranger));
        cancel(t, stranger);
        cancel(t, buyer);
        assertState(t, OrderBook.State.CANCELLED);
    }

    /// @dev M4: both parties cancel at once; the money goes back once.
    function test_aPaidOrderIsRefundedWholeWhenCancelled() public {
        Terms memory t = paid();
        cancel(t, buyer);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongState.selector, t.id, OrderBook.State.CANCELLED
            )
        );
        cancel(t, merchant);
        assertState(t, OrderBook.State.CANCELLED);
        assertEscrow(t, 0);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
    }

    /// @dev M13: the payment's time is over, but it came before.
    function test_aLateExpiryNeverCancelsAPaidOrder() public {
        Terms memory t = paid();
        vm.warp(t.payBy);
        vm.expectPartialRevert(OrderBook.Orders_NotDue.selector);
        orders.advance(t);
        assertState(t, OrderBook.State.PAID);
        assertEscrow(t, 10_000);
    }

    function test_aShippedOrderCannotBeCancelled() public {
        Terms memory t = shipped();
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongState.selector, t.id, OrderBook.State.SHIPPED
            )
        );
        cancel(t, buyer);
    }

    function test_anOrderWithNothingToPayIsPaidAtOnce() public {
        Terms memory t = anOrder();
        t.discount = t.goods + t.shipping;
        (t.fee, t.commission, t.cashback) = (0, 0, 0);
        place(t);
        assertState(t, OrderBook.State.PAID);
        ship(t);
        receive_(t);
        orders.settle(t);
        acknowledge(t);
        vm.assertEq(points.balanceOf(buyer), 0);
        skip(7 days);
        orders.advance(t);
        assertEscrow(t, 0);
        (OrderBook.Step step,) = orders.dueOf(t.id);
        vm.assertEq(uint256(step), uint256(OrderBook.Step.NONE));

        Terms memory again = anOrder();
        again.discount = again.goods + again.shipping;
        (again.fee, again.commission, again.cashback) = (0, 0, 0);
        place(again);
        cancel(again, buyer);
        assertState(again, OrderBook.State.CANCELLED);
    }

    function test_whilePausedNothingNewIsTaken() public {
        Terms memory placed = anOrder();
        place(placed);
        bytes32 kind = typeHash("Directory", "Pause");
        Intent memory pause = by(guardian, directory, kind, abi.encode(bytes32("why")));
        directory.pause("why", pause);
        bytes memory closed =
            abi.encodeWithSelector(Directory.Directory_EntryPaused.selector, time() + 3 days);
        vm.expectRevert(closed);
        pay(placed);
        vm.expectRevert(closed);
        depositToOrder(placed, 10_000);
        Terms memory t = anOrder();
        vm.expectRevert(closed);
        place(t);
        cancel(placed, buyer); // the way out stays open
    }

    function test_onlyAGroupBuyPlacesPledges() public {
        Terms memory t = anOrder();
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotListed.selector, address(this))
        );
        orders.placePledged(t);
    }

    /// @dev External, so that `expectRevert` sees one call.
    function tryPlace(Terms memory t) external {
        place(t);
    }

    function _expectBadAmounts(Terms memory t) private {
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_BadAmounts.selector, t.id));
        this.tryPlace(t);
    }

    function _expectBadVouchers(Terms memory t) private {
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_BadVouchers.selector, t.id));
        this.tryPlace(t);
    }

    function _expectBadTimes(Terms memory t) private {
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_BadTimes.selector, t.id));
        this.tryPlace(t);
    }
}
