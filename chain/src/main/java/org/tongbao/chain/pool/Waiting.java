package org.tongbao.chain.pool;

import java.util.Comparator;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// A transaction in the pool.
///
/// @param cost what it can take from the sender's balance at most
/// @param since when it came, by [System#nanoTime]
/// @param order a number that goes up with each transaction
record Waiting(Transaction transaction, Address sender, U256 cost, long since, long order) {
  /// The one to give up first when the pool is full: the lowest tip, of those the latest.
  static final Comparator<Waiting> WORST_FIRST =
      Comparator.comparing((Waiting each) -> each.transaction().maxPriorityFeePerGas())
          .thenComparing(Comparator.comparingLong(Waiting::order).reversed());

  static Waiting of(Transaction transaction, Address sender, long since, long order) {
    return new Waiting(transaction, sender, costOf(transaction), since, order);
  }

  /// The pool has checked that this fits 256 bits.
  static U256 costOf(Transaction transaction) {
    return transaction
        .maxFeePerGas()
        .mulExact(U256.ofUnsigned(transaction.gasLimit()))
        .addExact(transaction.value());
  }

  long nonce() {
    return transaction.nonce();
  }

  int bytes() {
    return transaction.encoded().size();
  }

  /// Whether `newer` pays enough more, in both fees, to take this one's nonce.
  boolean givesWayTo(Transaction newer) {
    return bumped(transaction.maxFeePerGas(), newer.maxFeePerGas())
        && bumped(transaction.maxPriorityFeePerGas(), newer.maxPriorityFeePerGas());
  }

  private static boolean bumped(U256 old, U256 offered) {
    U256 tenth = old.div(U256.of(100 / PoolOptions.REPLACEMENT_PERCENT));
    return offered.compareTo(old.add(tenth.max(U256.ONE))) >= 0;
  }
}
