// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Intents} from "../solidity/base/Intents.sol";
import {Cash} from "../solidity/Cash.sol";
import {Directory} from "../solidity/Directory.sol";
import {Treasury} from "../solidity/Treasury.sol";
import {IOrderDeposits} from "../solidity/types/IOrderDeposits.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Roles} from "../solidity/types/Roles.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";

contract TreasuryTest is Shop {
    bytes32 private _id;

    function setUp() public override {
        super.setUp();
        govern(address(treasury), abi.encodeCall(Treasury.setTwoPersonLimit, (address(cny), 5_000)));
    }

    // --- deposits and the reserve ----------------------------------------------------------------

    function test_moneyIsMintedOnlyUnderTheReserve() public {
        _attest(1_000_500);
        give(cny, stranger, 500);
        vm.assertTrue(treasury.isSolvent(cny));
        vm.expectRevert(
            abi.encodeWithSelector(
                Treasury.Treasury_AboveReserve.selector, address(cny), 1_000_501, 1_000_500
            )
        );
        give(cny, stranger, 1);
    }

    function test_aShrunkenReserveStopsMintingAtOnce() public {
        _attest(999_999);
        vm.assertFalse(treasury.isSolvent(cny));
        vm.expectPartialRevert(Treasury.Treasury_AboveReserve.selector);
        give(cny, stranger, 1);
        _attest(1_000_001);
        give(cny, stranger, 1);
    }

    function test_anOldAttestationDoesNotCarry() public {
        uint256 asOf = treasury.reserveOf(address(cny)).asOf;
        vm.warp(asOf + 7 days);
        vm.expectRevert(
            abi.encodeWithSelector(Treasury.Treasury_StaleAttestation.selector, address(cny), asOf)
        );
        give(cny, stranger, 1);
    }

    function test_attestationsGoForwardInTime() public {
        uint40 last = treasury.reserveOf(address(cny)).asOf;
        vm.expectRevert(
            abi.encodeWithSelector(Treasury.Treasury_BadAttestationTime.selector, last, last)
        );
        this.tryAttest(cny, last);
        vm.expectRevert(
            abi.encodeWithSelector(Treasury.Treasury_BadAttestationTime.selector, time() + 1, last)
        );
        this.tryAttest(cny, uint40(time() + 1));
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotCash.selector, address(points))
        );
        this.tryAttest(Cash(address(points)), uint40(time()));
    }

    /// @dev M1, M21: an institution's notification that comes twice credits once.
    function test_aDepositsReferenceWorksOnce() public {
        bytes32 kind = typeHash("Treasury", "Deposit");
        Intent memory intent = by(issuer, treasury, kind, abi.encode(cny, buyer, uint96(100)));
        treasury.deposit(cny, buyer, 100, intent);
        vm.assertEq(
            treasury.contentOf(issuer, intent.ref),
            keccak256(abi.encodePacked(kind, abi.encode(cny, buyer, uint96(100))))
        );
        vm.expectRevert(
            abi.encodeWithSelector(Intents.Intents_AlreadyDone.selector, issuer, intent.ref)
        );
        treasury.deposit(cny, buyer, 100, intent);
        bytes32 content = treasury.contentOf(issuer, intent.ref);
        Intent memory other = signed(
            treasury,
            kind,
            abi.encode(cny, buyer, uint96(101)),
            Intent(issuer, intent.ref, time() + 1, "")
        );
        vm.expectRevert(
            abi.encodeWithSelector(
                Intents.Intents_ReferenceUsed.selector, issuer, intent.ref, content
            )
        );
        treasury.deposit(cny, buyer, 101, other);
        vm.assertEq(cny.balanceOf(buyer), 1_000_100);
    }

    /// @dev M21: two issuers who hear of the same payment credit it once.
    function test_aPaymentIsCreditedOnceAmongAllIssuers() public {
        address second = account("second issuer");
        setRoles(second, Roles.ISSUER);
        bytes32 kind = typeHash("Treasury", "Deposit");
        bytes memory members = abi.encode(cny, buyer, uint96(100));
        Intent memory first = by(issuer, treasury, kind, members);
        treasury.deposit(cny, buyer, 100, first);
        bytes32 content = keccak256(abi.encodePacked(kind, members));
        vm.assertEq(treasury.depositOf(first.ref), content);
        Intent memory again =
            signed(treasury, kind, members, Intent(second, first.ref, time() + 1, ""));
        vm.expectRevert(
            abi.encodeWithSelector(Treasury.Treasury_AlreadyDeposited.selector, first.ref)
        );
        treasury.deposit(cny, buyer, 100, again);

        Terms memory t = anOrder();
        place(t);
        kind = typeHash("Treasury", "DepositToOrder");
        members = abi.encode(orders, hashOf(t), uint96(10_000));
        Intent memory other =
            signed(treasury, kind, members, Intent(second, first.ref, time() + 1, ""));
        vm.expectRevert(
            abi.encodeWithSelector(Treasury.Treasury_ReferenceUsed.selector, first.ref, content)
        );
        treasury.depositToOrder(orders, t, 10_000, other);
        vm.assertEq(cny.balanceOf(buyer), 1_000_100);
    }

    function test_depositsNeedMoneyAndOurCurrency() public {
        vm.expectRevert(Treasury.Treasury_NoAmount.selector);
        give(cny, buyer, 0);
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotCash.selector, address(points))
        );
        give(Cash(address(points)), buyer, 1);
    }

    function test_depositsToOrdersNeedAListedOrders() public {
        Terms memory t = anOrder();
        place(t);
        bytes32 kind = typeHash("Treasury", "DepositToOrder");
        Intent memory intent =
            by(issuer, treasury, kind, abi.encode(stranger, hashOf(t), uint96(10_000)));
        vm.expectRevert(abi.encodeWithSelector(Directory.Directory_NotListed.selector, stranger));
        treasury.depositToOrder(IOrderDeposits(stranger), t, 10_000, intent);
    }

    /// @dev M12: the signature is for this order, its merchant, currency and amount.
    function test_aDepositToAnotherOrderIsRefused() public {
        Terms memory t = anOrder();
        Terms memory other = anOrder();
        place(t);
        place(other);
        bytes32 kind = typeHash("Treasury", "DepositToOrder");
        Intent memory intent =
            by(issuer, treasury, kind, abi.encode(orders, hashOf(t), uint96(10_000)));
        bytes memory bad = abi.encodeWithSelector(Intents.Intents_BadSignature.selector, issuer);
        vm.expectRevert(bad);
        treasury.depositToOrder(orders, other, 10_000, intent);
        vm.expectRevert(bad);
        treasury.depositToOrder(orders, t, 10_001, intent);
    }

    // --- withdrawals -----------------------------------------------------------------------------

    function test_aSmallWithdrawalNeedsOneCashier() public {
        _request(5_000);
        vm.assertEq(cny.balanceOf(buyer), 995_000);
        vm.assertEq(cny.balanceOf(address(treasury)), 5_000);
        uint256 supply = cny.totalSupply();
        uint256 attested = treasury.reserveOf(address(cny)).attested;
        _approve(cashier);
        vm.assertEq(cny.totalSupply(), supply - 5_000);
        vm.assertEq(treasury.reserveOf(address(cny)).attested, attested - 5_000);
        vm.assertEq(cny.balanceOf(address(treasury)), 0);
    }

    function test_aLargeWithdrawalNeedsTwoCashiers() public {
        _request(5_001);
        uint256 supply = cny.totalSupply();
        _approve(cashier);
        vm.assertEq(cny.totalSupply(), supply);
        vm.expectRevert(
            abi.encodeWithSelector(Treasury.Treasury_SameCashier.selector, _id, cashier)
        );
        _approve(cashier);
        _approve(secondCashier);
        vm.assertEq(cny.totalSupply(), supply - 5_001);
    }

    function test_withoutALimitEveryWithdrawalNeedsTwo() public {
        give(jpy, buyer, 1);
        _requestIn(jpy, 1);
        uint256 supply = jpy.totalSupply();
        _approve(cashier);
        vm.assertEq(jpy.totalSupply(), supply);
        _approve(secondCashier);
        vm.assertEq(jpy.totalSupply(), supply - 1);
    }

    /// @dev M14: the money is held from the request on; a payout consumes its key.
    function test_oneBalanceCannotBeWithdrawnTwice() public {
        _request(1_000_000);
        vm.expectRevert(
            abi.encodeWithSelector(IERC20Errors.ERC20InsufficientBalance.selector, buyer, 0, 1)
        );
        this.tryRequest(cny, 1);
        _approve(cashier);
        _approve(secondCashier);
        vm.expectRevert(
            abi.encodeWithSelector(
                Treasury.Treasury_NotWaiting.selector, _id, Treasury.WithdrawalState.BURNED
            )
        );
        _approve(cashier);
    }

    function test_aRejectedWithdrawalGoesBack() public {
        _request(5_001);
        _approve(cashier);
        _reject(secondCashier);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                Treasury.Treasury_NotWaiting.selector, _id, Treasury.WithdrawalState.RETURNED
            )
        );
        _reject(cashier);
    }

    function test_anUndecidedWithdrawalGoesBackByAnybody() public {
        _request(7_000);
        vm.expectRevert(
            abi.encodeWithSelector(Treasury.Treasury_NotYet.selector, _id, time() + 7 days)
        );
        treasury.returnUndecided(_id);
        _approve(cashier);
        skip(7 days);
        vm.expectRevert(
            abi.encodeWithSelector(Treasury.Treasury_DecidedTooLate.selector, _id, time())
        );
        _approve(secondCashier);
        treasury.returnUndecided(_id);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                Treasury.Treasury_NotWaiting.selector, _id, Treasury.WithdrawalState.RETURNED
            )
        );
        treasury.returnUndecided(_id);
    }

    function test_nobodyApprovesItsOwnWithdrawal() public {
        give(cny, cashier, 100);
        bytes memory members = abi.encode(cny, uint96(100), bytes32("bank"));
        Intent memory intent =
            paying(cashier, treasury, cny, 100, typeHash("Treasury", "Withdraw"), members);
        _id = treasury.requestWithdrawal(cny, 100, "bank", intent);
        vm.expectRevert(
            abi.encodeWithSelector(Treasury.Treasury_OwnWithdrawal.selector, _id, cashier)
        );
        _approve(cashier);
        _approve(secondCashier);
    }

    function test_aWithdrawalNeedsAnAmount() public {
        vm.expectRevert(Treasury.Treasury_NoAmount.selector);
        this.tryRequest(cny, 0);
    }

    function test_aReserveBelowTheWithdrawalFallsToZero() public {
        _request(5_000);
        _attest(1_000);
        _approve(cashier);
        vm.assertEq(treasury.reserveOf(address(cny)).attested, 0);
    }

    /// @dev A statement from before a withdrawal says nothing about the money that has left since.
    function test_aLateStatementCoversNothingThatWasBurned() public {
        uint40 before = uint40(time() + 1);
        skip(10);
        _request(5_000);
        _approve(cashier);
        skip(10);
        this.tryAttest(cny, 1_000_000, before);
        vm.assertEq(treasury.reserveOf(address(cny)).attested, 995_000, "burned since");
        vm.assertEq(cny.totalSupply(), 995_000);
        vm.expectPartialRevert(Treasury.Treasury_AboveReserve.selector);
        give(cny, stranger, 1);

        skip(10);
        _request(1_000);
        _approve(cashier);
        this.tryAttest(cny, 994_000, uint40(time() - 5));
        vm.assertEq(treasury.reserveOf(address(cny)).attested, 993_000, "only the second");
        skip(1);
        this.tryAttest(cny, 500, uint40(time() - 1));
        vm.assertEq(treasury.reserveOf(address(cny)).attested, 0, "in that second");
        skip(1);
        this.tryAttest(cny, 994_000, uint40(time() - 1));
        vm.assertEq(treasury.reserveOf(address(cny)).attested, 994_000, "none since");
    }

    function test_revokedAtOnceARoleIsWorthNothing() public {
        bytes32 kind = typeHash("Directory", "Revoke");
        directory.revoke(
            issuer, Roles.ISSUER, by(guardian, directory, kind, abi.encode(issuer, Roles.ISSUER))
        );
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_MissingRole.selector, issuer, Roles.ISSUER)
        );
        give(cny, buyer, 1);
    }

    function tryAttest(Cash cash, uint40 asOf) external {
        this.tryAttest(cash, 1, asOf);
    }

    function tryAttest(Cash cash, uint96 amount, uint40 asOf) external {
        Intent memory intent = by(
            attestor,
            treasury,
            typeHash("Treasury", "AttestReserve"),
            abi.encode(cash, amount, asOf, bytes32("x"))
        );
        treasury.attestReserve(cash, amount, asOf, "x", intent);
    }

    function tryRequest(Cash cash, uint96 amount) external {
        _requestIn(cash, amount);
    }

    function _attest(uint96 amount) private {
        skip(1);
        attest(cny, amount);
    }

    function _request(uint96 amount) private {
        _requestIn(cny, amount);
    }

    function _requestIn(Cash cash, uint96 amount) private {
        Intent memory intent = paying(
            buyer,
            treasury,
            cash,
            amount,
            typeHash("Treasury", "Withdraw"),
            abi.encode(cash, amount, bytes32("bank"))
        );
        _id = treasury.requestWithdrawal(cash, amount, "bank", intent);
        vm.assertEq(_id, treasury.withdrawalId(buyer, intent.ref));
        vm.assertEq(treasury.withdrawalOf(_id).amount, amount);
    }

    function _approve(address actor) private {
        bytes32 kind = typeHash("Treasury", "ApproveWithdrawal");
        Intent memory intent = by(actor, treasury, kind, abi.encode(_id, bytes32("doc")));
        treasury.approve(_id, "doc", intent);
    }

    function _reject(address actor) private {
        bytes32 kind = typeHash("Treasury", "RejectWithdrawal");
        Intent memory intent = by(actor, treasury, kind, abi.encode(_id, bytes32("why")));
        treasury.reject(_id, "why", intent);
    }
}
