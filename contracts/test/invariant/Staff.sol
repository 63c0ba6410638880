// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../../solidity/Directory.sol";
import {Merchants} from "../../solidity/Merchants.sol";
import {OrderBook} from "../../solidity/orders/OrderBook.sol";
import {Intent} from "../../solidity/types/Intent.sol";
import {Roles} from "../../solidity/types/Roles.sol";
import {Terms} from "../../solidity/types/Terms.sol";
import {Treasury} from "../../solidity/Treasury.sol";
import {Vouchers} from "../../solidity/Vouchers.sol";
import {Groups} from "../base/Groups.sol";
import {Promotions} from "../base/Promotions.sol";
import {Shop} from "../base/Shop.sol";

/// @dev The whole staff of the platform turned crooked, governor and all, against a few people who
/// sign nothing any more: `buyer` with money, points, vouchers, a withdrawal and a pledge,
/// `merchant` with money and a bond.
contract Staff is Groups, Promotions {
    uint256 public coupon;
    uint256 public card;
    bytes32 public withdrawal;
    bytes32 public pledge;
    bytes32 public groupId;
    uint256 public worked;
    mapping(uint256 pick => uint256) public workedBy;
    uint256 private _schemes;

    address private _crook;
    Terms private _order;

    function setUp() public override(Shop, Promotions) {
        super.setUp();
        _crook = account("crook");
        earn(5_000);
        coupon = held(aCoupon(), 10_000, 2);
        card = held(aGiftCard(), 5_000, 5_000);
        give(cny, merchant, 20_000);
        postBond(merchant, cny, 10_000);
        Intent memory intent = paying(
            buyer,
            treasury,
            cny,
            3_000,
            typeHash("Treasury", "Withdraw"),
            abi.encode(cny, 3_000, bytes32("bank"))
        );
        withdrawal = treasury.requestWithdrawal(cny, 3_000, "bank", intent);
        // A shop of the crook's own, and money to play with.
        openShop(_crook, cny, 0);
        give(cny, _crook, 100_000);
    }

    function people() external view returns (address, address) {
        return (buyer, merchant);
    }

    function vaults() external view returns (Merchants, Treasury, Vouchers, address, address) {
        return (merchants, treasury, vouchers, address(cny), address(points));
    }

    /// @dev One crooked try.
    function scheme(uint256 what, uint96 amount, bytes32 word) external {
        // Forge likes small and special numbers, which would always choose the same.
        what = uint256(keccak256(abi.encode(what, amount, word, ++_schemes)));
        uint256 pick = what % 18;
        what /= 18;
        bytes[] memory tries = new bytes[](18);
        tries[0] = abi.encodeCall(this.quoteForOthers, (amount));
        tries[1] = abi.encodeCall(this.mint, (amount));
        tries[2] = abi.encodeCall(this.attestAnything, (amount));
        tries[3] = abi.encodeCall(this.rejectTheirWithdrawal, (what));
        tries[4] = abi.encodeCall(this.returnTheirWithdrawal, (what));
        tries[5] = abi.encodeCall(this.suspendPeople, ());
        tries[6] = abi.encodeCall(this.ruleTheirOrder, (amount));
        tries[7] = abi.encodeCall(this.publishVersion, (what));
        tries[8] = abi.encodeCall(this.grantEverything, (what));
        tries[9] = abi.encodeCall(this.revokeEverybody, (what));
        tries[10] = abi.encodeCall(this.redirectFees, ());
        tries[11] = abi.encodeCall(this.stopTheEntries, (word));
        tries[12] = abi.encodeCall(this.slashAsVersion, (amount));
        tries[13] = abi.encodeCall(this.spendAsVersion, (amount));
        tries[14] = abi.encodeCall(this.redeemAsVersion, (amount));
        tries[15] = abi.encodeCall(this.pullAsVersion, (amount));
        tries[16] = abi.encodeCall(this.sellToThem, (amount));
        tries[17] = abi.encodeCall(this.wait_, (amount));
        (bool success,) = address(this).call(tries[pick]);
        if (success) (++worked, ++workedBy[pick]);
    }

    /// @dev Terms that name the buyer, quoted by the clerk, "signed" by the crook.
    function quoteForOthers(uint96 amount) external {
        Terms memory t = anOrder();
        (t.merchant, t.goods) = (_crook, uint96(bound(amount, 1_000, 100_000)));
        t = withVoucher(t, card, 100, 100);
        bytes memory forged =
            authorisation(cny, _crook, address(orders), payableOf(t), t.payBy, hashOf(t));
        orders.placeAndPay(t, quoted(t), forged);
    }

    /// @dev The crook's own order with the victims' points and vouchers.
    function sellToThem(uint96 amount) external {
        Terms memory t = anOrder();
        (t.buyer, t.merchant) = (_crook, _crook);
        t.goods = uint96(bound(amount, 5_000, 50_000));
        t.sponsor = promoter;
        t = withVoucher(t, coupon, 1, 2_000);
        placeAndPay(t);
    }

    function mint(uint96 amount) external {
        give(cny, _crook, uint96(bound(amount, 1, 1e18)));
    }

    function attestAnything(uint96 amount) external {
        skip(1);
        attest(cny, amount);
    }

    function rejectTheirWithdrawal(uint256 who) external {
        address actor = who & 1 == 0 ? cashier : secondCashier;
        bytes memory members = abi.encode(withdrawal, bytes32("why"));
        bytes32 kind = typeHash("Treasury", "RejectWithdrawal");
        treasury.reject(withdrawal, "why", by(actor, treasury, kind, members));
    }

    function returnTheirWithdrawal(uint256) external {
        treasury.returnUndecided(withdrawal);
    }

    function suspendPeople() external {
        bytes memory members = abi.encode(merchant, bytes32("x"));
        bytes32 kind = typeHash("Merchants", "Suspend");
        merchants.suspend(merchant, "x", by(registrar, merchants, kind, members));
    }

    function ruleTheirOrder(uint96 amount) external {
        Terms memory t = anOrder();
        t.buyer = _crook;
        t.goods = 5_000;
        placeAndPay(t);
        rule(t, arbiter, amount);
    }

    function publishVersion(uint256 what) external {
        bytes24[4] memory names =
            [bytes24("Orders"), bytes24("GroupBuys"), bytes24("Treasury"), bytes24("Merchants")];
        address version = address(uint160(uint256(keccak256(abi.encode("version", what % 8)))));
        vm.etch(version, hex"00");
        govern(address(directory), abi.encodeCall(Directory.publish, (names[what % 4], version)));
    }

    function grantEverything(uint256 what) external {
        setRoles(_crook, (1 << (what % 12)) & ~Roles.PROMOTER);
    }

    function revokeEverybody(uint256 what) external {
        address[4] memory staff = [cashier, arbiter, carrier, steward];
        bytes32 kind = typeHash("Directory", "Revoke");
        bytes memory members = abi.encode(staff[what % 4], Roles.ALL);
        directory.revoke(staff[what % 4], Roles.ALL, by(guardian, directory, kind, members));
    }

    function redirectFees() external {
        govern(address(directory), abi.encodeCall(Directory.setFeeAccount, (_crook)));
    }

    function stopTheEntries(bytes32 why) external {
        directory.pause(
            why, by(guardian, directory, typeHash("Directory", "Pause"), abi.encode(why))
        );
    }

    function slashAsVersion(uint96 amount) external {
        vm.prank(_version());
        merchants.slash(merchant, cny, amount, "x");
    }

    /// @dev With the promoter, whose pot would pay, on the crooks' side.
    function spendAsVersion(uint96 amount) external {
        address version = _version();
        bytes32 kind = typeHash("Directory", "AcceptVersion");
        directory.acceptVersion(version, by(promoter, directory, kind, abi.encode(version)));
        vm.prank(version);
        points.spend(buyer, bound(amount, 1, 5_000), promoter, cny, 0, "x");
    }

    function redeemAsVersion(uint96 amount) external {
        Terms memory t = withVoucher(anOrder(), card, uint96(bound(amount, 1, 5_000)), 0);
        vm.prank(_version());
        vouchers.redeem(buyer, merchant, address(cny), 10_000, t.vouchers, "x");
    }

    function pullAsVersion(uint96 amount) external {
        vm.prank(_version());
        cny.transferFrom(buyer, _crook, amount);
    }

    function wait_(uint256 period) external {
        skip(bound(period, 1, 2 days));
    }

    /// @dev The newest Orders, whoever wrote it; never the genuine one.
    function _version() private view returns (address version) {
        version = directory.lookup("Orders");
        require(version != address(orders), "still the genuine one");
    }
}
