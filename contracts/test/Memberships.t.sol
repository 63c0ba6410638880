// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC721} from "@openzeppelin/contracts/interfaces/IERC721.sol";
import {IERC721Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {Memberships} from "../solidity/Memberships.sol";
import {IERC5192} from "../solidity/types/IERC5192.sol";
import {System} from "./base/System.sol";

contract MembershipsTest is System {
    address private member;

    function setUp() public override {
        super.setUp();
        member = account("member");
    }

    function test_aMembershipIsGrantedRenewedAndExpires() public {
        vm.assertEq(memberships.tierOf(member), 0);
        _grant(2, 30 days);
        vm.assertEq(memberships.tierOf(member), 2);
        vm.assertEq(memberships.ownerOf(memberships.tokenOf(member)), member);
        vm.assertTrue(memberships.locked(memberships.tokenOf(member)));
        skip(30 days);
        vm.assertEq(memberships.tierOf(member), 0);
        vm.assertEq(memberships.membershipOf(member).tier, 2);
        _renew(3, 10 days);
        vm.assertEq(memberships.tierOf(member), 3);
    }

    function test_oneMembershipPerAccount() public {
        _grant(2, 30 days);
        vm.expectRevert(
            abi.encodeWithSelector(Memberships.Memberships_AlreadyMember.selector, member)
        );
        _grant(2, 30 days);
    }

    function test_tiersAndExpiriesMeanSomething() public {
        vm.expectRevert(Memberships.Memberships_BadTier.selector);
        _grant(0, 30 days);
        vm.expectRevert(abi.encodeWithSelector(Memberships.Memberships_BadExpiry.selector, time()));
        _grant(1, 0);
        vm.expectRevert(abi.encodeWithSelector(Memberships.Memberships_NotAMember.selector, member));
        _renew(1, 1 days);
    }

    function test_aMembershipIsRevokedOrResigned() public {
        _grant(2, 30 days);
        bytes32 kind = typeHash("Memberships", "RevokeMembership");
        bytes memory members = abi.encode(member, bytes32("abuse"));
        memberships.revoke(member, "abuse", by(steward, memberships, kind, members));
        vm.assertEq(memberships.tierOf(member), 0);

        _grant(1, 30 days);
        kind = typeHash("Memberships", "ResignMembership");
        memberships.resign(by(member, memberships, kind, ""));
        vm.assertEq(memberships.balanceOf(member), 0);
        vm.expectRevert(abi.encodeWithSelector(Memberships.Memberships_NotAMember.selector, member));
        memberships.resign(by(member, memberships, kind, ""));
    }

    function test_aMembershipStaysWithItsOwner() public {
        _grant(2, 30 days);
        uint256 id = memberships.tokenOf(member);
        vm.startPrank(member);
        vm.expectRevert(Memberships.Memberships_NotTransferable.selector);
        memberships.transferFrom(member, steward, id);
        vm.expectRevert(Memberships.Memberships_NotTransferable.selector);
        memberships.safeTransferFrom(member, steward, id);
        vm.expectRevert(Memberships.Memberships_NotTransferable.selector);
        memberships.approve(steward, id);
        vm.expectRevert(Memberships.Memberships_NotTransferable.selector);
        memberships.setApprovalForAll(steward, true);
        vm.stopPrank();
    }

    function test_interfaces() public {
        vm.assertTrue(memberships.supportsInterface(type(IERC5192).interfaceId));
        vm.assertTrue(memberships.supportsInterface(type(IERC721).interfaceId));
        vm.assertFalse(memberships.supportsInterface(0xffffffff));
        vm.expectRevert(abi.encodeWithSelector(IERC721Errors.ERC721NonexistentToken.selector, 7));
        memberships.locked(7);
    }

    function _grant(uint8 tier, uint256 period) private {
        uint40 expires = uint40(time() + period);
        bytes32 kind = typeHash("Memberships", "GrantMembership");
        bytes memory members = abi.encode(member, tier, expires);
        memberships.grant(member, tier, expires, by(steward, memberships, kind, members));
    }

    function _renew(uint8 tier, uint256 period) private {
        uint40 expires = uint40(time() + period);
        bytes32 kind = typeHash("Memberships", "RenewMembership");
        bytes memory members = abi.encode(member, tier, expires);
        memberships.renew(member, tier, expires, by(steward, memberships, kind, members));
    }
}
