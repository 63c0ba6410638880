package org.tongbao.market.order;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// One order, with everything that happened and what comes next.
///
/// @param appointments when services are, by part
/// @param errors of the form of the part `failed`
/// @param failed null when no form was refused
public record OrderPage(
    Frame frame,
    OrderViews.Whole order,
    List<PartView> parts,
    Map<UUID, Appointments.Note> appointments,
    boolean payable,
    FormErrors errors,
    @Nullable String failed) {
  public OrderPage {
    parts = List.copyOf(parts);
    appointments = Map.copyOf(appointments);
  }

  /// What one shop has to do with it.
  ///
  /// @param next the key of the text that says what comes next
  /// @param nextAt when that happens by itself; null when nothing waits
  /// @param left how long until then, as text
  /// @param pickupCode what to show at the counter; null when there is none
  /// @param refundable what a refund may be at most, as a form takes it
  public record PartView(
      OrderViews.Part part,
      String shop,
      String next,
      @Nullable Instant nextAt,
      String left,
      List<Deed> deeds,
      @Nullable String pickupCode,
      String refundable) {
    public PartView {
      deeds = List.copyOf(deeds);
    }

    public boolean may(Deed deed) {
      return deeds.contains(deed);
    }

    /// Whether something is on its way to being recorded.
    public boolean isUnderWay() {
      return part.order().pendingStep() != null || part.order().state() == OrderState.NEW;
    }

    /// Whether its lines can be reviewed.
    public boolean isReceived() {
      return switch (part.order().state()) {
        case RECEIVED, SETTLED, COMPLETED -> true;
        case NEW, PLACED, PAID, SHIPPED, CANCELLED, REFUNDED, VOID -> false;
      };
    }

    /// Whether money goes back, has gone, or is argued about.
    public boolean hasClaim() {
      return part.claim().state() != ClaimState.NONE;
    }
  }

  /// What a buyer can do with a part now; the name in lower case is the address below the part.
  public enum Deed {
    CANCELLATION,
    RECEIPT,
    REFUND,
    DISPUTE,
    APPEAL,
    WITHDRAWAL;

    public String path() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /// Whether the page will look different in a moment.
  public boolean isUnderWay() {
    return parts.stream().anyMatch(PartView::isUnderWay);
  }
}
