package org.tongbao.market.onchain;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.relay.RelayBatch;
import org.tongbao.ledger.relay.RelayJournal;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// A journal whose user dies now and then, just before or just after a change was stored.
record FaultyJournal(RelayJournal inner, Random random, int oneIn) implements RelayJournal {
  /// The process ends here.
  static final class Death extends RuntimeException {
    Death() {
      super("death");
    }
  }

  private <T> T survive(Supplier<T> change) {
    int fate = random.nextInt(2 * oneIn);
    if (fate == 0) {
      throw new Death();
    }
    T result = change.get();
    if (fate == 1) {
      throw new Death();
    }
    return result;
  }

  @Override
  public Entry accept(RelayItem item) {
    return survive(() -> inner.accept(item));
  }

  @Override
  public Optional<Entry> find(Hash reference) {
    return inner.find(reference);
  }

  @Override
  public List<RelayItem> waiting(int limit) {
    return survive(() -> inner.waiting(limit));
  }

  @Override
  public Optional<RelayBatch> unfinished(Address relayer) {
    return inner.unfinished(relayer);
  }

  @Override
  public boolean begin(RelayBatch batch) {
    return survive(() -> inner.begin(batch));
  }

  @Override
  public void finish(Address relayer, Map<Hash, RelayResult> results) {
    survive(
        () -> {
          inner.finish(relayer, results);
          return true;
        });
  }

  @Override
  public void reopen(Hash reference) {
    inner.reopen(reference);
  }
}
