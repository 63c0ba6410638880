package org.tongbao.market.merchant;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.merchant.DeliveryMethod.Kind;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.MoneyText;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A way to deliver as the fields of a form: amounts in major units, countries as words.
final class DeliveryForm {
  private DeliveryForm() {}

  /// The fields of the REST API, from a form that writes amounts in major units.
  static DeliveryMethodApi.MethodFields fields(Map<String, String> typed, Currency currency) {
    Kind kind =
        Arrays.stream(Kind.values())
            .filter(it -> it.name().equals(typed.get("kind")))
            .findFirst()
            .orElseThrow(() -> Fields.malformed("kind"));
    return new DeliveryMethodApi.MethodFields(
        kind,
        typed.get("name"),
        kind == Kind.CARRIER ? typed.get("carrier") : null,
        minor("price", typed, currency),
        minor("freeFrom", typed, currency),
        number("includedGrams", typed),
        number("stepGrams", typed),
        minor("stepPrice", typed, currency),
        countries(typed.getOrDefault("countries", "")),
        kind == Kind.PICKUP ? pickup(typed) : null,
        "true".equals(typed.get("enabled")));
  }

  private static List<String> countries(String typed) {
    return Arrays.stream(typed.toUpperCase(Locale.ROOT).split("[^A-Z]+"))
        .filter(it -> !it.isEmpty())
        .toList();
  }

  private static DeliveryMethodApi.PickupFields pickup(Map<String, String> typed) {
    return new DeliveryMethodApi.PickupFields(
        typed.get("place"),
        typed.getOrDefault("country", "").toUpperCase(Locale.ROOT),
        typed.get("region"),
        typed.get("city"),
        typed.get("street"),
        typed.get("postalCode"),
        typed.get("phone"),
        typed.get("hours"));
  }

  private static @Nullable Long minor(String field, Map<String, String> typed, Currency currency) {
    OptionalLong minor = AmountText.optionalMinor(field, typed.get(field), currency);
    return minor.isPresent() ? minor.getAsLong() : null;
  }

  private static @Nullable Integer number(String field, Map<String, String> typed) {
    String plain = typed.getOrDefault(field, "").strip();
    if (plain.isEmpty()) {
      return null;
    }
    if (!plain.matches("[0-9]{1,8}")) {
      throw Fields.malformed(field);
    }
    return Integer.valueOf(plain);
  }

  /// The form of a method as it is.
  static Map<String, String> typed(DeliveryMethod known) {
    Map<String, String> typed = new HashMap<>();
    typed.put("kind", known.kind().name());
    typed.put("name", known.name());
    typed.put("carrier", known.carrier());
    typed.put("price", plain(known.price()));
    Money free = known.freeFrom();
    typed.put("freeFrom", free == null ? "" : plain(free));
    DeliveryMethod.Weights weights = known.weights();
    typed.put("includedGrams", weights.includedGrams() == 0 ? "" : "" + weights.includedGrams());
    typed.put("stepGrams", weights.stepGrams() == 0 ? "" : "" + weights.stepGrams());
    typed.put("stepPrice", weights.stepGrams() == 0 ? "" : plain(weights.stepPrice()));
    typed.put("countries", String.join(" ", known.countries().stream().sorted().toList()));
    typed.put("enabled", String.valueOf(known.enabled()));
    DeliveryMethod.PickupPlace place = known.pickup();
    if (place != null) {
      typed.put("place", place.place());
      typed.put("country", place.country());
      typed.put("region", place.region());
      typed.put("city", place.city());
      typed.put("street", place.street());
      typed.put("postalCode", place.postalCode());
      typed.put("phone", place.phone());
      typed.put("hours", place.hours());
    }
    return typed;
  }

  private static String plain(Money money) {
    return MoneyText.plain(money.amountMinor().longValueExact(), money.currency().code());
  }
}
