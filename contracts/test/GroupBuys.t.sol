// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../solidity/Directory.sol";
import {GroupBuys} from "../solidity/GroupBuys.sol";
import {Merchants} from "../solidity/Merchants.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Group, Tier} from "../solidity/types/Group.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Quote} from "../solidity/types/Quote.sol";
import {Roles} from "../solidity/types/Roles.sol";
import {Terms, VoucherUse} from "../solidity/types/Terms.sol";
import {Groups} from "./base/Groups.sol";

contract GroupBuysTest is Groups {
    address private b1;
    address private b2;
    address private b3;

    function setUp() public override {
        super.setUp();
        b1 = account("b1");
        b2 = account("b2");
        b3 = account("b3");
        give(cny, b1, 100_000);
        give(cny, b2, 100_000);
        give(cny, b3, 100_000);
    }

    function test_theHashOfAGroupIsEip712(Group memory g) public view {
        string memory json = vm.readFile("src/main/resources/org/tongbao/contracts/typed-data.json");
        string memory definition = vm.parseJsonString(json, ".GroupBuys.types.Group");
        bytes32 byForge = vm.eip712HashStruct(definition, abi.encode(g));
        vm.assertEq(groupBuys.hashGroup(g), byForge);
        vm.assertEq(hashOf(g), byForge);
    }

    /// @dev C10: one price for all, who offered more gets the rest back, who offered less all.
    function test_oneClearingPriceForAll() public {
        Group memory g = aGroup();
        open(g);
        bytes32 p1 = join(g, b1, 3, 1_200); // locks 10.00 each
        bytes32 p2 = join(g, b2, 3, 800);
        bytes32 p3 = join(g, b3, 2, 650);
        vm.assertEq(cny.balanceOf(address(groupBuys)), 3_000 + 2_400 + 1_200);
        vm.warp(g.closesAt);
        groupBuys.finalise(g);
        GroupBuys.GroupStatus memory s = groupBuys.statusOf(hashOf(g));
        vm.assertEq(uint256(s.state), uint256(GroupBuys.GroupState.MET));
        vm.assertEq(s.clearing, 1); // 6 units at 8.00 or more; only 8 at 6.00

        Terms memory t1 = termsOf(g, p1, b1, 2_400);
        groupBuys.order(g, p1);
        groupBuys.order(g, p2);
        assertState(t1, OrderBook.State.PAID);
        vm.assertEq(cny.balanceOf(b1), 100_000 - 2_400);
        vm.assertEq(cny.balanceOf(b2), 100_000 - 2_400);
        vm.assertEq(cny.balanceOf(address(orders)), 4_800);

        vm.expectRevert(abi.encodeWithSelector(GroupBuys.GroupBuys_NotServed.selector, p3, 800));
        groupBuys.order(g, p3);
        vm.expectRevert(abi.encodeWithSelector(GroupBuys.GroupBuys_NotPledged.selector, p1, 2));
        groupBuys.order(g, p1);
        groupBuys.refund(g, p3);
        vm.assertEq(cny.balanceOf(b3), 100_000);
        vm.assertEq(cny.balanceOf(address(groupBuys)), 0);

        ship(t1);
        receive_(t1);
        orders.settle(t1);
        acknowledge(t1);
        vm.assertEq(cny.balanceOf(payout), 2_280);
        vm.assertEq(cny.balanceOf(feeAccount), 120);
        vm.assertEq(points.balanceOf(b1), 24);
    }

    function test_aPledgesIdIsKnownBeforehand() public {
        Group memory g = aGroup();
        open(g);
        bytes32 kind = typeHash("GroupBuys", "Join");
        bytes memory members = abi.encode(hashOf(g), 1, 600, bytes32("details"));
        Intent memory intent = paying(b1, groupBuys, cny, 600, kind, members);
        bytes32 expected = groupBuys.pledgeId(hashOf(g), b1, intent.ref);
        vm.assertEq(groupBuys.join(g, 1, 600, "details", intent), expected);
    }

    /// @dev Nobody signed for points or vouchers, so a pledge's order uses none.
    function test_pledgesUseNoVouchersAndNoPoints() public {
        Terms memory t = anOrder();
        t.vouchers = new VoucherUse[](1);
        vm.startPrank(address(groupBuys));
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_BadVouchers.selector, t.id));
        orders.placePledged(t);
        t.vouchers = new VoucherUse[](0);
        (t.pointsUsed, t.pointsValue) = (1, 1);
        vm.expectRevert(abi.encodeWithSelector(OrderBook.Orders_BadVouchers.selector, t.id));
        orders.placePledged(t);
        vm.stopPrank();
    }

    function test_moreDemandBringsTheLowestPrice() public {
        Group memory g = aGroup();
        open(g);
        join(g, b1, 6, 1_000);
        join(g, b2, 6, 600);
        groupBuys.finalise(g); // all units are pledged
        vm.assertEq(groupBuys.statusOf(hashOf(g)).clearing, 2);
        vm.assertEq(groupBuys.demandOf(hashOf(g))[2], 12);
    }

    function test_anUnmetTargetIsRefunded() public {
        Group memory g = aGroup();
        open(g);
        bytes32 p1 = join(g, b1, 1, 1_000);
        vm.expectRevert(abi.encodeWithSelector(GroupBuys.GroupBuys_NotRefundable.selector, p1));
        groupBuys.refund(g, p1);
        vm.expectRevert(
            abi.encodeWithSelector(GroupBuys.GroupBuys_NotClosed.selector, hashOf(g), g.closesAt)
        );
        groupBuys.finalise(g);
        vm.warp(g.closesAt);
        groupBuys.finalise(g);
        _expectWrongState(g, GroupBuys.GroupState.FAILED);
        groupBuys.order(g, p1);
        groupBuys.refund(g, p1);
        vm.assertEq(cny.balanceOf(b1), 100_000);
        vm.expectRevert(abi.encodeWithSelector(GroupBuys.GroupBuys_NotPledged.selector, p1, 3));
        groupBuys.refund(g, p1);
        _expectWrongState(g, GroupBuys.GroupState.FAILED);
        groupBuys.finalise(g);
    }

    function test_theMerchantCanCallItOff() public {
        Group memory g = aGroup();
        open(g);
        bytes32 p1 = join(g, b1, 6, 1_000);
        vm.expectRevert(
            abi.encodeWithSelector(GroupBuys.GroupBuys_NotTheMerchant.selector, stranger)
        );
        callOff(g, stranger);
        callOff(g, merchant);
        groupBuys.refund(g, p1);
        vm.assertEq(cny.balanceOf(b1), 100_000);
        _expectWrongState(g, GroupBuys.GroupState.FAILED);
        callOff(g, merchant);
    }

    /// @dev C10: the price is not clearing to the merchant's liking: too late.
    function test_onceClosedTheMerchantIsBound() public {
        Group memory g = aGroup();
        open(g);
        join(g, b1, 6, 1_000);
        vm.warp(g.closesAt);
        bytes memory closed =
            abi.encodeWithSelector(GroupBuys.GroupBuys_Closed.selector, hashOf(g), g.closesAt);
        vm.expectRevert(closed);
        callOff(g, merchant);
        groupBuys.finalise(g);

        g = aGroup();
        (g.capacity, g.perBuyer) = (20, 20);
        open(g);
        join(g, b1, 20, 1_000);
        closed = abi.encodeWithSelector(GroupBuys.GroupBuys_Closed.selector, hashOf(g), g.closesAt);
        vm.expectRevert(closed);
        callOff(g, merchant);
    }

    /// @dev C5: when the orders cannot be made, the pledges are refunded.
    function test_whatCannotBeOrderedInTimeIsRefunded() public {
        Group memory g = aGroup();
        open(g);
        bytes32 p1 = join(g, b1, 6, 1_000);
        vm.warp(g.closesAt);
        groupBuys.finalise(g);
        bytes32 kind = typeHash("Merchants", "Suspend");
        bytes memory members = abi.encode(merchant, bytes32("fraud"));
        merchants.suspend(merchant, "fraud", by(registrar, merchants, kind, members));
        vm.expectRevert(abi.encodeWithSelector(Merchants.Merchants_Suspended.selector, merchant));
        groupBuys.order(g, p1);
        vm.expectRevert(abi.encodeWithSelector(GroupBuys.GroupBuys_NotRefundable.selector, p1));
        groupBuys.refund(g, p1);
        skip(7 days);
        vm.expectRevert(
            abi.encodeWithSelector(GroupBuys.GroupBuys_TooLate.selector, hashOf(g), time())
        );
        groupBuys.order(g, p1);
        groupBuys.refund(g, p1);
        vm.assertEq(cny.balanceOf(b1), 100_000);
    }

    function test_pledgesKeepToTheLimits() public {
        Group memory g = aGroup();
        open(g);
        bytes32 group = hashOf(g);
        vm.expectRevert(abi.encodeWithSelector(GroupBuys.GroupBuys_PriceTooLow.selector, 599, 600));
        join(g, b1, 1, 599);
        vm.expectRevert(GroupBuys.GroupBuys_NoQuantity.selector);
        join(g, b1, 0, 600);
        join(g, b1, 5, 600);
        vm.expectRevert(abi.encodeWithSelector(GroupBuys.GroupBuys_BuyerLimit.selector, group, 1));
        join(g, b1, 2, 600);
        join(g, b2, 6, 600);
        vm.assertEq(groupBuys.pledgedBy(group, b2), 6);
        vm.expectRevert(
            abi.encodeWithSelector(GroupBuys.GroupBuys_CapacityReached.selector, group, 1)
        );
        join(g, b3, 2, 600);
        vm.warp(g.closesAt);
        vm.expectRevert(
            abi.encodeWithSelector(GroupBuys.GroupBuys_Closed.selector, group, g.closesAt)
        );
        join(g, b3, 1, 600);

        Group memory unknown = aGroup();
        _expectWrongState(unknown, GroupBuys.GroupState.NONE);
        join(unknown, b3, 1, 600);
        vm.assertEq(
            uint256(groupBuys.pledgeOf(group, "nothing").state), uint256(GroupBuys.PledgeState.NONE)
        );
    }

    function test_openingNeedsMerchantClerkAndFairFees() public {
        Group memory g = aGroup();
        Quote memory quote = quoted(g);
        vm.expectRevert(
            abi.encodeWithSelector(GroupBuys.GroupBuys_NotTheMerchant.selector, stranger)
        );
        openBy(g, stranger, quote);
        quote.clerk = issuer;
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_MissingRole.selector, issuer, Roles.CLERK)
        );
        openBy(g, merchant, quote);
        Quote memory ofAnother = quoted(aGroup());
        vm.expectRevert(abi.encodeWithSelector(GroupBuys.GroupBuys_BadQuote.selector, clerk));
        openBy(g, merchant, ofAnother);

        g.feeBps = 1_001;
        vm.expectRevert(
            abi.encodeWithSelector(GroupBuys.GroupBuys_FeeAboveAgreed.selector, 1_001, 1_000)
        );
        open(g);
        g = aGroup();
        g.merchant = stranger;
        vm.expectRevert(abi.encodeWithSelector(GroupBuys.GroupBuys_NotApproved.selector, stranger));
        open(g);
        g = aGroup();
        open(g);
        _expectWrongState(g, GroupBuys.GroupState.OPEN);
        open(g);
    }

    function test_badGroupsAreRefused() public {
        Group memory g = aGroup();
        g.closesAt = uint40(time());
        _expectBad(g);
        g = aGroup();
        g.closesAt = uint40(time() + 60 days + 1);
        _expectBad(g);
        g = aGroup();
        g.tiers = new Tier[](0);
        _expectBad(g);
        g = aGroup();
        g.tiers = new Tier[](9);
        _expectBad(g);
        g = aGroup();
        g.perBuyer = 0;
        _expectBad(g);
        g = aGroup();
        g.tiers[0].quantity = 0;
        _expectBad(g);
        g = aGroup();
        g.tiers[2].price = 0;
        _expectBad(g);
        g = aGroup();
        g.tiers[1].price = 1_000;
        _expectBad(g);
        g = aGroup();
        g.tiers[1].quantity = 2;
        _expectBad(g);
        g = aGroup();
        g.capacity = 9;
        _expectBad(g);
        g = aGroup();
        g.receiveWithin = 365 days;
        _expectBad(g);
    }

    /// @dev Whatever is pledged: all money is in orders or back with its owner, and every buyer
    /// pays the same price, at most what it offered.
    function test_groupBuysAddUp(uint32[3] memory quantities, uint96[3] memory prices) public {
        Group memory g = aGroup();
        open(g);
        address[3] memory buyers = [b1, b2, b3];
        bytes32[3] memory pledges;
        uint256 left = 12;
        for (uint256 i = 0; i < 3; ++i) {
            quantities[i] = uint32(bound(quantities[i], 0, left < 6 ? left : 6));
            prices[i] = uint96(bound(prices[i], 600, 1_200));
            left -= quantities[i];
            if (quantities[i] != 0) pledges[i] = join(g, buyers[i], quantities[i], prices[i]);
        }
        vm.warp(g.closesAt);
        groupBuys.finalise(g);
        GroupBuys.GroupStatus memory s = groupBuys.statusOf(hashOf(g));
        bool met = s.state == GroupBuys.GroupState.MET;
        uint256 price = met ? g.tiers[s.clearing].price : 0;
        for (uint256 i = 0; i < 3; ++i) {
            if (quantities[i] == 0) continue;
            bool served = met && prices[i] >= price;
            if (served) groupBuys.order(g, pledges[i]);
            else groupBuys.refund(g, pledges[i]);
            uint256 pays = served ? price * quantities[i] : 0;
            vm.assertEq(cny.balanceOf(buyers[i]), 100_000 - pays, "buyer");
        }
        vm.assertEq(cny.balanceOf(address(groupBuys)), 0, "nothing stays behind");
    }

    function _expectBad(Group memory g) private {
        vm.expectRevert(GroupBuys.GroupBuys_BadGroup.selector);
        open(g);
    }

    function _expectWrongState(Group memory g, GroupBuys.GroupState state) private {
        vm.expectRevert(
            abi.encodeWithSelector(GroupBuys.GroupBuys_WrongState.selector, hashOf(g), state)
        );
    }
}
