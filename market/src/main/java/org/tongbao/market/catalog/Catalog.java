package org.tongbao.market.catalog;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/// What can be bought, for the features that sell it. Thread-safe; reads the database each time.
@Component
public class Catalog {
  private final OfferStore offers;

  Catalog(OfferStore offers) {
    this.offers = offers;
  }

  /// The variant at its price in `currency`. Nothing when there is no such variant any more, or
  /// when it has no price in that currency; [Offer#onSale] says whether it can be bought.
  public Optional<Offer> offer(UUID variant, String currency) {
    return Optional.ofNullable(offers(List.of(variant), currency).get(variant));
  }

  /// [#offer] of many, in one query; those without an offer are missing in the answer.
  public Map<UUID, Offer> offers(Collection<UUID> variants, String currency) {
    return offers.find(variants, currency);
  }
}
