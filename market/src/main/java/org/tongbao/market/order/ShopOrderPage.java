package org.tongbao.market.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// One order as its shop works on it.
///
/// @param base the address of the shop's orders
/// @param next the key of the text that says what comes next
/// @param nextAt when that happens by itself; null when nothing waits
/// @param left how long until then, as text
/// @param deeds what the caller can do now
/// @param refundable what a refund may be at most, as a form takes it
/// @param today for the form of a parcel
/// @param failed whose form was refused, for `errors`; null when none was
/// @param typed what stood in that form
public record ShopOrderPage(
    Frame frame,
    Desk desk,
    String base,
    OrderViews.Part part,
    String next,
    @Nullable Instant nextAt,
    String left,
    List<ShopDeed> deeds,
    String refundable,
    String today,
    FormErrors errors,
    @Nullable ShopDeed failed,
    Map<String, String> typed) {
  public ShopOrderPage {
    deeds = List.copyOf(deeds);
    typed = Map.copyOf(typed);
  }

  /// Whether something is on its way to being recorded.
  public boolean isUnderWay() {
    return part.order().pendingStep() != null || part.order().state() == OrderState.NEW;
  }

  /// What was typed into the form of `deed`, or else `standard`.
  public String typed(ShopDeed deed, String field, String standard) {
    return deed == failed ? typed.getOrDefault(field, standard) : standard;
  }

  /// What is wrong with a field of the form of `deed`; null when nothing is.
  public @Nullable String error(ShopDeed deed, String field) {
    return deed == failed ? errors.of(field) : null;
  }

  /// The text of an event, as the shop reads it.
  public String event(String event) {
    return frame
        .texts()
        .find("merchant.event." + event)
        .or(() -> frame.texts().find("order.event." + event))
        .orElse(event);
  }
}
