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
        uint256 due = dueOf(t);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooLate.selector, t.id, time()));
        answerRefund(t, due, 4_000, false);
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
        uint256 due = dueOf(t);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooLate.selector, t.id, time()));
        dispute(t, due);
        orders.advance(t);
        assertClaim(t, OrderBook.ClaimState.NONE);
        assertEscrow(t, 10_000);
    }

    function test_aRulingIsCarriedOutWhenNobodyAppeals() public {
        Terms memory t = disputed(shipped(), 4_000);
        rule(t, arbiter, 3_000);
        assertClaim(t, OrderBook.ClaimState.RULED);
        skip(3 days);
        uint256 due = dueOf(t);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooLate.selector, t.id, time()));
        appeal(t, due, merchant);
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
        uint256 due = dueOf(t);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongClaimState.selector, t.id, OrderBook.ClaimState.APPEALED
            )
        );
        appeal(t, due, buyer);
        Intent memory sameArbiter =
            about(t, arbiter, "Rule", abi.encode(dueOf(t), uint96(4_000), bytes32("because")));
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_MissingRole.selector, arbiter, Roles.APPEALS)
        );
        orders.rule(t, due, 4_000, "because", sameArbiter);
        rule(t, appeals, 1_000);
        assertClaim(t, OrderBook.ClaimState.NONE);
        assertEscrow(t, 9_000);
        due = dueOf(t);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongClaimState.selector, t.id, OrderBook.ClaimState.NONE
            )
        );
        appeal(t, due, merchant);
    }

    function test_theBuyerCanAppealToo() public {
        Terms memory t = disputed(shipped(), 4_000);
        rule(t, arbiter, 0);
        uint256 due = dueOf(t);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_NotAParty.selector, t.id, stranger));
        appeal(t, due, stranger);
        appeal(t, buyer);
        rule(t, appeals, 4_000);
        assertEscrow(t, 6_000);
    }

    function test_whenTheArbiterIsSilentTheClaimIsHalved() public {
        Terms memory t = disputed(shipped(), 4_001);
        skip(7 days);
        uint256 due = dueOf(t);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_TooLate.selector, t.id, time()));
        rule(t, due, arbiter, 4_001);
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
        uint256 due = dueOf(t);
        vm.expectRevert(
            abi.encodeWithSelector(OrderBook.Orders_RulingAboveClaim.selector, t.id, 4_001, 4_000)
        );
        rule(t, due, arbiter, 4_001);
    }

    function test_onlyTheRightPartyActs() public {
        Terms memory t = shipped();
        Intent memory request =
            about(t, merchant, "RequestRefund", abi.encode(uint96(1), bytes32("x")));
        _expectNotAParty(t, merchant);
        orders.requestRefund(t, 1, "x", request);

        requestRefund(t, 4_000);
        uint256 due = dueOf(t);
        Intent memory answer =
            about(t, buyer, "AnswerRefund", abi.encode(due, uint96(4_000), true, bytes32("x")));
        _expectNotAParty(t, buyer);
        orders.answerRefund(t, due, 4_000, true, "x", answer);

        Intent memory gift = about(t, buyer, "GiveRefund", abi.encode(uint96(1), bytes32("x")));
        _expectNotAParty(t, buyer);
        orders.giveRefund(t, 1, "x", gift);

        Intent memory withdrawal = about(t, merchant, "WithdrawClaim", abi.encode(due));
        _expectNotAParty(t, merchant);
        orders.withdrawClaim(t, due, withdrawal);

        answerRefund(t, 4_000, false);
        due = dueOf(t);
        Intent memory complaint = about(t, merchant, "Dispute", abi.encode(due, bytes32("x")));
        _expectNotAParty(t, merchant);
        orders.dispute(t, due, "x", complaint);
    }

    function test_theAnswerIsToThisRequest() public {
        Terms memory t = shipped();
        requestRefund(t, 4_000);
        uint256 due = dueOf(t);
        bytes memory other =
            abi.encodeWithSelector(OrderBook.Orders_OtherClaim.selector, t.id, 4_000, due);
        vm.expectRevert(other);
        answerRefund(t, due, 3_000, true);
        vm.expectRevert(other);
        answerRefund(t, due - 1, 4_000, true);
        vm.expectRevert(other);
        withdrawClaim(t, due - 1);
    }

    /// @dev What was signed for one claim and kept back is worth nothing in the next.
    function test_aSignatureKeptBackDoesNotServeALaterClaim() public {
        Terms memory t = disputed(shipped(), 4_000);
        uint256 due = dueOf(t);
        bytes memory members = abi.encode(due, uint96(0), bytes32("because"));
        Intent memory kept = about(t, arbiter, "Rule", members);
        kept.deadline = time() + 365 days;
        kept = signed(
            orders, typeHash("Orders", "Rule"), bytes.concat(abi.encode(hashOf(t)), members), kept
        );
        withdrawClaim(t);
        skip(1);
        t = disputed(t, 4_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_OtherClaim.selector, t.id, 4_000, time() + 7 days
            )
        );
        orders.rule(t, due, 0, "because", kept);
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
        uint256 due = dueOf(t);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongClaimState.selector, t.id, OrderBook.ClaimState.RULED
            )
        );
        withdrawClaim(t, due);
        Terms memory none = shipped();
        due = dueOf(none);
        vm.expectRevert(
            abi.encodeWithSelector(
                OrderBook.Orders_WrongClaimState.selector, none.id, OrderBook.ClaimState.NONE
            )
        );
        withdrawClaim(none, due);
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
