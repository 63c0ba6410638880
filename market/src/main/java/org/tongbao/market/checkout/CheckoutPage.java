package org.tongbao.market.checkout;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.address.Address;
import org.tongbao.market.booking.SlotOffer;
import org.tongbao.market.web.Frame;

/// The whole price, line by line, and what can still be chosen, before anything is ordered.
///
/// @param quote null as long as there is no address
/// @param messages to the shops, as typed
/// @param pictures of what is bought, by variant
/// @param times when each booked service can begin
/// @param problem why it could not be ordered as asked; empty when nothing is in the way
public record CheckoutPage(
    Frame frame,
    List<Address> addresses,
    @Nullable UUID address,
    @Nullable QuoteView quote,
    List<VoucherChoice> vouchers,
    Map<UUID, String> messages,
    Map<UUID, String> pictures,
    List<Times> times,
    String problem) {
  public CheckoutPage {
    addresses = List.copyOf(addresses);
    vouchers = List.copyOf(vouchers);
    messages = Map.copyOf(messages);
    pictures = Map.copyOf(pictures);
    times = List.copyOf(times);
  }

  /// A voucher that the buyer holds and that may help here.
  ///
  /// @param unused chosen, and of no use for this order
  public record VoucherChoice(UUID campaign, String name, boolean chosen, boolean unused) {}

  /// When a booked service can begin, and when it is to.
  ///
  /// @param chosen null as long as nothing is
  public record Times(UUID variant, String title, SlotOffer offer, @Nullable Instant chosen) {
    /// Whether what was chosen is no longer free.
    public boolean isGone() {
      return chosen != null
          && offer.days().stream()
              .flatMap(it -> it.times().stream())
              .noneMatch(it -> it.startsAt().equals(chosen));
    }
  }

  /// What is in the way, each once.
  public List<String> problems() {
    return quote == null
        ? List.of()
        : quote.problems().stream().map(it -> it.kind().name()).distinct().toList();
  }

  public String message(UUID shop) {
    return messages.getOrDefault(shop, "");
  }
}
