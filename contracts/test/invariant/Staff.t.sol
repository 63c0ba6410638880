// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cash} from "../../solidity/Cash.sol";
import {Merchants} from "../../solidity/Merchants.sol";
import {Points} from "../../solidity/Points.sol";
import {Treasury} from "../../solidity/Treasury.sol";
import {Vouchers} from "../../solidity/Vouchers.sol";
import {Test} from "../base/Test.sol";
import {Staff} from "./Staff.sol";

/// @dev No role, nor all of them together, takes anything from people who sign nothing.
contract StaffInvariants is Test {
    Staff private _staff;
    address private _buyer;
    address private _merchant;
    Merchants private _merchants;
    Treasury private _treasury;
    Vouchers private _vouchers;
    Cash private _cny;
    Points private _points;
    uint256 private _money;
    uint256 private _merchantMoney;

    function setUp() public {
        _staff = new Staff();
        _staff.setUp();
        (_buyer, _merchant) = _staff.people();
        address cny;
        address points;
        (_merchants, _treasury, _vouchers, cny, points) = _staff.vaults();
        (_cny, _points) = (Cash(cny), Points(points));
        _money = _cny.balanceOf(_buyer);
        _merchantMoney = _cny.balanceOf(_merchant);
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(_staff);
    }

    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0].addr = address(_staff);
        targets[0].selectors = new bytes4[](1);
        targets[0].selectors[0] = Staff.scheme.selector;
    }

    /// @dev The schemes are no straw men: most of them do what the role may do.
    function test_theStaffGetsAlong() public {
        for (uint256 i = 0; i < 180; ++i) {
            _staff.scheme(uint256(keccak256(abi.encode(i))), uint96(i * 100), bytes32(i));
        }
        vm.assertGe(_staff.worked(), 50, "schemes that worked");
        vm.assertGe(_staff.workedBy(7), 1, "versions published");
        vm.assertGe(_staff.workedBy(12), 1, "draws on bonds tried by a version");
        invariant_theStaffTakesNothing();
    }

    function invariant_theStaffTakesNothing() public view {
        uint256 waiting = _treasury.withdrawalOf(_staff.withdrawal()).state
            == Treasury.WithdrawalState.REQUESTED
            ? 3_000
            : 0;
        vm.assertEq(_cny.balanceOf(_buyer) + waiting, _money + 3_000, "the buyer's money");
        vm.assertGe(_cny.balanceOf(_merchant), _merchantMoney, "the merchant's money");
        vm.assertEq(_merchants.shopOf(_merchant, address(_cny)).bond, 10_000, "the bond");
        vm.assertEq(_points.balanceOf(_buyer), 5_000, "the points");
        vm.assertEq(_vouchers.balanceOf(_buyer, _staff.coupon()), 2, "the coupons");
        vm.assertEq(_vouchers.balanceOf(_buyer, _staff.card()), 5_000, "the gift card");
        Vouchers.Count memory n = _vouchers.countOf(_staff.card());
        vm.assertGe(n.pot, n.outstanding, "what the gift card is worth");
    }
}
