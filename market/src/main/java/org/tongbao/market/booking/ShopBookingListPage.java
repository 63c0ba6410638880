package org.tongbao.market.booking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// A shop's bookings, day by day.
///
/// @param base their address
/// @param requested how many wait for an answer
/// @param more whether there are more than are shown
/// @param next the cursor of the following part; null at the end
/// @param handles whether the caller answers them
public record ShopBookingListPage(
    Frame frame,
    Desk desk,
    String base,
    Tab tab,
    long requested,
    List<Row> rows,
    boolean more,
    @Nullable String next,
    boolean handles) {
  public ShopBookingListPage {
    rows = List.copyOf(rows);
  }

  /// Which bookings are shown.
  public enum Tab {
    /// Paid, and not answered, by when they begin.
    REQUESTED,
    /// Taken on, by when they begin.
    CONFIRMED,
    /// Newest first.
    ALL;

    public String word() {
      return name().toLowerCase(Locale.ROOT);
    }

    static Tab of(String word) {
      return Arrays.stream(values())
          .filter(it -> it.word().equals(word))
          .findFirst()
          .orElse(REQUESTED);
    }
  }

  /// @param day on which it begins, where the service is
  /// @param time of that day, with its zone
  /// @param state the end of the key of its text
  public record Row(
      String id,
      String title,
      String day,
      String time,
      int quantity,
      String state,
      boolean proposed,
      boolean waits) {}

  /// The rows by the day on which they begin.
  public Map<String, List<Row>> days() {
    Map<String, List<Row>> days = new LinkedHashMap<>();
    rows.forEach(it -> days.computeIfAbsent(it.day(), day -> new ArrayList<>()).add(it));
    return days;
  }

  public String address(Tab of) {
    return base + "?show=" + of.word();
  }

  public List<Desk.Link> tabs() {
    return Arrays.stream(Tab.values())
        .map(
            it ->
                new Desk.Link(
                    frame.texts().get("bookings.show." + it.word()),
                    address(it),
                    it == Tab.REQUESTED ? requested : 0))
        .toList();
  }
}
