package org.tongbao.market.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Currency;

/// What a buyer chose at checkout. It names no amount: those come from the server alone.
///
/// @param address in the buyer's address book
/// @param deliveries the method chosen for each shop
/// @param vouchers campaigns, in the order in which they are tried
/// @param points the most points to use
/// @param messages to the shops
/// @param slots when each booked variant is to begin
public record Wishes(
    UUID address,
    Currency currency,
    Map<MerchantId, UUID> deliveries,
    List<UUID> vouchers,
    long points,
    Map<MerchantId, String> messages,
    Map<UUID, Instant> slots) {
  /// Wishes for what is not booked.
  public Wishes(
      UUID address,
      Currency currency,
      Map<MerchantId, UUID> deliveries,
      List<UUID> vouchers,
      long points,
      Map<MerchantId, String> messages) {
    this(address, currency, deliveries, vouchers, points, messages, Map.of());
  }

  public Wishes {
    deliveries = Map.copyOf(deliveries);
    vouchers = List.copyOf(vouchers);
    messages = Map.copyOf(messages);
    slots = Map.copyOf(slots);
  }
}
