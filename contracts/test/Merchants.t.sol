// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../solidity/Directory.sol";
import {Merchants} from "../solidity/Merchants.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";

contract MerchantsTest is Shop {
    address private fresh;

    function setUp() public override {
        super.setUp();
        fresh = account("fresh");
    }

    function test_theRegistrarApprovesExactlyWhatWasSigned() public {
        Merchants.Application memory a = application(fresh, cny, 500);
        applyFor(a);
        bytes32 applied = keccak256(abi.encode(a));
        vm.assertEq(merchants.applicationOf(fresh, address(cny)), applied);

        Merchants.Application memory changed = application(fresh, cny, 400);
        vm.expectRevert(
            abi.encodeWithSelector(
                Merchants.Merchants_NotTheApplication.selector,
                applied,
                keccak256(abi.encode(changed))
            )
        );
        approve(changed);

        approve(a);
        Merchants.Shop memory shop = merchants.shopOf(fresh, address(cny));
        vm.assertTrue(shop.approved);
        vm.assertEq(shop.required, 500);
        vm.assertEq(merchants.payoutOf(fresh), payout);
        vm.expectRevert(
            abi.encodeWithSelector(Merchants.Merchants_NothingApplied.selector, fresh, address(cny))
        );
        approve(a);
    }

    function test_aReturnedApplicationCanBeMadeAgain() public {
        Merchants.Application memory a = application(fresh, cny, 0);
        applyFor(a);
        bytes32 applied = keccak256(abi.encode(a));
        Intent memory intent = by(
            registrar,
            merchants,
            typeHash("Merchants", "Return"),
            abi.encode(fresh, cny, applied, bytes32("papers"))
        );
        merchants.giveBack(fresh, address(cny), applied, "papers", intent);
        vm.assertEq(merchants.applicationOf(fresh, address(cny)), 0);
        applyFor(a);
        approve(a);
    }

    function test_badConditionsAreRefused() public {
        Merchants.Application memory a = application(fresh, cny, 0);
        a.payout = address(0);
        _expectBadApplication(a);
        a = application(fresh, cny, 0);
        (a.feeBps, a.commissionBps) = (9_000, 1_001);
        _expectBadApplication(a);

        a = application(fresh, cny, 0);
        Intent memory intent = by(
            stranger,
            merchants,
            typeHash("Merchants", "Apply"),
            abi.encode(a.cash, a.payout, a.feeBps, a.commissionBps, a.bond, a.profile)
        );
        vm.expectRevert(Merchants.Merchants_BadConditions.selector);
        merchants.applyFor(a, intent);

        a.cash = address(points);
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotCash.selector, address(points))
        );
        applyFor(a);
    }

    function test_aSuspendedMerchantTakesNoNewOrdersButFinishesItsOwn() public {
        Terms memory open = paid();
        _suspend();
        Terms memory t = anOrder();
        vm.expectRevert(abi.encodeWithSelector(Merchants.Merchants_Suspended.selector, merchant));
        this.tryPlace(t);
        ship(open);
        receive_(open);
        orders.settle(open);
        vm.assertEq(cny.balanceOf(payout), 9_000);

        vm.expectRevert(abi.encodeWithSelector(Merchants.Merchants_Suspended.selector, merchant));
        _suspend();
        _reinstate();
        place(anOrder());
        vm.expectRevert(abi.encodeWithSelector(Merchants.Merchants_NotSuspended.selector, merchant));
        _reinstate();
    }

    function test_sellingNeedsTheWholeBond() public {
        openShop(fresh, cny, 500);
        Terms memory t = anOrder();
        t.merchant = fresh;
        vm.expectRevert(abi.encodeWithSelector(Merchants.Merchants_BondTooLow.selector, 0, 500));
        this.tryPlace(t);
        give(cny, fresh, 600);
        postBond(fresh, cny, 600);
        place(t);

        _withdrawBond(fresh, 101);
        t = anOrder();
        t.merchant = fresh;
        vm.expectRevert(abi.encodeWithSelector(Merchants.Merchants_BondTooLow.selector, 499, 500));
        this.tryPlace(t);
        _withdrawBond(fresh, 100);
        place(t);
    }

    function test_aBondComesBackAfterItsNotice() public {
        give(cny, fresh, 600);
        postBond(fresh, cny, 600);
        vm.assertEq(cny.balanceOf(fresh), 0);
        vm.expectRevert(
            abi.encodeWithSelector(
                Merchants.Merchants_NothingToReturn.selector, fresh, address(cny)
            )
        );
        merchants.returnBond(fresh, cny);
        _withdrawBond(fresh, 400);
        uint256 payableAt = time() + 60 days;
        vm.assertEq(merchants.leavingOf(fresh, address(cny)).payableAt, payableAt);
        vm.expectRevert(abi.encodeWithSelector(Merchants.Merchants_NotYet.selector, payableAt));
        merchants.returnBond(fresh, cny);
        skip(60 days);
        merchants.returnBond(fresh, cny); // by anybody, to its owner
        vm.assertEq(cny.balanceOf(fresh), 400);
        vm.assertEq(merchants.shopOf(fresh, address(cny)).bond, 200);
        vm.expectRevert(abi.encodeWithSelector(Merchants.Merchants_BondTooLow.selector, 200, 201));
        _withdrawBond(fresh, 201);
    }

    function test_aLeavingBondStillAnswers() public {
        give(cny, merchant, 9_000);
        postBond(merchant, cny, 9_000);
        Terms memory t = settled();
        _withdrawBond(merchant, 9_000);
        giveRefund(t, 5_000);
        vm.assertEq(merchants.shopOf(merchant, address(cny)).bond, 4_500);
        skip(60 days);
        merchants.returnBond(merchant, cny);
        vm.assertEq(cny.balanceOf(merchant), 4_500);
    }

    function test_nobodyElseSlashes() public {
        give(cny, merchant, 9_000);
        postBond(merchant, cny, 9_000);
        vm.assertEq(merchants.slash(merchant, cny, 1, "x"), 0);
        vm.prank(address(groupBuys));
        vm.assertEq(merchants.slash(merchant, cny, 1, "x"), 0);
        vm.assertEq(merchants.shopOf(merchant, address(cny)).bond, 9_000);
    }

    function test_aChangedPayoutWaits() public {
        address first = account("first");
        address second = account("second");
        vm.assertEq(merchants.payoutOf(fresh), fresh);
        _changePayout(merchant, first);
        vm.assertEq(merchants.payoutOf(merchant), payout);
        vm.assertEq(merchants.payoutDetails(merchant).next, first);
        skip(2 days);
        vm.assertEq(merchants.payoutOf(merchant), first);
        _changePayout(merchant, second);
        vm.assertEq(merchants.payoutOf(merchant), first);
        skip(2 days);
        vm.assertEq(merchants.payoutOf(merchant), second);

        vm.expectRevert(Merchants.Merchants_BadConditions.selector);
        _changePayout(merchant, address(0));
    }

    function test_aPayoutNamedBeforeApprovalStays() public {
        _changePayout(fresh, account("first"));
        openShop(fresh, cny, 0);
        skip(2 days);
        vm.assertEq(merchants.payoutOf(fresh), account("first"));
    }

    function test_onlyOrdersAsksForSellers() public {
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotListed.selector, address(this))
        );
        merchants.requireSeller(merchant, address(cny), 1, 0, 0);
    }

    function tryPlace(Terms memory t) external {
        place(t);
    }

    function _expectBadApplication(Merchants.Application memory a) private {
        vm.expectRevert(Merchants.Merchants_BadConditions.selector);
        applyFor(a);
    }

    function _suspend() private {
        bytes32 kind = typeHash("Merchants", "Suspend");
        bytes memory members = abi.encode(merchant, bytes32("fraud"));
        merchants.suspend(merchant, "fraud", by(registrar, merchants, kind, members));
    }

    function _reinstate() private {
        bytes32 kind = typeHash("Merchants", "Reinstate");
        bytes memory members = abi.encode(merchant, bytes32("cleared"));
        merchants.reinstate(merchant, "cleared", by(registrar, merchants, kind, members));
    }

    function _withdrawBond(address owner, uint96 amount) private {
        bytes32 kind = typeHash("Merchants", "WithdrawBond");
        Intent memory intent = by(owner, merchants, kind, abi.encode(cny, amount));
        merchants.withdrawBond(address(cny), amount, intent);
    }

    function _changePayout(address owner, address to) private {
        bytes32 kind = typeHash("Merchants", "ChangePayout");
        merchants.changePayout(to, by(owner, merchants, kind, abi.encode(to)));
    }
}
