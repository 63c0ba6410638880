package org.tongbao.chain.pool;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.pool.PoolResult.Refused;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionException;
import org.tongbao.primitives.tx.TransactionRules;

/// What a pool can tell of a transaction without looking at any account. The signature, the dearest
/// part, comes last.
final class TransactionGate {
  private static final int BLOB = 3;

  private final ChainRules rules;
  private final PoolOptions options;

  TransactionGate(ChainRules rules, PoolOptions options) {
    this.rules = rules;
    this.options = options;
  }

  /// The first thing wrong with a transaction, or null.
  @Nullable Refused check(Transaction transaction, BlockHeader head) {
    if (transaction.type() == BLOB) {
      return PoolResult.refuse(
          PoolRefusal.BLOBS_NOT_SUPPORTED, "this chain has no network for blobs");
    }
    int size = transaction.encoded().size();
    if (size > PoolOptions.MAX_TRANSACTION_BYTES) {
      return PoolResult.refuse(
          PoolRefusal.TOO_LARGE,
          "%d bytes, limit %d".formatted(size, PoolOptions.MAX_TRANSACTION_BYTES));
    }
    if (transaction.chainId() == null && !options.acceptUnprotected()) {
      return PoolResult.refuse(PoolRefusal.UNPROTECTED, "");
    }
    Refused refused = checkLimits(transaction, head);
    return refused == null ? checkRules(transaction) : refused;
  }

  private @Nullable Refused checkLimits(Transaction transaction, BlockHeader head) {
    long gasLimit = transaction.gasLimit();
    if (Long.compareUnsigned(gasLimit, rules.fork().maxTransactionGas()) > 0) {
      return PoolResult.refuse(
          PoolRefusal.GAS_ABOVE_CAP,
          "cap %d, tx %s"
              .formatted(rules.fork().maxTransactionGas(), Long.toUnsignedString(gasLimit)));
    }
    if (Long.compareUnsigned(gasLimit, head.gasLimit()) > 0) {
      return PoolResult.refuse(
          PoolRefusal.GAS_ABOVE_BLOCK,
          "limit %d, tx %s".formatted(head.gasLimit(), Long.toUnsignedString(gasLimit)));
    }
    if (transaction.maxFeePerGas().compareTo(options.minFeePerGas()) < 0) {
      return PoolResult.refuse(
          PoolRefusal.UNDERPRICED,
          "fee per gas %s, minimum needed %s"
              .formatted(transaction.maxFeePerGas(), options.minFeePerGas()));
    }
    return null;
  }

  private @Nullable Refused checkRules(Transaction transaction) {
    try {
      TransactionRules.check(transaction, rules.chainId());
      return null;
    } catch (TransactionException e) {
      return PoolResult.refuse(refusalOf(e), String.valueOf(e.getMessage()));
    }
  }

  private static PoolRefusal refusalOf(TransactionException e) {
    return switch (e.code()) {
      case CHAIN_ID_MISMATCH -> PoolRefusal.WRONG_CHAIN;
      case SIGNATURE_OUT_OF_RANGE, SENDER_NOT_RECOVERABLE -> PoolRefusal.INVALID_SENDER;
      case INTRINSIC_GAS_TOO_LOW, GAS_BELOW_FLOOR -> PoolRefusal.INTRINSIC_GAS;
      case TYPE_NOT_SUPPORTED, SIDECAR_NOT_ACCEPTED -> PoolRefusal.BLOBS_NOT_SUPPORTED;
      case MALFORMED,
          FIELD_NOT_IN_TYPE,
          NONCE_IS_MAX,
          PRIORITY_FEE_ABOVE_MAX_FEE,
          COST_OVERFLOW,
          INIT_CODE_TOO_LARGE,
          RECIPIENT_MISSING,
          BLOBS_MISSING,
          BLOB_HASH_VERSION,
          AUTHORIZATIONS_MISSING ->
          PoolRefusal.MALFORMED;
    };
  }
}
