// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC1155} from "@openzeppelin/contracts/interfaces/IERC1155.sol";
import {IERC20} from "@openzeppelin/contracts/interfaces/IERC20.sol";
import {Intents} from "../solidity/base/Intents.sol";
import {Merchants} from "../solidity/Merchants.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Relay} from "../solidity/Relay.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Shop} from "./base/Shop.sol";
import {BurningWallet, ShoutingWallet} from "./base/Wallets.sol";
import {Vm} from "./base/Vm.sol";

contract RelayTest is Shop {
    /// @dev One failing intent leaves the others standing, and its reason is reported.
    function test_eachIntentSucceedsOrFailsAlone() public {
        Terms memory good = anOrder();
        Terms memory bad = anOrder();
        Terms memory last = anOrder();
        bad.goods = 2_000_000; // more than the buyer has
        Relay.Call[] memory calls = new Relay.Call[](4);
        calls[0] = _placeAndPay(good);
        calls[1] = _placeAndPay(bad);
        calls[2] = _placeAndPay(good); // a replay
        calls[3] = _placeAndPay(last);
        vm.recordLogs();
        vm.assertEq(relay.execute(calls), 1 + 8);
        assertState(good, OrderBook.State.PAID);
        assertState(bad, OrderBook.State.NONE);
        assertState(last, OrderBook.State.PAID);
        bytes[] memory reasons = _reasons(vm.getRecordedLogs());
        vm.assertEq(reasons.length, 2);
        vm.assertEq(
            reasons[1], abi.encodeWithSelector(OrderBook.Orders_AlreadyPlaced.selector, good.id)
        );
    }

    function test_aGreedyIntentBurnsNoMoreThanItsOwnGas() public {
        address greedy = address(new BurningWallet());
        Terms memory good = anOrder();
        Relay.Call[] memory calls = new Relay.Call[](2);
        calls[0] = Relay.Call(address(merchants), 200_000, _changePayout(greedy));
        calls[1] = _placeAndPay(good);
        uint256 before = gasleft();
        vm.assertEq(relay.execute(calls), 2);
        vm.assertLt(before - gasleft(), 900_000, "gas");
        assertState(good, OrderBook.State.PAID);
    }

    function test_aLongReasonIsCut() public {
        address shouting = address(new ShoutingWallet());
        Relay.Call[] memory calls = new Relay.Call[](1);
        calls[0] = Relay.Call(address(merchants), 500_000, _changePayout(shouting));
        vm.recordLogs();
        vm.assertEq(relay.execute(calls), 0);
        // The wallet's words never leave the signature check, which answers in its own.
        vm.assertEq(
            _reasons(vm.getRecordedLogs())[0],
            abi.encodeWithSelector(Intents.Intents_BadSignature.selector, shouting)
        );

        Talker talker = new Talker();
        govern(address(directory), abi.encodeCall(directory.publish, ("Talker", address(talker))));
        calls[0] = Relay.Call(address(talker), 500_000, abi.encodeCall(Talker.talk, ()));
        vm.recordLogs();
        vm.assertEq(relay.execute(calls), 0);
        vm.assertEq(_reasons(vm.getRecordedLogs())[0].length, 256);
    }

    /// @dev A relayer who brings too little gas cannot make an intent fail: the batch reverts.
    function test_tooLittleGasFailsTheBatchNotTheIntent() public {
        Relay.Call[] memory calls = new Relay.Call[](1);
        calls[0] = _placeAndPay(anOrder());
        vm.expectRevert(abi.encodeWithSelector(Relay.Relay_GasTooLow.selector, 0));
        relay.execute{gas: 380_000}(calls);
    }

    function test_aBatchHasALimit() public {
        Relay.Call[] memory calls = new Relay.Call[](257);
        vm.expectRevert(abi.encodeWithSelector(Relay.Relay_TooManyCalls.selector, 257));
        relay.execute(calls);
    }

    /// @dev C8: it calls nothing but listed contracts, and not itself.
    function test_onlyListedContractsAreCalled() public {
        Relay.Call[] memory calls = new Relay.Call[](2);
        calls[0] = Relay.Call(address(this), 100_000, abi.encodeCall(this.mustNotBeCalled, ()));
        calls[1] = Relay.Call(
            address(relay), 100_000, abi.encodeCall(Relay.execute, (new Relay.Call[](0)))
        );
        vm.recordLogs();
        vm.assertEq(relay.execute(calls), 0);
        bytes[] memory reasons = _reasons(vm.getRecordedLogs());
        vm.assertEq(
            reasons[0], abi.encodeWithSelector(Relay.Relay_NotListed.selector, address(this))
        );
        vm.assertEq(
            reasons[1], abi.encodeWithSelector(Relay.Relay_NotListed.selector, address(relay))
        );
    }

    /// @dev Whoever approves the Relay by mistake loses nothing.
    function test_anApprovalIsNeverSpent() public {
        vm.startPrank(buyer);
        cny.approve(address(relay), type(uint256).max);
        vouchers.setApprovalForAll(address(relay), true);
        vm.stopPrank();
        bytes4[5] memory selectors = [
            IERC20.transferFrom.selector,
            bytes4(keccak256("safeTransferFrom(address,address,uint256)")),
            bytes4(keccak256("safeTransferFrom(address,address,uint256,bytes)")),
            IERC1155.safeTransferFrom.selector,
            IERC1155.safeBatchTransferFrom.selector
        ];
        Relay.Call[] memory calls = new Relay.Call[](5);
        for (uint256 i = 0; i < 5; ++i) {
            calls[i] = Relay.Call(
                address(cny), 100_000, abi.encodeWithSelector(selectors[i], buyer, stranger, 1_000)
            );
        }
        vm.recordLogs();
        vm.assertEq(relay.execute(calls), 0);
        bytes[] memory reasons = _reasons(vm.getRecordedLogs());
        for (uint256 i = 0; i < 5; ++i) {
            vm.assertEq(
                reasons[i],
                abi.encodeWithSelector(Relay.Relay_SpendsApproval.selector, selectors[i])
            );
        }
        vm.assertEq(cny.balanceOf(buyer), 1_000_000);
    }

    /// @dev C11: a transfer to a friend needs no gas either.
    function test_aTransferBetweenUsersIsRelayed() public {
        bytes32 structHash = keccak256(
            abi.encode(
                typeHash("Cash", "TransferWithAuthorization"),
                buyer,
                stranger,
                uint256(50),
                0,
                time() + 1,
                bytes32("n")
            )
        );
        bytes memory signature = sign(buyer, digestOf(domainOf(address(cny)), structHash));
        Relay.Call[] memory calls = new Relay.Call[](1);
        calls[0] = Relay.Call(
            address(cny),
            200_000,
            abi.encodeWithSignature(
                "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
                buyer,
                stranger,
                50,
                0,
                time() + 1,
                bytes32("n"),
                signature
            )
        );
        vm.assertEq(relay.execute(calls), 1);
        vm.assertEq(cny.balanceOf(stranger), 50);
    }

    function mustNotBeCalled() external pure {
        require(false, "called");
    }

    function _placeAndPay(Terms memory t) private view returns (Relay.Call memory) {
        bytes memory data =
            abi.encodeCall(orders.placeAndPay, (t, quoted(t), payment(t, payableOf(t))));
        return Relay.Call(address(orders), 600_000, data);
    }

    function _changePayout(address actor) private returns (bytes memory) {
        Intent memory intent = draft(actor);
        return abi.encodeCall(Merchants.changePayout, (stranger, intent));
    }

    function _reasons(Vm.Log[] memory logs) private pure returns (bytes[] memory reasons) {
        reasons = new bytes[](logs.length);
        uint256 count;
        for (uint256 i = 0; i < logs.length; ++i) {
            if (logs[i].topics[0] != Relay.Failed.selector) continue;
            reasons[count++] = abi.decode(logs[i].data, (bytes));
        }
        assembly ("memory-safe") {
            mstore(reasons, count)
        }
    }
}

/// @dev Fails at length.
contract Talker {
    function talk() external pure {
        assembly ("memory-safe") {
            revert(0, 100000)
        }
    }
}
