package org.tongbao.market.statistics;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.inventory.LowStock.Low;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.order.OrderViews;
import org.tongbao.market.web.Chart;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Language;

/// The first page of a shop's desk: what waits for it, and how it sells.
///
/// @param tiles what waits, as far as the caller may see it
/// @param low what is nearly sold out
/// @param figures of a period; null for those who do not see the shop's money
/// @param decides whether the application is the caller's
public record ShopHomePage(
    Frame frame,
    Desk desk,
    Merchant shop,
    List<Tile> tiles,
    List<Low> low,
    @Nullable Figures figures,
    List<OrderViews.Brief> newest,
    boolean decides) {
  /// Periods to choose from, in days.
  public static final List<Integer> PERIODS = List.of(7, 30, 90);

  public ShopHomePage {
    tiles = List.copyOf(tiles);
    low = List.copyOf(low);
    newest = List.copyOf(newest);
  }

  /// @param name the key of its text
  /// @param urgent whether time runs
  public record Tile(String name, long count, String address, boolean urgent) {}

  /// @param days of the period
  /// @param sales day by day, with the period before
  /// @param visits day by day
  public record Figures(
      int days,
      List<Figure> all,
      Chart sales,
      Chart visits,
      List<Best> best,
      List<Source> sources,
      List<Other> others) {
    public Figures {
      all = List.copyOf(all);
      best = List.copyOf(best);
      sources = List.copyOf(sources);
      others = List.copyOf(others);
    }

    public boolean isEmpty() {
      return sales.isEmpty() && visits.isEmpty();
    }
  }

  /// A number of the period beside that of the period before.
  ///
  /// @param name the end of the key of its text
  /// @param value as text
  /// @param before as text
  /// @param change in tenths of a percent; null where there was nothing before
  /// @param moreIsBetter whether a rise is good news
  public record Figure(
      String name, String value, String before, @Nullable Long change, boolean moreIsBetter) {
    public String changeText() {
      Long known = change;
      if (known == null) {
        return "";
      }
      long tenths = Math.abs(known);
      String sign = known > 0 ? "+" : known < 0 ? "−" : "±";
      return sign + tenths / 10 + (tenths >= 1000 ? "" : "." + tenths % 10) + " %";
    }

    /// The class of its badge.
    public String tone() {
      Long known = change;
      if (known == null || known == 0) {
        return "";
      }
      return known > 0 == moreIsBetter ? "badge-good" : "badge-warn";
    }
  }

  /// A product that sold or was looked at.
  public record Best(
      String id, String title, long orders, long units, String sold, long views, String rating) {}

  /// Where visits came from.
  ///
  /// @param share in percent
  public record Source(String name, long views, long share) {}

  /// What was sold in a currency that is not the shop's own.
  public record Other(String currency, long orders, String net) {}

  public String address(int days) {
    return desk.home() + "?days=" + days;
  }

  public List<Desk.Link> periods() {
    return PERIODS.stream()
        .map(it -> Desk.Link.to(frame.texts().get("dashboard.days", it), address(it)))
        .toList();
  }

  public String title(Low of) {
    boolean zh = frame.language() == Language.ZH;
    String first = zh ? of.titleZh() : of.titleEn();
    return first.isEmpty() ? (zh ? of.titleEn() : of.titleZh()) : first;
  }

  public boolean hasClaim(OrderViews.Brief order) {
    return order.claim() != ClaimState.NONE;
  }
}
