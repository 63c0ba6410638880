// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cash} from "../../solidity/Cash.sol";
import {Group, Tier} from "../../solidity/types/Group.sol";
import {Intent} from "../../solidity/types/Intent.sol";
import {Quote} from "../../solidity/types/Quote.sol";
import {Terms} from "../../solidity/types/Terms.sol";
import {Shop} from "./Shop.sol";

/// @dev Group buys: every action as one call.
abstract contract Groups is Shop {
    /// @dev 10.00 from 2 units, 8.00 from 5, 6.00 from 10; at most 12 in all, 6 for one buyer.
    function aGroup() internal returns (Group memory g) {
        g.salt = newRef();
        g.merchant = merchant;
        g.cash = address(cny);
        (g.capacity, g.perBuyer) = (12, 6);
        g.closesAt = uint40(time() + 3 days);
        (g.feeBps, g.pointsBps) = (500, 100);
        (g.shipWithin, g.receiveWithin, g.returnWithin) = (3 days, 10 days, 7 days);
        g.product = "product";
        g.tiers = new Tier[](3);
        g.tiers[0] = Tier(1_000, 2);
        g.tiers[1] = Tier(800, 5);
        g.tiers[2] = Tier(600, 10);
    }

    function hashOf(Group memory g) internal view returns (bytes32) {
        bytes32[] memory tiers = new bytes32[](g.tiers.length);
        for (uint256 i = 0; i < tiers.length; ++i) {
            tiers[i] = keccak256(abi.encode(typeHash("GroupBuys", "Tier"), g.tiers[i]));
        }
        return keccak256(
            bytes.concat(
                abi.encode(typeHash("GroupBuys", "Group"), g.salt, g.merchant, g.cash),
                abi.encode(g.capacity, g.perBuyer, g.closesAt, g.feeBps, g.pointsBps),
                abi.encode(g.shipWithin, g.receiveWithin, g.settleAfter, g.returnWithin),
                abi.encode(g.product, keccak256(abi.encodePacked(tiers)))
            )
        );
    }

    function quoted(Group memory g) internal view returns (Quote memory) {
        bytes32 structHash = keccak256(abi.encode(typeHash("GroupBuys", "QuoteGroup"), hashOf(g)));
        return Quote(clerk, sign(clerk, digestOf(domainOf(address(groupBuys)), structHash)));
    }

    function open(Group memory g) internal {
        openBy(g, g.merchant, quoted(g));
    }

    function openBy(Group memory g, address actor, Quote memory quote) internal {
        bytes32 kind = typeHash("GroupBuys", "OpenGroup");
        groupBuys.open(g, quote, by(actor, groupBuys, kind, abi.encode(hashOf(g))));
    }

    /// @dev Pledges; the amount to sign is the dearest tier's price that `maxPrice` allows.
    function join(Group memory g, address who, uint32 quantity, uint96 maxPrice)
        internal
        returns (bytes32)
    {
        uint256 price;
        for (uint256 i = 0; i < g.tiers.length && price == 0; ++i) {
            if (g.tiers[i].price <= maxPrice) price = g.tiers[i].price;
        }
        Intent memory intent = paying(
            who,
            groupBuys,
            Cash(g.cash),
            price * quantity,
            typeHash("GroupBuys", "Join"),
            abi.encode(hashOf(g), quantity, maxPrice, bytes32("details"))
        );
        return groupBuys.join(g, quantity, maxPrice, "details", intent);
    }

    function callOff(Group memory g, address actor) internal {
        bytes32 kind = typeHash("GroupBuys", "CancelGroup");
        bytes memory members = abi.encode(hashOf(g), bytes32("why"));
        groupBuys.cancel(g, "why", by(actor, groupBuys, kind, members));
    }

    /// @dev The terms that a pledge becomes now.
    function termsOf(Group memory g, bytes32 pledge, address who, uint96 amount)
        internal
        view
        returns (Terms memory t)
    {
        t.id = pledge;
        (t.buyer, t.merchant, t.cash) = (who, g.merchant, g.cash);
        t.goods = amount;
        t.fee = uint96((uint256(amount) * g.feeBps) / 10_000);
        t.pointsEarned = uint96((uint256(amount) * g.pointsBps) / 10_000);
        t.payBy = uint40(time() + 1);
        (t.shipWithin, t.receiveWithin) = (g.shipWithin, g.receiveWithin);
        (t.settleAfter, t.returnWithin) = (g.settleAfter, g.returnWithin);
        (t.lines, t.details) = (1, "details");
    }
}
