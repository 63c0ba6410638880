package org.tongbao.market.booking;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// A booking as its shop sees it, and what can be done with it.
///
/// @param order the address of its order
/// @param time for people, with its zone
/// @param declinedFor why the shop will not do it; empty when it has not said so
/// @param proposal the time that one side has asked the other for; null when none has
/// @param deeds what is possible now, to the caller
/// @param slots that can be proposed
/// @param failed the deed that was refused
/// @param typed into its form
public record ShopBookingPage(
    Frame frame,
    Desk desk,
    String address,
    String order,
    String title,
    String time,
    int quantity,
    String state,
    String declinedFor,
    @Nullable Proposed proposal,
    List<Deed> deeds,
    List<Slot> slots,
    FormErrors errors,
    @Nullable Deed failed,
    Map<String, String> typed) {
  public ShopBookingPage {
    deeds = List.copyOf(deeds);
    slots = List.copyOf(slots);
    typed = Map.copyOf(typed);
  }

  /// What a shop can do with a booking; the name in lower case is the address below it.
  public enum Deed {
    CONFIRMATION,
    /// Agreeing to the buyer's proposal, or not.
    AGREEMENT,
    FULFILMENT,
    PROPOSAL,
    REFUSAL;

    public String path() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Optional<Deed> of(String path) {
      return Arrays.stream(values()).filter(it -> it.path().equals(path)).findFirst();
    }
  }

  /// @param byShop whether the shop asked for it
  public record Proposed(boolean byShop, String time) {}

  /// @param start by which it is asked for
  public record Slot(String start, String time) {}

  /// Whether its order is on the way to being cancelled.
  public boolean isEnding() {
    return !declinedFor.isEmpty() && (state.equals("REQUESTED") || state.equals("CONFIRMED"));
  }

  public String typed(Deed deed, String field) {
    return deed == failed ? typed.getOrDefault(field, "") : "";
  }

  public @Nullable String error(Deed deed, String field) {
    return deed == failed ? errors.of(field) : null;
  }

  public @Nullable String problem(Deed deed) {
    return deed == failed ? errors.general() : null;
  }
}
