package org.tongbao.chain.pool;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.pool.PoolResult.Added;
import org.tongbao.chain.pool.PoolResult.Refused;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Lets transactions into the pool and out of it, by what the accounts and the limits allow. All
/// methods run under the pool's lock.
final class PoolAdmission {
  private final PoolContents contents;
  private final PoolOptions options;
  private long order;
  private long lastExpiry = System.nanoTime();

  PoolAdmission(PoolContents contents, PoolOptions options) {
    this.contents = contents;
    this.options = options;
  }

  /// Admits a transaction that is valid in itself.
  PoolResult admit(Transaction transaction, HeadAccounts accounts) {
    Address sender = transaction.sender();
    if (sender == null || contents.find(transaction.hash()) != null) {
      return sender == null
          ? PoolResult.refuse(PoolRefusal.INVALID_SENDER, "")
          : PoolResult.refuse(PoolRefusal.ALREADY_KNOWN, "");
    }
    SenderQueue known = contents.queue(sender);
    if (known == null && !accounts.maySend(accounts.account(sender))) {
      return PoolResult.refuse(PoolRefusal.SENDER_HAS_CODE, "address " + sender.toChecksumHex());
    }
    SenderQueue queue = known == null ? newQueue(sender, accounts) : refreshed(known, accounts);
    Waiting waiting = Waiting.of(transaction, sender, System.nanoTime(), order);
    Refused refused = check(queue, waiting);
    if (refused == null && isFull(waiting, queue)) {
      refused = makeRoom(waiting);
    }
    if (refused != null) {
      return refused;
    }
    order++;
    Waiting replaced = contents.put(queue, waiting);
    boolean executable = waiting.nonce() - queue.nonce() < queue.executable();
    return new Added(executable, replaced == null ? null : replaced.transaction().hash());
  }

  /// What waited for this transaction alone and could be mined after it now.
  List<Transaction> freedBy(Transaction added) {
    Address sender = added.sender();
    SenderQueue queue = sender == null ? null : contents.queue(sender);
    if (queue == null || queue.at(added.nonce() + 1) == null) {
      return List.of();
    }
    List<Transaction> freed = new ArrayList<>();
    Waiting next = queue.at(added.nonce() + 1);
    while (next != null) {
      freed.add(next.transaction());
      next = queue.at(next.nonce() + 1);
    }
    return freed;
  }

  private static SenderQueue newQueue(Address sender, HeadAccounts accounts) {
    Account account = accounts.account(sender);
    return new SenderQueue(sender, account.nonce(), account.balance());
  }

  /// The queue with its account read again if it may have changed.
  SenderQueue refreshed(SenderQueue queue, HeadAccounts accounts) {
    if (queue.stale()) {
      Account account = accounts.account(queue.sender);
      contents.update(queue, account.nonce(), account.balance());
    }
    return queue;
  }

  private @Nullable Refused check(SenderQueue queue, Waiting waiting) {
    long nonce = waiting.nonce();
    if (Long.compareUnsigned(nonce, queue.nonce()) < 0) {
      return PoolResult.refuse(
          PoolRefusal.NONCE_TOO_LOW,
          "next nonce %s, tx nonce %s"
              .formatted(Long.toUnsignedString(queue.nonce()), Long.toUnsignedString(nonce)));
    }
    if (queue.costWith(waiting).compareTo(queue.balance()) > 0) {
      return PoolResult.refuse(
          PoolRefusal.INSUFFICIENT_FUNDS,
          "balance %s, tx cost %s, with those waiting %s"
              .formatted(queue.balance(), waiting.cost(), queue.costWith(waiting)));
    }
    Waiting old = queue.at(nonce);
    if (old != null) {
      return old.givesWayTo(waiting.transaction())
          ? null
          : PoolResult.refuse(PoolRefusal.REPLACEMENT_UNDERPRICED, "");
    }
    return checkSenderLimits(queue, nonce);
  }

