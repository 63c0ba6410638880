package org.tongbao.market.onchain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.tongbao.ledger.contract.Quote;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.relay.RelayJournal;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.TypedData;

/// What the marketplace wants to happen on the chain. Everything put here is stored in the caller's
/// transaction and brought to the chain once, after that has committed; an event or an
/// [IntentRefused] tells what came of it. Thread-safe.
@Component
public class Outbox {
  private final PostgresRelayJournal journal;
  private final ChainSubjectStore subjects;
  private final ChainAccounts accounts;
  private final Operators operators;
  private final Intents intents;
  private final OrderActions orders;
  private final IntentRenewal renewal;
  private final ChainSignal signal;

  Outbox(
      PostgresRelayJournal journal,
      ChainSubjectStore subjects,
      ChainAccounts accounts,
      Operators operators,
      Intents intents,
      OrderActions orders,
      IntentRenewal renewal,
      ChainSignal signal) {
    this.journal = journal;
    this.subjects = subjects;
    this.accounts = accounts;
    this.operators = operators;
    this.intents = intents;
    this.orders = orders;
    this.renewal = renewal;
    this.signal = signal;
  }

  /// Lets an account act, signed by its key, which must be here. The same again does nothing, or
  /// tries again what the chain refused.
  ///
  /// @param ref the account's reference; works once in each contract
  /// @return the reference under which [IntentRefused] would tell of it
  /// @throws IllegalStateException when the reference stands for something else
  /// @throws org.tongbao.ledger.key.KeyVaultException when the key is not here
  public Hash act(Address account, Action action, Hash ref, Subject subject) {
    Instant deadline = renewal.newDeadline();
    RelayItem item = intents.sign(action, accounts.signer(account), ref, deadline);
    subjects.add(ref, subject);
    accept(item, subject, IntentSigning.of(action, account, ref), deadline);
    return item.reference();
  }

  /// Brings what was signed elsewhere or needs no intent: orders placed or paid by their buyers,
  /// `settle`, `advance`. The same again does nothing, or tries again what the chain refused.
  ///
  /// @throws IllegalStateException when the reference stands for something else
  public void relay(RelayItem item, Subject subject) {
    accept(item, subject, null, null);
  }

  private void accept(
      RelayItem item,
      Subject subject,
      @Nullable IntentSigning signing,
      @Nullable Instant deadline) {
    RelayJournal.Entry entry = journal.accept(item, subject, signing, deadline);
    if (!entry.item().content().equals(item.content())) {
      throw new IllegalStateException(
          "The reference %s of %s stands for something else".formatted(item.reference(), subject));
    }
    wakeAfterCommit();
  }

  private void wakeAfterCommit() {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      signal.itemsWait();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            signal.itemsWait();
          }
        });
  }

  /// Says that a reference on the chain, such as an order's id in its terms, is this object: its
  /// events then belong to the object's trail.
  public void know(Hash reference, Subject subject) {
    subjects.add(reference, subject);
  }

  /// The platform's word for an order's terms.
  public Quote quote(Terms terms) {
    return orders.quote(terms, accounts.signer(operators.account(Role.CLERK)));
  }

  /// Signs a document for an account whose key is here, such as [OrderActions#placing].
  public Bytes sign(Address account, TypedData document) {
    return accounts.signer(account).sign(document.hash()).toBytes();
  }
}
