// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Merchants} from "../../solidity/Merchants.sol";
import {OrderBook} from "../../solidity/orders/OrderBook.sol";
import {Points} from "../../solidity/Points.sol";
import {Vouchers} from "../../solidity/Vouchers.sol";
import {Vm} from "../base/Vm.sol";

/// @dev Keeps the books of all orders from events alone, as an indexer does, so that the invariants
/// also prove that the events say everything.
abstract contract Books {
    struct Account {
        /// Money that came in: paid, from vouchers and points, drawn from bonds.
        uint256 paid;
        uint256 drawnFromMerchant;
        uint256 drawnFromPlatform;
        /// Money that went out.
        uint256 toMerchant;
        uint256 toPlatform;
        uint256 toAffiliate;
        uint256 cashback;
        uint256 refunds;
        uint256 change;
    }

    mapping(bytes32 order => Account) internal books;
    /// How often things happened that a market which proves something must have seen.
    uint256 public reversals;
    uint256 public draws;
    uint256 public commissions;
    uint256 public cashbacks;

    /// @dev Enters what a step logged. `platform` is the fee account.
    function enter(Vm.Log[] memory logs, address platform) internal {
        for (uint256 i = 0; i < logs.length; ++i) {
            _enter(logs[i], platform);
        }
    }

    function _enter(Vm.Log memory log, address platform) private {
        bytes32 kind = log.topics[0];
        if (kind == OrderBook.PaymentReceived.selector) {
            (uint256 amount,) = abi.decode(log.data, (uint256, uint256));
            books[log.topics[1]].paid += amount;
        } else if (kind == Vouchers.Redeemed.selector) {
            (,, uint256 value) = abi.decode(log.data, (address, uint256, uint256));
            books[log.topics[3]].paid += value;
        } else if (kind == Points.Spent.selector) {
            (,,,, uint256 value) =
                abi.decode(log.data, (address, uint256, address, address, uint256));
            books[log.topics[2]].paid += value;
        } else if (kind == Merchants.BondSlashed.selector) {
            (, uint256 amount,) = abi.decode(log.data, (address, uint256, uint256));
            Account storage a = books[log.topics[3]];
            ++draws;
            if (address(uint160(uint256(log.topics[1]))) == platform) {
                a.drawnFromPlatform += amount;
            } else {
                a.drawnFromMerchant += amount;
            }
        } else {
            _enterOut(log, kind);
        }
    }

    function _enterOut(Vm.Log memory log, bytes32 kind) private {
        Account storage a = books[log.topics.length > 1 ? log.topics[1] : bytes32(0)];
        if (kind == OrderBook.Settled.selector) {
            (uint256 share, uint256 fee,,) =
                abi.decode(log.data, (uint256, uint256, uint256, uint256));
            a.toMerchant += share;
            a.toPlatform += fee;
        } else if (kind == OrderBook.ChangePaid.selector) {
            a.change += abi.decode(log.data, (uint256));
        } else if (kind == OrderBook.Released.selector) {
            (uint256 commission, uint256 cashback) = abi.decode(log.data, (uint256, uint256));
            if (commission != 0) ++commissions;
            if (cashback != 0) ++cashbacks;
            a.toAffiliate += commission;
            a.cashback += cashback;
        } else if (kind == Points.Reversed.selector) {
            ++reversals;
        } else if (kind == OrderBook.RefundPaid.selector) {
            (uint256 toBuyer, uint256 toVouchers, uint256 toSponsor) =
                abi.decode(log.data, (uint256, uint256, uint256));
            a.refunds += toBuyer + toVouchers + toSponsor;
        }
    }

    /// @dev What the books say is still held for the order.
    function heldFor(bytes32 order) internal view returns (uint256) {
        Account memory a = books[order];
        return a.paid + a.drawnFromMerchant + a.drawnFromPlatform - a.toMerchant - a.toPlatform
            - a.toAffiliate - a.cashback - a.refunds - a.change;
    }

    /// @dev Principle 4: paid = merchant + platform + affiliate + cash-back + refunds (+ change),
    /// once nothing is held any more.
    function addsUp(bytes32 order) internal view returns (bool) {
        Account memory a = books[order];
        uint256 merchant = a.toMerchant - a.drawnFromMerchant;
        uint256 platform = a.toPlatform - a.drawnFromPlatform;
        return a.paid == merchant + platform + a.toAffiliate + a.cashback + a.refunds + a.change;
    }
}
