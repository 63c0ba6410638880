package org.tongbao.market.merchant;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Application;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.Dossier.Kind;
import org.tongbao.market.merchant.Merchant.State;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What the platform decides about shops. A return and a refusal hold at once; the others are
/// carried out on the chain and hold when that tells so ([MerchantChain]). Thread-safe.
@Component
class Reviews {
  static final String SUBJECT = "merchant";

  private final Applications applications;
  private final DossierStore store;
  private final StepStore steps;
  private final Outbox outbox;
  private final Operators operators;
  private final MerchantActions actions;
  private final Contracts contracts;
  private final TransactionTemplate transaction;
  private final ApplicationEventPublisher events;
  private final Clock clock;

  Reviews(
      Applications applications,
      DossierStore store,
      StepStore steps,
      Outbox outbox,
      Operators operators,
      MerchantActions actions,
      Contracts contracts,
      TransactionTemplate transaction,
      ApplicationEventPublisher events,
      Clock clock) {
    this.applications = applications;
    this.store = store;
    this.steps = steps;
    this.outbox = outbox;
    this.operators = operators;
    this.actions = actions;
    this.contracts = contracts;
    this.transaction = transaction;
    this.events = events;
    this.clock = clock;
  }

  /// Sends the application back: the applicant reads the reason, changes it and applies again.
  Dossier giveBack(UserId actor, MerchantId id, int version, String reason) {
    return decide(actor, id, version, new Verdict(State.RETURNED, Decision.Kind.RETURN, reason));
  }

  /// Ends the application.
  Dossier refuse(UserId actor, MerchantId id, int version, String reason) {
    return decide(actor, id, version, new Verdict(State.REFUSED, Decision.Kind.REFUSAL, reason));
  }

  private record Verdict(State state, Decision.Kind kind, String reason) {}

  private Dossier decide(UserId actor, MerchantId id, int version, Verdict verdict) {
    transaction.executeWithoutResult(
        status -> {
          Dossier known = applications.require(id);
          if (!store.decide(id, version, verdict.state)) {
            throw Applications.refusal(known, version, State.APPLIED);
          }
          note(id, verdict.kind, actor, verdict.reason);
          MerchantDecided.Verdict told =
              verdict.state == State.RETURNED
                  ? MerchantDecided.Verdict.RETURNED
                  : MerchantDecided.Verdict.REFUSED;
          events.publishEvent(new MerchantDecided(id, told, verdict.reason, clock.instant()));
        });
    return applications.require(id);
  }

  /// Approves what was read at `version`: the shop's own account applies on the chain, and when
  /// that is heard the registrar approves exactly that.
  Dossier approve(UserId actor, MerchantId id, int version, String reason) {
    transaction.executeWithoutResult(
        status -> {
          Dossier known = applications.require(id);
          if (known.version() != version) {
            throw Applications.refusal(known, version, State.APPLIED);
          }
          int number = begin(known, State.APPLIED, Kind.APPROVAL, reason);
          note(id, Decision.Kind.APPROVAL, actor, reason);
          // Nothing of this row changes while the step is under way: read again after the lock.
          Application conditions = conditions(applications.require(id));
          outbox.act(
              conditions.merchant(),
              actions.applyFor(conditions),
              References.of("merchant/application", id.value(), number),
              new Subject(SUBJECT, id.value()));
        });
    return applications.require(id);
  }

  /// Stops new orders.
  Dossier suspend(UserId actor, MerchantId id, String reason) {
    return asRegistrar(actor, id, Decision.Kind.SUSPENSION, reason);
  }

  /// Lets a suspended shop sell again.
  Dossier reinstate(UserId actor, MerchantId id, String reason) {
    return asRegistrar(actor, id, Decision.Kind.REINSTATEMENT, reason);
  }

  private Dossier asRegistrar(UserId actor, MerchantId id, Decision.Kind kind, String reason) {
    boolean suspends = kind == Decision.Kind.SUSPENSION;
    transaction.executeWithoutResult(
        status -> {
          Dossier known = applications.require(id);
          int number =
              suspends
                  ? begin(known, State.APPROVED, Kind.SUSPENSION, reason)
                  : begin(known, State.SUSPENDED, Kind.REINSTATEMENT, reason);
          note(id, kind, actor, reason);
          Address account = known.merchant().account();
          Hash hash = reasonHash(id, number, reason);
          Action action =
              suspends ? actions.suspend(account, hash) : actions.reinstate(account, hash);
          String purpose = suspends ? "merchant/suspension" : "merchant/reinstatement";
          outbox.act(
              operators.account(Role.REGISTRAR),
              action,
              References.of(purpose, id.value(), number),
              new Subject(SUBJECT, id.value()));
        });
    return applications.require(id);
  }

  /// What the shop applies for on the chain.
  Application conditions(Dossier dossier) {
    Merchant merchant = dossier.merchant();
    return new Application(
        merchant.account(),
        contracts.cash(merchant.currency()).address(),
        dossier.payout().account(),
        merchant.feeBps(),
        merchant.commissionBps(),
        U256.of(merchant.bond().requiredMinor()),
        dossier.profile());
  }

  private int begin(Dossier known, State state, Kind step, String reason) {
    return steps
        .begin(known.merchant().id(), state, step, reason)
        .orElseThrow(() -> Applications.refusal(known, known.version(), state));
  }

  private void note(MerchantId id, Decision.Kind kind, UserId actor, String reason) {
    store.addDecision(
        id, new Decision(Uuid7.next(clock), kind, actor.value(), reason, null, clock.instant()));
  }

  /// Salted by what nobody outside knows, so that common reasons cannot be guessed.
  private Hash reasonHash(MerchantId id, int number, String reason) {
    byte[] text = (number + " " + reason).getBytes(StandardCharsets.UTF_8);
    return store.salt(id).concat(Bytes.wrap(text)).keccak256();
  }
}