  private @Nullable Refused checkSenderLimits(SenderQueue queue, long nonce) {
    if (queue.size() >= options.maxPerSender()) {
      return PoolResult.refuse(
          PoolRefusal.SENDER_FULL, "%d transactions wait".formatted(queue.size()));
    }
    boolean gap = nonce != queue.nextNonce();
    if (gap
        && (queue.queued() >= options.maxQueuedPerSender()
            || Long.compareUnsigned(nonce - queue.nonce(), options.maxPerSender()) >= 0)) {
      return PoolResult.refuse(
          PoolRefusal.NONCE_GAP,
          "next nonce %s, tx nonce %s"
              .formatted(Long.toUnsignedString(queue.nextNonce()), Long.toUnsignedString(nonce)));
    }
    return null;
  }

  private boolean isFull(Waiting waiting, SenderQueue queue) {
    boolean replaces = queue.at(waiting.nonce()) != null;
    return (!replaces && contents.size() >= options.maxTransactions())
        || contents.bytes() + waiting.bytes() > options.maxBytes();
  }

  /// Gives up transactions that pay less: of the sender who pays least, the last.
  private @Nullable Refused makeRoom(Waiting waiting) {
    U256 tip = waiting.transaction().maxPriorityFeePerGas();
    while (contents.size() >= options.maxTransactions()
        || contents.bytes() + waiting.bytes() > options.maxBytes()) {
      Waiting worst = contents.worst();
      SenderQueue queue = worst == null ? null : contents.queue(worst.sender());
      Waiting last = queue == null ? null : queue.last();
      if (worst == null
          || last == null
          || worst.sender().equals(waiting.sender())
          || worst.transaction().maxPriorityFeePerGas().compareTo(tip) >= 0) {
        return PoolResult.refuse(
            PoolRefusal.POOL_FULL, "%d transactions wait".formatted(contents.size()));
      }
      contents.remove(last);
    }
    return null;
  }

  /// The transactions of a block are in the chain: what has their nonces goes. The new nonces
  /// follow from the block; balances are read when next needed.
  void mined(StoredBlock block) {
    Map<SenderQueue, Long> nextNonces = new HashMap<>();
    for (Transaction transaction : block.block().transactions()) {
      Address sender = transaction.sender();
      SenderQueue queue = sender == null ? null : contents.queue(sender);
      if (queue != null) {
        nextNonces.put(queue, transaction.nonce() + 1);
      }
    }
    nextNonces.forEach(
        (queue, nonce) -> {
          if (Long.compareUnsigned(nonce, queue.nonce()) > 0) {
            contents.update(queue, nonce, queue.balance());
          }
          queue.markStale();
        });
  }

  /// Takes back what a reorganisation removed from the chain. Accounts went back too.
  void readmit(List<Transaction> transactions, HeadAccounts accounts) {
    for (Transaction transaction : transactions) {
      SenderQueue queue =
          transaction.sender() == null ? null : contents.queue(transaction.sender());
      if (queue != null) {
        queue.markStale();
      }
    }
    transactions.forEach(transaction -> admit(transaction, accounts));
  }

  /// Removes a transaction that turned out to be invalid.
  void drop(Transaction transaction) {
    Waiting waiting = contents.find(transaction.hash());
    if (waiting != null) {
      SenderQueue queue = contents.queue(waiting.sender());
      if (queue != null) {
        queue.markStale();
      }
      contents.remove(waiting);
    }
  }

  /// Drops, now and then, what has been behind a missing nonce for too long.
  void dropExpired() {
    long now = System.nanoTime();
    long lifetime = options.queuedLifetime().toNanos();
    if (now - lastExpiry < lifetime / 16) {
      return;
    }
    lastExpiry = now;
    List<Waiting> expired = new ArrayList<>();
    for (SenderQueue queue : contents.queues()) {
      queue.all().stream()
          .skip(queue.executable())
          .filter(each -> now - each.since() > lifetime)
          .forEach(expired::add);
    }
    expired.forEach(contents::remove);
  }
}
