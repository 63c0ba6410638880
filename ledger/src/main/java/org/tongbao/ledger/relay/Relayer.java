package org.tongbao.ledger.relay;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Relay;
import org.tongbao.ledger.contract.RelayCall;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.relay.RelayBatch.Attempt;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.Fees;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.TransactionReceipt;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.ledger.tx.TransactionSender;
import org.tongbao.ledger.tx.TransactionSender.Submission;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Brings items to the chain in batches (`Relay.execute`), each at most once.
///
/// Everything is written into the journal before it is sent, and after a lost answer or a restart
/// the chain is asked before anything is sent again; then the same bytes are sent. One batch of an
/// account is under way at a time: more throughput takes larger batches or more accounts.
/// Thread-safe.
public final class Relayer {
  private static final Logger LOG = System.getLogger(Relayer.class.getName());
  private static final long BASE_GAS = 100_000;
  private static final long GAS_PER_CALL = 30_000;
  // The floor for a byte that is not zero (EIP-7623).
  private static final long GAS_PER_BYTE = 40;

  private final EthClient client;
  private final Relay relay;
  private final TransactionSender sender;
  private final RelayJournal journal;
  private final RelayOptions options;
  private final RelayOutcome outcome;
  private final BiConsumer<RelayItem, RelayResult.Conflict> alarm;
  private int batchLimit;

  /// @param account signs and pays for the transactions; it has no other power
  /// @param alarm is told of references that were used for something else
  public Relayer(
      EthClient client,
      Contracts contracts,
      Signer account,
      RelayJournal journal,
      RelayOptions options,
      BiConsumer<RelayItem, RelayResult.Conflict> alarm) {
    this.client = client;
    this.relay = contracts.relay();
    this.sender = new TransactionSender(client, account);
    this.journal = journal;
    this.options = options;
    this.outcome = new RelayOutcome(client, contracts);
    this.alarm = alarm;
    this.batchLimit = options.maxBatch();
  }

  /// Takes items on, durably. An item that was taken on before is left as it is.
  ///
  /// @throws RelayConflictException when a reference stands for something else; items before it
  ///   have been taken on
  public void accept(List<RelayItem> items) {
    for (RelayItem item : items) {
      RelayJournal.Entry entry = journal.accept(item);
      if (!entry.item().content().equals(item.content())) {
        throw new RelayConflictException(item.reference());
      }
    }
  }

  /// Takes items on and works until all have results.
  ///
  /// @return the results by reference, in the order of the items
  /// @throws RelayConflictException as `accept`
  /// @throws RelayStalledException when a transaction is not mined
  /// @throws RpcException when the node stays away; the next call goes on
  public Map<Hash, RelayResult> relay(List<RelayItem> items) {
    accept(items);
    Set<Hash> references = new LinkedHashSet<>();
    items.forEach(item -> references.add(item.reference()));
    while (true) {
      Map<Hash, RelayResult> results = results(references);
      if (results.size() == references.size()) {
        return results;
      }
      if (!step()) {
        awaitOthers(references, results.size());
      }
    }
  }

  private Map<Hash, RelayResult> results(Set<Hash> references) {
    Map<Hash, RelayResult> results = new LinkedHashMap<>();
    for (Hash reference : references) {
      RelayResult result = entry(reference).result();
      if (result != null) {
        results.put(reference, result);
      }
    }
    return results;
  }

  /// Nothing waits, and items lack results: another relayer of the journal has them in its batch.
  private void awaitOthers(Set<Hash> references, int known) {
    Optional<Boolean> news =
        Polling.until(
            options.patience(),
            () -> results(references).size() > known ? Optional.of(true) : Optional.empty());
    if (news.isEmpty()) {
      throw new RelayStalledException("Another relayer does not end its batch");
    }
  }

  /// Ends the batch that is under way, or else sends one of items that wait and ends it.
  ///
  /// @return false when there was nothing to do
  /// @throws RelayStalledException when the transaction is not mined
  /// @throws RpcException when the node stays away; the next step goes on
  public synchronized boolean step() {
    Optional<RelayBatch> unfinished = journal.unfinished(sender.address());
    if (unfinished.isPresent()) {
      complete(unfinished.get(), items(unfinished.get()));
      return true;
    }
    List<RelayItem> items = fitting(journal.waiting(batchLimit));
    if (items.isEmpty()) {
      return false;
    }
    Attempt attempt = sign(items, client.pendingNonce(sender.address()), client.fees());
    var batch =
        new RelayBatch(
            sender.address(), items.stream().map(RelayItem::reference).toList(), List.of(attempt));
    if (journal.begin(batch)) {
      complete(batch, items);
    }
    return true;
  }

  /// Puts an item back to be relayed when the chain does not have its transaction any more, as
  /// after a deep reorganisation. Its reference keeps it from happening twice.
  ///
  /// @return whether it waits again
  public synchronized boolean recheck(Hash reference) {
    Optional<RelayResult> result =
        journal.find(reference).flatMap(entry -> Optional.ofNullable(entry.result()));
    if (result.isEmpty() || client.receipt(result.get().transaction()).isPresent()) {
      return false;
    }
    journal.reopen(reference);
    return true;
  }

  /// As many of the items, from the first on, as one transaction has gas for.
  private static List<RelayItem> fitting(List<RelayItem> items) {
    List<RelayItem> fitting = new ArrayList<>();
    long gas = BASE_GAS;
    for (RelayItem item : items) {
      gas += gas(item);
      if (gas > TransactionSender.MAX_GAS && !fitting.isEmpty()) {
        break;
      }
      fitting.add(item);
    }
    return fitting;
  }

