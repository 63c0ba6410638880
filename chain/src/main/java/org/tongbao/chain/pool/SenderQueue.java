package org.tongbao.chain.pool;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// The transactions of one sender by nonce. Those without a gap from the account's nonce on are
/// executable, the rest is queued. Guarded by the pool's lock.
final class SenderQueue {
  final Address sender;
  private final TreeMap<Long, Waiting> byNonce = new TreeMap<>(Long::compareUnsigned);
  private U256 totalCost = U256.ZERO;
  private long nonce;
  private U256 balance;
  private int executable;
  private boolean stale;

  SenderQueue(Address sender, long nonce, U256 balance) {
    this.sender = sender;
    this.nonce = nonce;
    this.balance = balance;
  }

  /// The account's nonce in the newest state.
  long nonce() {
    return nonce;
  }

  U256 balance() {
    return balance;
  }

  /// The first nonce that no executable transaction has.
  long nextNonce() {
    return nonce + executable;
  }

  int size() {
    return byNonce.size();
  }

  int executable() {
    return executable;
  }

  int queued() {
    return byNonce.size() - executable;
  }

  boolean isEmpty() {
    return byNonce.isEmpty();
  }

  /// Whether the account has to be read again before anything is judged by it.
  boolean stale() {
    return stale;
  }

  void markStale() {
    stale = true;
  }

  @Nullable Waiting at(long atNonce) {
    return byNonce.get(atNonce);
  }

  /// What all transactions cost together when `added` comes and the one at its nonce goes.
  U256 costWith(Waiting added) {
    Waiting old = byNonce.get(added.nonce());
    U256 without = old == null ? totalCost : totalCost.sub(old.cost());
    return without.addExact(added.cost());
  }

  void put(Waiting added) {
    totalCost = costWith(added);
    byNonce.put(added.nonce(), added);
    countOn();
  }

  void remove(Waiting gone) {
    if (byNonce.remove(gone.nonce(), gone)) {
      totalCost = totalCost.sub(gone.cost());
      long place = gone.nonce() - nonce;
      if (Long.compareUnsigned(place, executable) < 0) {
        executable = (int) place;
      }
    }
  }

  /// The account has changed: gives back the transactions that are now behind its nonce.
  List<Waiting> update(long newNonce, U256 newBalance) {
    nonce = newNonce;
    balance = newBalance;
    stale = false;
    List<Waiting> passed = new ArrayList<>(byNonce.headMap(newNonce).values());
    passed.forEach(each -> totalCost = totalCost.sub(each.cost()));
    byNonce.headMap(newNonce).clear();
    executable = 0;
    countOn();
    return passed;
  }

  private void countOn() {
    while (byNonce.containsKey(nonce + executable)) {
      executable++;
    }
  }

  @Nullable Waiting last() {
    return byNonce.isEmpty() ? null : byNonce.lastEntry().getValue();
  }

  Collection<Waiting> all() {
    return byNonce.values();
  }

  List<Waiting> executables() {
    List<Waiting> list = new ArrayList<>(executable);
    for (Waiting each : byNonce.values()) {
      if (list.size() == executable) {
        break;
      }
      list.add(each);
    }
    return list;
  }
}
