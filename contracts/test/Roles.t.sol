// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../solidity/Directory.sol";
import {Orders} from "../solidity/Orders.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Roles} from "../solidity/types/Roles.sol";
import {Terms, VoucherUse} from "../solidity/types/Terms.sol";
import {Actions} from "./base/Actions.sol";

/// @dev What each role can and cannot do: the table of docs/contracts.md.
contract RolesTest is Actions {
    /// @dev For every action of a role: nobody without the role can take it, whatever other roles
    /// the account has.
    function test_aRolesActionsNeedExactlyThatRole() public {
        address jack = account("jackOfAllTrades");
        give(cny, jack, 1_000);
        uint256 tried;
        for (uint256 i = 0; i < actionCount(); ++i) {
            Action memory a = action(i, jack);
            if (a.role == 0) continue;
            ++tried;
            _giveAllRolesBut(jack, a.role);
            Intent memory intent = signedRow(i, jack);
            (bool success, bytes memory reason) = address(a.target).call(dataOf(i, intent));
            vm.assertFalse(success, a.name);
            vm.assertEq(
                reason,
                abi.encodeWithSelector(Directory.Directory_MissingRole.selector, jack, a.role),
                a.name
            );
        }
        vm.assertEq(tried, 19);
    }

    /// @dev A clerk without the role cannot quote; one with it cannot place for a buyer.
    function test_aClerkAloneMovesNothing() public {
        Terms memory t = anOrder();
        bytes memory byClerk = sign(clerk, keccak256("not the buyer"));
        vm.expectPartialRevert(bytes4(keccak256("Orders_BadSignature(address)")));
        orders.place(t, quoted(t), byClerk);
        vm.expectPartialRevert(bytes4(keccak256("ERC3009InvalidSignature()")));
        orders.placeAndPay(t, quoted(t), byClerk);
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
    }

    /// @dev The strongest thing the governor can do: publish a version of its own making. It still
    /// reaches nobody's points, vouchers, bond or pot.
    function test_anUnacceptedVersionReachesNothing() public {
        Burglar burglar = new Burglar();
        govern(address(directory), abi.encodeCall(Directory.publish, ("Orders", address(burglar))));
        give(cny, merchant, 500);
        postBond(merchant, cny, 500);
        give(cny, promoter, 500);
        vm.startPrank(address(burglar));
        vm.assertEq(merchants.slash(merchant, cny, 500, "x"), 0);
        vm.assertEq(merchants.shopOf(merchant, address(cny)).bond, 500);
        bytes memory refusal = abi.encodeWithSelector(
            Directory.Directory_NotAccepted.selector, buyer, address(burglar)
        );
        vm.expectRevert(refusal);
        points.spend(buyer, 1, promoter, cny, 0, "x");
        vm.expectRevert(refusal);
        vouchers.redeem(buyer, merchant, address(cny), 0, new VoucherUse[](0), "x");
        vm.expectPartialRevert(
            bytes4(keccak256("ERC20InsufficientAllowance(address,uint256,uint256)"))
        );
        cny.transferFrom(buyer, address(burglar), 1);
        vm.stopPrank();
    }

    function test_anUnacceptedGroupBuysPlacesNothing() public {
        Burglar burglar = new Burglar();
        govern(
            address(directory), abi.encodeCall(Directory.publish, ("GroupBuys", address(burglar)))
        );
        Terms memory t = anOrder();
        vm.prank(address(burglar));
        vm.expectRevert(
            abi.encodeWithSelector(
                Directory.Directory_NotAccepted.selector, buyer, address(burglar)
            )
        );
        orders.placePledged(t);
    }

    /// @dev Open orders end in the version they began in; new ones begin in the newest.
    function test_versionsLiveSideBySide() public {
        Terms memory t = shipped();
        Orders next = new Orders(directory, address(treasury), merchants, points, vouchers);
        govern(address(directory), abi.encodeCall(Directory.publish, ("Orders", address(next))));
        receive_(t);
        orders.settle(t);
        acknowledge(t);
        vm.assertEq(points.balanceOf(buyer), 100);
        skip(7 days);
        orders.advance(t);
        assertEscrow(t, 0);

        Terms memory late = anOrder();
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotCurrent.selector, address(orders))
        );
        place(late);
    }

    function _giveAllRolesBut(address jack, uint256 missing) private {
        uint256 roles = Roles.ALL & ~missing;
        if (roles & Roles.ISSUER != 0) roles &= ~(Roles.ATTESTOR | Roles.CASHIER);
        if (roles & Roles.ARBITER != 0) roles &= ~Roles.APPEALS;
        setRoles(jack, roles);
    }
}

/// @dev A contract that somebody got listed.
contract Burglar {}
