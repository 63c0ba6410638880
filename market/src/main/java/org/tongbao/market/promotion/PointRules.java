package org.tongbao.market.promotion;

import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// How points are earned, what they are worth, and the money that pays for them. Thread-safe.
@Component
public class PointRules {
  private final PointRuleStore store;

  PointRules(PointRuleStore store) {
    this.store = store;
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
}
