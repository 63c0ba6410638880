package org.tongbao.chain.pool;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ChainEvent;
import org.tongbao.chain.core.HeadObserver;
import org.tongbao.chain.pool.PoolResult.Added;
import org.tongbao.chain.pool.PoolResult.Refused;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Transactions that wait to be mined: per sender in nonce order, bounded in every respect. Kept in
/// memory only: after a restart senders offer theirs again. Thread-safe.
///
/// The signature is verified before a transaction enters, outside the lock and so on as many cores
/// as ask; the sender is remembered in the transaction and never recovered again.
public final class TxPool implements HeadObserver {
  private static final int WORTH_SHARING = 8;

  private final Blockchain chain;
  private final PoolOptions options;
  private final TransactionGate gate;
  private final ReentrantLock lock = new ReentrantLock();
  private final PoolContents contents = new PoolContents();
  private final PoolAdmission admission;
  private final WorkSignal work = new WorkSignal(lock);

  /// A pool for a chain, which it observes from now on.
  public TxPool(Blockchain chain, PoolOptions options) {
    this.chain = chain;
    this.options = options;
    this.gate = new TransactionGate(chain.consensus().processor().rules(), options);
    this.admission = new PoolAdmission(contents, options);
    chain.observe(this);
  }

  /// Offers one transaction. Verifies its signature on the calling thread.
  public PoolResult add(Transaction transaction) {
    return addAll(List.of(transaction)).getFirst();
  }

  /// Offers transactions in their order; signatures are verified in parallel.
  ///
  /// @return one result for each
  public List<PoolResult> addAll(List<Transaction> transactions) {
    BlockHeader head = chain.head().header();
    Stream<Transaction> stream =
        transactions.size() < WORTH_SHARING ? transactions.stream() : transactions.parallelStream();
    List<PoolResult> results = new ArrayList<>(stream.map(each -> checkAlone(each, head)).toList());
    List<Transaction> executable = new ArrayList<>();
    lock.lock();
    try (HeadAccounts accounts = new HeadAccounts(chain.reader())) {
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i) instanceof Added) {
          results.set(i, admission.admit(transactions.get(i), accounts));
        }
        if (results.get(i) instanceof Added added && added.executable()) {
          executable.add(transactions.get(i));
          if (added.replaced() == null) {
            executable.addAll(admission.freedBy(transactions.get(i)));
          }
        }
      }
      work.changed(contents.executable());
    } finally {
      lock.unlock();
    }
    if (!executable.isEmpty() && chain.events().hasSubscribers()) {
      chain.events().send(new ChainEvent.Pending(executable));
    }
    return results;
  }

  /// What can be said outside the lock; [Added] when nothing speaks against it.
  private PoolResult checkAlone(Transaction transaction, BlockHeader head) {
    if (find(transaction.hash()) != null) {
      return PoolResult.refuse(PoolRefusal.ALREADY_KNOWN, "");
    }
    Refused refused = gate.check(transaction, head);
    return refused == null ? new Added(false, null) : refused;
  }

  /// The waiting transaction of this hash, or null.
  public @Nullable Transaction find(Hash hash) {
    lock.lock();
    try {
      Waiting waiting = contents.find(hash);
      return waiting == null ? null : waiting.transaction();
    } finally {
      lock.unlock();
    }
  }

  /// The nonce that the sender's next transaction should have, those that wait counted in.
  public long nextNonce(Address sender) {
    lock.lock();
    try (HeadAccounts accounts = new HeadAccounts(chain.reader())) {
      SenderQueue queue = contents.queue(sender);
      return queue == null
          ? accounts.account(sender).nonce()
          : admission.refreshed(queue, accounts).nextNonce();
    } finally {
      lock.unlock();
    }
  }

  /// Everything that waits, or what one sender has waiting.
  public PoolContent content(@Nullable Address sender) {
    lock.lock();
    try {
      return PoolContent.of(contents, sender);
    } finally {
      lock.unlock();
    }
  }

  /// How many could be mined now.
  public int executableCount() {
    lock.lock();
    try {
      return contents.executable();
    } finally {
      lock.unlock();
    }
  }

  /// How many wait behind a missing nonce.
  public int queuedCount() {
    lock.lock();
    try {
      return contents.size() - contents.executable();
    } finally {
      lock.unlock();
    }
  }

  /// Signals when there is work for a miner.
  public WorkSignal work() {
    return work;
  }

  /// The transactions for a block with this base fee and gas limit.
  public Selection select(U256 baseFee, long blockGasLimit) {
    lock.lock();
    try {
      List<List<Waiting>> executables = new ArrayList<>(contents.queues().size());
      for (SenderQueue queue : contents.queues()) {
        if (queue.executable() > 0) {
          executables.add(queue.executables());
        }
      }
      return new Selection(options, executables, baseFee, blockGasLimit);
    } finally {
      lock.unlock();
    }
  }

  /// Throws out transactions that turned out to be invalid, and looks at their senders again.
  public void drop(List<Transaction> invalid) {
    if (invalid.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      invalid.forEach(admission::drop);
      work.changed(contents.executable());
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void headChanged(ChainEvent.NewHead event) {
    lock.lock();
    try (HeadAccounts accounts = new HeadAccounts(chain.reader())) {
      event.added().forEach(admission::mined);
      admission.readmit(notInChain(event), accounts);
      admission.dropExpired();
      work.blockAdded(contents.executable());
    } finally {
      lock.unlock();
    }
  }

  /// The transactions that a reorganisation took out of the chain, oldest first.
  private static List<Transaction> notInChain(ChainEvent.NewHead event) {
    Set<Hash> mined = new HashSet<>();
    if (event.removed().isEmpty()) {
      return List.of();
    }
    for (StoredBlock block : event.added()) {
      block.block().transactions().forEach(each -> mined.add(each.hash()));
    }
    List<Transaction> back = new ArrayList<>();
    for (StoredBlock block : event.removed().reversed()) {
      block.block().transactions().stream()
          .filter(each -> !mined.contains(each.hash()))
          .forEach(back::add);
    }
    return back;
  }
}
