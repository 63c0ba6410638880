// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

import {Cash} from "../Cash.sol";
import {Directory} from "../Directory.sol";
import {Intent} from "../types/Intent.sol";
import {Intents} from "./Intents.sol";

/// @notice A contract of the system: takes intents, and asks the Directory about roles, versions
/// and pauses.
abstract contract Listed is Intents {
    /// @notice The address book this contract obeys, for ever.
    Directory public immutable directory;

    constructor(Directory directory_, string memory name) Intents(name) {
        directory = directory_;
    }

    modifier onlyGovernor() {
        directory.requireGovernor(msg.sender);
        _;
    }

    /// @dev Checks and uses up an intent of an account that must hold the role.
    function _authoriseRole(uint256 role, bytes memory action, Intent calldata intent) internal {
        _authorise(action, intent);
        directory.requireRole(intent.account, role);
    }

    /// @dev Checks and uses up an intent that brings money: takes `amount` from the account by its
    /// ERC-3009 authorisation, whose nonce is the hash of `action`, account and ref. `Cash` checks
    /// the signature, which names this contract as the payee.
    function _collect(Cash cash, uint256 amount, bytes memory action, Intent calldata intent)
        internal
    {
        _useOnce(action, intent);
        directory.requireCash(address(cash));
        cash.receiveWithAuthorization(
            intent.account,
            address(this),
            amount,
            0,
            intent.deadline,
            keccak256(abi.encodePacked(action, uint256(uint160(intent.account)), intent.ref)),
            intent.signature
        );
    }
}
