package org.tongbao.market.checkout;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.address.Address;
import org.tongbao.market.web.Frame;

/// The whole price, line by line, and what can still be chosen, before anything is ordered.
///
/// @param quote null as long as there is no address
/// @param messages to the shops, as typed
/// @param pictures of what is bought, by variant
/// @param problem why it could not be ordered as asked; empty when nothing is in the way
public record CheckoutPage(
    Frame frame,
    List<Address> addresses,
    @Nullable UUID address,
    @Nullable QuoteView quote,
    List<VoucherChoice> vouchers,
    Map<UUID, String> messages,
    Map<UUID, String> pictures,
    String problem) {
  public CheckoutPage {
    addresses = List.copyOf(addresses);
    vouchers = List.copyOf(vouchers);
    messages = Map.copyOf(messages);
    pictures = Map.copyOf(pictures);
  }

  /// A voucher that the buyer holds and that may help here.
  ///
  /// @param unused chosen, and of no use for this order
  public record VoucherChoice(UUID campaign, String name, boolean chosen, boolean unused) {}

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
