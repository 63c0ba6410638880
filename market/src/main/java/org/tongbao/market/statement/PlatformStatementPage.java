package org.tongbao.market.statement;

import java.util.List;
import java.util.stream.Stream;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Links;

/// The platform's statement of a period.
public record PlatformStatementPage(
    Frame frame, Desk desk, Asked asked, List<Statement.Section> sections) {
  /// Lines of a section that a page shows; files have all.
  public static final int SHOWN = 100;

  private static final List<String> ZONES =
      List.of(
          "UTC",
          "Asia/Shanghai",
          "Asia/Tokyo",
          "Europe/Berlin",
          "Europe/London",
          "America/New_York",
          "America/Los_Angeles",
          "America/Sao_Paulo");

  public PlatformStatementPage {
    sections = List.copyOf(sections);
  }

  /// The period as it was asked for, and what is wrong with it.
  public record Asked(String from, String to, String zone, FormErrors errors) {}

  public List<String> zones() {
    return Stream.concat(ZONES.stream(), Stream.of(asked.zone())).distinct().toList();
  }

  /// The same as a file.
  public String file(String format) {
    return Links.to(
        "/api/v1/platform/statements/file",
        "from",
        asked.from(),
        "to",
        asked.to(),
        "zone",
        asked.zone(),
        "format",
        format);
  }

  public String office(Statement.Section section) {
    return frame.texts().get(StatementPdf.officeKey(section.office()));
  }

  public String unit(Statement.Section section) {
    return isPoints(section) ? frame.texts().get("statement.points") : section.unit();
  }

  /// The newest first.
  public List<Statement.Line> shown(Statement.Section section) {
    return section.lines().reversed().stream().limit(SHOWN).toList();
  }

  public String figure(Statement.Section section, long amount) {
    return isPoints(section)
        ? String.valueOf(amount)
        : (amount < 0 ? "−" : "") + frame.money(Math.abs(amount), section.unit());
  }

  private static boolean isPoints(Statement.Section section) {
    return section.unit().equals("POINTS");
  }
}
