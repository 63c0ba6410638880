// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Intents} from "../../solidity/base/Intents.sol";
import {Cash} from "../../solidity/Cash.sol";
import {Merchants} from "../../solidity/Merchants.sol";
import {OrderBook} from "../../solidity/orders/OrderBook.sol";
import {Intent} from "../../solidity/types/Intent.sol";
import {Quote} from "../../solidity/types/Quote.sol";
import {Terms, VoucherUse} from "../../solidity/types/Terms.sol";
import {System} from "./System.sol";

/// @dev A buyer, an approved merchant and an affiliate, and every action of an order as one call.
abstract contract Shop is System {
    address internal buyer;
    address internal merchant;
    address internal payout;
    address internal affiliate;
    address internal stranger;

    function setUp() public virtual override {
        super.setUp();
        buyer = account("buyer");
        merchant = account("merchant");
        payout = account("payout");
        affiliate = account("affiliate");
        stranger = account("stranger");
        give(cny, buyer, 1_000_000);
        openShop(merchant, cny, 0);
    }

    // --- merchants -------------------------------------------------------------------------------

    function application(address m, Cash cash, uint96 bond)
        internal
        view
        returns (Merchants.Application memory)
    {
        return Merchants.Application(m, address(cash), payout, 1_000, 2_000, bond, "profile");
    }

    function applyFor(Merchants.Application memory a) internal {
        Intent memory intent = by(
            a.merchant,
            merchants,
            typeHash("Merchants", "Apply"),
            abi.encode(a.cash, a.payout, a.feeBps, a.commissionBps, a.bond, a.profile)
        );
        merchants.applyFor(a, intent);
    }

    function approve(Merchants.Application memory a) internal {
        Intent memory intent = by(
            registrar,
            merchants,
            typeHash("Merchants", "Approve"),
            abi.encode(a.merchant, a.cash, keccak256(abi.encode(a)))
        );
        merchants.approve(a, intent);
    }

    /// @dev A merchant approved in a currency, with at most 10 % fee and 20 % commission.
    function openShop(address m, Cash cash, uint96 bond) internal {
        Merchants.Application memory a = application(m, cash, bond);
        applyFor(a);
        approve(a);
    }

    function postBond(address owner, Cash cash, uint96 amount) internal {
        Intent memory intent = paying(
            owner,
            merchants,
            cash,
            amount,
            typeHash("Merchants", "PostBond"),
            abi.encode(cash, amount)
        );
        merchants.postBond(cash, amount, intent);
    }

    // --- orders ----------------------------------------------------------------------------------

    /// @dev An order over 100.00: 95.00 goods, 10.00 shipping, 5.00 off; of it 5.00 fee, 3.00
    /// commission, 2.00 cash-back; 100 points.
    function anOrder() internal returns (Terms memory t) {
        t.id = newRef();
        t.buyer = buyer;
        t.merchant = merchant;
        t.affiliate = affiliate;
        t.cash = address(cny);
        (t.goods, t.shipping, t.discount) = (9_500, 1_000, 500);
        (t.fee, t.commission, t.cashback) = (500, 300, 200);
        t.pointsEarned = 100;
        t.payBy = uint40(time() + 30 minutes);
        t.shipWithin = 3 days;
        t.receiveWithin = 10 days;
        t.settleAfter = 0;
        t.returnWithin = 7 days;
        t.lines = 2;
        t.details = keccak256("details");
    }

    function totalOf(Terms memory t) internal pure returns (uint256) {
        return uint256(t.goods) + t.shipping - t.discount;
    }

    function payableOf(Terms memory t) internal pure returns (uint256 amount) {
        amount = totalOf(t) - t.pointsValue;
        for (uint256 i = 0; i < t.vouchers.length; ++i) {
            amount -= t.vouchers[i].value;
        }
    }

    /// @dev EIP-712 hashStruct of terms, written down once more from the published types.
    function hashOf(Terms memory t) internal view returns (bytes32) {
        bytes32[] memory uses = new bytes32[](t.vouchers.length);
        for (uint256 i = 0; i < uses.length; ++i) {
            uses[i] = keccak256(abi.encode(typeHash("Orders", "VoucherUse"), t.vouchers[i]));
        }
        return keccak256(
            bytes.concat(
                abi.encode(typeHash("Orders", "Terms"), t.id, t.buyer, t.merchant),
                abi.encode(t.affiliate, t.cash, t.goods, t.shipping, t.discount),
                abi.encode(t.fee, t.commission, t.cashback, t.sponsor, t.pointsUsed),
                abi.encode(t.pointsValue, t.pointsEarned, t.payBy, t.shipWithin),
                abi.encode(t.receiveWithin, t.settleAfter, t.returnWithin, t.lines),
                abi.encode(t.details, keccak256(abi.encodePacked(uses)))
            )
        );
    }

    function quoted(Terms memory t) internal view returns (Quote memory) {
        bytes32 structHash = keccak256(abi.encode(typeHash("Orders", "Quote"), hashOf(t)));
        return Quote(clerk, sign(clerk, digestOf(domainOf(address(orders)), structHash)));
    }

    function placing(Terms memory t) internal view returns (bytes memory) {
        bytes32 structHash = keccak256(abi.encode(typeHash("Orders", "Place"), hashOf(t)));
        return sign(t.buyer, digestOf(domainOf(address(orders)), structHash));
    }

    function payment(Terms memory t, uint256 amount) internal view returns (bytes memory) {
        return authorisation(Cash(t.cash), t.buyer, address(orders), amount, t.payBy, hashOf(t));
    }

    function place(Terms memory t) internal {
        orders.place(t, quoted(t), placing(t));
    }

    function placeAndPay(Terms memory t) internal {
        orders.placeAndPay(t, quoted(t), payment(t, payableOf(t)));
    }

    function pay(Terms memory t) internal {
        pay(t, payableOf(t));
    }

    function pay(Terms memory t, uint256 due) internal {
        orders.pay(t, payment(t, due));
    }

    function depositToOrder(Terms memory t, uint96 amount) internal {
        Intent memory intent = by(
            issuer,
            treasury,
            typeHash("Treasury", "DepositToOrder"),
            abi.encode(orders, hashOf(t), amount)
        );
        treasury.depositToOrder(orders, t, amount, intent);
    }

    /// @dev An intent about an order: `members` are what follows the terms' hash.
    function about(Terms memory t, address actor, string memory action, bytes memory members)
        internal
        returns (Intent memory)
    {
        return
            by(
                actor,
                orders,
                typeHash("Orders", action),
                bytes.concat(abi.encode(hashOf(t)), members)
            );
    }

    function cancel(Terms memory t, address actor) internal {
        orders.cancel(t, "reason", about(t, actor, "Cancel", abi.encode(bytes32("reason"))));
    }

    function ship(Terms memory t) internal {
        orders.ship(t, "parcel", about(t, t.merchant, "Ship", abi.encode(bytes32("parcel"))));
    }

    function deliver(Terms memory t) internal {
        orders.confirmDelivery(
            t, "proof", about(t, carrier, "ConfirmDelivery", abi.encode(bytes32("proof")))
        );
    }

    function receive_(Terms memory t) internal {
        orders.confirmReceipt(t, about(t, t.buyer, "ConfirmReceipt", ""));
    }

    function acknowledge(Terms memory t) internal {
        orders.acknowledgePayout(t, about(t, t.merchant, "AcknowledgePayout", ""));
    }

    function requestRefund(Terms memory t, uint96 amount) internal {
        orders.requestRefund(
            t,
            amount,
            "broken",
            about(t, t.buyer, "RequestRefund", abi.encode(amount, bytes32("broken")))
        );
    }

    /// @dev The deadline of the order's open claim.
    function dueOf(Terms memory t) internal view returns (uint256) {
        return orders.orderOf(t.id).claimDeadline;
    }

    function answerRefund(Terms memory t, uint96 amount, bool granted) internal {
        answerRefund(t, dueOf(t), amount, granted);
    }

    function answerRefund(Terms memory t, uint256 due, uint96 amount, bool granted) internal {
        bytes memory members = abi.encode(due, amount, granted, bytes32("answer"));
        Intent memory intent = about(t, t.merchant, "AnswerRefund", members);
        orders.answerRefund(t, due, amount, granted, "answer", intent);
    }

    function giveRefund(Terms memory t, uint96 amount) internal {
        orders.giveRefund(
            t,
            amount,
            "sorry",
            about(t, t.merchant, "GiveRefund", abi.encode(amount, bytes32("sorry")))
        );
    }

    function withdrawClaim(Terms memory t) internal {
        withdrawClaim(t, dueOf(t));
    }

    function withdrawClaim(Terms memory t, uint256 due) internal {
        orders.withdrawClaim(t, due, about(t, t.buyer, "WithdrawClaim", abi.encode(due)));
    }

    function dispute(Terms memory t) internal {
        dispute(t, dueOf(t));
    }

    function dispute(Terms memory t, uint256 due) internal {
        bytes memory members = abi.encode(due, bytes32("photo"));
        orders.dispute(t, due, "photo", about(t, t.buyer, "Dispute", members));
    }

    function rule(Terms memory t, address judge, uint96 amount) internal {
        rule(t, dueOf(t), judge, amount);
    }

    function rule(Terms memory t, uint256 due, address judge, uint96 amount) internal {
        bytes memory members = abi.encode(due, amount, bytes32("because"));
        orders.rule(t, due, amount, "because", about(t, judge, "Rule", members));
    }

    function appeal(Terms memory t, address actor) internal {
        appeal(t, dueOf(t), actor);
    }

    function appeal(Terms memory t, uint256 due, address actor) internal {
        bytes memory members = abi.encode(due, bytes32("video"));
        orders.appeal(t, due, "video", about(t, actor, "Appeal", members));
    }

    // --- an order brought to a state -------------------------------------------------------------

    function paid() internal returns (Terms memory t) {
        t = anOrder();
        placeAndPay(t);
    }

    function shipped() internal returns (Terms memory t) {
        t = paid();
        ship(t);
    }

    function received() internal returns (Terms memory t) {
        t = shipped();
        receive_(t);
    }

    function settled() internal returns (Terms memory t) {
        t = received();
        orders.settle(t);
    }

    function completed() internal returns (Terms memory t) {
        t = settled();
        acknowledge(t);
    }

    function stateOf(Terms memory t) internal view returns (OrderBook.State) {
        return orders.orderOf(t.id).state;
    }

    function assertState(Terms memory t, OrderBook.State state) internal view {
        vm.assertEq(uint256(stateOf(t)), uint256(state), "state");
    }

    function assertClaim(Terms memory t, OrderBook.ClaimState claim) internal view {
        vm.assertEq(uint256(orders.orderOf(t.id).claim), uint256(claim), "claim");
    }

    /// @dev The order's escrow is what this contract holds when it is the only order.
    function assertEscrow(Terms memory t, uint256 amount) internal view {
        vm.assertEq(orders.escrowOf(t), amount, "escrow");
        vm.assertEq(Cash(t.cash).balanceOf(address(orders)), amount, "balance of Orders");
    }

    function assertBalances(
        uint256 ofBuyer,
        uint256 ofPayout,
        uint256 ofPlatform,
        uint256 ofAffiliate
    ) internal view {
        vm.assertEq(cny.balanceOf(buyer), ofBuyer, "buyer");
        vm.assertEq(cny.balanceOf(payout), ofPayout, "payout");
        vm.assertEq(cny.balanceOf(feeAccount), ofPlatform, "platform");
        vm.assertEq(cny.balanceOf(affiliate), ofAffiliate, "affiliate");
    }
}
