package org.tongbao.market.merchant;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Application;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.MerchantsEvent;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.Dossier.Kind;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.IntentRefused;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;

/// Hears what the chain says of shops. Their rows follow it, in the indexer's transaction.
@Component
class MerchantChain {
  private final MerchantStore merchants;
  private final DossierStore dossiers;
  private final StepStore steps;
  private final Reviews reviews;
  private final Bonds bonds;
  private final Outbox outbox;
  private final Operators operators;
  private final MerchantActions actions;
  private final Contracts contracts;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  MerchantChain(
      MerchantStore merchants,
      DossierStore dossiers,
      StepStore steps,
      Reviews reviews,
      Bonds bonds,
      Outbox outbox,
      Operators operators,
      MerchantActions actions,
      Contracts contracts,
      ApplicationEventPublisher events,
      Clock clock) {
    this.merchants = merchants;
    this.dossiers = dossiers;
    this.steps = steps;
    this.reviews = reviews;
    this.bonds = bonds;
    this.outbox = outbox;
    this.operators = operators;
    this.actions = actions;
    this.contracts = contracts;
    this.events = events;
    this.clock = clock;
  }

  @EventListener
  void on(ChainEvent heard) {
    if (heard.event() instanceof MerchantsEvent event) {
      merchants.ofAccount(account(event)).ifPresent(merchant -> follow(merchant, event, heard));
    }
  }

  /// Whom an event is about; the zero address when it is about no account.
  private static Address account(MerchantsEvent event) {
    return switch (event) {
      case MerchantsEvent.Applied applied -> applied.merchant();
      case MerchantsEvent.Approved approved -> approved.merchant();
      case MerchantsEvent.Returned returned -> returned.merchant();
      case MerchantsEvent.Suspended suspended -> suspended.merchant();
      case MerchantsEvent.Reinstated reinstated -> reinstated.merchant();
      case MerchantsEvent.PayoutChanged changed -> changed.merchant();
      case MerchantsEvent.BondPosted posted -> posted.account();
      case MerchantsEvent.BondLeaving leaving -> leaving.account();
      case MerchantsEvent.BondReturned returned -> returned.account();
      case MerchantsEvent.BondSlashed slashed -> slashed.account();
      case MerchantsEvent.EIP712DomainChanged _ -> Address.ZERO;
    };
  }

  private void follow(Merchant merchant, MerchantsEvent event, ChainEvent heard) {
    MerchantId id = merchant.id();
    switch (event) {
      case MerchantsEvent.Applied applied -> approve(id, applied);
      case MerchantsEvent.Approved approved -> {
        if (isOwnCurrency(merchant, approved.cash())) {
          done(id, Kind.APPROVAL, Decision.Kind.LIVE, heard);
          bonds.post(id);
        }
      }
      case MerchantsEvent.Suspended _ -> done(id, Kind.SUSPENSION, Decision.Kind.SUSPENDED, heard);
      case MerchantsEvent.Reinstated _ ->
          done(id, Kind.REINSTATEMENT, Decision.Kind.REINSTATED, heard);
      case MerchantsEvent.PayoutChanged changed -> {
        Instant from = Instant.ofEpochSecond(changed.from().toLongExact());
        steps.payoutChanged(id, changed.payout(), heard.at(), from);
      }
      case MerchantsEvent.BondPosted posted -> {
        if (isOwnCurrency(merchant, posted.cash())) {
          steps.bondPosted(id, posted.bond().toLongExact());
          events.publishEvent(new MerchantChanged(id));
        }
      }
      case MerchantsEvent.BondLeaving leaving -> {
        if (isOwnCurrency(merchant, leaving.cash())) {
          long minor = leaving.amount().toLongExact();
          Instant payableAt = Instant.ofEpochSecond(leaving.payableAt().toLongExact());
          steps.bondLeaves(id, minor, minor == 0 ? null : payableAt);
          events.publishEvent(new MerchantChanged(id));
        }
      }
      case MerchantsEvent.BondReturned returned -> {
        if (isOwnCurrency(merchant, returned.cash())) {
          steps.bondIs(id, returned.bond().toLongExact());
          steps.bondLeaves(id, 0, null);
          events.publishEvent(new MerchantChanged(id));
        }
      }
      case MerchantsEvent.BondSlashed slashed -> {
        if (isOwnCurrency(merchant, slashed.cash())) {
          steps.bondIs(id, slashed.bond().toLongExact());
          events.publishEvent(new MerchantChanged(id));
        }
      }
      case MerchantsEvent.Returned _, MerchantsEvent.EIP712DomainChanged _ -> {}
    }
  }

  private boolean isOwnCurrency(Merchant merchant, Address cash) {
    return contracts.cash(merchant.currency()).address().equals(cash);
  }

  /// The shop has applied: the registrar approves, if that is exactly what the platform approved.
  private void approve(MerchantId id, MerchantsEvent.Applied applied) {
    Dossier dossier = dossiers.find(id).orElseThrow();
    Application conditions = reviews.conditions(dossier);
    if (dossier.step().pending() == Kind.APPROVAL && applied.conditions().equals(conditions)) {
      outbox.act(
          operators.account(Role.REGISTRAR),
          actions.approve(conditions),
          References.of("merchant/approval", id.value(), dossier.step().number()),
          new Subject(Reviews.SUBJECT, id.value()));
    }
  }

  private void done(MerchantId id, Kind step, Decision.Kind news, ChainEvent heard) {
    Merchant.State state =
        step == Kind.SUSPENSION ? Merchant.State.SUSPENDED : Merchant.State.APPROVED;
    if (steps.done(id, step, state)) {
      note(id, news, "", heard.transaction().toHex());
      events.publishEvent(new MerchantChanged(id));
      events.publishEvent(new MerchantDecided(id, verdict(step), "", heard.at()));
    }
  }

  private static MerchantDecided.Verdict verdict(Kind step) {
    return switch (step) {
      case APPROVAL -> MerchantDecided.Verdict.APPROVED;
      case SUSPENSION -> MerchantDecided.Verdict.SUSPENDED;
      case REINSTATEMENT -> MerchantDecided.Verdict.REINSTATED;
    };
  }

  @EventListener
  void on(IntentRefused refused) {
    MerchantId id = new MerchantId(refused.subject().id());
    String why = why(refused.error());
    switch (refused.subject().kind()) {
      case Reviews.SUBJECT -> {
        if (steps.refused(id, why)) {
          note(id, Decision.Kind.CHAIN_REFUSAL, why, null);
        }
      }
      case Bonds.SUBJECT -> steps.bondRefused(id, why);
      case Shops.PAYOUT_SUBJECT -> steps.payoutRefused(id);
      default -> {}
    }
  }

  private void note(
      MerchantId id, Decision.Kind kind, String reason, @Nullable String transaction) {
    dossiers.addDecision(
        id, new Decision(Uuid7.next(clock), kind, null, reason, transaction, clock.instant()));
  }

  /// The contract's own words, such as `Merchants_BadConditions`.
  static String why(ContractError error) {
    String group = error.getClass().getInterfaces()[0].getSimpleName().replace("Error", "");
    return group + "_" + error.getClass().getSimpleName();
  }
}
