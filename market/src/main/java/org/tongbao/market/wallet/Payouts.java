package org.tongbao.market.wallet;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.IntentRefused;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.payment.PaymentAttempt;
import org.tongbao.market.payment.Payments;
import org.tongbao.market.payment.RefundPaid;
import org.tongbao.market.payment.RefundRefused;
import org.tongbao.market.treasury.Deposits;
import org.tongbao.market.treasury.Reserves;
import org.tongbao.primitives.money.Money;

/// Follows withdrawals on the chain, and pays out what it has burned: back through the payments by
/// which money came, the newest first, within what each of them captured; what they cannot take is
/// credited again. Each payout has a key of its own that is stored with it and never used for
/// anything else.
@Component
class Payouts {
  private static final Logger LOG = LoggerFactory.getLogger(Payouts.class);
  private static final int AT_ONCE = 50;
  private static final long RETURNING_GAS = 300_000;

  private final WithdrawalStore store;
  private final WithdrawalNews news;
  private final Payments payments;
  private final Deposits deposits;
  private final Reserves reserves;
  private final Outbox outbox;
  private final Contracts contracts;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Payouts(
      WithdrawalStore store,
      WithdrawalNews news,
      Payments payments,
      Deposits deposits,
      Reserves reserves,
      Outbox outbox,
      Contracts contracts,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.news = news;
    this.payments = payments;
    this.deposits = deposits;
    this.reserves = reserves;
    this.outbox = outbox;
    this.contracts = contracts;
    this.transaction = transaction;
    this.clock = clock;
  }

  @EventListener
  void on(ChainEvent event) {
    switch (event.event()) {
      case TreasuryEvent.WithdrawalRequested it ->
          store
              .findByChainId(it.id())
              .ifPresent(known -> held(known, Instant.ofEpochSecond(it.decideBy().toLongExact())));
      case TreasuryEvent.WithdrawalApproved it ->
          store.findByChainId(it.id()).ifPresent(known -> approved(known, it.burned()));
      case TreasuryEvent.WithdrawalReturned it ->
          store.findByChainId(it.id()).ifPresent(this::returned);
      default -> {}
    }
  }

  private void held(Withdrawal known, Instant decideBy) {
    List<Withdrawal.State> before =
        List.of(Withdrawal.State.TO_SIGN, Withdrawal.State.ASKED, Withdrawal.State.REFUSED);
    if (store.move(known.id(), before, Withdrawal.State.HELD, decideBy)) {
      news.tell(known.id());
    }
  }

  private void approved(Withdrawal known, boolean burned) {
    List<Withdrawal.State> waiting = List.of(Withdrawal.State.HELD, Withdrawal.State.APPROVED_ONCE);
    if (!burned) {
      store.move(known.id(), waiting, Withdrawal.State.APPROVED_ONCE, null);
    } else if (store.move(known.id(), waiting, Withdrawal.State.BURNED, null)) {
      news.tell(known.id());
      if (known.destination() == Withdrawal.Destination.ORIGINAL) {
        payBack(known);
      }
    }
  }

  private void returned(Withdrawal known) {
    List<Withdrawal.State> waiting = List.of(Withdrawal.State.HELD, Withdrawal.State.APPROVED_ONCE);
    if (store.move(known.id(), waiting, Withdrawal.State.RETURNED, null)) {
      news.tell(known.id());
    }
    reserves.stays(known.id());
  }

  private void payBack(Withdrawal burned) {
    Money left = burned.amount();
    int number = 0;
    for (PaymentAttempt attempt :
        payments.lockRefundable(burned.user(), burned.amount().currency())) {
      Money part = left.min(attempt.refundable());
      if (part.isPositive()) {
        UUID refund = payoutId(burned.id(), number++);
        store.addPayout(refund, burned.id(), attempt.id(), part);
        payments.refund(attempt.id(), refund, part);
        left = left.minus(part);
      }
    }
    // From here on the refunds carry it.
    reserves.stays(burned.id());
    if (left.isPositive()) {
      UUID rest = payoutId(burned.id(), number);
      store.addPayout(rest, burned.id(), null, left);
      creditAgain(burned, rest, left);
    }
    endIfDone(burned);
  }

  /// What no institution takes back belongs to the user as before.
  private void creditAgain(Withdrawal withdrawal, UUID payout, Money amount) {
    LOG.warn("{} of withdrawal {} are credited again", amount, withdrawal.id());
    deposits.toAccount(
        payout, withdrawal.account(), amount, new Subject("withdrawal-rest", payout));
  }

  private void endIfDone(Withdrawal withdrawal) {
    store.lock(withdrawal.id());
    if (!store.hasPendingPayouts(withdrawal.id())
        && store.move(
            withdrawal.id(), List.of(Withdrawal.State.BURNED), Withdrawal.State.PAID, null)) {
      news.tell(withdrawal.id());
    }
  }

  @EventListener
  void on(RefundPaid paid) {
    store.endPayout(paid.refund(), "PAID").ifPresent(this::endIfDone);
  }

  @EventListener
  void on(RefundRefused refused) {
    store
        .endPayout(refused.refund(), "CREDITED_AGAIN")
        .ifPresent(
            withdrawal -> {
              creditAgain(withdrawal, refused.refund(), refused.amount());
              endIfDone(withdrawal);
            });
  }

  @EventListener
  void on(IntentRefused refused) {
    if (refused.subject().kind().equals(Withdrawals.KIND)
        && store.refused(refused.subject().id(), String.valueOf(refused.error()))) {
      reserves.stays(refused.subject().id());
      news.tell(refused.subject().id());
    }
  }

  /// Sends back what nobody decided within the contract's seven days. Answers how many.
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT20S")
  int returnUndecided() {
    Integer sent =
        transaction.execute(
            status -> {
              List<Withdrawal> late = store.undecided(clock.instant(), AT_ONCE);
              late.forEach(this::sendBack);
              return late.size();
            });
    return sent == null ? 0 : sent;
  }

  private void sendBack(Withdrawal late) {
    boolean asked =
        store.ask(late, Withdrawal.Step.RETURN, late.firstApprover(), late.secondApprover(), null);
    if (asked) {
      outbox.relay(
          Intents.unsigned(
              contracts.treasury().returnUndecided(late.chainId()),
              References.of(Withdrawals.KIND + "/return", late.id(), late.steps() + 1),
              RETURNING_GAS),
          new Subject(Withdrawals.KIND, late.id()));
    }
  }

  private static UUID payoutId(UUID withdrawal, int number) {
    String name = "payout " + number + " of " + withdrawal;
    return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
  }
}
