package org.tongbao.market.news;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Something that has happened.
///
/// @param id grows in the order in which it was written down
/// @param key the same for the same happening, whoever tells it and however often
/// @param user whom it concerns as a buyer or owner of money
/// @param merchant whose shop it concerns
/// @param facts in JSON's own types; none of them about a person, where programs hear of it
public record News(
    long id,
    NewsKind kind,
    String key,
    @Nullable UserId user,
    @Nullable MerchantId merchant,
    Map<String, Object> facts,
    Instant at) {
  public News {
    facts = Map.copyOf(facts);
  }

  /// A fact as text; empty where there is none.
  public String text(String fact) {
    return facts.containsKey(fact) ? String.valueOf(facts.get(fact)) : "";
  }

  /// The money that it is about, if it is.
  public Optional<Money> amount() {
    return facts.get("amountMinor") instanceof Number minor
        ? Optional.of(Money.ofMinor(minor.longValue(), Currency.of(text("currency"))))
        : Optional.empty();
  }
}
