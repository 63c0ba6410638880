// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Years} from "../solidity/base/Years.sol";
import {Directory} from "../solidity/Directory.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Points} from "../solidity/Points.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Roles} from "../solidity/types/Roles.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Promotions} from "./base/Promotions.sol";

contract PointsTest is Promotions {
    uint256 private constant NEW_YEAR_2027 = 1_798_761_600;
    uint256 private constant NEW_YEAR_2028 = 1_830_297_600;
    uint256 private constant NEW_YEAR_2029 = 1_861_920_000;

    function test_pointsPayTheirValueFromTheSponsorsPot() public {
        earn(500);
        fundPoints(promoter, cny, 1_000);
        uint256 before = cny.balanceOf(buyer);
        Terms memory t = withPoints(anOrder(), 400, 400);
        placeAndPay(t);
        vm.assertEq(cny.balanceOf(buyer), before - 9_600);
        vm.assertEq(points.balanceOf(buyer), 100);
        vm.assertEq(points.totalSupply(), 100);
        vm.assertEq(points.potOf(promoter, address(cny)), 600);
        assertEscrow(t, 10_000);

        giveRefund(t, 5_000);
        vm.assertEq(points.balanceOf(buyer), 300);
        vm.assertEq(cny.balanceOf(buyer), before - 9_600 + 4_800);
        cancel(t, buyer);
        vm.assertEq(points.balanceOf(buyer), 500);
        vm.assertEq(cny.balanceOf(buyer), before);
        assertEscrow(t, 0);
    }

    function test_moreThanThereIsCannotBeSpent() public {
        earn(100);
        fundPoints(promoter, cny, 50);
        Terms memory t = withPoints(anOrder(), 101, 50);
        vm.expectRevert(abi.encodeWithSelector(Points.Points_TooFew.selector, buyer, 100, 101));
        this.tryPlace(t);
        t = withPoints(anOrder(), 100, 51);
        vm.expectRevert(
            abi.encodeWithSelector(
                Points.Points_PotTooSmall.selector, promoter, address(cny), 50, 51
            )
        );
        this.tryPlace(t);
    }

    function test_onlyThePlatformSponsors() public {
        give(cny, stranger, 100);
        vm.expectRevert(
            abi.encodeWithSelector(
                Directory.Directory_MissingRole.selector, stranger, Roles.PROMOTER
            )
        );
        fundPoints(stranger, cny, 100);
    }

    function test_theSponsorGetsItsPotBack() public {
        fundPoints(promoter, cny, 100);
        uint256 before = cny.balanceOf(promoter);
        bytes32 kind = typeHash("Points", "WithdrawPot");
        points.withdrawPot(cny, 60, by(promoter, points, kind, abi.encode(cny, 60)));
        vm.assertEq(cny.balanceOf(promoter), before + 60);
        Intent memory again = by(promoter, points, kind, abi.encode(cny, 41));
        vm.expectRevert(
            abi.encodeWithSelector(
                Points.Points_PotTooSmall.selector, promoter, address(cny), 40, 41
            )
        );
        points.withdrawPot(cny, 41, again);
    }

    function test_pointsCannotBePassedOn() public {
        earn(100);
        vm.startPrank(buyer);
        vm.expectRevert(Points.Points_NotTransferable.selector);
        points.transfer(stranger, 1);
        vm.expectRevert(Points.Points_NotTransferable.selector);
        points.transferFrom(buyer, stranger, 1);
        vm.expectRevert(Points.Points_NotTransferable.selector);
        points.approve(stranger, 1);
        vm.stopPrank();
        vm.assertEq(points.allowance(buyer, stranger), 0);
        vm.assertEq(points.decimals(), 0);
    }

    function test_onlyOrdersMintAndSpend() public {
        earn(100);
        bytes memory refusal =
            abi.encodeWithSelector(Directory.Directory_NotListed.selector, address(this));
        vm.expectRevert(refusal);
        points.award(stranger, 1, "x");
        vm.expectRevert(refusal);
        points.spend(buyer, 1, promoter, cny, 0, "x");
        vm.expectRevert(refusal);
        points.restore(stranger, 1, "x");
        vm.expectRevert(refusal);
        points.reverse(buyer, 1, "x");
        vm.prank(address(orders));
        vm.expectRevert(
            abi.encodeWithSelector(Points.Points_MoreThanSpent.selector, bytes32("x"), 0, 1)
        );
        points.restore(stranger, 1, "x");
    }

    function test_pointsLiveToTheEndOfTheNextYear() public {
        earn(100); // 2026
        vm.warp(NEW_YEAR_2027);
        earn(30);
        vm.assertEq(points.balanceOf(buyer), 130);
        vm.assertEq(points.balanceDetails(buyer).older, 100);
        vm.warp(NEW_YEAR_2028 - 1);
        vm.assertEq(points.balanceOf(buyer), 130);
        vm.warp(NEW_YEAR_2028);
        vm.assertEq(points.balanceOf(buyer), 30);
        vm.assertEq(points.totalSupply(), 130);
        points.expire(buyer);
        vm.assertEq(points.totalSupply(), 30);
        points.expire(buyer);
        vm.warp(NEW_YEAR_2029);
        points.expire(buyer);
        vm.assertEq(points.totalSupply(), 0);
    }

    function test_nothingSurvivesTwoYears() public {
        earn(100);
        vm.warp(NEW_YEAR_2027);
        earn(30);
        vm.warp(NEW_YEAR_2029);
        vm.assertEq(points.balanceOf(buyer), 0);
        points.expire(buyer);
        vm.assertEq(points.totalSupply(), 0);
    }

    function test_theOldestAreSpentFirstAndTheNewestComeBackFirst() public {
        earn(100);
        vm.warp(NEW_YEAR_2027);
        attest(cny, 1e18);
        earn(50);
        fundPoints(promoter, cny, 1_000);
        Terms memory t = withPoints(anOrder(), 120, 120);
        placeAndPay(t);
        Points.Balance memory b = points.balanceDetails(buyer);
        vm.assertEq(b.older, 0);
        vm.assertEq(b.newer, 30);
        Points.Spend memory s = points.spendOf(address(orders), t.id);
        vm.assertEq(s.older, 100);
        vm.assertEq(s.newer, 20);

        giveRefund(t, 5_000);
        b = points.balanceDetails(buyer);
        vm.assertEq(b.newer, 50);
        vm.assertEq(b.older, 40);
    }

    /// @dev Placing and cancelling must not make points live longer.
    function test_expiredMeanwhileIsNotGivenBack() public {
        earn(100);
        vm.warp(NEW_YEAR_2027);
        earn(50);
        fundPoints(promoter, cny, 1_000);
        vm.warp(NEW_YEAR_2028 - 1 days);
        Terms memory t = withPoints(anOrder(), 120, 120);
        t.shipWithin = 300 days;
        placeAndPay(t);
        vm.warp(NEW_YEAR_2028);
        giveRefund(t, 5_000); // 20 newer and 40 older
        Points.Balance memory b = points.balanceDetails(buyer);
        vm.assertEq(b.older, 30 + 20);
        vm.assertEq(b.newer, 0);
    }

    function test_afterTwoYearsNothingIsGivenBack() public {
        earn(100);
        fundPoints(promoter, cny, 1_000);
        vm.warp(NEW_YEAR_2028 - 1 days);
        vm.expectRevert(abi.encodeWithSelector(Points.Points_TooFew.selector, buyer, 100, 101));
        this.trySpend(101);
        Terms memory t = withPoints(anOrder(), 100, 100);
        t.shipWithin = 360 days;
        (t.receiveWithin, t.returnWithin) = (1 days, 1 days);
        placeAndPay(t);
        vm.warp(NEW_YEAR_2028 + 350 days);
        cancel(t, buyer);
        vm.assertEq(points.balanceOf(buyer), 0);
    }

    function test_spentPointsThatAreReversedBecomeADebt() public {
        Terms memory first = completed();
        vm.assertEq(points.balanceOf(buyer), 100);
        fundPoints(promoter, cny, 1_000);
        placeAndPay(withPoints(anOrder(), 80, 80));
        vm.assertEq(points.balanceOf(buyer), 20);
        give(cny, merchant, 10_000);
        postBond(merchant, cny, 10_000);
        giveRefund(first, 10_000);
        vm.assertEq(points.balanceOf(buyer), 0);
        vm.assertEq(points.balanceDetails(buyer).debt, 80);
        earn(60);
        vm.assertEq(points.balanceOf(buyer), 0);
        vm.assertEq(points.balanceDetails(buyer).debt, 20);
        earn(60);
        vm.assertEq(points.balanceOf(buyer), 40);
        vm.assertEq(points.totalSupply(), 40);
    }

    /// @dev A full balance must not block an order: what does not fit is not awarded.
    function test_pointsNeverBlockAnOrder() public {
        vm.startPrank(address(orders));
        points.award(buyer, type(uint80).max, "a");
        points.award(buyer, 7, "b");
        vm.assertEq(points.awardOf(address(orders), "b"), 0);
        points.reverse(buyer, 7, "b");
        vm.assertEq(points.balanceOf(buyer), type(uint80).max);
        points.spend(buyer, 5, promoter, cny, 0, "c");
        points.award(buyer, 5, "d");
        points.restore(buyer, 5, "c"); // no room: gone
        vm.assertEq(points.balanceOf(buyer), type(uint80).max);
        vm.stopPrank();
    }

    function test_calendarYears(uint256 year) public pure {
        year = bound(year, 1970, 2400);
        uint256 start = _daysBefore(year) * 1 days;
        vm.assertEq(Years.yearOf(start), year);
        if (start > 0) vm.assertEq(Years.yearOf(start - 1), year - 1);
    }

    function test_knownDates() public pure {
        vm.assertEq(Years.yearOf(0), 1970);
        vm.assertEq(Years.yearOf(951_782_400), 2000); // 29 February 2000
        vm.assertEq(Years.yearOf(NEW_YEAR_2027 - 1), 2026);
        vm.assertEq(Years.yearOf(NEW_YEAR_2027), 2027);
        vm.assertEq(Years.yearOf(4_102_444_800), 2100);
    }

    function tryPlace(Terms memory t) external {
        place(t);
    }

    function trySpend(uint96 amount) external {
        place(withPoints(anOrder(), amount, 1));
    }

    /// @dev Days from 1970 to a year, by counting leap years.
    function _daysBefore(uint256 year) private pure returns (uint256) {
        return (year - 1970) * 365 + _leapYearsBefore(year) - _leapYearsBefore(1970);
    }

    function _leapYearsBefore(uint256 year) private pure returns (uint256) {
        return (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
    }
}
