// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Listed} from "./base/Listed.sol";
import {Directory} from "./Directory.sol";
import {OrderBook} from "./orders/OrderBook.sol";
import {Intent} from "./types/Intent.sol";
import {Roles} from "./types/Roles.sol";
import {OrderTerms, Terms} from "./types/Terms.sol";

/// @notice One attestation per received order line: stars and the hash of the content; the buyer
/// may follow up once, the merchant answer once. A moderator can hide a review with a reason, and
/// show it again; nobody can change or delete one.
contract Reviews is Listed {
    using OrderTerms for Terms;

    struct Review {
        address merchant;
        uint8 stars;
        bool hidden;
        bool answered;
        bool followedUp;
        uint40 attestedAt;
    }

    event Attested(
        bytes32 indexed key,
        address indexed buyer,
        address indexed merchant,
        bytes32 order,
        uint256 line,
        uint8 stars,
        bytes32 content
    );
    event FollowedUp(bytes32 indexed key, bytes32 content);
    event Answered(bytes32 indexed key, bytes32 content);
    event HiddenSet(bytes32 indexed key, bool hidden, bytes32 reason, address moderator);

    error Reviews_WrongTerms(bytes32 order);
    error Reviews_NotTheBuyer(address account);
    error Reviews_NotTheMerchant(address account);
    error Reviews_NotReceived(bytes32 order);
    error Reviews_NoSuchLine(uint256 line, uint256 lines);
    error Reviews_BadStars(uint8 stars);
    error Reviews_AlreadyReviewed(bytes32 key);
    error Reviews_AlreadyAnswered(bytes32 key);
    error Reviews_AlreadyFollowedUp(bytes32 key);
    error Reviews_Unknown(bytes32 key);

    mapping(bytes32 key => Review) private _reviews;
    mapping(bytes32 key => address) private _authors;

    constructor(Directory directory_) Listed(directory_, "Tongbao Reviews") {}

    bytes32 private constant ATTEST_TYPEHASH = keccak256(
        "AttestReview(address orders,bytes32 terms,uint256 line,uint8 stars,bytes32 content,"
        "address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Reviews a line of a received order. Signed by the buyer.
    /// @param line Counted from 0.
    /// @param stars 1 to 5.
    /// @param content Hash of text and media.
    function attest(
        OrderBook orders,
        Terms calldata t,
        uint256 line,
        uint8 stars,
        bytes32 content,
        Intent calldata intent
    ) external {
        bytes32 hash = t.hash();
        _authorise(abi.encode(ATTEST_TYPEHASH, orders, hash, line, stars, content), intent);
        directory.requireListed("Orders", address(orders));
        OrderBook.Order memory o = orders.orderOf(t.id);
        if (o.terms != hash) revert Reviews_WrongTerms(t.id);
        if (intent.account != t.buyer) revert Reviews_NotTheBuyer(intent.account);
        if (o.returnUntil == 0) revert Reviews_NotReceived(t.id);
        if (line >= t.lines) revert Reviews_NoSuchLine(line, t.lines);
        if (stars == 0 || stars > 5) revert Reviews_BadStars(stars);
        bytes32 key = keyOf(address(orders), t.id, line);
        if (_reviews[key].stars != 0) revert Reviews_AlreadyReviewed(key);
        _reviews[key] = Review(t.merchant, stars, false, false, false, uint40(block.timestamp));
        _authors[key] = t.buyer;
        emit Attested(key, t.buyer, t.merchant, t.id, line, stars, content);
    }

    bytes32 private constant FOLLOW_UP_TYPEHASH = keccak256(
        "FollowUp(bytes32 key,bytes32 content,address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Adds to a review, once. Signed by its author.
    function followUp(bytes32 key, bytes32 content, Intent calldata intent) external {
        _authorise(abi.encode(FOLLOW_UP_TYPEHASH, key, content), intent);
        Review storage r = _known(key);
        if (intent.account != _authors[key]) revert Reviews_NotTheBuyer(intent.account);
        if (r.followedUp) revert Reviews_AlreadyFollowedUp(key);
        r.followedUp = true;
        emit FollowedUp(key, content);
    }

    bytes32 private constant ANSWER_TYPEHASH = keccak256(
        "AnswerReview(bytes32 key,bytes32 content,address account,bytes32 ref," "uint256 deadline)"
    );

    /// @notice Answers a review, once. Signed by the merchant.
    function answer(bytes32 key, bytes32 content, Intent calldata intent) external {
        _authorise(abi.encode(ANSWER_TYPEHASH, key, content), intent);
        Review storage r = _known(key);
        if (intent.account != r.merchant) revert Reviews_NotTheMerchant(intent.account);
        if (r.answered) revert Reviews_AlreadyAnswered(key);
        r.answered = true;
        emit Answered(key, content);
    }

    bytes32 private constant HIDE_TYPEHASH = keccak256(
        "SetHidden(bytes32 key,bool hidden,bytes32 reason,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Hides a review from pages, or shows it again. Signed by a moderator.
    /// @param reason Hash of the published reason.
    function hide(bytes32 key, bool hidden, bytes32 reason, Intent calldata intent) external {
        _authoriseRole(Roles.MODERATOR, abi.encode(HIDE_TYPEHASH, key, hidden, reason), intent);
        _known(key).hidden = hidden;
        emit HiddenSet(key, hidden, reason, intent.account);
    }

    /// @notice The key of a review.
    function keyOf(address orders, bytes32 order, uint256 line) public pure returns (bytes32) {
        return keccak256(abi.encode(orders, order, line));
    }

    /// @notice A review; all zero when there is none.
    function reviewOf(bytes32 key) external view returns (Review memory) {
        return _reviews[key];
    }

    function _known(bytes32 key) private view returns (Review storage r) {
        r = _reviews[key];
        if (r.stars == 0) revert Reviews_Unknown(key);
    }
}
