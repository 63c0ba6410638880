package org.tongbao.market.currency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;

/// Which currencies the platform takes. Thread-safe; answers from memory and looks at the table
/// again when what it knows is older than [#FRESH_FOR], so that several processes agree soon.
@Component
public class Currencies {
  static final Duration FRESH_FOR = Duration.ofSeconds(5);

  private final CurrencyStore store;
  private final Clock clock;
  private volatile Known known = new Known(List.of(), Instant.MIN);

  Currencies(CurrencyStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Every currency, in the order they are shown.
  public List<PaymentCurrency> all() {
    Instant now = clock.instant();
    Known current = known;
    if (!now.isBefore(current.staleAt)) {
      current = new Known(store.all(), now.plus(FRESH_FOR));
      known = current;
    }
    return current.currencies;
  }

  /// The currencies that can be paid in, in the order they are shown.
  public List<PaymentCurrency> accepted() {
    return all().stream().filter(PaymentCurrency::accepted).toList();
  }

  /// The one that is shown to visitors who have chosen none.
  public PaymentCurrency standard() {
    return all().stream().filter(PaymentCurrency::standard).findFirst().orElseThrow();
  }

  public Optional<PaymentCurrency> find(String code) {
    return all().stream().filter(currency -> currency.code().equals(code)).findFirst();
  }

  /// The currency with this code; refuses with [CurrencyError#UNKNOWN].
  public PaymentCurrency require(String code) {
    return find(code).orElseThrow(() -> new DomainException(CurrencyError.UNKNOWN, code));
  }

  /// [#require] of a currency that can be paid in; refuses with [CurrencyError#NOT_ACCEPTED] too.
  public PaymentCurrency requireAccepted(String code) {
    PaymentCurrency currency = require(code);
    if (!currency.accepted()) {
      throw new DomainException(CurrencyError.NOT_ACCEPTED, code);
    }
    return currency;
  }

  private record Known(List<PaymentCurrency> currencies, Instant staleAt) {}
}
