// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../solidity/Directory.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Reviews} from "../solidity/Reviews.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";

contract ReviewsTest is Shop {
    function test_aReceivedLineIsReviewedOnce() public {
        Terms memory t = received();
        _attest(t, buyer, 1, 5);
        bytes32 key = reviews.keyOf(address(orders), t.id, 1);
        vm.assertEq(reviews.reviewOf(key).stars, 5);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_AlreadyReviewed.selector, key));
        _attest(t, buyer, 1, 1);
        _attest(t, buyer, 0, 1);
    }

    function test_onlyTheBuyerOfAReceivedLineReviews() public {
        Terms memory t = shipped();
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_NotReceived.selector, t.id));
        _attest(t, buyer, 0, 5);
        receive_(t);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_NotTheBuyer.selector, merchant));
        _attest(t, merchant, 0, 5);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_NoSuchLine.selector, 2, 2));
        _attest(t, buyer, 2, 5);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_BadStars.selector, 0));
        _attest(t, buyer, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_BadStars.selector, 6));
        _attest(t, buyer, 0, 6);
        t.lines = 3;
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_WrongTerms.selector, t.id));
        _attest(t, buyer, 2, 5);
    }

    function test_onlyListedOrdersAreBelieved() public {
        Terms memory t = received();
        Intent memory intent = by(
            buyer,
            reviews,
            typeHash("Reviews", "AttestReview"),
            abi.encode(this, hashOf(t), 0, 5, bytes32("text"))
        );
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotListed.selector, address(this))
        );
        reviews.attest(OrderBook(address(this)), t, 0, 5, "text", intent);
    }

    function test_followUpAndAnswerComeOnce() public {
        Terms memory t = received();
        _attest(t, buyer, 0, 2);
        bytes32 key = reviews.keyOf(address(orders), t.id, 0);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_NotTheBuyer.selector, stranger));
        _followUp(key, stranger);
        _followUp(key, buyer);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_AlreadyFollowedUp.selector, key));
        _followUp(key, buyer);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_NotTheMerchant.selector, buyer));
        _answer(key, buyer);
        _answer(key, merchant);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_AlreadyAnswered.selector, key));
        _answer(key, merchant);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_Unknown.selector, bytes32("none")));
        _answer("none", merchant);
    }

    function test_aModeratorHidesAndShowsButChangesNothing() public {
        Terms memory t = received();
        _attest(t, buyer, 0, 2);
        bytes32 key = reviews.keyOf(address(orders), t.id, 0);
        _hide(key, true);
        Reviews.Review memory r = reviews.reviewOf(key);
        vm.assertTrue(r.hidden);
        vm.assertEq(r.stars, 2);
        _hide(key, false);
        vm.assertFalse(reviews.reviewOf(key).hidden);
        vm.expectRevert(abi.encodeWithSelector(Reviews.Reviews_Unknown.selector, bytes32("none")));
        _hide("none", true);
    }

    function _attest(Terms memory t, address actor, uint256 line, uint8 stars) private {
        bytes32 kind = typeHash("Reviews", "AttestReview");
        bytes memory members = abi.encode(orders, hashOf(t), line, stars, bytes32("text"));
        reviews.attest(orders, t, line, stars, "text", by(actor, reviews, kind, members));
    }

    function _followUp(bytes32 key, address actor) private {
        bytes32 kind = typeHash("Reviews", "FollowUp");
        reviews.followUp(key, "more", by(actor, reviews, kind, abi.encode(key, bytes32("more"))));
    }

    function _answer(bytes32 key, address actor) private {
        bytes32 kind = typeHash("Reviews", "AnswerReview");
        reviews.answer(key, "thanks", by(actor, reviews, kind, abi.encode(key, bytes32("thanks"))));
    }

    function _hide(bytes32 key, bool hidden) private {
        bytes32 kind = typeHash("Reviews", "SetHidden");
        bytes memory members = abi.encode(key, hidden, bytes32("rude"));
        reviews.hide(key, hidden, "rude", by(moderator, reviews, kind, members));
    }
}
