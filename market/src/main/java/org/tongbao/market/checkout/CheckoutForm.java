package org.tongbao.market.checkout;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Currency;

/// What somebody has chosen on the checkout page, from the fields of its form. What is missing or
/// cannot be meant is as if nothing had been chosen; the page shows what it became.
record CheckoutForm(
    Optional<UUID> address,
    Map<MerchantId, UUID> deliveries,
    List<UUID> vouchers,
    long points,
    Map<MerchantId, String> messages,
    Map<UUID, Instant> slots) {
  private static final String DELIVERY = "delivery.";
  private static final String MESSAGE = "message.";
  private static final String SLOT = "slot.";
  private static final int MESSAGE_LIMIT = 200;
  private static final int MOST_VOUCHERS = 20;

  /// Whether a field of the form is a choice, not a token of it.
  static boolean isChoice(String name) {
    return name.startsWith(DELIVERY)
        || name.startsWith(MESSAGE)
        || name.startsWith(SLOT)
        || Set.of("address", "voucher", "points").contains(name);
  }

  static CheckoutForm of(Map<String, String[]> fields) {
    Map<MerchantId, UUID> deliveries = new HashMap<>();
    Map<MerchantId, String> messages = new HashMap<>();
    Map<UUID, Instant> slots = new HashMap<>();
    fields.forEach(
        (name, values) -> {
          if (name.startsWith(DELIVERY)) {
            shop(name, DELIVERY)
                .ifPresent(
                    shop -> Uuid7.parse(values[0]).ifPresent(it -> deliveries.put(shop, it)));
          } else if (name.startsWith(MESSAGE)) {
            shop(name, MESSAGE).ifPresent(shop -> messages.put(shop, line(values[0])));
          } else if (name.startsWith(SLOT)) {
            Uuid7.parse(name.substring(SLOT.length()))
                .ifPresent(variant -> time(values[0]).ifPresent(it -> slots.put(variant, it)));
          }
        });
    return new CheckoutForm(
        Uuid7.parse(first(fields, "address")),
        deliveries,
        List.of(fields.getOrDefault("voucher", new String[0])).stream()
            .flatMap(it -> Uuid7.parse(it).stream())
            .distinct()
            .limit(MOST_VOUCHERS)
            .toList(),
        points(first(fields, "points")),
        messages,
        slots);
  }

  private static Optional<Instant> time(String chosen) {
    try {
      return chosen.isEmpty() ? Optional.empty() : Optional.of(Instant.parse(chosen));
    } catch (DateTimeParseException nothingChosen) {
      return Optional.empty();
    }
  }

  private static Optional<MerchantId> shop(String name, String prefix) {
    return Uuid7.parse(name.substring(prefix.length())).map(MerchantId::new);
  }

  private static String first(Map<String, String[]> fields, String name) {
    String[] values = fields.get(name);
    return values == null || values.length == 0 ? "" : values[0];
  }

  private static String line(String typed) {
    String line = typed.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]", " ").strip();
    return line.length() <= MESSAGE_LIMIT ? line : line.substring(0, MESSAGE_LIMIT);
  }

  private static long points(String typed) {
    return typed.matches("[0-9]{1,12}") ? Long.parseLong(typed) : 0;
  }

  Wishes wishes(UUID to, Currency currency, Map<MerchantId, UUID> ways) {
    return new Wishes(to, currency, ways, vouchers, points, messages, slots);
  }

  /// With times that were wished for earlier, where none is chosen here.
  CheckoutForm withSlots(Map<UUID, Instant> wished) {
    Map<UUID, Instant> all = new HashMap<>(wished);
    all.putAll(slots);
    return new CheckoutForm(address, deliveries, vouchers, points, messages, all);
  }

  /// Without what money could be saved by, which may be spent.
  CheckoutForm plain() {
    return new CheckoutForm(address, deliveries, List.of(), 0, messages, slots);
  }

  Map<UUID, String> messagesByShop() {
    Map<UUID, String> texts = new HashMap<>();
    messages.forEach((shop, text) -> texts.put(shop.value(), text));
    return texts;
  }
}
