// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../solidity/Directory.sol";
import {Timelock} from "../solidity/Timelock.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Roles} from "../solidity/types/Roles.sol";
import {System} from "./base/System.sol";

/// @dev Something that can be listed.
contract Thing {}

contract DirectoryTest is System {
    function test_theManifestPublishesEverything() public view {
        vm.assertEq(directory.lookup("Orders"), address(orders));
        vm.assertEq(directory.lookup("Cash:CNY"), address(cny));
        vm.assertEq(directory.lookupVersion("Relay", 1), address(relay));
        vm.assertEq(directory.lookup("Nothing"), address(0));
        vm.assertEq(directory.lookupVersion("Orders", 0), address(0));
        vm.assertEq(directory.lookupVersion("Orders", 2), address(0));
        vm.assertEq(directory.rolesOf(clerk), Roles.CLERK);
        vm.assertEq(directory.feeAccount(), feeAccount);
    }

    function test_onlyTheFounderSetsUpAndOnlyOnce() public {
        Directory.Publication[] memory none = new Directory.Publication[](0);
        Directory.Grant[] memory grants = new Directory.Grant[](0);
        Directory fresh = new Directory(timelock, account("founder"));
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_OnlyFounder.selector, address(this))
        );
        fresh.setUp(none, grants, feeAccount);

        vm.startPrank(account("founder"));
        vm.expectRevert(Directory.Directory_BadAddress.selector);
        fresh.setUp(none, grants, address(0));
        fresh.setUp(none, grants, feeAccount);
        vm.expectRevert(Directory.Directory_AlreadySetUp.selector);
        fresh.setUp(none, grants, feeAccount);
        vm.stopPrank();
    }

    function test_aDirectoryNeedsAGovernor() public {
        vm.expectRevert(Directory.Directory_BadAddress.selector);
        new Directory(address(0), guardian);
    }

    function test_onlyTheGovernorAddsPower(address caller) public {
        vm.assume(caller != timelock);
        vm.startPrank(caller);
        bytes memory refusal =
            abi.encodeWithSelector(Directory.Directory_OnlyGovernor.selector, caller);
        vm.expectRevert(refusal);
        directory.publish("Orders", address(orders));
        vm.expectRevert(refusal);
        directory.setRoles(caller, Roles.ISSUER);
        vm.expectRevert(refusal);
        directory.setFeeAccount(caller);
        vm.expectRevert(refusal);
        treasury.setTwoPersonLimit(address(cny), 1);
        vm.stopPrank();
    }

    function test_theGovernorWaitsInPublic() public {
        Timelock lock = Timelock(payable(timelock));
        bytes memory grant = abi.encodeCall(Directory.setRoles, (account("new"), Roles.CLERK));
        vm.prank(account("founder"));
        lock.schedule(address(directory), 0, grant, 0, 0, 2 days);
        bytes32 id = lock.hashOperation(address(directory), 0, grant, 0, 0);

        skip(2 days - 1);
        vm.assertFalse(lock.isOperationReady(id));
        (bool early,) =
            timelock.call(abi.encodeCall(lock.execute, (address(directory), 0, grant, 0, 0)));
        vm.assertFalse(early);

        skip(1);
        lock.execute(address(directory), 0, grant, 0, 0); // by anybody
        vm.assertEq(directory.rolesOf(account("new")), Roles.CLERK);
        vm.assertEq(lock.getMinDelay(), 2 days);
    }

    function test_aNewVersionReplacesTheCurrentOne() public {
        address next = address(new Thing());
        _publish("Orders", next);
        vm.assertEq(directory.lookup("Orders"), next);
        vm.assertEq(directory.lookupVersion("Orders", 1), address(orders));
        vm.assertEq(directory.listingOf(next).version, 2);
        vm.assertTrue(directory.listingOf(next).current);
        vm.assertFalse(directory.listingOf(address(orders)).current);
        directory.requireListed("Orders", address(orders));
        directory.requireListed("Orders", next);
    }

    function test_aLaterVersionActsOnlyForThoseWhoAccepted() public {
        address next = address(new Thing());
        _publish("Orders", next);
        address alice = account("alice");
        directory.requireActor("Orders", address(orders), alice);
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotAccepted.selector, alice, next)
        );
        directory.requireActor("Orders", next, alice);
        vm.assertFalse(directory.isActor("Orders", next, alice));
        vm.assertFalse(directory.isActor("Points", address(orders), alice));

        bytes32 accept = typeHash("Directory", "AcceptVersion");
        directory.acceptVersion(next, by(alice, directory, accept, abi.encode(next)));
        directory.requireActor("Orders", next, alice);
        vm.assertTrue(directory.isActor("Orders", next, alice));
        vm.assertTrue(directory.hasAccepted(alice, next));
        vm.assertFalse(directory.hasAccepted(account("bob"), next));

        Intent memory intent = by(alice, directory, accept, abi.encode(alice));
        vm.expectRevert(abi.encodeWithSelector(Directory.Directory_NotListed.selector, alice));
        directory.acceptVersion(alice, intent);
    }

    function test_listingRefusesWhatCannotBeListed() public {
        _expectPublish("", address(orders), Directory.Directory_BadName.selector);
        _expectPublish("X", account("plain"), Directory.Directory_BadAddress.selector);
        vm.startPrank(timelock);
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_AlreadyListed.selector, address(orders))
        );
        directory.publish("Orders", address(orders));
        vm.stopPrank();

        address thing = address(new Thing());
        setRoles(thing, Roles.CLERK);
        _expectPublish("Thing", thing, Directory.Directory_BadAddress.selector);
    }

    function test_rolesRefuseWhatCannotBeGranted() public {
        vm.startPrank(timelock);
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_UnknownRole.selector, Roles.ALL + 1)
        );
        directory.setRoles(clerk, Roles.ALL + 1);
        _expectConflict(Roles.ISSUER | Roles.ATTESTOR);
        _expectConflict(Roles.ISSUER | Roles.CASHIER);
        _expectConflict(Roles.ARBITER | Roles.APPEALS);
        directory.setRoles(clerk, Roles.ATTESTOR | Roles.CASHIER | Roles.ARBITER);
        vm.expectRevert(Directory.Directory_BadAddress.selector);
        directory.setRoles(address(relay), Roles.CLERK);
        vm.expectRevert(Directory.Directory_BadAddress.selector);
        directory.setRoles(address(0), Roles.CLERK);
        vm.stopPrank();
    }

    function test_aGuardianTakesRolesAtOnceButNotFromGuardians() public {
        _revoke(guardian, clerk, Roles.ALL);
        vm.assertEq(directory.rolesOf(clerk), 0);
        _revoke(guardian, guardian, Roles.ALL);
        vm.assertEq(directory.rolesOf(guardian), Roles.GUARDIAN);

        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_MissingRole.selector, clerk, Roles.GUARDIAN)
        );
        _revoke(clerk, issuer, Roles.ISSUER);
    }

    function test_aPauseEndsByItselfAndCannotFollowAtOnce() public {
        vm.assertEq(directory.pausedUntil(), 0);
        directory.requireOpen();
        _pause();
        uint256 until = time() + 3 days;
        vm.assertEq(directory.pausedUntil(), until);
        vm.expectRevert(abi.encodeWithSelector(Directory.Directory_EntryPaused.selector, until));
        directory.requireOpen();

        skip(3 days);
        directory.requireOpen();
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_PausedTooSoon.selector, until + 4 days)
        );
        _pause();
        skip(4 days);
        _pause();

        directory.resume(by(guardian, directory, typeHash("Directory", "Resume"), ""));
        directory.requireOpen();
    }

    function test_entryNeedsTheCurrentVersionAndOurMoney() public {
        vm.startPrank(address(orders));
        directory.requireEntry(address(cny));
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotCash.selector, address(points))
        );
        directory.requireEntry(address(points));
        vm.stopPrank();

        _publish("Orders", address(new Thing()));
        vm.prank(address(orders));
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotCurrent.selector, address(orders))
        );
        directory.requireEntry(address(cny));
    }

    function test_unlistedIsListedUnderNoName() public {
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_NotListed.selector, address(this))
        );
        directory.requireListed("", address(this));
    }

    function _publish(bytes24 name, address deployed) private {
        govern(address(directory), abi.encodeCall(Directory.publish, (name, deployed)));
    }

    function _expectPublish(bytes24 name, address deployed, bytes4 refusal) private {
        vm.prank(timelock);
        vm.expectRevert(refusal);
        directory.publish(name, deployed);
    }

    function _expectConflict(uint256 roles) private {
        vm.expectRevert(
            abi.encodeWithSelector(Directory.Directory_ConflictingRoles.selector, clerk, roles)
        );
        directory.setRoles(clerk, roles);
    }

    function _revoke(address actor, address operator, uint256 roles) private {
        bytes32 kind = typeHash("Directory", "Revoke");
        directory.revoke(operator, roles, by(actor, directory, kind, abi.encode(operator, roles)));
    }

    function _pause() private {
        bytes32 kind = typeHash("Directory", "Pause");
        directory.pause("attack", by(guardian, directory, kind, abi.encode(bytes32("attack"))));
    }
}
