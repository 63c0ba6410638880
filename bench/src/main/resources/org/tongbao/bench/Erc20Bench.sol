// SPDX-License-Identifier: Apache-2.0
pragma solidity ^0.8.20;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// An OpenZeppelin token without anything added; its supply is given to a balance by hand.
contract Erc20Bench is ERC20 {
    constructor() ERC20("Bench", "BNC") {}
}
