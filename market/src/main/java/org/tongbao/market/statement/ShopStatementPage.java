package org.tongbao.market.statement;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// What moved in a shop's account in a period.
///
/// @param asked the period as it was typed
/// @param statement null where that is no period
public record ShopStatementPage(
    Frame frame,
    Desk desk,
    String base,
    Asked asked,
    List<String> zones,
    @Nullable Statement statement,
    FormErrors errors) {
  /// Lines that a page shows; the files have all.
  public static final int MOST_LINES = 150;

  private static final String POINTS = "POINTS";

  public ShopStatementPage {
    zones = List.copyOf(zones);
  }

  public record Asked(String from, String to, String zone) {}

  /// What of a section is shown: its newest lines.
  public List<Statement.Line> lines(Statement.Section section) {
    List<Statement.Line> all = section.lines();
    return all.subList(Math.max(0, all.size() - MOST_LINES), all.size());
  }

  /// Money that came and went in a section.
  public long in(Statement.Section section) {
    return section.lines().stream().mapToLong(it -> Math.max(0, it.amount())).sum();
  }

  public long out(Statement.Section section) {
    return section.lines().stream().mapToLong(it -> Math.min(0, it.amount())).sum();
  }

  public String amount(long amount, String unit) {
    return unit.equals(POINTS) ? String.valueOf(amount) : frame.money(amount, unit);
  }

  /// [#amount] with its sign.
  public String moved(long amount, String unit) {
    return (amount > 0 ? "+" : "") + amount(amount, unit);
  }

  public String file(String format) {
    return base
        + "/file?from="
        + asked.from
        + "&to="
        + asked.to
        + "&zone="
        + URLEncoder.encode(asked.zone, StandardCharsets.UTF_8)
        + "&format="
        + format;
  }
}
