package org.tongbao.chain.block;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.TransactionResult.Reason;
import org.tongbao.chain.block.TransactionResult.Refused;
import org.tongbao.chain.evm.BlockContext;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;

/// Whether a transaction that is right in itself fits the block and the state (Yellow Paper §6.2,
/// EIP-1559, EIP-3607, EIP-4844, EIP-7702, EIP-7825). Changes nothing.
///
/// @param gasLeft what the block has left, unsigned
/// @param blobGasLeft what the block has left
record TransactionChecks(ChainRules rules, BlockContext block, long gasLeft, long blobGasLeft) {

  /// Why `tx` of `sender` is refused, or null when it is valid.
  @Nullable Refused check(Transaction tx, MutableAccount sender) {
    UnsignedTransaction fields = tx.unsigned();
    Refused refused = checkGasLimit(fields);
    if (refused == null) {
      refused = checkBlobs(fields);
    }
    if (refused == null) {
      refused = checkFees(fields);
    }
    return refused == null ? checkSender(fields, sender) : refused;
  }

  private @Nullable Refused checkGasLimit(UnsignedTransaction tx) {
    long cap = rules.fork().maxTransactionGas();
    if (Long.compareUnsigned(tx.gasLimit(), cap) > 0) {
      return new Refused(
          Reason.GAS_LIMIT_ABOVE_CAP,
          "gas limit %s is above the cap of a transaction, %d"
              .formatted(Long.toUnsignedString(tx.gasLimit()), cap));
    }
    if (Long.compareUnsigned(tx.gasLimit(), gasLeft) > 0) {
      return new Refused(
          Reason.GAS_LIMIT_ABOVE_BLOCK,
          "gas limit %d is above the %s that the block has left"
              .formatted(tx.gasLimit(), Long.toUnsignedString(gasLeft)));
    }
    return null;
  }

  private @Nullable Refused checkBlobs(UnsignedTransaction tx) {
    if (tx.type() != 3) {
      return null;
    }
    int blobs = tx.blobVersionedHashes().size();
    if (blobs * BlobSchedule.GAS_PER_BLOB > blobGasLeft) {
      return new Refused(
          Reason.BLOB_GAS_ABOVE_BLOCK,
          "%d blobs take more than the blob gas that the block has left, %d"
              .formatted(blobs, blobGasLeft));
    }
    if (blobs > rules.fork().maxTransactionBlobs()) {
      return new Refused(
          Reason.TOO_MANY_BLOBS,
          "%d blobs are above the cap of a transaction, %d"
              .formatted(blobs, rules.fork().maxTransactionBlobs()));
    }
    if (tx.maxFeePerBlobGas().compareTo(block.blobBaseFee()) < 0) {
      return new Refused(
          Reason.MAX_BLOB_FEE_BELOW_BASE_FEE,
          "max fee per blob gas %s is below the blob base fee %s"
              .formatted(tx.maxFeePerBlobGas(), block.blobBaseFee()));
    }
    return null;
  }

  private @Nullable Refused checkFees(UnsignedTransaction tx) {
    if (tx.maxFeePerGas().compareTo(block.baseFee()) < 0) {
      return new Refused(
          Reason.MAX_FEE_BELOW_BASE_FEE,
          "max fee per gas %s is below the base fee %s"
              .formatted(tx.maxFeePerGas(), block.baseFee()));
    }
    return null;
  }

  private static @Nullable Refused checkSender(UnsignedTransaction tx, MutableAccount sender) {
    if (!sender.code().isEmpty() && sender.code().delegate() == null) {
      return new Refused(
          Reason.SENDER_HAS_CODE, "the sender %s is a contract".formatted(sender.address()));
    }
    int order = Long.compareUnsigned(tx.nonce(), sender.nonce());
    if (order != 0) {
      return new Refused(
          order < 0 ? Reason.NONCE_TOO_LOW : Reason.NONCE_TOO_HIGH,
          "nonce %s of %s where %s is due"
              .formatted(
                  Long.toUnsignedString(tx.nonce()),
                  sender.address(),
                  Long.toUnsignedString(sender.nonce())));
    }
    return checkBalance(tx, sender);
  }

  /// Whether the sender can pay the most that the transaction may cost.
  static @Nullable Refused checkBalance(UnsignedTransaction tx, MutableAccount sender) {
    BigInteger cost = maxCost(tx);
    if (cost.bitLength() > 256 || sender.balance().compareTo(U256.of(cost)) < 0) {
      return new Refused(
          Reason.INSUFFICIENT_FUNDS,
          "the balance %s of %s does not cover the cost of at most %s"
              .formatted(sender.balance(), sender.address(), cost));
    }
    return null;
  }

  private static BigInteger maxCost(UnsignedTransaction tx) {
    BigInteger gas = U256.ofUnsigned(tx.gasLimit()).toBigInteger();
    BigInteger cost = gas.multiply(tx.maxFeePerGas().toBigInteger()).add(tx.value().toBigInteger());
    long blobGas = tx.blobVersionedHashes().size() * BlobSchedule.GAS_PER_BLOB;
    return cost.add(tx.maxFeePerBlobGas().toBigInteger().multiply(BigInteger.valueOf(blobGas)));
  }
}
