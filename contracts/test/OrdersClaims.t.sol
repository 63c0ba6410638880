// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Intents} from "../solidity/base/Intents.sol";
import {Directory} from "../solidity/Directory.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Roles} from "../solidity/types/Roles.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";

/// @dev Refund requests, silence, disputes, rulings, one appeal.
contract OrdersClaimsTest is Shop {
    function test_theMerchantsSilenceGrantsTheRefund() public {
        Terms memory t = shipped();
        requestRefund(t, 4_000);
        assertClaim(t, OrderBook.ClaimState.REQUESTED);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_NotDue.selector, t.id, time() + 72 hours)
        );
        orders.advance(t);
        skip(72 hours);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooLate.selector, t.id, time()));
        answerRefund(t, 4_000, false);
        orders.advance(t);
        assertClaim(t, OrderBook.ClaimState.NONE);
        assertState(t, OrderBook.State.SHIPPED);
        assertEscrow(t, 6_000);
        vm.assertEq(cny.balanceOf(buyer), 994_000);
    }

    function test_anUndisputedRefusalCloses() public {
        Terms memory t = shipped();
        requestRefund(t, 4_000);
        answerRefund(t, 4_000, false);
        assertClaim(t, OrderBook.ClaimState.REFUSED);
        skip(72 hours);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooLate.selector, t.id, time()));
        dispute(t);
        orders.advance(t);
        assertClaim(t, OrderBook.ClaimState.NONE);
        assertEscrow(t, 10_000);
    }

    function test_aRulingIsCarriedOutWhenNobodyAppeals() public {
        Terms memory t = disputed(shipped(), 4_000);
        rule(t, arbiter, 3_000);
        assertClaim(t, OrderBook.ClaimState.RULED);
        skip(3 days);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooLate.selector, t.id, time()));
        appeal(t, merchant);
        orders.advance(t);
        assertEscrow(t, 7_000);
        vm.assertEq(cny.balanceOf(buyer), 993_000);
    }

    function test_aRulingCanGiveNothing() public {
        Terms memory t = disputed(shipped(), 4_000);
        rule(t, arbiter, 0);
        skip(3 days);
        orders.advance(t);
        assertClaim(t, OrderBook.ClaimState.NONE);
        assertEscrow(t, 10_000);
    }

    function test_anAppealIsRuledByAnotherAndThenItIsOver() public {
        Terms memory t = disputed(shipped(), 4_000);
        rule(t, arbiter, 4_000);
        appeal(t, merchant);
        assertClaim(t, OrderBook.ClaimState.APPEALED);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongClaimState.selector, t.id, OrderBook.ClaimState.APPEALED
            )
        );
        appeal(t, buyer);
        Intent memory sameArbiter =
            about(t, arbiter, "Rule", abi.encode(uint96(4_000), bytes32("because")));
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_MissingRole.selector, arbiter, Roles.APPEALS)
        );
        orders.rule(t, 4_000, "because", sameArbiter);
        rule(t, appeals, 1_000);
        assertClaim(t, OrderBook.ClaimState.NONE);
        assertEscrow(t, 9_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongClaimState.selector, t.id, OrderBook.ClaimState.NONE
            )
        );
        appeal(t, merchant);
    }

    function test_theBuyerCanAppealToo() public {
        Terms memory t = disputed(shipped(), 4_000);
        rule(t, arbiter, 0);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_NotAParty.selector, t.id, stranger));
        appeal(t, stranger);
        appeal(t, buyer);
        rule(t, appeals, 4_000);
        assertEscrow(t, 6_000);
    }

    function test_whenTheArbiterIsSilentTheClaimIsHalved() public {
        Terms memory t = disputed(shipped(), 4_001);
        skip(7 days);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooLate.selector, t.id, time()));
        rule(t, arbiter, 4_001);
        orders.advance(t);
        assertEscrow(t, 8_000);
    }

    function test_whenTheAppealIsNotHeardTheFirstRulingStands() public {
        Terms memory t = disputed(shipped(), 4_000);
        rule(t, arbiter, 3_000);
        appeal(t, merchant);
        skip(7 days);
        orders.advance(t);
        assertEscrow(t, 7_000);
    }

    function test_noRulingGoesAboveTheClaim() public {
        Terms memory t = disputed(shipped(), 4_000);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_RulingAboveClaim.selector, t.id, 4_001, 4_000)
        );
        rule(t, arbiter, 4_001);
    }

    function test_onlyTheRightPartyActs() public {
        Terms memory t = shipped();
        Intent memory request =
            about(t, merchant, "RequestRefund", abi.encode(uint96(1), bytes32("x")));
        _expectNotAParty(t, merchant);
        orders.requestRefund(t, 1, "x", request);

        requestRefund(t, 4_000);
        Intent memory answer =
            about(t, buyer, "AnswerRefund", abi.encode(uint96(4_000), true, bytes32("x")));
        _expectNotAParty(t, buyer);
        orders.answerRefund(t, true, "x", answer);

        Intent memory gift = about(t, buyer, "GiveRefund", abi.encode(uint96(1), bytes32("x")));
        _expectNotAParty(t, buyer);
        orders.giveRefund(t, 1, "x", gift);

        Intent memory withdrawal = about(t, merchant, "WithdrawClaim", "");
        _expectNotAParty(t, merchant);
        orders.withdrawClaim(t, withdrawal);

        answerRefund(t, 4_000, false);
        Intent memory complaint = about(t, merchant, "Dispute", abi.encode(bytes32("x")));
        _expectNotAParty(t, merchant);
        orders.dispute(t, "x", complaint);
    }

    function test_theAnswerIsSignedForTheAmount() public {
        Terms memory t = shipped();
        requestRefund(t, 4_000);
        Intent memory intent =
            about(t, merchant, "AnswerRefund", abi.encode(uint96(3_000), true, bytes32("answer")));
        vm.expectRevert(abi.encodeWithSelector(Intents.Intents_BadSignature.selector, merchant));
        orders.answerRefund(t, true, "answer", intent);
    }

    function test_anOpenClaimHoldsUpSettlementGiftsAndFurtherClaims() public {
        Terms memory t = received();
        requestRefund(t, 4_000);
        bytes memory open = abi.encodeWithSelector(
            OrderBook.Orders_ClaimOpen.selector, t.id, OrderBook.ClaimState.REQUESTED
        );
        vm.expectRevert(open);
        orders.settle(t);
        vm.expectRevert(open);
        requestRefund(t, 1);
        vm.expectRevert(open);
        giveRefund(t, 1);
    }

    function test_anOpenClaimHoldsUpTheRelease() public {
        Terms memory t = settled();
        skip(7 days - 1);
        requestRefund(t, 10_000);
        acknowledge(t);
        skip(1 days);
        answerRefund(t, 10_000, false);
        (OrderBook.Step step,) = orders.dueOf(t.id);
        vm.assertEq(uint256(step), uint256(OrderBook.Step.CLOSE_CLAIM));
        skip(72 hours);
        orders.advance(t);
        orders.advance(t);
        assertEscrow(t, 0);
        vm.assertEq(cny.balanceOf(affiliate), 300);
    }

    function test_completionAfterTheWindowReleasesOnlyWithoutClaim() public {
        Terms memory t = settled();
        skip(7 days - 1);
        requestRefund(t, 10_000);
        skip(1 days);
        acknowledge(t); // completes, but the claim is still open
        assertEscrow(t, 500);
        answerRefund(t, 10_000, true);
        assertState(t, OrderBook.State.REFUNDED);
        vm.assertEq(cny.balanceOf(affiliate), 0);
        vm.assertEq(points.balanceOf(buyer), 0);
    }

    function test_aClaimCanBeTakenBackBeforeTheRuling() public {
        Terms memory t = shipped();
        requestRefund(t, 4_000);
        withdrawClaim(t);
        assertClaim(t, OrderBook.ClaimState.NONE);
        vm.assertEq(orders.orderOf(t.id).failedClaims, 1);

        t = disputed(t, 4_000);
        withdrawClaim(t);
        vm.assertEq(orders.orderOf(t.id).failedClaims, 2);

        t = disputed(t, 4_000);
        rule(t, arbiter, 1);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongClaimState.selector, t.id, OrderBook.ClaimState.RULED
            )
        );
        withdrawClaim(t);
        Terms memory none = shipped();
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongClaimState.selector, none.id, OrderBook.ClaimState.NONE
            )
        );
        withdrawClaim(none);
    }

    function test_claimsCannotGoOnForEver() public {
        Terms memory t = shipped();
        for (uint256 i = 0; i < 3; ++i) {
            requestRefund(t, 4_000);
            withdrawClaim(t);
        }
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooManyClaims.selector, t.id));
        requestRefund(t, 4_000);
    }

    function test_claimsNeedSomethingShippedAndNotEnded() public {
        Terms memory t = paid();
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_WrongState.selector, t.id, OrderBook.State.PAID)
        );
        requestRefund(t, 1);
        giveRefund(t, 10_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongState.selector, t.id, OrderBook.State.REFUNDED
            )
        );
        requestRefund(t, 1);
    }

    function test_aClaimNeedsAnAmountThatIsThere() public {
        Terms memory t = shipped();
        bytes4 refusal = OrderBook.Orders_RefundAboveRemaining.selector;
        vm.expectRevert(abi.encodeWithSelector(refusal, t.id, 10_001, 10_000));
        requestRefund(t, 10_001);
        vm.expectRevert(abi.encodeWithSelector(refusal, t.id, 0, 10_000));
        requestRefund(t, 0);
    }

    function disputed(Terms memory t, uint96 amount) private returns (Terms memory) {
        requestRefund(t, amount);
        answerRefund(t, amount, false);
        dispute(t);
        assertClaim(t, OrderBook.ClaimState.DISPUTED);
        return t;
    }

    function _expectNotAParty(Terms memory t, address actor) private {
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_NotAParty.selector, t.id, actor));
    }
}
