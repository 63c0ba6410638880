package org.tongbao.market.order;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// A shop's orders, newest first.
///
/// @param base the address of the shop's orders
/// @param next the cursor of the following part; null at the end
public record ShopOrderListPage(
    Frame frame,
    Desk desk,
    String base,
    Tab tab,
    List<Row> orders,
    @Nullable String next,
    boolean handles) {
  public ShopOrderListPage {
    orders = List.copyOf(orders);
  }

  /// @param left how long until it goes on by itself, as text; empty when nothing waits
  public record Row(OrderViews.Brief order, String left) {
    public boolean hasClaim() {
      return order.claim() != ClaimState.NONE;
    }
  }

  /// Which orders are shown.
  public enum Tab {
    ALL(null, null),
    SHIP(OrderState.PAID, null),
    CLAIMS(null, true),
    CONFIRM(OrderState.SETTLED, null),
    UNPAID(OrderState.PLACED, null),
    SENT(OrderState.SHIPPED, null),
    DONE(OrderState.COMPLETED, null);

    private final @Nullable OrderState state;
    private final @Nullable Boolean open;

    Tab(@Nullable OrderState state, @Nullable Boolean open) {
      this.state = state;
      this.open = open;
    }

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    @Nullable OrderState state() {
      return state;
    }

    /// Whether a refund has to be asked for; null where it does not matter.
    @Nullable Boolean open() {
      return open;
    }

    static Tab of(String word) {
      return Arrays.stream(values()).filter(it -> it.word().equals(word)).findFirst().orElse(ALL);
    }
  }

  /// The address of a tab.
  public String address(Tab of) {
    return of == Tab.ALL ? base : base + "?show=" + of.word();
  }

  public String nextAddress() {
    return base + "?show=" + tab.word() + "&cursor=" + next;
  }

  /// The tabs as links.
  public List<Desk.Link> tabs() {
    return Arrays.stream(Tab.values())
        .map(it -> Desk.Link.to(frame.texts().get("merchant.orders." + it.word()), address(it)))
        .toList();
  }
}
