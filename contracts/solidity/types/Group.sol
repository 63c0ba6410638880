// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice From `quantity` units on, each unit costs `price`.
struct Tier {
    uint96 price;
    uint32 quantity;
}

/// @notice The terms of a group buy; its id is their EIP-712 hash.
struct Group {
    /// Makes the hash unique.
    bytes32 salt;
    address merchant;
    address cash;
    /// Units in all.
    uint32 capacity;
    /// Units one account can pledge.
    uint32 perBuyer;
    uint40 closesAt;
    /// The platform's fee, in 1/10,000 of each order.
    uint16 feeBps;
    /// Points earned, in 1/10,000 of each order's minor units.
    uint16 pointsBps;
    /// The periods of the orders, as in `Terms`.
    uint32 shipWithin;
    uint32 receiveWithin;
    uint32 settleAfter;
    uint32 returnWithin;
    /// Hash of the product page.
    bytes32 product;
    /// Prices falling, quantities rising.
    Tier[] tiers;
}

/// @notice Hash and rules of `Group`.
library GroupTerms {
    bytes32 internal constant TYPEHASH = keccak256(
        "Group(bytes32 salt,address merchant,address cash,uint32 capacity,uint32 perBuyer,"
        "uint40 closesAt,uint16 feeBps,uint16 pointsBps,uint32 shipWithin,"
        "uint32 receiveWithin,uint32 settleAfter,uint32 returnWithin,bytes32 product,"
        "Tier[] tiers)" "Tier(uint96 price,uint32 quantity)"
    );
    bytes32 internal constant TIER_TYPEHASH = keccak256("Tier(uint96 price,uint32 quantity)");

    /// @dev EIP-712 hashStruct.
    function hash(Group calldata g) internal pure returns (bytes32) {
        bytes32[] memory tiers = new bytes32[](g.tiers.length);
        for (uint256 i = 0; i < tiers.length; ++i) {
            tiers[i] = keccak256(abi.encode(TIER_TYPEHASH, g.tiers[i]));
        }
        bytes memory first = abi.encode(
            TYPEHASH, g.salt, g.merchant, g.cash, g.capacity, g.perBuyer, g.closesAt, g.feeBps
        );
        bytes memory second = abi.encode(
            g.pointsBps,
            g.shipWithin,
            g.receiveWithin,
            g.settleAfter,
            g.returnWithin,
            g.product,
            keccak256(abi.encodePacked(tiers))
        );
        return keccak256(bytes.concat(first, second));
    }

    /// @dev Whether prices fall, quantities rise and the highest tier is within reach.
    function sound(Group calldata g, uint256 maxTiers) internal pure returns (bool) {
        uint256 count = g.tiers.length;
        if (count == 0 || count > maxTiers || g.perBuyer == 0) return false;
        if (g.tiers[0].quantity == 0 || g.tiers[count - 1].price == 0) return false;
        for (uint256 i = 1; i < count; ++i) {
            if (
                g.tiers[i].price >= g.tiers[i - 1].price
                    || g.tiers[i].quantity <= g.tiers[i - 1].quantity
            ) return false;
        }
        return g.tiers[count - 1].quantity <= g.capacity;
    }
}
