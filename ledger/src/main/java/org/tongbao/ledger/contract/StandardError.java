package org.tongbao.ledger.contract;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Errors of OpenZeppelin's contracts and of Solidity itself.
public sealed interface StandardError extends ContractError {
  record AccessControlBadConfirmation() implements StandardError {}

  record AccessControlUnauthorizedAccount(Address account, Hash neededRole)
      implements StandardError {}

  record CheckpointUnorderedInsertion() implements StandardError {}

  record ECDSAInvalidSignature() implements StandardError {}

  record ECDSAInvalidSignatureLength(U256 length) implements StandardError {}

  record ECDSAInvalidSignatureS(Hash s) implements StandardError {}

  record ERC1155InsufficientBalance(Address sender, U256 balance, U256 needed, U256 tokenId)
      implements StandardError {}

  record ERC1155InvalidApprover(Address approver) implements StandardError {}

  record ERC1155InvalidArrayLength(U256 idsLength, U256 valuesLength) implements StandardError {}

  record ERC1155InvalidOperator(Address operator) implements StandardError {}

  record ERC1155InvalidReceiver(Address receiver) implements StandardError {}

  record ERC1155InvalidSender(Address sender) implements StandardError {}

  record ERC1155MissingApprovalForAll(Address operator, Address owner) implements StandardError {}

  record ERC20InsufficientAllowance(Address spender, U256 allowance, U256 needed)
      implements StandardError {}

  record ERC20InsufficientBalance(Address sender, U256 balance, U256 needed)
      implements StandardError {}

  record ERC20InvalidApprover(Address approver) implements StandardError {}

  record ERC20InvalidReceiver(Address receiver) implements StandardError {}

  record ERC20InvalidSender(Address sender) implements StandardError {}

  record ERC20InvalidSpender(Address spender) implements StandardError {}

  record ERC2612ExpiredSignature(U256 deadline) implements StandardError {}

  record ERC2612InvalidSigner(Address signer, Address owner) implements StandardError {}

  record ERC3009InvalidAuthorizationTime(U256 validAfter, U256 validBefore)
      implements StandardError {}

  record ERC3009InvalidSignature() implements StandardError {}

  record ERC3009UsedAuthorization(Address authorizer, Hash nonce) implements StandardError {}

  record ERC721IncorrectOwner(Address sender, U256 tokenId, Address owner)
      implements StandardError {}

  record ERC721InsufficientApproval(Address operator, U256 tokenId) implements StandardError {}

  record ERC721InvalidApprover(Address approver) implements StandardError {}

  record ERC721InvalidOperator(Address operator) implements StandardError {}

  record ERC721InvalidOwner(Address owner) implements StandardError {}

  record ERC721InvalidReceiver(Address receiver) implements StandardError {}

  record ERC721InvalidSender(Address sender) implements StandardError {}

  record ERC721NonexistentToken(U256 tokenId) implements StandardError {}

  record FailedCall() implements StandardError {}

  record InvalidAccountNonce(Address account, U256 currentNonce) implements StandardError {}

  record InvalidShortString() implements StandardError {}

  /// Solidity's `Panic(uint256)`.
  record Panic(U256 code) implements StandardError {}

  record ReentrancyGuardReentrantCall() implements StandardError {}

  record SafeCastOverflowedUintDowncast(int bits, U256 value) implements StandardError {}

  record StringTooLong(String str) implements StandardError {}

  /// Solidity's `Error(string)`.
  record Text(String message) implements StandardError {}

  record TimelockInsufficientDelay(U256 delay, U256 minDelay) implements StandardError {}

  record TimelockInvalidOperationLength(U256 targets, U256 payloads, U256 values)
      implements StandardError {}

  record TimelockUnauthorizedCaller(Address caller) implements StandardError {}

  record TimelockUnexecutedPredecessor(Hash predecessorId) implements StandardError {}

  record TimelockUnexpectedOperationState(Hash operationId, Hash expectedStates)
      implements StandardError {}
}
