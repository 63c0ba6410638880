package org.tongbao.market.merchant;

import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;

/// What the owner of a shop decides alone. Thread-safe.
@Component
class Shops {
  static final String PAYOUT_SUBJECT = "merchant-payout";

  private final Applications applications;
  private final Bonds bonds;
  private final MerchantStore merchants;
  private final DossierStore dossiers;
  private final StepStore steps;
  private final Outbox outbox;
  private final MerchantActions actions;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Shops(
      Applications applications,
      Bonds bonds,
      MerchantStore merchants,
      DossierStore dossiers,
      StepStore steps,
      Outbox outbox,
      MerchantActions actions,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.applications = applications;
    this.bonds = bonds;
    this.merchants = merchants;
    this.dossiers = dossiers;
    this.steps = steps;
    this.outbox = outbox;
    this.actions = actions;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Replaces name and settings of the version that `settings` names. Refuses with
  /// [RequestError#CHANGED_MEANWHILE] and [MerchantError#NAME_TAKEN].
  void change(MerchantId id, String name, Merchant.Settings settings) {
    transaction.executeWithoutResult(
        status -> {
          applications.requireFree(name, id);
          if (!merchants.update(id, name, settings)) {
            throw new DomainException(RequestError.CHANGED_MEANWHILE);
          }
          events.publishEvent(new MerchantChanged(id));
        });
  }

  /// Asks the chain to pay the shop to another account. It holds after two days' notice, so that a
  /// stolen session is noticed.
  Dossier changePayout(UserId actor, MerchantId id, Address payout) {
    transaction.executeWithoutResult(
        status -> {
          Dossier known = applications.require(id);
          int number = steps.beginPayout(id, payout).orElseThrow(() -> payoutRefusal(known));
          dossiers.addDecision(
              id,
              new Decision(
                  Uuid7.next(clock),
                  Decision.Kind.PAYOUT_CHANGE,
                  actor.value(),
                  payout.toChecksumHex(),
                  null,
                  clock.instant()));
          outbox.act(
              known.merchant().account(),
              actions.changePayout(payout),
              References.of("merchant/payout", id.value(), number),
              new Subject(PAYOUT_SUBJECT, id.value()));
        });
    return applications.require(id);
  }

  private static DomainException payoutRefusal(Dossier known) {
    return known.payout().pending() == null
        ? new DomainException(MerchantError.WRONG_STATE, known.merchant().state().name())
        : new DomainException(MerchantError.STEP_UNDER_WAY, "PAYOUT_CHANGE");
  }

  /// Posts what is missing of the bond from the shop's balance.
  Dossier postBond(MerchantId id) {
    transaction.executeWithoutResult(
        status -> {
          Dossier known = applications.require(id);
          if (!bonds.post(id)) {
            throw bondRefusal(known);
          }
        });
    return applications.require(id);
  }

  private static DomainException bondRefusal(Dossier known) {
    if (known.step().bondPending()) {
      return new DomainException(MerchantError.STEP_UNDER_WAY, "BOND");
    }
    return known.merchant().bond().isComplete()
        ? new DomainException(MerchantError.BOND_COMPLETE)
        : new DomainException(MerchantError.WRONG_STATE, known.merchant().state().name());
  }

  /// Asks a part of the bond back, after 60 days; zero takes that back. Refuses with
  /// [MerchantError#BOND_TOO_SMALL] more than is posted.
  Dossier withdrawBond(UserId actor, MerchantId id, long minor) {
    transaction.executeWithoutResult(
        status -> {
          Dossier known = applications.require(id);
          Merchant.Bond bond = known.merchant().bond();
          if (minor > bond.postedMinor()) {
            throw new DomainException(MerchantError.BOND_TOO_SMALL);
          }
          if (minor == bond.leavingMinor() && !known.step().bondPending()) {
            return;
          }
          if (!bonds.giveNotice(id, minor)) {
            throw new DomainException(MerchantError.STEP_UNDER_WAY, "BOND");
          }
          dossiers.addDecision(
              id,
              new Decision(
                  Uuid7.next(clock),
                  Decision.Kind.BOND_WITHDRAWAL,
                  actor.value(),
                  String.valueOf(minor),
                  null,
                  clock.instant()));
        });
    return applications.require(id);
  }
}
