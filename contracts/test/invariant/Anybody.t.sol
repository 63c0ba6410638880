// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Promotions} from "../base/Promotions.sol";

/// @dev Anybody calls any function of any contract with anything: nothing moves, since nobody
/// signed.
contract AnybodyInvariants is Promotions {
    uint256 private _supply;
    uint256 private _pointsBefore;
    uint256 private _card;

    function setUp() public override {
        super.setUp();
        earn(5_000);
        _card = held(aGiftCard(), 5_000, 5_000);
        give(cny, merchant, 20_000);
        postBond(merchant, cny, 10_000);
        place(anOrder());
        _supply = cny.totalSupply();
        _pointsBefore = points.totalSupply();
    }

    /// @dev Always what forge has just compiled: it calls only functions whose code it knows.
    function _creationCode(string memory artefact) internal view override returns (bytes memory) {
        return vm.getCode(string.concat(artefact, ".sol:", artefact));
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](12);
        targets[0] = address(cny);
        targets[1] = address(directory);
        targets[2] = address(treasury);
        targets[3] = address(merchants);
        targets[4] = address(points);
        targets[5] = address(vouchers);
        targets[6] = address(orders);
        targets[7] = address(groupBuys);
        targets[8] = address(memberships);
        targets[9] = address(reviews);
        targets[10] = address(invoices);
        targets[11] = address(relay);
    }

    /// @dev Callers are strangers: they have no key of anybody here, and are no contract of ours.
    function excludeSenders() external view returns (address[] memory senders) {
        senders = new address[](15);
        senders[0] = timelock;
        senders[1] = account_("founder");
        senders[2] = buyer;
        senders[3] = merchant;
        senders[4] = promoter;
        senders[5] = payout;
        senders[6] = feeAccount;
        senders[7] = address(orders);
        senders[8] = address(treasury);
        senders[9] = address(merchants);
        senders[10] = address(points);
        senders[11] = address(vouchers);
        senders[12] = address(groupBuys);
        senders[13] = address(relay);
        senders[14] = address(directory);
    }

    function invariant_nothingMovesWithoutASignature() public view {
        vm.assertEq(cny.totalSupply(), _supply, "supply");
        vm.assertEq(cny.balanceOf(buyer), 1_000_000 - 10_000, "buyer");
        vm.assertEq(cny.balanceOf(merchant), 10_000, "merchant");
        vm.assertEq(cny.balanceOf(address(merchants)), 10_000, "bond");
        vm.assertEq(cny.balanceOf(address(vouchers)), 5_000, "pot");
        vm.assertEq(cny.balanceOf(address(orders)), 0, "escrow");
        vm.assertEq(points.totalSupply(), _pointsBefore, "points");
        vm.assertEq(vouchers.balanceOf(buyer, _card), 5_000, "gift card");
        vm.assertEq(directory.pausedUntil(), 0, "entries");
        vm.assertEq(directory.feeAccount(), feeAccount, "fees");
    }

    function account_(string memory name) private pure returns (address) {
        return vm.addr(keyOf(name));
    }
}
