package org.tongbao.chain.pool;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// The order in which the pool's transactions go into one block: the best tip first, of equal tips
/// the earliest, each sender's by nonce; within the shares of [PoolOptions]. A picture of the pool
/// at one moment, for one thread; the pool goes on meanwhile.
///
/// After each [#next] the caller says what became of it with [#accept] or [#skip].
public final class Selection {
  private final PoolOptions options;
  private final U256 baseFee;
  private final long quota;
  private final long othersShare;
  private final PriorityQueue<Candidate> candidates;
  private final Map<Address, Long> gasUsed = new HashMap<>();
  private final List<Transaction> invalid = new ArrayList<>();
  private long othersGas;
  private @Nullable Candidate current;

  /// The transactions of one sender that are still to come.
  private record Candidate(Waiting first, U256 tip, Deque<Waiting> rest) {}

  /// @param executables of each sender, by nonce
  Selection(
      PoolOptions options, List<List<Waiting>> executables, U256 baseFee, long blockGasLimit) {
    this.options = options;
    this.baseFee = baseFee;
    this.quota = percent(blockGasLimit, options.quotaPercent());
    int kept = options.reservedSenders().isEmpty() ? 0 : options.reservedPercent();
    this.othersShare = percent(blockGasLimit, 100 - kept);
    this.candidates =
        new PriorityQueue<>(
            Math.max(1, executables.size()),
            Comparator.comparing(Candidate::tip)
                .reversed()
                .thenComparingLong(each -> each.first().order()));
    executables.forEach(list -> push(new ArrayDeque<>(list)));
  }

  private static long percent(long whole, int percent) {
    return whole / 100 * percent;
  }

  private void push(Deque<Waiting> waiting) {
    Waiting first = waiting.poll();
    if (first != null && first.transaction().maxFeePerGas().compareTo(baseFee) >= 0) {
      U256 price = first.transaction().effectiveGasPrice(baseFee);
      candidates.add(new Candidate(first, price.sub(baseFee), waiting));
    }
  }

  /// The next transaction to try in a block that has so much gas left, or null when none fits.
  public @Nullable Transaction next(long gasLeft) {
    while (!candidates.isEmpty()) {
      Candidate candidate = candidates.remove();
      if (fits(candidate.first(), gasLeft)) {
        current = candidate;
        return candidate.first().transaction();
      }
    }
    current = null;
    return null;
  }

  /// A sender whose next transaction does not fit is out for this block: its later ones need it.
  private boolean fits(Waiting waiting, long gasLeft) {
    long gasLimit = waiting.transaction().gasLimit();
    if (Long.compareUnsigned(gasLimit, gasLeft) > 0) {
      return false;
    }
    if (options.reservedSenders().contains(waiting.sender())) {
      return true;
    }
    return gasUsed.getOrDefault(waiting.sender(), 0L) + gasLimit <= Math.max(quota, gasLimit)
        && othersGas + gasLimit <= othersShare;
  }

  /// The last one is in the block and used so much gas.
  public void accept(long gas) {
    Candidate candidate = take();
    Address sender = candidate.first().sender();
    if (!options.reservedSenders().contains(sender)) {
      gasUsed.merge(sender, gas, Long::sum);
      othersGas += gas;
    }
    push(candidate.rest());
  }

  /// The last one cannot be in this block, though it may be in a later one.
  public void skip() {
    take();
  }

  /// The last one can be in no block: see [#invalid].
  public void refuse() {
    invalid.add(take().first().transaction());
  }

  private Candidate take() {
    Candidate candidate = current;
    if (candidate == null) {
      throw new IllegalStateException("next() comes first");
    }
    current = null;
    return candidate;
  }

  /// Those that were refused, for [TxPool#drop].
  public List<Transaction> invalid() {
    return List.copyOf(invalid);
  }
}
