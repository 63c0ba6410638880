// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

// OpenZeppelin Contracts 5.7.0, MIT licence.
import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {ERC20Permit} from "@openzeppelin/contracts/token/ERC20/extensions/ERC20Permit.sol";

/// @notice OpenZeppelin's ERC-20 with permits (ERC-2612), and ways to fail that clients decode.
contract TestToken is ERC20, ERC20Permit {
    constructor(uint256 supply) ERC20("Test Token", "TEST") ERC20Permit("Test Token") {
        _mint(msg.sender, supply);
    }

    /// @notice Fails with a text, as `require` does.
    function refuse(string calldata reason) external pure {
        revert(reason);
    }

    /// @notice Fails with Panic(0x12).
    function divide(uint256 dividend, uint256 divisor) external pure returns (uint256) {
        return dividend / divisor;
    }
}
