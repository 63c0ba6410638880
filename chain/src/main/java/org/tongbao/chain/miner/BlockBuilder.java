package org.tongbao.chain.miner;

import org.tongbao.chain.block.BlockExecution;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.block.TransactionResult;
import org.tongbao.chain.block.TransactionResult.Executed;
import org.tongbao.chain.block.TransactionResult.Refused;
import org.tongbao.chain.core.Consensus;
import org.tongbao.chain.pool.Selection;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.store.Staging;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Fills one block with waiting transactions and executes them, on a state that nobody else changes
/// and without any lock.
final class BlockBuilder {
  private static final long GAS_LIMIT_DIVISOR = 1024;

  /// What the RLP around a transaction takes at most.
  private static final int ITEM_OVERHEAD = 5;

  private static final int HEADER_BYTES = 1024;

  private final Consensus consensus;
  private final TxPool pool;
  private final MinerOptions options;

  BlockBuilder(Consensus consensus, TxPool pool, MinerOptions options) {
    this.consensus = consensus;
    this.pool = pool;
    this.options = options;
  }

  /// A complete block, without its seal, to follow the head that `staging` stands on.
  BlockResult build(Staging staging, long timestamp) {
    BlockHeader parent = staging.state().header();
    BlockHeader draft =
        consensus
            .draft(parent, options.coinbase(), timestamp)
            .gasLimit(gasLimitAfter(parent.gasLimit()))
            .extraData(options.extraData())
            .build();
    BlockExecution execution = consensus.processor().begin(draft, staging.parent());
    Selection selection = pool.select(draft.baseFeePerGas(), draft.gasLimit());
    fill(execution, selection);
    pool.drop(selection.invalid());
    U256 reward = consensus.spec().rewardAt(draft.number());
    return execution.finish(reward);
  }

  private void fill(BlockExecution execution, Selection selection) {
    int bytesLeft = consensus.processor().rules().fork().maxBlockBytes() - HEADER_BYTES;
    Transaction next = selection.next(execution.gasLeft());
    while (next != null) {
      int bytes = next.encoded().size() + ITEM_OVERHEAD;
      if (bytes > bytesLeft) {
        selection.skip();
      } else if (settle(selection, execution.add(next))) {
        bytesLeft -= bytes;
      }
      next = selection.next(execution.gasLeft());
    }
  }

  /// Tells the selection what became of its transaction; true when it is in the block.
  private static boolean settle(Selection selection, TransactionResult result) {
    return switch (result) {
      case Executed executed -> {
        selection.accept(executed.gasUsed());
        yield true;
      }
      case Refused refused -> {
        if (mayFitLater(refused.reason())) {
          selection.skip();
        } else {
          selection.refuse();
        }
        yield false;
      }
    };
  }

  private static boolean mayFitLater(TransactionResult.Reason reason) {
    return switch (reason) {
      case NONCE_TOO_HIGH,
          MAX_FEE_BELOW_BASE_FEE,
          MAX_BLOB_FEE_BELOW_BASE_FEE,
          GAS_LIMIT_ABOVE_BLOCK,
          BLOB_GAS_ABOVE_BLOCK ->
          true;
      case MALFORMED,
          NONCE_TOO_LOW,
          INSUFFICIENT_FUNDS,
          SENDER_HAS_CODE,
          GAS_LIMIT_ABOVE_CAP,
          TOO_MANY_BLOBS ->
          false;
    };
  }

  private long gasLimitAfter(long parent) {
    long target = options.gasTarget();
    if (target == 0 || target == parent) {
      return parent;
    }
    long most = parent / GAS_LIMIT_DIVISOR - 1;
    return parent + Math.clamp(target - parent, -most, most);
  }
}
