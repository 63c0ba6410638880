package org.tongbao.market.treasury;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.market.auditlog.AuditLog;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.currency.PaymentCurrency;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.IntentRefused;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.payment.PaymentCaptured;
import org.tongbao.market.payment.PaymentTotals;
import org.tongbao.market.payment.Payments;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Money;

/// What institutions hold for us, stated on the chain: the platform's own money and all that was
/// paid in, less what went back and what is on its way out. Money on its way out is taken off
/// before its burning is asked for, so that no statement, however late, covers it. Thread-safe.
@Component
public class Reserves {
  /// How old a statement gets before there is another one; the contract lets it live for 7 days.
  static final Duration RENEWED_AFTER = Duration.ofHours(12);

  private static final Logger LOG = LoggerFactory.getLogger(Reserves.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  static final String STATEMENT = "reserve-statement";

  private final ReserveStore store;
  private final DepositStore deposits;
  private final Payments payments;
  private final ChainView chain;
  private final Contracts contracts;
  private final Operators operators;
  private final Outbox outbox;
  private final TreasuryActions actions;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final AuditLog audit;
  private final Clock clock;
  private final long ownMajor;

  Reserves(
      ReserveStore store,
      DepositStore deposits,
      Payments payments,
      Currencies currencies,
      ChainView chain,
      Contracts contracts,
      Operators operators,
      Outbox outbox,
      TreasuryActions actions,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      AuditLog audit,
      Clock clock,
      @Value("${tongbao.treasury.own-money}") long ownMajor) {
    this.store = store;
    this.deposits = deposits;
    this.payments = payments;
    this.chain = chain;
    this.contracts = contracts;
    this.operators = operators;
    this.outbox = outbox;
    this.actions = actions;
    this.transaction = transaction;
    this.events = events;
    this.audit = audit;
    this.clock = clock;
    this.ownMajor = ownMajor;
    currencies.all().stream()
        .filter(this::isOnChain)
        .forEach(it -> store.setOwn(own(it), clock.instant()));
  }

  /// In the caller's transaction: a new statement is wanted soon.
  void hurry(String currency) {
    store.hurry(currency);
  }

  /// What has just been paid is to cover what is credited for it.
  @EventListener
  void on(PaymentCaptured captured) {
    hurry(captured.amount().currency().code());
  }

  /// In the transaction that asks for a withdrawal to be burned: from now on this money covers
  /// nothing. Another amount for the same withdrawal replaces it.
  public void leaves(UUID withdrawal, Money amount) {
    store.addOutflow(withdrawal, amount);
  }

  /// The withdrawal went back to its owner, or a refund of an institution carries it out.
  public void stays(UUID withdrawal) {
    store.removeOutflow(withdrawal);
  }

  /// States every reserve that is due. Answers how many.
  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
  int state() {
    List<String> due = store.due(clock.instant());
    return (int) due.stream().filter(this::state).count();
  }

  private boolean state(String currency) {
    // Asked before the figures are read, and outside of the transaction.
    Instant newest = chain.time();
    Instant now = clock.instant();
    return Boolean.TRUE.equals(
        transaction.execute(
            status ->
                store
                    .lockForStatement(currency)
                    .flatMap(it -> asOf(it.asOf(), newest, now).map(asOf -> ask(it, asOf)))
                    .isPresent()));
  }

  /// The time of the newest block, which no node finds too late. Where nothing happened since the
  /// last statement that is as old as the statement itself, and each has to be later than the one
  /// before: then a second later, as soon as the block that will carry it cannot be older.
  static Optional<Instant> asOf(@Nullable Instant last, Instant newest, Instant now) {
    if (last == null || last.isBefore(newest)) {
      return Optional.of(newest);
    }
    Instant next = last.plusSeconds(1);
    return next.plusSeconds(1).isBefore(now) ? Optional.of(next) : Optional.empty();
  }

  private ReserveStore.Statement ask(ReserveStore.Reserve reserve, Instant asOf) {
    String currency = reserve.currency();
    store.answerCalls(currency);
    PaymentTotals totals = payments.totals(currency);
    long leaving = store.leaving(currency);
    long amount =
        Math.max(
            0, reserve.ownMinor() + totals.capturedMinor() - totals.refundingMinor() - leaving);
    AuditLog.Head audited = audit.head();
    String document =
        "reserve %s %d as of %s: own %d + captured %d - refunded %d - leaving %d = %d; audit log %d %s"
            .formatted(
                currency,
                reserve.statements() + 1,
                asOf,
                reserve.ownMinor(),
                totals.capturedMinor(),
                totals.refundingMinor(),
                leaving,
                amount,
                audited.position(),
                audited.hash());
    ReserveStore.Statement statement =
        new ReserveStore.Statement(
            Uuid7.next(clock),
            currency,
            reserve.statements() + 1,
            asOf,
            reserve.ownMinor(),
            totals.capturedMinor(),
            totals.refundingMinor(),
            leaving,
            amount,
            document,
            Keccak256.hash(document.getBytes(StandardCharsets.UTF_8)));
    store.add(statement, clock.instant().plus(RENEWED_AFTER));
    outbox.act(
        operators.account(Role.ATTESTOR),
        actions.attestReserve(cash(currency), U256.of(amount), asOf, statement.hash()),
        References.of(STATEMENT, statement.id()),
        new Subject(STATEMENT, statement.id()));
    return statement;
  }

  @EventListener
  void on(ChainEvent event) {
    if (event.event() instanceof TreasuryEvent.ReserveAttested it) {
      String currency = contracts.currencyOf(it.cash());
      store.attested(
          currency,
          it.amount().toLongExact(),
          Instant.ofEpochSecond(it.asOf().toLongExact()),
          it.document(),
          event.transaction());
      events.publishEvent(new ReserveGrown(currency));
    }
  }

  @EventListener
  void on(IntentRefused refused) {
    if (refused.subject().kind().equals(STATEMENT)) {
      LOG.warn("statement {} was refused: {}", refused.subject().id(), refused.error());
      store.refused(refused.subject().id(), clock.instant().plus(PATIENCE));
    }
  }

  /// Every currency's books, as they stand now.
  public List<TreasuryFigures> figures() {
    return store.all().stream().map(this::figures).toList();
  }

  private TreasuryFigures figures(ReserveStore.Reserve reserve) {
    String currency = reserve.currency();
    long supply = chain.call(contracts.cash(currency).totalSupply()).toLongExact();
    PaymentTotals totals = payments.totals(currency);
    long leaving = store.leaving(currency);
    long held = reserve.ownMinor() + totals.capturedMinor() - totals.refundingMinor() - leaving;
    return new TreasuryFigures(
        currency,
        reserve.ownMinor(),
        totals.capturedMinor(),
        totals.refundingMinor(),
        leaving,
        held,
        reserve.attestedMinor(),
        reserve.asOf(),
        supply,
        deposits.waiting(currency),
        held - supply);
  }

  private boolean isOnChain(PaymentCurrency currency) {
    return contracts.addresses().containsKey("Cash:" + currency.code());
  }

  private Money own(PaymentCurrency currency) {
    return Money.parse(String.valueOf(ownMajor), currency.currency());
  }

  private Address cash(String currency) {
    return contracts.address("Cash:" + currency);
  }
}
