package org.tongbao.market.merchant;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// The money with which shops answer for refunds. Thread-safe.
@Component
class Bonds {
  static final String SUBJECT = "merchant-bond";
  private static final int AT_ONCE = 50;
  private static final long RETURNING_GAS = 300_000;

  /// The chain's clock may be a little behind.
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final MerchantStore merchants;
  private final StepStore steps;
  private final Outbox outbox;
  private final MerchantActions actions;
  private final Contracts contracts;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Bonds(
      MerchantStore merchants,
      StepStore steps,
      Outbox outbox,
      MerchantActions actions,
      Contracts contracts,
      TransactionTemplate transaction,
      Clock clock) {
    this.merchants = merchants;
    this.steps = steps;
    this.outbox = outbox;
    this.actions = actions;
    this.contracts = contracts;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Posts what is missing of a live shop's bond from its balance, as it agreed when it applied, in
  /// the caller's transaction. Where the balance does not suffice the chain refuses it, and it can
  /// be tried again.
  ///
  /// @return false when nothing is missing, or it is on its way
  boolean post(MerchantId id) {
    Merchant merchant = merchants.find(id).orElseThrow();
    return steps
        .beginBond(id)
        .map(
            posting -> {
              outbox.act(
                  merchant.account(),
                  actions.postBond(cash(merchant), U256.of(posting.amountMinor())),
                  References.of("merchant/bond", id.value(), posting.number()),
                  new Subject(SUBJECT, id.value()));
              return true;
            })
        .orElse(false);
  }

  /// Asks the chain for a part of the bond back, in the caller's transaction, in the place of what
  /// was asked for before; zero takes that back. It still answers for refunds for 60 days, and does
  /// not count for new orders; then it is paid to the shop's account.
  ///
  /// @return false when something is under way, or there is not so much
  boolean giveNotice(MerchantId id, long minor) {
    Merchant merchant = merchants.find(id).orElseThrow();
    return steps
        .beginNotice(id, minor)
        .map(
            number -> {
              outbox.act(
                  merchant.account(),
                  actions.withdrawBond(cash(merchant), U256.of(minor)),
                  References.of("merchant/bond-notice", id.value(), number),
                  new Subject(SUBJECT, id.value()));
              return true;
            })
        .orElse(false);
  }

  /// Lets what has waited out its notice be paid to its owners. Answers how many.
  @Scheduled(fixedDelayString = "PT1M", initialDelayString = "PT40S")
  int returnDue() {
    Integer taken =
        transaction.execute(
            status -> {
              List<StepStore.Leaving> due =
                  steps.takeLeaving(clock.instant().minus(PATIENCE), AT_ONCE);
              due.forEach(this::bringBack);
              return due.size();
            });
    return taken == null ? 0 : taken;
  }

  private void bringBack(StepStore.Leaving due) {
    Merchant merchant = merchants.find(due.merchant()).orElseThrow();
    outbox.relay(
        Intents.unsigned(
            contracts.merchants().returnBond(merchant.account(), cash(merchant)),
            References.of("merchant/bond-return", due.merchant().value(), due.number()),
            RETURNING_GAS),
        new Subject(SUBJECT, due.merchant().value()));
  }

  private Address cash(Merchant merchant) {
    return contracts.cash(merchant.currency()).address();
  }
}