  /// EIP-150 keeps back 1/64 of what a call is given.
  private static long gas(RelayItem item) {
    return item.gas() * 64 / 63 + GAS_PER_CALL + GAS_PER_BYTE * item.data().size();
  }

  private Attempt sign(List<RelayItem> items, long nonce, Fees fees) {
    List<RelayCall> calls =
        items.stream().map(each -> new RelayCall(each.target(), each.gas(), each.data())).toList();
    Bytes data = relay.execute(calls).data();
    long gas = BASE_GAS + items.stream().mapToLong(Relayer::gas).sum();
    Transaction transaction =
        sender.sign(
            nonce,
            relay.address(),
            U256.ZERO,
            data,
            Math.min(gas, TransactionSender.MAX_GAS),
            fees);
    return new Attempt(transaction.hash(), nonce, transaction.encoded());
  }

  private void complete(RelayBatch begun, List<RelayItem> items) {
    RelayBatch batch = begun;
    for (int i = 0; i < options.tries(); i++) {
      Optional<TransactionReceipt> receipt = mined(batch);
      Submission submission =
          receipt.isPresent() ? Submission.ACCEPTED : submit(batch.lastAttempt());
      if (submission == Submission.NONCE_CONTENDED) {
        awaitNonce(batch);
        continue;
      }
      if (submission == Submission.NONCE_USED) {
        // Something else of this account was mined in its place: the references decide.
        batch = signAgain(batch, items, client.pendingNonce(sender.address()), client.fees());
        continue;
      }
      RelayBatch sent = batch;
      receipt = Polling.until(options.patience(), () -> confirmed(sent));
      if (receipt.isPresent()) {
        finish(batch, items, receipt.get());
        return;
      }
      batch = replaced(batch, items);
    }
    throw new RelayStalledException(batch.lastAttempt().transaction());
  }

  /// Waits until the nonce is used, by us or by who contends for it.
  private void awaitNonce(RelayBatch batch) {
    long nonce = batch.lastAttempt().nonce();
    Optional<Boolean> used =
        Polling.until(
            options.patience(),
            () -> client.nonce(sender.address()) > nonce ? Optional.of(true) : Optional.empty());
    LOG.log(Level.DEBUG, "Nonce {0} was contended for; used: {1}", nonce, used.isPresent());
  }

  private Submission submit(Attempt attempt) {
    return sender.submit(attempt.encoded(), attempt.transaction(), attempt.nonce());
  }

  private Optional<TransactionReceipt> mined(RelayBatch batch) {
    return batch.attempts().stream()
        .map(each -> client.receipt(each.transaction()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Optional<TransactionReceipt> confirmed(RelayBatch batch) {
    try {
      return mined(batch).filter(this::isDeepEnough);
    } catch (RpcException.TimedOut | RpcException.Unreachable e) {
      LOG.log(Level.DEBUG, "Asking for a receipt failed: {0}", e.getMessage());
      return Optional.empty();
    }
  }

  private boolean isDeepEnough(TransactionReceipt receipt) {
    return options.confirmations() == 0
        || client.blockNumber() - receipt.block().number() >= options.confirmations();
  }

  /// A transaction that offers more, where offering more can help.
  private RelayBatch replaced(RelayBatch batch, List<RelayItem> items) {
    Attempt last = batch.lastAttempt();
    Transaction sent = Transaction.decode(last.encoded());
    if (mined(batch).isPresent() || client.head().baseFeePerGas().isZero()) {
      return batch;
    }
    Fees raised = new Fees(sent.maxFeePerGas(), sent.maxPriorityFeePerGas()).raised();
    return signAgain(batch, items, last.nonce(), raised);
  }

  private RelayBatch signAgain(RelayBatch batch, List<RelayItem> items, long nonce, Fees fees) {
    RelayBatch again = batch.with(sign(items, nonce, fees));
    if (!journal.begin(again)) {
      throw new IllegalStateException("The journal lost the batch under way");
    }
    return again;
  }

  private List<RelayItem> items(RelayBatch batch) {
    return batch.references().stream().map(each -> entry(each).item()).toList();
  }

  private RelayJournal.Entry entry(Hash reference) {
    return journal
        .find(reference)
        .orElseThrow(() -> new IllegalStateException("The journal lost " + reference));
  }

  private void finish(RelayBatch batch, List<RelayItem> items, TransactionReceipt receipt) {
    if (!receipt.succeeded()) {
      failedWhole(batch, receipt);
      return;
    }
    Map<Hash, RelayResult> results = outcome.read(receipt, items);
    journal.finish(batch.relayer(), results);
    batchLimit = options.maxBatch();
    results.forEach(
        (reference, result) -> {
          if (result instanceof RelayResult.Conflict conflict) {
            LOG.log(
                Level.ERROR, "Reference {0} was used otherwise: {1}", reference, conflict.error());
            alarm.accept(entry(reference).item(), conflict);
          }
        });
  }

  /// The Relay itself refuses only what its relayer did wrong, such as too little gas. Smaller
  /// batches find the item that is to blame.
  private void failedWhole(RelayBatch batch, TransactionReceipt receipt) {
    int size = batch.references().size();
    LOG.log(Level.WARNING, "A batch of {0} failed as a whole: {1}", size, receipt.transaction());
    if (size > 1) {
      batchLimit = Math.max(1, size / 2);
      journal.finish(batch.relayer(), Map.of());
      return;
    }
    journal.finish(
        batch.relayer(),
        Map.of(
            batch.references().getFirst(),
            new RelayResult.Failed(Bytes.EMPTY, receipt.transaction(), receipt.block())));
  }
}
