// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Intents} from "../solidity/base/Intents.sol";
import {Cash} from "../solidity/Cash.sol";
import {OrderBook} from "../solidity/orders/OrderBook.sol";
import {Intent} from "../solidity/types/Intent.sol";
import {Terms} from "../solidity/types/Terms.sol";
import {Actions} from "./base/Actions.sol";
import {MumblingWallet, ReenteringWallet, Wallet} from "./base/Wallets.sol";

/// @dev Every signed action of the system against every kind of bad signature.
contract EveryIntentTest is Actions {
    function test_theTableIsComplete() public view {
        string memory json = vm.readFile("src/main/resources/org/tongbao/contracts/typed-data.json");
        string[] memory names = vm.parseJsonKeys(json, "$");
        uint256 types;
        for (uint256 i = 0; i < names.length; ++i) {
            if (keccak256(bytes(names[i])) == keccak256("Cash")) continue; // ERC-3009, ERC-2612
            string memory path = string.concat(".", names[i], ".types");
            types += vm.parseJsonKeys(json, path).length;
        }
        // Not actions: Terms, VoucherUse, Place, Quote; Campaign; Group, Tier, QuoteGroup.
        vm.assertEq(actionCount(), types - 8);
    }

    function test_malformedSignatures() public {
        address actor = account("actor");
        bytes[5] memory bad = [
            bytes(""),
            hex"00",
            new bytes(64),
            new bytes(65),
            abi.encodePacked(keccak256("r"), keccak256("s"), uint8(27))
        ];
        for (uint256 i = 0; i < actionCount(); ++i) {
            for (uint256 j = 0; j < bad.length; ++j) {
                Intent memory intent = draft(actor);
                intent.signature = bad[j];
                _expectBadSignature(i, actor, intent);
            }
        }
    }

    function test_aHighSIsRefused() public {
        address actor = account("actor");
        for (uint256 i = 0; i < actionCount(); ++i) {
            Intent memory intent = signedRow(i, actor);
            intent.signature = _withHighS(intent.signature);
            _expectBadSignature(i, actor, intent);
        }
    }

    function test_somebodyElsesSignature() public {
        address actor = account("actor");
        address thief = account("thief");
        for (uint256 i = 0; i < actionCount(); ++i) {
            Intent memory intent = signedRow(i, thief);
            intent.account = actor;
            _expectBadSignature(i, actor, intent);
        }
    }

    function test_anotherReferenceOrDeadline() public {
        address actor = account("actor");
        for (uint256 i = 0; i < actionCount(); ++i) {
            Intent memory intent = signedRow(i, actor);
            intent.ref = newRef();
            _expectBadSignature(i, actor, intent);
            intent = signedRow(i, actor);
            intent.deadline += 1;
            _expectBadSignature(i, actor, intent);
        }
    }

    function test_expired() public {
        address actor = account("actor");
        for (uint256 i = 0; i < actionCount(); ++i) {
            Intent memory intent = signedRow(i, actor);
            intent.deadline = time();
            Action memory a = action(i, actor);
            (bool success, bytes memory reason) = address(a.target).call(dataOf(i, intent));
            vm.assertFalse(success, a.name);
            bytes4 expected = Intents.Intents_Expired.selector;
            vm.assertEq(reason, abi.encodeWithSelector(expected, time()), a.name);
        }
    }

    function test_anotherChain() public {
        address actor = account("actor");
        Intent[] memory intents = new Intent[](actionCount());
        for (uint256 i = 0; i < actionCount(); ++i) {
            intents[i] = signedRow(i, actor);
        }
        vm.chainId(1);
        for (uint256 i = 0; i < actionCount(); ++i) {
            _expectBadSignature(i, actor, intents[i]);
        }
    }

    /// @dev The same action signed for another contract of the system, and money authorised to
    /// another payee.
    function test_anotherContract() public {
        address actor = account("actor");
        give(cny, actor, 1_000);
        for (uint256 i = 0; i < actionCount(); ++i) {
            Action memory a = action(i, actor);
            Intents other = address(a.target) == address(orders)
                ? Intents(address(treasury))
                : Intents(address(orders));
            Intent memory intent = a.pays
                ? paying(actor, other, cny, a.amount, a.kind, a.members)
                : by(actor, other, a.kind, a.members);
            _expectBadSignature(i, actor, intent);
        }
    }

    /// @dev C4: two smart accounts of one owner; what one signed is worth nothing to the other.
    function test_anotherAccountOfTheSameOwner() public {
        address owner = account("owner");
        Wallet first = new Wallet(owner);
        Wallet second = new Wallet(owner);
        bytes32 kind = typeHash("Merchants", "ChangePayout");
        Intent memory intent = draft(address(first));
        bytes32 structHash =
            keccak256(abi.encode(kind, stranger, intent.account, intent.ref, intent.deadline));
        intent.signature = sign(owner, digestOf(domainOf(address(merchants)), structHash));
        intent.account = address(second);
        vm.expectRevert(abi.encodeWithSelector(Intents.Intents_BadSignature.selector, second));
        merchants.changePayout(stranger, intent);
        intent.account = address(first);
        merchants.changePayout(stranger, intent);
        vm.assertEq(merchants.payoutDetails(address(first)).next, stranger);
    }

    function test_aContractThatMumbles() public {
        address mumbling = address(new MumblingWallet());
        Intent memory intent = draft(mumbling);
        vm.expectRevert(abi.encodeWithSelector(Intents.Intents_BadSignature.selector, mumbling));
        merchants.changePayout(stranger, intent);
    }

    /// @dev C1: an account that is asked for its signature can only answer: whatever it calls, with
    /// whatever rights, is refused, since the question is a static call.
    function test_aContractThatActsWhenAskedIsRefused() public {
        address wallet = address(new ReenteringWallet(address(cny)));
        give(cny, wallet, 1_000);
        Intent memory intent = draft(wallet);
        intent.signature = abi.encodeCall(cny.transfer, (stranger, 1));
        vm.expectRevert(abi.encodeWithSelector(Intents.Intents_BadSignature.selector, wallet));
        merchants.changePayout(stranger, intent);
        vm.assertEq(cny.balanceOf(wallet), 1_000);

        Terms memory t = anOrder();
        t.buyer = wallet;
        vm.expectPartialRevert(OrderBook.Orders_BadSignature.selector);
        orders.place(t, quoted(t), intent.signature);
        vm.expectPartialRevert(ERC3009.ERC3009InvalidSignature.selector);
        orders.placeAndPay(t, quoted(t), intent.signature);
    }

    /// @dev An account whose code is delegated (EIP-7702) still signs with its own key.
    function test_aDelegatedAccountSignsWithItsKey() public {
        address actor = account("actor");
        vm.etch(actor, address(new MumblingWallet()).code);
        bytes32 kind = typeHash("Merchants", "ChangePayout");
        merchants.changePayout(stranger, by(actor, merchants, kind, abi.encode(stranger)));
    }

    function test_zeroIsNobodysAccount() public {
        Intent memory intent = draft(address(0));
        intent.signature = new bytes(65);
        vm.expectRevert(abi.encodeWithSelector(Intents.Intents_BadSignature.selector, address(0)));
        merchants.changePayout(stranger, intent);
    }

    /// @dev A used reference says whether the same or something else was done with it.
    function test_replayed() public {
        address actor = account("actor");
        bytes32 kind = typeHash("Merchants", "ChangePayout");
        Intent memory intent = by(actor, merchants, kind, abi.encode(stranger));
        merchants.changePayout(stranger, intent);
        vm.expectRevert(
            abi.encodeWithSelector(Intents.Intents_AlreadyDone.selector, actor, intent.ref)
        );
        merchants.changePayout(stranger, intent);

        // Signed again with a later deadline it is still the same.
        Intent memory later = signed(
            merchants,
            kind,
            abi.encode(stranger),
            Intent(actor, intent.ref, intent.deadline + 1, "")
        );
        vm.expectRevert(
            abi.encodeWithSelector(Intents.Intents_AlreadyDone.selector, actor, intent.ref)
        );
        merchants.changePayout(stranger, later);

        Intent memory other = signed(
            merchants, kind, abi.encode(buyer), Intent(actor, intent.ref, intent.deadline, "")
        );
        vm.expectRevert(
            abi.encodeWithSelector(
                Intents.Intents_ReferenceUsed.selector,
                actor,
                intent.ref,
                keccak256(abi.encode(kind, stranger))
            )
        );
        merchants.changePayout(buyer, other);

        // Another account's reference is its own.
        address second = account("second");
        Intent memory same = signed(
            merchants, kind, abi.encode(stranger), Intent(second, intent.ref, intent.deadline, "")
        );
        merchants.changePayout(stranger, same);
    }

    /// @dev No signature but the right one: random bytes of any length.
    function test_noRandomSignatureWorks(bytes memory signature, uint256 i) public {
        i = bound(i, 0, actionCount() - 1);
        address actor = account("actor");
        Intent memory intent = draft(actor);
        intent.signature = signature;
        _expectBadSignature(i, actor, intent);
    }

    function _expectBadSignature(uint256 i, address actor, Intent memory intent) private {
        Action memory a = action(i, actor);
        (bool success, bytes memory reason) = address(a.target).call(dataOf(i, intent));
        vm.assertFalse(success, a.name);
        bytes memory expected = abi.encodeWithSelector(Intents.Intents_BadSignature.selector, actor);
        if (a.pays) expected = abi.encodeWithSelector(ERC3009.ERC3009InvalidSignature.selector);
        vm.assertEq(reason, expected, a.name);
    }

    function _withHighS(bytes memory signature) private pure returns (bytes memory) {
        (bytes32 r, bytes32 s, uint8 v) = _split(signature);
        uint256 n = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141;
        return abi.encodePacked(r, bytes32(n - uint256(s)), v == 27 ? uint8(28) : uint8(27));
    }

    function _split(bytes memory signature) private pure returns (bytes32 r, bytes32 s, uint8 v) {
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
    }
}
