package org.tongbao.chain.block;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.HaltReason;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// What came of a transaction that was to be executed.
public sealed interface TransactionResult {
  /// It was valid and is part of the block, whether its code succeeded or not.
  ///
  /// @param gasUsed what was paid for, after refunds and the floor
  /// @param gasRefunded taken off before payment (EIP-3529)
  /// @param effectiveGasPrice what a unit of gas cost, in wei
  /// @param output return data, revert reason, or the deployed code
  /// @param created the new contract's address, null unless a contract was created
  /// @param halt why the outermost frame halted; null after success and REVERT
  record Executed(
      Receipt receipt,
      long gasUsed,
      long gasRefunded,
      U256 effectiveGasPrice,
      Bytes output,
      @Nullable Address created,
      @Nullable HaltReason halt)
      implements TransactionResult {
    public boolean succeeded() {
      return receipt.succeeded();
    }
  }

  /// It is invalid here and now; nothing has changed.
  ///
  /// @param message names the numbers that do not fit
  record Refused(Reason reason, String message) implements TransactionResult {}

  /// Why a transaction cannot be part of a block.
  enum Reason {
    /// Wrong in itself, whatever the state: see [TransactionError].
    MALFORMED,
    NONCE_TOO_LOW,
    NONCE_TOO_HIGH,
    /// The balance does not cover value, gas and blob gas at the highest price allowed.
    INSUFFICIENT_FUNDS,
    /// The sender has code that is no delegation (EIP-3607).
    SENDER_HAS_CODE,
    MAX_FEE_BELOW_BASE_FEE,
    MAX_BLOB_FEE_BELOW_BASE_FEE,
    /// Over the cap of a transaction (EIP-7825).
    GAS_LIMIT_ABOVE_CAP,
    /// Over what the block has left.
    GAS_LIMIT_ABOVE_BLOCK,
    /// Over what the block has left.
    BLOB_GAS_ABOVE_BLOCK,
    /// Over the cap of a transaction (EIP-7594).
    TOO_MANY_BLOBS,
  }
}
