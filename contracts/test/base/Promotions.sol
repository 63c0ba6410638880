// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cash} from "../../solidity/Cash.sol";
import {Intent} from "../../solidity/types/Intent.sol";
import {Terms, VoucherUse} from "../../solidity/types/Terms.sol";
import {Vouchers} from "../../solidity/Vouchers.sol";
import {Shop} from "./Shop.sol";

/// @dev Campaigns, gift cards and points pots.
abstract contract Promotions is Shop {
    function setUp() public virtual override {
        super.setUp();
        give(cny, promoter, 1_000_000);
    }

    /// @dev The platform's coupons: 20.00 off from 50.00 of goods, 100 in all, 2 per account.
    function aCoupon() internal view returns (Vouchers.Campaign memory c) {
        c.bearer = promoter;
        c.kind = Vouchers.Kind.COUPON;
        c.funded = true;
        c.open = true;
        c.start = uint40(time());
        c.end = uint40(time() + 30 days);
        c.cash = address(cny);
        c.value = 2_000;
        c.threshold = 5_000;
        c.cap = 100;
        c.perAccount = 2;
    }

    /// @dev The platform's gift cards, handed out by it, transferable.
    function aGiftCard() internal view returns (Vouchers.Campaign memory c) {
        c = aCoupon();
        c.kind = Vouchers.Kind.GIFT_CARD;
        (c.open, c.transferable) = (false, true);
        (c.value, c.threshold, c.cap, c.perAccount) = (1, 0, 1_000_000, 1_000_000);
    }

    function publish(Vouchers.Campaign memory c) internal returns (uint256) {
        bytes32 hash = keccak256(abi.encode(typeHash("Vouchers", "Campaign"), c));
        return vouchers.publish(
            c,
            "notice",
            by(
                c.bearer,
                vouchers,
                typeHash("Vouchers", "Publish"),
                abi.encode(hash, bytes32("notice"))
            )
        );
    }

    function fund(address payer, uint256 id, uint96 amount) internal {
        vouchers.fund(
            id,
            amount,
            paying(
                payer,
                vouchers,
                cny,
                amount,
                typeHash("Vouchers", "FundCampaign"),
                abi.encode(id, amount)
            )
        );
    }

    function claim(address owner, uint256 id, uint96 units) internal {
        Intent memory intent =
            by(owner, vouchers, typeHash("Vouchers", "Claim"), abi.encode(id, units));
        vouchers.claim(id, units, intent);
    }

    function grant(uint256 id, address bearer, address to, uint96 units) internal {
        Intent memory intent =
            by(bearer, vouchers, typeHash("Vouchers", "Grant"), abi.encode(id, to, units));
        vouchers.grant(id, to, units, intent);
    }

    function recharge(address owner, uint256 id, uint96 units) internal {
        Intent memory intent =
            by(owner, vouchers, typeHash("Vouchers", "Recharge"), abi.encode(id, units));
        vouchers.recharge(id, units, intent);
    }

    /// @dev A funded campaign of which the buyer holds units.
    function held(Vouchers.Campaign memory c, uint96 money, uint96 units)
        internal
        returns (uint256 id)
    {
        id = publish(c);
        if (money != 0) fund(promoter, id, money);
        if (c.open) claim(buyer, id, units);
        else grant(id, c.bearer, buyer, units);
    }

    function withVoucher(Terms memory t, uint256 id, uint96 units, uint96 value)
        internal
        pure
        returns (Terms memory)
    {
        VoucherUse[] memory uses = new VoucherUse[](t.vouchers.length + 1);
        for (uint256 i = 0; i < t.vouchers.length; ++i) {
            uses[i] = t.vouchers[i];
        }
        uses[t.vouchers.length] = VoucherUse(id, units, value);
        t.vouchers = uses;
        return t;
    }

    // --- points ----------------------------------------------------------------------------------

    function fundPoints(address sponsor, Cash cash, uint256 amount) internal {
        Intent memory intent = paying(
            sponsor, points, cash, amount, typeHash("Points", "FundPot"), abi.encode(cash, amount)
        );
        points.fundPot(cash, amount, intent);
    }

    /// @dev Points that the buyer really earned, by an order of any size.
    function earn(uint96 amount) internal {
        Terms memory t = anOrder();
        t.pointsEarned = amount;
        (t.commission, t.cashback, t.fee) = (0, 0, 0);
        t.returnWithin = 0;
        placeAndPay(t);
        ship(t);
        receive_(t);
        orders.settle(t);
        acknowledge(t);
    }

    function withPoints(Terms memory t, uint96 amount, uint96 value)
        internal
        view
        returns (Terms memory)
    {
        (t.sponsor, t.pointsUsed, t.pointsValue) = (promoter, amount, value);
        return t;
    }
}
