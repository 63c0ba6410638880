package org.tongbao.market.merchant;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// How a shop delivers: the list, and the form of one way.
///
/// @param edits whether the caller may change anything
/// @param changed the way that the form changes; null when it adds one
/// @param typed what stands in the form
public record DeliveryPage(
    Frame frame,
    Desk desk,
    String base,
    String currency,
    boolean edits,
    List<DeliveryMethod> methods,
    @Nullable DeliveryMethod changed,
    Map<String, String> typed,
    FormErrors errors) {
  public DeliveryPage {
    methods = List.copyOf(methods);
    typed = Map.copyOf(typed);
  }

  public String typed(String field) {
    return typed.getOrDefault(field, "");
  }

  public String price(DeliveryMethod method) {
    return frame.money(
        method.price().amountMinor().longValueExact(), method.price().currency().code());
  }

  /// From which amount on it costs nothing; empty when it always costs.
  public String freeFrom(DeliveryMethod method) {
    var free = method.freeFrom();
    return free == null
        ? ""
        : frame.money(free.amountMinor().longValueExact(), free.currency().code());
  }
}
