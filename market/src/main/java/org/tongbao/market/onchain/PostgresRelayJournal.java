package org.tongbao.market.onchain;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.IntentsError;
import org.tongbao.ledger.contract.StandardError;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.relay.RelayBatch;
import org.tongbao.ledger.relay.RelayJournal;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// The relayer's journal in the database: what features put into the outbox in their own
/// transactions, and what came of it. Any number of processes may use it. Thread-safe.
@Component
class PostgresRelayJournal implements RelayJournal {
  /// Of items that nobody of the marketplace asked for.
  static final Subject NOBODY = new Subject("relay", new UUID(0, 0));

  private static final int MAX_RENEWALS = 5;
  private static final int RENEWALS_AT_ONCE = 200;

  private final RelayItemStore items;
  private final RelayAttemptStore attempts;
  private final IntentRenewal renewal;
  private final ChainProgress progress;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PostgresRelayJournal(
      RelayItemStore items,
      RelayAttemptStore attempts,
      IntentRenewal renewal,
      ChainProgress progress,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.items = items;
    this.attempts = attempts;
    this.renewal = renewal;
    this.progress = progress;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public Entry accept(RelayItem item) {
    return accept(item, NOBODY, null, null);
  }

  /// As the other, with what is needed to tell its subject and to sign it anew. Belongs to the
  /// caller's transaction, if there is one.
  Entry accept(
      RelayItem item,
      Subject subject,
      @Nullable IntentSigning signing,
      @Nullable Instant deadline) {
    return inTransaction(
        () -> {
          Instant now = clock.instant();
          if (items.add(item, subject, signing, deadline, now)) {
            return new Entry(item, null);
          }
          Entry known = items.lock(item.reference()).orElseThrow().entry();
          if (!known.canBeReplacedBy(item)) {
            return known;
          }
          items.replace(item, subject, signing, deadline, now);
          return new Entry(item, null);
        });
  }

  @Override
  public Optional<Entry> find(Hash reference) {
    return items.find(reference).map(RelayItemStore.Row::entry);
  }

  /// Signatures that are about to end are renewed first.
  @Override
  public List<RelayItem> waiting(int limit) {
    Instant soon = clock.instant().plus(IntentRenewal.MARGIN);
    List<RelayItemStore.Row> found = items.waiting(limit);
    if (found.stream().noneMatch(it -> it.endsBefore(soon))) {
      return found.stream().map(it -> it.entry().item()).toList();
    }
    return inTransaction(
        () -> {
          for (RelayItemStore.Row row : items.lockExpiring(soon, RENEWALS_AT_ONCE)) {
            renew(row);
          }
          return items.waiting(limit).stream().map(it -> it.entry().item()).toList();
        });
  }

  /// False when it cannot be signed anew here, or has been too often.
  private boolean renew(RelayItemStore.Row row) {
    IntentSigning signing = row.signing();
    Instant deadline = row.deadline();
    if (signing == null
        || deadline == null
        || row.renewals() >= MAX_RENEWALS
        || !renewal.canSign(signing)) {
      return false;
    }
    items.renew(row.reference(), renewal.renew(signing, row.entry().item().data(), deadline));
    return true;
  }

  @Override
  public Optional<RelayBatch> unfinished(Address relayer) {
    // Asked before every batch, and mostly there is none: that takes no transaction.
    if (attempts.of(relayer).isEmpty()) {
      return Optional.empty();
    }
    return inTransaction(
        () -> {
          List<RelayBatch.Attempt> known = attempts.of(relayer);
          return known.isEmpty()
              ? Optional.empty()
              : Optional.of(new RelayBatch(relayer, items.batch(relayer), known));
        });
  }

  @Override
  public boolean begin(RelayBatch batch) {
    return inTransaction(
        () -> {
          Address relayer = batch.relayer();
          attempts.lock(relayer);
          List<RelayBatch.Attempt> known = attempts.of(relayer);
          if (known.isEmpty()) {
            if (items.lockWaiting(batch.references()) != batch.references().size()) {
              return false;
            }
            items.take(relayer, batch.references());
          } else if (!items.batch(relayer).equals(batch.references())) {
            throw new IllegalStateException("The account has another batch under way");
          }
          if (!known.contains(batch.lastAttempt())) {
            attempts.add(relayer, known.size() + 1, batch.lastAttempt());
          }
          return true;
        });
  }

  @Override
  public void finish(Address relayer, Map<Hash, RelayResult> results) {
    inTransaction(
        () -> {
          attempts.lock(relayer);
          List<Hash> batch = items.batch(relayer);
          if (!batch.containsAll(results.keySet()) || attempts.remove(relayer) == 0) {
            throw new IllegalStateException("The account has no such batch under way");
          }
          store(results);
          Set<Hash> rest = new HashSet<>(batch);
          rest.removeAll(results.keySet());
          items.release(rest);
          return true;
        });
  }

  private void store(Map<Hash, RelayResult> results) {
    Instant now = clock.instant();
    List<Hash> done = new ArrayList<>();
    List<Hash> doneBefore = new ArrayList<>();
    results.forEach(
        (reference, result) -> {
          switch (result) {
            case RelayResult.Done _ -> done.add(reference);
            case RelayResult.AlreadyDone _ -> doneBefore.add(reference);
            case RelayResult.Failed failed -> refused(reference, failed, now);
            case RelayResult.Conflict conflict ->
                items.refused(reference, "CONFLICT", conflict.data(), conflict, now);
          }
        });
    if (!done.isEmpty()) {
      ended(done, "DONE", results, now);
    }
    if (!doneBefore.isEmpty()) {
      ended(doneBefore, "ALREADY_DONE", results, now);
    }
  }

  private void ended(
      List<Hash> references, String state, Map<Hash, RelayResult> results, Instant now) {
    RelayResult first = Objects.requireNonNull(results.get(references.getFirst()));
    items.done(references, state, first, now).forEach(progress::ended);
  }

  private void refused(Hash reference, RelayResult.Failed failed, Instant now) {
    RelayItemStore.Row row = items.find(reference).orElseThrow();
    if (isExpiry(failed.error()) && renew(row)) {
      return;
    }
    items.refused(reference, "FAILED", failed.data(), failed, now);
    events.publishEvent(new IntentRefused(row.subject(), reference, failed.error()));
  }

  private static boolean isExpiry(ContractError error) {
    return error instanceof IntentsError.Expired
        || error instanceof StandardError.ERC3009InvalidAuthorizationTime;
  }

  @Override
  public void reopen(Hash reference) {
    if (!items.reopen(reference)) {
      throw new IllegalStateException("The item has no result: " + reference);
    }
  }

  private <T> T inTransaction(Supplier<T> work) {
    return Objects.requireNonNull(transaction.execute(status -> work.get()));
  }
}
