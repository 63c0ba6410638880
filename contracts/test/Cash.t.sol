// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {IERC20Errors} from "@openzeppelin/contracts/interfaces/draft-IERC6093.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";
import {ERC3009} from "@openzeppelin/contracts/token/ERC20/extensions/draft-ERC3009.sol";
import {Cash} from "../solidity/Cash.sol";
import {System} from "./base/System.sol";
import {Wallet} from "./base/Wallets.sol";

contract CashTest is System {
    address private alice;
    address private bob;

    function setUp() public override {
        super.setUp();
        alice = account("alice");
        bob = account("bob");
        give(cny, alice, 1_000);
    }

    function test_decimalsAreTheIso4217Exponent() public view {
        vm.assertEq(cny.decimals(), 2);
        vm.assertEq(jpy.decimals(), 0);
        vm.assertEq(cny.symbol(), "CNY");
        vm.assertEq(jpy.name(), "Tongbao JPY");
    }

    function test_onlyTheTreasuryMints(address caller) public {
        vm.assume(caller != address(treasury));
        vm.prank(caller);
        vm.expectRevert(abi.encodeWithSelector(Cash.Cash_OnlyTreasury.selector, caller));
        cny.mint(caller, 1);
    }

    function test_onlyTheTreasuryBurnsAndOnlyItsOwn() public {
        vm.prank(alice);
        vm.expectRevert(abi.encodeWithSelector(Cash.Cash_OnlyTreasury.selector, alice));
        cny.burn(1);

        vm.prank(address(treasury));
        vm.expectRevert(
            abi.encodeWithSelector(
                IERC20Errors.ERC20InsufficientBalance.selector, address(treasury), 0, 1
            )
        );
        cny.burn(1);
    }

    function test_transferWithAuthorizationByAnySignature(uint96 amount) public {
        amount = uint96(bound(amount, 0, 1_000));
        bytes memory signature = _transferSignature(alice, amount, "n");
        cny.transferWithAuthorization(alice, bob, amount, 0, time() + 1, "n", signature);
        vm.assertEq(cny.balanceOf(bob), amount);
        vm.assertTrue(cny.authorizationState(alice, "n"));

        vm.expectRevert(
            abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, alice, bytes32("n"))
        );
        cny.transferWithAuthorization(alice, bob, amount, 0, time() + 1, "n", signature);
    }

    function test_transferWithAuthorizationByParts() public {
        (uint8 v, bytes32 r, bytes32 s) = _split(_transferSignature(alice, 7, "n"));
        cny.transferWithAuthorization(alice, bob, 7, 0, time() + 1, "n", v, r, s);
        vm.assertEq(cny.balanceOf(bob), 7);
    }

    function test_anAuthorisationIsValidOnlyInItsTime() public {
        uint256 end = time() + 1;
        bytes memory signature = _transferSignature(alice, 7, "n");
        vm.warp(end);
        vm.expectRevert(
            abi.encodeWithSelector(ERC3009.ERC3009InvalidAuthorizationTime.selector, 0, end)
        );
        cny.transferWithAuthorization(alice, bob, 7, 0, end, "n", signature);
    }

    function test_anAuthorisationMovesNothingElse(uint96 amount, address to) public {
        bytes memory signature = _transferSignature(alice, 7, "n");
        uint256 end = time() + 1;
        vm.assume(amount != 7 || to != bob);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        cny.transferWithAuthorization(alice, to, amount, 0, end, "n", signature);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        jpy.transferWithAuthorization(alice, bob, 7, 0, end, "n", signature);
        vm.chainId(1);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        cny.transferWithAuthorization(alice, bob, 7, 0, end, "n", signature);
    }

    function test_onlyThePayeeBringsAReceiveAuthorisation() public {
        bytes memory signature = authorisation(cny, alice, bob, 7, time() + 1, "n");
        vm.expectRevert(abi.encodeWithSelector(IERC20Errors.ERC20InvalidReceiver.selector, bob));
        cny.receiveWithAuthorization(alice, bob, 7, 0, time() + 1, "n", signature);

        vm.prank(bob);
        cny.receiveWithAuthorization(alice, bob, 7, 0, time() + 1, "n", signature);
        vm.assertEq(cny.balanceOf(bob), 7);
    }

    function test_aSmartAccountSignsByItsOwner() public {
        address wallet = address(new Wallet(alice));
        give(cny, wallet, 10);
        bytes32 structHash = keccak256(
            abi.encode(
                typeHash("Cash", "TransferWithAuthorization"),
                wallet,
                bob,
                uint256(10),
                0,
                time() + 1,
                bytes32("n")
            )
        );
        bytes32 digest = digestOf(domainOf(address(cny)), structHash);
        bytes memory wrong = sign(bob, digest);
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        cny.transferWithAuthorization(wallet, bob, 10, 0, time() + 1, "n", wrong);
        cny.transferWithAuthorization(wallet, bob, 10, 0, time() + 1, "n", sign(alice, digest));
        vm.assertEq(cny.balanceOf(bob), 10);
    }

    function test_aCancelledAuthorisationIsWorthless() public {
        bytes32 structHash =
            keccak256(abi.encode(typeHash("Cash", "CancelAuthorization"), alice, bytes32("n")));
        bytes memory signature = sign(alice, digestOf(domainOf(address(cny)), structHash));
        vm.expectRevert(ERC3009.ERC3009InvalidSignature.selector);
        cny.cancelAuthorization(bob, "n", signature);
        cny.cancelAuthorization(alice, "n", signature);

        bytes memory transfer = _transferSignature(alice, 7, "n");
        vm.expectRevert(
            abi.encodeWithSelector(ERC3009.ERC3009UsedAuthorization.selector, alice, bytes32("n"))
        );
        cny.transferWithAuthorization(alice, bob, 7, 0, time() + 1, "n", transfer);
    }

    function test_permitSetsAnAllowanceOnce() public {
        bytes32 structHash = keccak256(
            abi.encode(typeHash("Cash", "Permit"), alice, bob, uint256(5), 0, time() + 1)
        );
        (uint8 v, bytes32 r, bytes32 s) =
            _split(sign(alice, digestOf(domainOf(address(cny)), structHash)));
        cny.permit(alice, bob, 5, time() + 1, v, r, s);
        vm.prank(bob);
        cny.transferFrom(alice, bob, 5);
        vm.assertEq(cny.balanceOf(bob), 5);
        vm.expectPartialRevert(ERC20Permit.ERC2612InvalidSigner.selector);
        cny.permit(alice, bob, 5, time() + 1, v, r, s);
    }

    function _transferSignature(address from, uint256 amount, bytes32 nonce)
        private
        view
        returns (bytes memory)
    {
        bytes32 structHash = keccak256(
            abi.encode(
                typeHash("Cash", "TransferWithAuthorization"),
                from,
                bob,
                amount,
                0,
                time() + 1,
                nonce
            )
        );
        return sign(from, digestOf(domainOf(address(cny)), structHash));
    }

    function _split(bytes memory signature) private pure returns (uint8 v, bytes32 r, bytes32 s) {
        assembly ("memory-safe") {
            r := mload(add(signature, 0x20))
            s := mload(add(signature, 0x40))
            v := byte(0, mload(add(signature, 0x60)))
        }
    }
}
