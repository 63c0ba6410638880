// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../solidity/Directory.sol";
import {Invoices} from "../solidity/Invoices.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";

contract InvoicesTest is Shop {
    function test_invoicesAreNumberedWithoutGaps() public {
        Terms memory first = paid();
        Terms memory second = paid();
        vm.assertEq(_issue(first, merchant, 10_000), 1);
        vm.assertEq(_issue(second, merchant, 10_000), 2);
        Invoices.Invoice memory i = invoices.invoiceOf(merchant, 1);
        vm.assertEq(i.amount, 10_000);
        vm.assertEq(i.order, invoices.keyOf(address(orders), first.id));
        vm.assertEq(invoices.inForce(address(orders), second.id), 2);
        vm.assertEq(invoices.countOf(merchant), 2);
    }

    function test_oneInvoicePerOrderUntilReversed() public {
        Terms memory t = paid();
        _issue(t, merchant, 10_000);
        vm.expectRevert(abi.encodeWithSelector(Invoices.Invoices_AlreadyInvoiced.selector, t.id, 1));
        _issue(t, merchant, 10_000);

        giveRefund(t, 4_000);
        vm.assertEq(_reverse(merchant, 1), 2);
        vm.assertEq(invoices.invoiceOf(merchant, 1).reversedBy, 2);
        vm.assertEq(invoices.invoiceOf(merchant, 2).reverses, 1);
        vm.assertEq(_issue(t, merchant, 6_000), 3);

        vm.expectRevert(
            abi.encodeWithSelector(Invoices.Invoices_AlreadyReversed.selector, merchant, 1)
        );
        _reverse(merchant, 1);
        vm.expectRevert(abi.encodeWithSelector(Invoices.Invoices_Unknown.selector, merchant, 2));
        _reverse(merchant, 2); // a reversal is no invoice
        vm.expectRevert(abi.encodeWithSelector(Invoices.Invoices_Unknown.selector, stranger, 1));
        _reverse(stranger, 1);
    }

    function test_theAmountIsWhatTheOrderComesTo() public {
        Terms memory t = paid();
        vm.expectRevert(
            abi.encodeWithSelector(Invoices.Invoices_OtherAmount.selector, 9_999, 10_000)
        );
        _issue(t, merchant, 9_999);
        vm.expectRevert(abi.encodeWithSelector(Invoices.Invoices_NotTheMerchant.selector, buyer));
        _issue(t, buyer, 10_000);
        giveRefund(t, 10_000);
        vm.expectRevert(abi.encodeWithSelector(Invoices.Invoices_NothingToInvoice.selector, t.id));
        _issue(t, merchant, 0);

        t = anOrder();
        place(t);
        vm.expectRevert(abi.encodeWithSelector(Invoices.Invoices_NothingToInvoice.selector, t.id));
        _issue(t, merchant, 10_000);
        t.goods += 1;
        vm.expectRevert(abi.encodeWithSelector(Invoices.Invoices_WrongTerms.selector, t.id));
        _issue(t, merchant, 10_001);
    }

    function test_aFreeOrderHasNoInvoice() public {
        Terms memory t = anOrder();
        t.discount = t.goods + t.shipping;
        (t.fee, t.commission, t.cashback) = (0, 0, 0);
        place(t);
        vm.expectRevert(abi.encodeWithSelector(Invoices.Invoices_NothingToInvoice.selector, t.id));
        _issue(t, merchant, 0);
    }

    function test_onlyListedOrdersAreBelieved() public {
        Terms memory t = paid();
        bytes32 kind = typeHash("Invoices", "IssueInvoice");
        bytes memory members = abi.encode(this, hashOf(t), uint96(1), bytes32("doc"));
        Intent memory intent = by(merchant, invoices, kind, members);
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotListed.selector, address(this))
        );
        invoices.issue(OrderBook(address(this)), t, 1, "doc", intent);
    }

    function _issue(Terms memory t, address actor, uint96 amount) private returns (uint256) {
        bytes32 kind = typeHash("Invoices", "IssueInvoice");
        bytes memory members = abi.encode(orders, hashOf(t), amount, bytes32("doc"));
        return invoices.issue(orders, t, amount, "doc", by(actor, invoices, kind, members));
    }

    function _reverse(address actor, uint256 number) private returns (uint256) {
        bytes32 kind = typeHash("Invoices", "ReverseInvoice");
        bytes memory members = abi.encode(number, bytes32("wrong"));
        return invoices.reverse(number, "wrong", by(actor, invoices, kind, members));
    }
}
