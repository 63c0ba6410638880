// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice A voucher used in an order.
struct VoucherUse {
    /// The campaign.
    uint256 id;
    /// Units used up: coupons, or minor units of a gift card.
    uint96 units;
    /// Money that the campaign's pot pays into the order; zero for a coupon that its own merchant
    /// bears, whose value stands in `Terms.discount`.
    uint96 value;
}

/// @notice The terms of one seller order, frozen by their hash when the order is placed.
/// @dev Amounts are minor units of `cash`. The order's total is goods + shipping - discount; of it
/// vouchers and points pay their values and the buyer the rest. The total is shared out between the
/// platform (`fee`), the affiliate (`commission`), the buyer (`cashback`) and the merchant (the
/// remainder).
struct Terms {
    /// The order's reference; no personal data can be read from it.
    bytes32 id;
    address buyer;
    address merchant;
    /// Zero when there is none.
    address affiliate;
    address cash;
    uint96 goods;
    uint96 shipping;
    uint96 discount;
    uint96 fee;
    uint96 commission;
    uint96 cashback;
    /// Whose pot pays for the points used; zero when none are.
    address sponsor;
    uint96 pointsUsed;
    uint96 pointsValue;
    uint96 pointsEarned;
    /// Unpaid at this time, the order is void.
    uint40 payBy;
    /// Seconds from payment to shipping, after which the buyer is refunded.
    uint32 shipWithin;
    /// Seconds from shipping, after which the order counts as received.
    uint32 receiveWithin;
    /// Seconds from receipt to settlement.
    uint32 settleAfter;
    /// Seconds from receipt in which a refund can be asked for.
    uint32 returnWithin;
    /// How many lines the order has, for reviews.
    uint32 lines;
    /// Salted hash of lines, address and message.
    bytes32 details;
    VoucherUse[] vouchers;
}

/// @notice Hash and arithmetic of `Terms`.
library OrderTerms {
    bytes32 internal constant TYPEHASH = keccak256(
        "Terms(bytes32 id,address buyer,address merchant,address affiliate,address cash,"
        "uint96 goods,uint96 shipping,uint96 discount,uint96 fee,uint96 commission,"
        "uint96 cashback,address sponsor,uint96 pointsUsed,uint96 pointsValue,"
        "uint96 pointsEarned,uint40 payBy,uint32 shipWithin,uint32 receiveWithin,"
        "uint32 settleAfter,uint32 returnWithin,uint32 lines,bytes32 details,"
        "VoucherUse[] vouchers)" "VoucherUse(uint256 id,uint96 units,uint96 value)"
    );
    bytes32 internal constant VOUCHER_TYPEHASH =
        keccak256("VoucherUse(uint256 id,uint96 units,uint96 value)");

    /// @dev EIP-712 hashStruct of the terms.
    function hash(Terms calldata t) internal pure returns (bytes32) {
        bytes memory first = abi.encode(
            TYPEHASH,
            t.id,
            t.buyer,
            t.merchant,
            t.affiliate,
            t.cash,
            t.goods,
            t.shipping,
            t.discount,
            t.fee,
            t.commission,
            t.cashback
        );
        bytes memory second = abi.encode(
            t.sponsor,
            t.pointsUsed,
            t.pointsValue,
            t.pointsEarned,
            t.payBy,
            t.shipWithin,
            t.receiveWithin,
            t.settleAfter,
            t.returnWithin,
            t.lines,
            t.details,
            _hashVouchers(t.vouchers)
        );
        return keccak256(bytes.concat(first, second));
    }

    function _hashVouchers(VoucherUse[] calldata uses) private pure returns (bytes32) {
        bytes32[] memory hashes = new bytes32[](uses.length);
        for (uint256 i = 0; i < uses.length; ++i) {
            hashes[i] =
                keccak256(abi.encode(VOUCHER_TYPEHASH, uses[i].id, uses[i].units, uses[i].value));
        }
        return keccak256(abi.encodePacked(hashes));
    }

    /// @dev What the order costs: goods + shipping - discount.
    function total(Terms calldata t) internal pure returns (uint256) {
        return uint256(t.goods) + t.shipping - t.discount;
    }

    /// @dev What the buyer pays in money: the total less what vouchers and points pay.
    function payable_(Terms calldata t) internal pure returns (uint256 amount) {
        amount = total(t) - t.pointsValue;
        for (uint256 i = 0; i < t.vouchers.length; ++i) {
            amount -= t.vouchers[i].value;
        }
    }

    /// @dev How the part of the total that is not refunded is shared out. Fee, commission and
    /// cash-back are taken one after the other, each rounded down from what the ones before left,
    /// so that the shares always add up to `remaining`, none ever grows when `remaining` shrinks,
    /// all are exact when nothing is refunded and all are zero when everything is. The merchant is
    /// the remainder.
    function shares(Terms calldata t, uint256 remaining)
        internal
        pure
        returns (uint256 merchant, uint256 fee, uint256 commission, uint256 cashback)
    {
        uint256 whole = total(t);
        (fee, whole, merchant) = _take(t.fee, whole, remaining);
        (commission, whole, merchant) = _take(t.commission, whole, merchant);
        (cashback,, merchant) = _take(t.cashback, whole, merchant);
    }

    /// @dev Splits `part` of `whole` in the proportion of `share` to `whole`, rounded down; gives
    /// what is left of the whole and of the part for the next.
    function _take(uint256 share, uint256 whole, uint256 part)
        internal
        pure
        returns (uint256 taken, uint256 wholeLeft, uint256 partLeft)
    {
        taken = scale(share, part, whole);
        wholeLeft = whole - share;
        partLeft = part - taken;
    }

    /// @dev floor(value * part / whole); zero when the whole is zero.
    function scale(uint256 value, uint256 part, uint256 whole) internal pure returns (uint256) {
        return whole == 0 ? 0 : (value * part) / whole;
    }
}
