package org.tongbao.market.merchant;

import java.math.BigInteger;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Money;

/// One way in which a shop delivers.
///
/// @param carrier who carries it; empty unless [Kind#CARRIER]
/// @param price of a delivery up to [Weights#includedGrams]
/// @param freeFrom the amount of goods from which delivery costs nothing
/// @param countries ISO 3166-1 alpha-2; empty for everywhere
/// @param pickup where it is fetched; there exactly for [Kind#PICKUP]
/// @param version grows with each change
public record DeliveryMethod(
    UUID id,
    MerchantId merchant,
    Kind kind,
    String name,
    String carrier,
    Money price,
    @Nullable Money freeFrom,
    Weights weights,
    Set<String> countries,
    @Nullable PickupPlace pickup,
    boolean enabled,
    int version) {
  public DeliveryMethod {
    countries = Set.copyOf(countries);
    if ((kind == Kind.PICKUP) != (pickup != null)) {
      throw new IllegalArgumentException(kind + " and place " + pickup);
    }
  }

  public enum Kind {
    /// By the merchant itself.
    MERCHANT,
    CARRIER,
    /// Fetched by the buyer, who shows a code.
    PICKUP
  }

  /// What weight adds to the price: `stepPrice` for every `stepGrams`, begun ones counted, above
  /// `includedGrams`. Steps of zero grams: weight adds nothing.
  public record Weights(int includedGrams, int stepGrams, Money stepPrice) {}

  /// Where goods are fetched.
  public record PickupPlace(
      String place,
      String country,
      String region,
      String city,
      String street,
      String postalCode,
      String phone,
      String hours) {}

  /// The same method at another price.
  public DeliveryMethod at(Money other) {
    return new DeliveryMethod(
        id, merchant, kind, name, carrier, other, freeFrom, weights, countries, pickup, enabled,
        version);
  }

  /// Whether it reaches a country.
  public boolean reaches(String country) {
    return countries.isEmpty() || countries.contains(country);
  }

  /// What the delivery of goods of this value and weight costs; nothing where it does not reach.
  /// The goods are in the method's own currency.
  public Optional<Money> price(Money goods, long totalWeightGrams, String country) {
    if (!reaches(country)) {
      return Optional.empty();
    }
    Money free = freeFrom;
    if (free != null && goods.compareTo(free) >= 0) {
      return Optional.of(Money.zero(price.currency()));
    }
    return Optional.of(price.plus(forWeight(totalWeightGrams)));
  }

  private Money forWeight(long totalWeightGrams) {
    long above = totalWeightGrams - weights.includedGrams;
    if (above <= 0 || weights.stepGrams == 0) {
      return Money.zero(price.currency());
    }
    BigInteger steps = BigInteger.valueOf(Math.ceilDiv(above, (long) weights.stepGrams));
    return new Money(weights.stepPrice.amountMinor().multiply(steps), price.currency());
  }
}
