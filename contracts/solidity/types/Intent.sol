// SPDX-License-Identifier: Apache-2.0
pragma solidity 0.8.37;

/// @notice The signed part that every action of an account carries.
/// @dev The EIP-712 type of each action ends with `address account,bytes32 ref,uint256 deadline`;
/// the signature is the account's (ECDSA, or ERC-1271 when the account is a contract).
/// Where the action takes money, the signature is the account's ERC-3009 authorisation instead,
/// whose nonce is the hash of what the money is for (see `Listed._collect`).
struct Intent {
    /// The account that acts. Claimed here, proven by the signature.
    address account;
    /// The account's reference: works once in each contract.
    bytes32 ref;
    /// The intent is valid while `block.timestamp < deadline`.
    uint256 deadline;
    bytes signature;
}
