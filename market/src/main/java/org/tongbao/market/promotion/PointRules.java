package org.tongbao.market.promotion;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.PointActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// How points are earned, what they are worth, and the money that pays for them. Thread-safe.
@Component
public class PointRules {
  static final String FUNDING = "point-funding";

  private final PointRuleStore store;
  private final Operators operators;
  private final Outbox outbox;
  private final PointActions actions;
  private final Contracts contracts;
  private final TransactionTemplate transaction;
  private final Clock clock;

  PointRules(
      PointRuleStore store,
      Operators operators,
      Outbox outbox,
      PointActions actions,
      Contracts contracts,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.operators = operators;
    this.outbox = outbox;
    this.actions = actions;
    this.contracts = contracts;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Whose pot pays for points: the `sponsor` of terms.
  public Address sponsor() {
    return operators.account(Role.PROMOTER);
  }

  public List<PointRule> all() {
    return store.all();
  }

  /// Nothing where points are neither earned nor used.
  public Optional<PointRule> find(Currency currency) {
    return store.find(currency);
  }

  /// Refuses with [RequestError#NOT_FOUND].
  public PointRule require(Currency currency) {
    return find(currency).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// Points earned by paying an amount.
  public long earned(Money paid) {
    return find(paid.currency()).map(rule -> rule.earned(paid)).orElse(0L);
  }

  /// What points are worth in a currency.
  public Money valueOf(long points, Currency currency) {
    return find(currency).map(rule -> rule.valueOf(points)).orElse(Money.zero(currency));
  }

  /// The money that is there to pay for points in this currency, as far as the chain has told.
  public Money pot(Currency currency) {
    return store.pot(currency);
  }

  /// Replaces the rule of this version; refuses with [RequestError#CHANGED_MEANWHILE]. Orders keep
  /// what they were placed under.
  void replace(PointRule rule) {
    if (!store.update(rule)) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
  }

  List<PotFunding> fundings(Currency currency) {
    return store.fundings(currency);
  }

  /// Puts money of the sponsor's account into the pot.
  void fund(UserId by, Money amount) {
    UUID funding = Uuid7.next(clock);
    Address cash = contracts.cash(amount.currency().code()).address();
    transaction.executeWithoutResult(
        status -> {
          store.addFunding(funding, amount, by, clock.instant());
          outbox.act(
              sponsor(),
              actions.fundPot(cash, U256.of(amount.amountMinor())),
              References.of(FUNDING, funding),
              new Subject(FUNDING, funding));
        });
  }
}
