// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Relay} from "../solidity/Relay.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";

/// @dev What whole transactions cost, intrinsic gas and calldata included: each call of these tests
/// is a transaction of its own (isolate). The figures are kept in snapshots/Transactions.json.
/// forge-config: check.isolate = true
/// forge-config: dev.isolate = true
contract GasTest is Shop {
    string private constant GROUP = "Transactions";

    function test_placeAndPayInOneRelayedIntent() public {
        Relay.Call[] memory calls = new Relay.Call[](1);
        calls[0] = placeAndPayCall(anOrder());
        vm.assertEq(relay.execute(calls), 1);
        uint256 gas = vm.snapshotGasLastCall(GROUP, "placeAndPay, relayed alone");
        vm.assertLt(gas, 250_000, "gas");
    }

    function test_placeAndPayInABatchOf50() public {
        Relay.Call[] memory calls = new Relay.Call[](50);
        for (uint256 i = 0; i < 50; ++i) {
            Terms memory t = anOrder();
            t.buyer = account(string.concat("buyer", vm.toString(i)));
            t.merchant = account(string.concat("merchant", vm.toString(i % 10)));
            if (i < 10) openShop(t.merchant, cny, 0);
            give(cny, t.buyer, 100_000);
            t.payBy = uint40(time() + 30 minutes);
            calls[i] = placeAndPayCall(t);
        }
        vm.assertEq(relay.execute(calls), (1 << 50) - 1);
        uint256 gas = vm.snapshotGasLastCall(GROUP, "placeAndPay, 50 in a batch");
        vm.assertLt(gas / 50, 200_000, "gas");
    }

    function test_theStepsOfAnOrder() public {
        Terms memory t = anOrder();
        place(t);
        vm.snapshotGasLastCall(GROUP, "place");
        pay(t);
        vm.snapshotGasLastCall(GROUP, "pay");
        ship(t);
        vm.snapshotGasLastCall(GROUP, "ship");
        receive_(t);
        vm.snapshotGasLastCall(GROUP, "confirmReceipt");
        orders.settle(t);
        vm.snapshotGasLastCall(GROUP, "settle");
        acknowledge(t);
        vm.snapshotGasLastCall(GROUP, "acknowledgePayout");
        skip(7 days);
        orders.advance(t);
        vm.snapshotGasLastCall(GROUP, "advance to release");
    }

    function test_depositToOrder() public {
        Terms memory t = anOrder();
        place(t);
        depositToOrder(t, 10_000);
        vm.snapshotGasLastCall(GROUP, "depositToOrder");
    }

    function placeAndPayCall(Terms memory t) private view returns (Relay.Call memory) {
        bytes memory data =
            abi.encodeCall(orders.placeAndPay, (t, quoted(t), payment(t, payableOf(t))));
        return Relay.Call(address(orders), 400_000, data);
    }
}
