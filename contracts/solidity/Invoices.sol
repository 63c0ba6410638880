// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Listed} from "./base/Listed.sol";
import {Directory} from "./Directory.sol";
import {OrderBook} from "./orders/OrderBook.sol";
import {Intent} from "./types/Intent.sol";
import {OrderTerms, Terms} from "./types/Terms.sol";

/// @notice Invoices: numbered without gaps per merchant, at most one in force per order, over what
/// the order amounts to at that time. A reversal is a document of its own with the next number.
contract Invoices is Listed {
    using OrderTerms for Terms;

    struct Invoice {
        address issuer;
        uint40 issuedAt;
        /// The number of the document that reverses this one; zero while it is in force.
        uint56 reversedBy;
        /// The number of the document that this one reverses; zero for an invoice.
        uint56 reverses;
        address cash;
        uint96 amount;
        /// keccak256(orders, order id).
        bytes32 order;
        /// Salted hash of the document.
        bytes32 content;
    }

    event Issued(
        address indexed issuer,
        uint256 indexed number,
        bytes32 indexed order,
        address orders,
        address cash,
        uint256 amount,
        bytes32 content
    );
    event Reversed(
        address indexed issuer,
        uint256 indexed number,
        uint256 indexed reverses,
        uint256 amount,
        bytes32 reason
    );

    error Invoices_WrongTerms(bytes32 order);
    error Invoices_NotTheMerchant(address account);
    error Invoices_NothingToInvoice(bytes32 order);
    error Invoices_AlreadyInvoiced(bytes32 order, uint256 number);
    error Invoices_OtherAmount(uint256 amount, uint256 due);
    error Invoices_Unknown(address issuer, uint256 number);
    error Invoices_AlreadyReversed(address issuer, uint256 number);

    mapping(address issuer => uint256) private _counts;
    mapping(address issuer => mapping(uint256 number => Invoice)) private _invoices;
    mapping(bytes32 order => uint256 number) private _inForce;

    constructor(Directory directory_) Listed(directory_, "Tongbao Invoices") {}

    bytes32 private constant ISSUE_TYPEHASH = keccak256(
        "IssueInvoice(address orders,bytes32 terms,uint256 amount,bytes32 content,"
        "address account,bytes32 ref,uint256 deadline)"
    );

    /// @notice Invoices a paid order over exactly what it amounts to now (total less refunds).
    /// Signed by the merchant.
    /// @return number The document's number in the merchant's series, counted from 1.
    function issue(
        OrderBook orders,
        Terms calldata t,
        uint96 amount,
        bytes32 content,
        Intent calldata intent
    ) external returns (uint256 number) {
        bytes32 hash = t.hash();
        _authorise(abi.encode(ISSUE_TYPEHASH, orders, hash, uint256(amount), content), intent);
        directory.requireListed("Orders", address(orders));
        OrderBook.Order memory o = orders.orderOf(t.id);
        if (o.terms != hash) revert Invoices_WrongTerms(t.id);
        if (intent.account != t.merchant) revert Invoices_NotTheMerchant(intent.account);
        uint256 due = t.total() - o.refunded;
        if (o.state < OrderBook.State.PAID || o.state > OrderBook.State.COMPLETED || due == 0) {
            revert Invoices_NothingToInvoice(t.id);
        }
        if (amount != due) revert Invoices_OtherAmount(amount, due);
        bytes32 order = keyOf(address(orders), t.id);
        if (_inForce[order] != 0) revert Invoices_AlreadyInvoiced(t.id, _inForce[order]);
        number = ++_counts[t.merchant];
        _inForce[order] = number;
        Invoice storage i = _invoices[t.merchant][number];
        (i.issuer, i.issuedAt, i.cash, i.amount) =
        (t.merchant, uint40(block.timestamp), t.cash, amount);
        (i.order, i.content) = (order, content);
        emit Issued(t.merchant, number, t.id, address(orders), t.cash, amount, content);
    }

    bytes32 private constant REVERSE_TYPEHASH = keccak256(
        "ReverseInvoice(uint256 number,bytes32 reason,address account,bytes32 ref,"
        "uint256 deadline)"
    );

    /// @notice Reverses one of the merchant's invoices by a document of its own; the order can then
    /// be invoiced anew. Signed by the merchant.
    /// @return reversal The reversal's number.
    function reverse(uint256 number, bytes32 reason, Intent calldata intent)
        external
        returns (uint256 reversal)
    {
        _authorise(abi.encode(REVERSE_TYPEHASH, number, reason), intent);
        address issuer = intent.account;
        Invoice storage i = _invoices[issuer][number];
        if (i.issuer == address(0) || i.reverses != 0) revert Invoices_Unknown(issuer, number);
        if (i.reversedBy != 0) revert Invoices_AlreadyReversed(issuer, number);
        reversal = ++_counts[issuer];
        Invoice storage r = _invoices[issuer][reversal];
        (r.issuer, r.issuedAt, r.cash, r.amount) =
        (issuer, uint40(block.timestamp), i.cash, i.amount);
        (r.order, r.content, r.reverses) = (i.order, reason, uint56(number));
        i.reversedBy = uint56(reversal);
        delete _inForce[i.order];
        emit Reversed(issuer, reversal, number, i.amount, reason);
    }

    /// @notice A document of an issuer's series; all zero when there is none.
    function invoiceOf(address issuer, uint256 number) external view returns (Invoice memory) {
        return _invoices[issuer][number];
    }

    /// @notice How many documents an issuer's series has.
    function countOf(address issuer) external view returns (uint256) {
        return _counts[issuer];
    }

    /// @notice The number of the invoice in force for an order; zero when there is none.
    function inForce(address orders, bytes32 order) external view returns (uint256) {
        return _inForce[keyOf(orders, order)];
    }

    /// @notice The key by which documents name their order.
    function keyOf(address orders, bytes32 order) public pure returns (bytes32) {
        return keccak256(abi.encode(orders, order));
    }
}
