package org.tongbao.market.checkout;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.Fields;

/// What a buyer chose, as it was typed. No field is an amount of money.
///
/// @param deliveries by the id of the shop, the id of one of its delivery methods
/// @param vouchers ids of campaigns, in the order in which they are tried
/// @param points the most to use
/// @param messages by the id of the shop, up to 200 characters
/// @param slots by the id of the variant of a booked service, when its slot begins
record WishFields(
    @Nullable String addressId,
    @Nullable String currency,
    @Nullable Map<String, String> deliveries,
    @Nullable List<String> vouchers,
    @Nullable Long points,
    @Nullable Map<String, String> messages,
    @Nullable Map<String, String> slots) {
  private static final int MOST_SHOPS = 100;
  private static final int MOST_VOUCHERS = 20;
  private static final int MESSAGE_LIMIT = 200;

  Wishes wishes(Currencies currencies) {
    return new Wishes(
        id("addressId", Fields.required("addressId", addressId)),
        currencies.requireAccepted(Fields.required("currency", currency)).currency(),
        byShop("deliveries", deliveries, it -> id("deliveries", it)),
        chosenVouchers(),
        chosenPoints(),
        byShop("messages", messages, it -> Fields.optionalLine("messages", it, MESSAGE_LIMIT)),
        chosenSlots());
  }

  private Map<UUID, Instant> chosenSlots() {
    if (slots == null) {
      return Map.of();
    }
    if (slots.size() > MOST_SHOPS) {
      throw tooMany("slots", MOST_SHOPS);
    }
    Map<UUID, Instant> read = new HashMap<>();
    slots.forEach((variant, start) -> read.put(id("slots", variant), time(start)));
    return read;
  }

  private static Instant time(@Nullable String start) {
    try {
      return Instant.parse(Fields.line("slots", start, 40));
    } catch (DateTimeParseException e) {
      throw Fields.malformed("slots");
    }
  }

  private List<UUID> chosenVouchers() {
    if (vouchers == null) {
      return List.of();
    }
    if (vouchers.size() > MOST_VOUCHERS) {
      throw tooMany("vouchers", MOST_VOUCHERS);
    }
    Set<UUID> ids = new LinkedHashSet<>();
    vouchers.forEach(it -> ids.add(id("vouchers", Fields.required("vouchers", it))));
    return List.copyOf(ids);
  }

  private long chosenPoints() {
    if (points != null && points < 0) {
      throw Fields.malformed("points");
    }
    return points == null ? 0 : points;
  }

  private static <T> Map<MerchantId, T> byShop(
      String field, @Nullable Map<String, String> given, Function<String, T> value) {
    if (given == null) {
      return Map.of();
    }
    if (given.size() > MOST_SHOPS) {
      throw tooMany(field, MOST_SHOPS);
    }
    Map<MerchantId, T> read = new HashMap<>();
    given.forEach(
        (shop, it) ->
            read.put(new MerchantId(id(field, shop)), value.apply(Fields.required(field, it))));
    return read;
  }

  private static UUID id(String field, String id) {
    return Uuid7.parse(id).orElseThrow(() -> Fields.malformed(field));
  }

  private static DomainException tooMany(String field, int most) {
    return new DomainException(CheckoutError.TOO_MANY, field, String.valueOf(most));
  }
}
