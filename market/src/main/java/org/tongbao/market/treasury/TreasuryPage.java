package org.tongbao.market.treasury;

import java.util.List;
import org.tongbao.market.web.Chart;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Texts;

/// The platform's books of money, by currency, and the days of a period.
public record TreasuryPage(
    Frame frame, Desk desk, List<TreasuryFigures> currencies, Asked asked, List<ReserveDay> days) {
  public TreasuryPage {
    currencies = List.copyOf(currencies);
    days = List.copyOf(days);
  }

  /// The period as it was asked for, and what is wrong with it.
  public record Asked(String from, String to, FormErrors errors) {}

  /// A currency's days.
  ///
  /// @param shortOn the days whose supply was not covered
  public record Course(String currency, Chart chart, List<ReserveDay> shortOn) {
    public Course {
      shortOn = List.copyOf(shortOn);
    }
  }

  /// Those that anything has happened in; the others are only named.
  public List<TreasuryFigures> used() {
    return currencies.stream().filter(TreasuryPage::isUsed).toList();
  }

  public List<TreasuryFigures> unused() {
    return currencies.stream().filter(it -> !isUsed(it)).toList();
  }

  private static boolean isUsed(TreasuryFigures it) {
    return it.supply() != 0 || it.captured() != 0 || it.waiting() != 0;
  }

  /// How much of what is held is in circulation, in percent, rounded down.
  public long share(TreasuryFigures it) {
    return it.held() <= 0 ? 0 : Math.min(100, it.supply() / Math.max(1, it.held() / 100));
  }

  /// The currencies of which there was anything in circulation on one of the days.
  public List<Course> courses() {
    return days.stream()
        .filter(it -> it.supplyMinor() != 0 || !it.covered())
        .map(ReserveDay::currency)
        .distinct()
        .sorted()
        .map(this::course)
        .toList();
  }

  private Course course(String currency) {
    Texts texts = frame.texts();
    List<ReserveDay> of = days.stream().filter(it -> it.currency().equals(currency)).toList();
    Chart.Scale scale = Chart.Scale.money(currency);
    List<Long> supply = of.stream().map(ReserveDay::supplyMinor).toList();
    List<Long> attested = of.stream().map(ReserveDay::attestedMinor).toList();
    Chart chart =
        new Chart(
            texts.find("currency." + currency).orElse(currency) + " (" + currency + ")",
            of.size() < 2 ? Chart.Kind.BARS : Chart.Kind.LINES,
            texts.get("platform.reconciliation.day"),
            of.stream().map(it -> it.day().toString()).toList(),
            List.of(
                Chart.Series.of(texts.get("platform.treasury.supply"), supply, scale),
                Chart.Series.of(texts.get("platform.treasury.attested"), attested, scale)),
            scale);
    return new Course(currency, chart, of.stream().filter(it -> !it.covered()).toList());
  }
}
