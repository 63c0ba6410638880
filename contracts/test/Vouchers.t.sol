// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Directory} from "../solidity/Directory.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Vouchers} from "../solidity/Vouchers.sol";
import {Promotions} from "./base/Promotions.sol";
import {RefusingWallet} from "./base/Wallets.sol";

contract VouchersTest is Promotions {
    // --- publishing ------------------------------------------------------------------------------

    function test_thePlatformAndApprovedMerchantsPublish() public {
        Vouchers.Campaign memory c = aCoupon();
        uint256 id = publish(c);
        vm.assertEq(abi.encode(vouchers.campaignOf(id)), abi.encode(c));
        vm.assertEq(
            vouchers.campaignId(promoter, "r"),
            uint256(keccak256(abi.encode(promoter, bytes32("r"))))
        );
        vm.assertTrue(vouchers.countOf(id).platform);

        (c.bearer, c.funded) = (merchant, false);
        vm.assertFalse(vouchers.countOf(publish(c)).platform);

        c.bearer = stranger;
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_NotBearer.selector, stranger));
        publish(c);
    }

    function test_onlyTheBearerItselfPublishes() public {
        Vouchers.Campaign memory c = aCoupon();
        bytes32 hash = keccak256(abi.encode(typeHash("Vouchers", "Campaign"), c));
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_NotBearer.selector, merchant));
        vouchers.publish(
            c,
            "notice",
            by(
                merchant,
                vouchers,
                typeHash("Vouchers", "Publish"),
                abi.encode(hash, bytes32("notice"))
            )
        );
    }

    function test_thePlatformsCampaignsAreFunded() public {
        Vouchers.Campaign memory c = aCoupon();
        c.funded = false;
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_NotBearer.selector, promoter));
        publish(c);
        (c.bearer, c.kind) = (merchant, Vouchers.Kind.RECHARGE);
        _expectBad(c);
    }

    function test_badCampaignsAreRefused() public {
        Vouchers.Campaign memory c = aCoupon();
        c.end = c.start;
        _expectBad(c);
        c = aCoupon();
        (c.start, c.end) = (uint40(time() - 2), uint40(time()));
        _expectBad(c);
        c = aCoupon();
        c.value = 0;
        _expectBad(c);
        c = aCoupon();
        c.cap = 0;
        _expectBad(c);
        c = aCoupon();
        c.perAccount = 0;
        _expectBad(c);
        c = aGiftCard();
        c.value = 2;
        _expectBad(c);
        c = aCoupon();
        c.cash = address(points);
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotCash.selector, address(points))
        );
        publish(c);
    }

    // --- handing out -----------------------------------------------------------------------------

    function test_noUnitIsHandedOutThatThePotDoesNotCover() public {
        uint256 id = publish(aCoupon());
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_PotTooSmall.selector, id, 0, 2_000)
        );
        claim(buyer, id, 1);
        fund(promoter, id, 3_999);
        claim(buyer, id, 1);
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_PotTooSmall.selector, id, 3_999, 4_000)
        );
        claim(buyer, id, 1);
    }

    function test_capAndAccountLimitHold() public {
        Vouchers.Campaign memory c = aCoupon();
        (c.cap, c.perAccount) = (3, 2);
        uint256 id = held(c, 100_000, 2);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_AccountLimit.selector, id, 0));
        claim(buyer, id, 1);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_CapReached.selector, id, 1));
        claim(stranger, id, 2);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_CapReached.selector, id, 1));
        claim(stranger, id, 0);
        claim(stranger, id, 1);
        vm.assertEq(vouchers.issuedTo(id, buyer), 2);
        vm.assertEq(vouchers.countOf(id).outstanding, 3);
    }

    function test_claimsNeedAnOpenRunningCampaign() public {
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_Unknown.selector, 7));
        claim(buyer, 7, 1);

        Vouchers.Campaign memory c = aCoupon();
        c.start += 1 days;
        uint256 id = publish(c);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_NotStarted.selector, id, c.start));
        claim(buyer, id, 1);
        vm.warp(c.end);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_Ended.selector, id, c.end));
        claim(buyer, id, 1);

        id = publish(aGiftCard());
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_NotOpen.selector, id));
        claim(buyer, id, 1);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_NotBearer.selector, merchant));
        grant(id, merchant, buyer, 1);
    }

    function test_fundingNeedsAFundedRunningCampaign() public {
        Vouchers.Campaign memory c = aCoupon();
        (c.bearer, c.funded) = (merchant, false);
        uint256 id = publish(c);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_WrongKind.selector, id));
        fund(promoter, id, 1);
        id = publish(aCoupon());
        vm.warp(c.end);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_Ended.selector, id, c.end));
        fund(promoter, id, 1);
    }

    function test_handingOutCallsNoHook() public {
        uint256 id = publish(aGiftCard());
        fund(promoter, id, 100);
        address wallet = address(new RefusingWallet());
        grant(id, promoter, wallet, 100);
        vm.assertEq(vouchers.balanceOf(wallet, id), 100);
    }

    // --- in orders -------------------------------------------------------------------------------

    function test_aPlatformCouponPaysItsPartOfTheOrder() public {
        uint256 id = held(aCoupon(), 10_000, 1);
        Terms memory t = withVoucher(anOrder(), id, 1, 2_000);
        placeAndPay(t);
        vm.assertEq(cny.balanceOf(buyer), 992_000);
        assertEscrow(t, 10_000);
        vm.assertEq(vouchers.balanceOf(buyer, id), 0);
        vm.assertEq(vouchers.countOf(id).pot, 8_000);
        vm.assertEq(vouchers.usedBy(address(orders), t.id, id), 1);
    }

    /// @dev M7, M16: one coupon cannot be in two orders.
    function test_aCouponWorksInOneOrderOnly() public {
        uint256 id = held(aCoupon(), 10_000, 1);
        placeAndPay(withVoucher(anOrder(), id, 1, 2_000));
        Terms memory t = withVoucher(anOrder(), id, 1, 2_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC1155Errors.ERC1155InsufficientBalance.selector, buyer, 0, 1, id
            )
        );
        placeAndPay(t);
    }

    function test_anUnpaidOrderGivesTheCouponBack() public {
        uint256 id = held(aCoupon(), 10_000, 1);
        Terms memory t = withVoucher(anOrder(), id, 1, 2_000);
        place(t);
        assertEscrow(t, 2_000);
        vm.warp(t.payBy);
        orders.advance(t);
        assertEscrow(t, 0);
        vm.assertEq(vouchers.balanceOf(buyer, id), 1);
        vm.assertEq(vouchers.countOf(id).pot, 10_000);
        vm.assertEq(vouchers.countOf(id).spent, 0);
    }

    function test_aMerchantsOwnCouponIsADiscountInItsOrdersOnly() public {
        Vouchers.Campaign memory c = aCoupon();
        (c.bearer, c.funded) = (merchant, false);
        uint256 id = held(c, 0, 1);
        address other = account("otherMerchant");
        openShop(other, cny, 0);
        Terms memory elsewhere = withVoucher(anOrder(), id, 1, 0);
        elsewhere.merchant = other;
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_OtherMerchant.selector, id, merchant)
        );
        this.tryPlace(elsewhere);

        Terms memory t = withVoucher(anOrder(), id, 1, 0);
        t.discount = 2_000;
        placeAndPay(t);
        vm.assertEq(vouchers.balanceOf(buyer, id), 0);
        giveRefund(t, 1);
        vm.assertEq(vouchers.balanceOf(buyer, id), 0);
        cancel(t, buyer);
        vm.assertEq(vouchers.balanceOf(buyer, id), 1);
    }

    function test_aCouponThatPaysTheWholeOrderComesBackWithIt() public {
        Vouchers.Campaign memory c = aCoupon();
        (c.bearer, c.funded) = (merchant, false);
        uint256 id = held(c, 0, 1);
        Terms memory t = withVoucher(anOrder(), id, 1, 0);
        t.discount = t.goods + t.shipping;
        (t.fee, t.commission, t.cashback) = (0, 0, 0);
        place(t);
        assertState(t, OrderBook.State.PAID);
        cancel(t, buyer);
        vm.assertEq(vouchers.balanceOf(buyer, id), 1);
    }

    function test_useIsCheckedAgainstTheCampaign() public {
        Vouchers.Campaign memory c = aCoupon();
        uint256 id = held(c, 10_000, 2);
        Terms memory t = withVoucher(anOrder(), id, 1, 2_001);
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_WorthLess.selector, id, 2_000, 2_001)
        );
        this.tryPlace(t);

        t = withVoucher(anOrder(), id, 0, 0);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_WrongKind.selector, id));
        this.tryPlace(t);

        t = withVoucher(anOrder(), id, 1, 2_000);
        t.goods = 4_999;
        t.cashback = 0;
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_BelowThreshold.selector, id, 4_999, 5_000)
        );
        this.tryPlace(t);

        openShop(merchant, jpy, 0);
        t = withVoucher(anOrder(), id, 1, 2_000);
        t.cash = address(jpy);
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_OtherCash.selector, id, address(cny))
        );
        this.tryPlace(t);

        c = aGiftCard();
        uint256 card = held(c, 5_000, 5_000);
        t = withVoucher(anOrder(), card, 5_000, 4_999);
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_WorthLess.selector, card, 5_000, 4_999)
        );
        this.tryPlace(t);

        t = withVoucher(anOrder(), id, 1, 2_000);
        vm.warp(c.end);
        t.payBy = c.end + 1;
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_Ended.selector, id, c.end));
        this.tryPlace(t);
    }

    function test_severalVouchersInOneOrder() public {
        uint256 coupon = held(aCoupon(), 10_000, 1);
        uint256 card = held(aGiftCard(), 5_000, 5_000);
        Terms memory t = withVoucher(withVoucher(anOrder(), coupon, 1, 1_500), card, 3_000, 3_000);
        placeAndPay(t);
        vm.assertEq(cny.balanceOf(buyer), 994_500);
        giveRefund(t, 5_000);
        // half of 15.00, of 30.00 and of 55.00
        vm.assertEq(vouchers.countOf(coupon).pot, 8_500 + 750);
        vm.assertEq(vouchers.balanceOf(buyer, coupon), 0);
        vm.assertEq(vouchers.balanceOf(buyer, card), 2_000 + 1_500);
        vm.assertEq(cny.balanceOf(buyer), 994_500 + 2_750);
        cancel(t, merchant);
        vm.assertEq(vouchers.countOf(coupon).pot, 10_000);
        vm.assertEq(vouchers.balanceOf(buyer, coupon), 1);
        vm.assertEq(vouchers.balanceOf(buyer, card), 5_000);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
        assertEscrow(t, 0);
    }

    function test_afterTheCampaignMoneyGoesToTheBearerOrTheCardsOwner() public {
        uint256 coupon = held(aCoupon(), 2_000, 1);
        uint256 card = held(aGiftCard(), 3_000, 3_000);
        Terms memory t = withVoucher(withVoucher(anOrder(), coupon, 1, 2_000), card, 3_000, 3_000);
        t.shipWithin = 60 days;
        placeAndPay(t);
        uint256 ofPromoter = cny.balanceOf(promoter);
        skip(31 days);
        cancel(t, buyer);
        vm.assertEq(cny.balanceOf(promoter), ofPromoter + 2_000);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000 + 3_000);
        vm.assertEq(vouchers.balanceOf(buyer, coupon), 0);
        vm.assertEq(vouchers.balanceOf(buyer, card), 0);
    }

    function test_nobodyElseRedeemsOrRestores() public {
        uint256 id = held(aCoupon(), 10_000, 1);
        Terms memory t = withVoucher(anOrder(), id, 1, 2_000);
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotListed.selector, address(this))
        );
        vouchers.redeem(buyer, merchant, address(cny), 10_000, t.vouchers, "x");

        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotListed.selector, address(this))
        );
        vouchers.restore(stranger, id, 1, false, "x");

        uint256 card = held(aGiftCard(), 100, 100);
        vm.prank(address(orders));
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_MoreThanRedeemed.selector, card, bytes32("x"))
        );
        vouchers.restore(stranger, card, 1, false, "x");
    }

    /// @dev A percentage coupon takes less than its worth; others must not be backed by the rest.
    function test_theRestOfAPercentageCouponBacksNothingElse() public {
        Vouchers.Campaign memory c = aCoupon();
        uint256 id = held(c, 2_000, 1);
        Terms memory t = withVoucher(anOrder(), id, 1, 500);
        placeAndPay(t);
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_PotTooSmall.selector, id, 2_000, 4_000)
        );
        claim(stranger, id, 1);
        cancel(t, buyer);
        placeAndPay(withVoucher(anOrder(), id, 1, 2_000)); // still worth its whole value
    }

    // --- recharge, transfer, end -----------------------------------------------------------------

    function test_rechargeCouponsBecomeMoney() public {
        Vouchers.Campaign memory c = aGiftCard();
        (c.kind, c.value) = (Vouchers.Kind.RECHARGE, 10_000);
        uint256 id = held(c, 30_000, 3);
        recharge(buyer, id, 2);
        vm.assertEq(cny.balanceOf(buyer), 1_020_000);
        vm.assertEq(vouchers.countOf(id).pot, 10_000);
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC1155Errors.ERC1155InsufficientBalance.selector, buyer, 1, 2, id
            )
        );
        recharge(buyer, id, 2);

        Terms memory t = withVoucher(anOrder(), id, 1, 10_000);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_WrongKind.selector, id));
        this.tryPlace(t);
        uint256 card = held(aGiftCard(), 100, 100);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_WrongKind.selector, card));
        recharge(buyer, card, 1);
        vm.warp(c.end);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_Ended.selector, id, c.end));
        recharge(buyer, id, 1);
    }

    function test_onlyTransferableRunningCampaignsPassOn() public {
        uint256 coupon = held(aCoupon(), 2_000, 1);
        uint256 card = held(aGiftCard(), 100, 100);
        vm.startPrank(buyer);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_NotTransferable.selector, coupon));
        vouchers.safeTransferFrom(buyer, stranger, coupon, 1, "");
        vouchers.safeTransferFrom(buyer, stranger, card, 40, "");
        vm.assertEq(vouchers.balanceOf(stranger, card), 40);
        skip(30 days);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_NotTransferable.selector, card));
        vouchers.safeTransferFrom(buyer, stranger, card, 40, "");
        vm.stopPrank();
    }

    function test_theRestOfThePotGoesToTheBearerAtTheEnd() public {
        uint256 id = held(aCoupon(), 10_000, 1);
        vm.expectRevert(
            abi.encodeWithSelector(Vouchers.Vouchers_NotEnded.selector, id, time() + 30 days)
        );
        vouchers.returnPot(id);
        skip(30 days);
        uint256 before = cny.balanceOf(promoter);
        vouchers.returnPot(id);
        vm.assertEq(cny.balanceOf(promoter), before + 10_000);
        vm.expectRevert(abi.encodeWithSelector(Vouchers.Vouchers_NothingToReturn.selector, id));
        vouchers.returnPot(id);
    }

    function tryPlace(Terms memory t) external {
        place(t);
    }

    function _expectBad(Vouchers.Campaign memory c) private {
        vm.expectRevert(Vouchers.Vouchers_BadCampaign.selector);
        publish(c);
    }
}
