// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Directory} from "../solidity/Directory.sol";
import {Manifest} from "./Manifest.sol";
import {Vm} from "../test/base/Vm.sol";

/// @notice Deploys the whole system in one step:
/// FOUNDER=0x… forge script script/Deploy.s.sol --rpc-url URL --broadcast (with the founder's key).
/// Optional: DELAY_SECONDS, FEE_ACCOUNT (the founder), GRANTS ("0xaccount=mask,…").
contract Deploy is Manifest {
    Vm private constant vm = Vm(address(uint160(uint256(keccak256("hevm cheat code")))));
    bool public IS_SCRIPT = true;

    error Deploy_BadGrant(string grant);

    function run() external {
        address founder = vm.envAddress("FOUNDER");
        Parameters memory p = Parameters(
            founder, vm.envOr("DELAY_SECONDS", uint256(2 days)), vm.envOr("FEE_ACCOUNT", founder)
        );
        Directory.Grant[] memory grants = _grants(vm.envOr("GRANTS", ",", new string[](0)));
        vm.startBroadcast();
        deployAll(p);
        (bool success, bytes memory reason) =
            addressOf("Directory").call(setUpCall(grants, p.feeAccount));
        vm.stopBroadcast();
        if (!success) {
            assembly ("memory-safe") {
                revert(add(reason, 0x20), mload(reason))
            }
        }
    }

    function _grants(string[] memory texts) private pure returns (Directory.Grant[] memory grants) {
        grants = new Directory.Grant[](texts.length);
        for (uint256 i = 0; i < texts.length; ++i) {
            bytes memory text = bytes(texts[i]);
            if (text.length < 44 || text[42] != "=") revert Deploy_BadGrant(texts[i]);
            bytes memory account = new bytes(42);
            bytes memory mask = new bytes(text.length - 43);
            for (uint256 j = 0; j < text.length; ++j) {
                if (j < 42) account[j] = text[j];
                else if (j > 42) mask[j - 43] = text[j];
            }
            grants[i] =
                Directory.Grant(vm.parseAddress(string(account)), vm.parseUint(string(mask)));
        }
    }
}
