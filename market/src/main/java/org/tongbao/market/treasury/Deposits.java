package org.tongbao.market.treasury;

import java.time.Clock;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.TreasuryError;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.IntentRefused;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Money;

/// Credits payments to accounts on the chain, each once. What the chain refuses because the reserve
/// does not cover it yet waits for the next statement and is brought again. Thread-safe.
@Component
public class Deposits {
  private static final Logger LOG = LoggerFactory.getLogger(Deposits.class);

  private final DepositStore store;
  private final Reserves reserves;
  private final Outbox outbox;
  private final Operators operators;
  private final Contracts contracts;
  private final TreasuryActions actions;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Deposits(
      DepositStore store,
      Reserves reserves,
      Outbox outbox,
      Operators operators,
      Contracts contracts,
      TreasuryActions actions,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.reserves = reserves;
    this.outbox = outbox;
    this.operators = operators;
    this.contracts = contracts;
    this.actions = actions;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  /// Credits money that has arrived, in the caller's transaction; [DepositCredited] follows. The
  /// same payment again does nothing.
  ///
  /// @param payment what arrived, such as a payment attempt
  /// @param subject what it is for, one deposit of a subject at a time
  public void toAccount(UUID payment, Address account, Money amount, Subject subject) {
    transaction.executeWithoutResult(
        status -> {
          DepositStore.Deposit deposit =
              new DepositStore.Deposit(payment, reference(payment), subject, account, amount);
          if (store.add(deposit, clock.instant())) {
            reserves.hurry(amount.currency().code());
            bring(deposit);
          }
        });
  }

  /// Under which a payment is credited on the chain.
  static Hash reference(UUID payment) {
    return References.of("deposit", payment);
  }

  @EventListener
  void on(ChainEvent event) {
    if (event.event() instanceof TreasuryEvent.Deposited deposited) {
      store
          .credited(deposited.ref(), event.transaction())
          .ifPresent(
              it ->
                  events.publishEvent(
                      new DepositCredited(
                          it.payment(), it.subject(), it.amount(), event.transaction())));
    }
  }

  @EventListener
  void on(IntentRefused refused) {
    if (refused.error() instanceof TreasuryError.AlreadyDeposited) {
      return;
    }
    store
        .refused(refused.subject(), String.valueOf(refused.error()))
        .ifPresent(
            waiting -> {
              LOG.warn("deposit {} waits: {}", waiting.payment(), refused.error());
              reserves.hurry(waiting.amount().currency().code());
            });
  }

  @EventListener
  void on(ReserveGrown grown) {
    store.takeWaiting(grown.currency()).forEach(this::bring);
  }

  private void bring(DepositStore.Deposit deposit) {
    Address cash = contracts.address("Cash:" + deposit.amount().currency().code());
    outbox.act(
        operators.account(Role.ISSUER),
        actions.deposit(cash, deposit.account(), U256.of(deposit.amount().amountMinor())),
        deposit.reference(),
        deposit.subject());
  }
}
