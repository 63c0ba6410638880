package org.tongbao.market.statistics;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.statistics.FigureStore.DayActivity;
import org.tongbao.market.statistics.FigureStore.DayFigures;
import org.tongbao.market.statistics.FigureStore.ProductFigures;
import org.tongbao.market.statistics.FigureStore.SourceFigures;
import org.tongbao.market.statistics.ShopHomePage.Best;
import org.tongbao.market.statistics.ShopHomePage.Figure;
import org.tongbao.market.statistics.ShopHomePage.Figures;
import org.tongbao.market.statistics.ShopHomePage.Other;
import org.tongbao.market.statistics.ShopHomePage.Source;
import org.tongbao.market.web.Chart;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.Period;
import org.tongbao.market.web.Texts;

/// A shop's figures of a period beside those of the period before, as its desk shows them. Amounts
/// are of the shop's currency, days of UTC. Thread-safe.
@Component
class ShopFigures {
  private static final int BEST = 5;
  private static final int SOURCES = 6;

  private final FigureStore store;
  private final Clock clock;

  ShopFigures(FigureStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Figures of(Merchant shop, int days, Language language) {
    Texts texts = Texts.of(language);
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    Period now = new Period(today.minusDays(days - 1L), today, ZoneOffset.UTC);
    LocalDate first = now.from().minusDays(days);
    Period before = new Period(first, now.from().minusDays(1), ZoneOffset.UTC);
    Part present = part(shop, now);
    Part past = part(shop, before);
    return new Figures(
        days,
        figures(shop.currency(), present, past, texts),
        sales(shop.currency(), present, past, texts),
        visits(present, texts),
        best(shop, now, language),
        sources(shop, now, texts),
        others(shop.currency(), present));
  }

  /// A period as the store tells of it.
  private record Part(
      Period period, List<DayFigures> all, List<DayFigures> own, List<DayActivity> activity) {
    long sum(ToLongFunction<DayFigures> value) {
      return own.stream().mapToLong(value).sum();
    }

    /// Orders of all currencies that were paid.
    long paid() {
      return all.stream().mapToLong(DayFigures::paid).sum();
    }

    long activity(ToLongFunction<DayActivity> value) {
      return activity.stream().mapToLong(value).sum();
    }
  }

  private Part part(Merchant shop, Period period) {
    List<DayFigures> all = store.days(shop.id().value(), period);
    return new Part(
        period,
        all,
        all.stream().filter(it -> it.currency().equals(shop.currency())).toList(),
        store.activity(shop.id().value(), period));
  }

  private static long net(DayFigures day) {
    return day.paidMinor() - day.refundedMinor() - day.cancelledMinor();
  }

  private static List<Figure> figures(String currency, Part now, Part before, Texts texts) {
    List<Figure> figures = new ArrayList<>();
    figures.add(money("sales", currency, now, before, ShopFigures::net, true));
    figures.add(
        new Figure(
            "orders",
            MoneyText.whole(now.paid()),
            MoneyText.whole(before.paid()),
            change(now.paid(), before.paid()),
            true));
    figures.add(
        ratio(
            "conversion",
            new Share(now.paid(), now.activity(DayActivity::views)),
            new Share(before.paid(), before.activity(DayActivity::views)),
            it -> percent(it, texts),
            1_000));
    figures.add(money("refunds", currency, now, before, DayFigures::refundedMinor, false));
    figures.add(
        ratio(
            "rating",
            new Share(now.activity(DayActivity::starsSum), now.activity(DayActivity::reviews)),
            new Share(
                before.activity(DayActivity::starsSum), before.activity(DayActivity::reviews)),
            it -> it / 10 + "." + it % 10,
            10));
    return figures;
  }

  private static Figure money(
      String name,
      String currency,
      Part now,
      Part before,
      ToLongFunction<DayFigures> value,
      boolean moreIsBetter) {
    long present = now.sum(value);
    long past = before.sum(value);
    return new Figure(
        name,
        MoneyText.of(present, currency),
        MoneyText.of(past, currency),
        change(present, past),
        moreIsBetter);
  }

  private record Share(long part, long whole) {
    /// In so many parts of the whole, rounded; null of nothing.
    @Nullable Long in(long parts) {
      return whole == 0 ? null : Math.round((double) part * parts / whole);
    }
  }

  private static Figure ratio(
      String name, Share now, Share before, LongFunction<String> write, long parts) {
    Long present = now.in(parts);
    Long past = before.in(parts);
    return new Figure(
        name,
        present == null ? "–" : write.apply(present),
        past == null ? "–" : write.apply(past),
        present == null || past == null ? null : change(present, past),
        true);
  }

  private static String percent(long thousandths, Texts texts) {
    return texts.get("dashboard.percent", thousandths / 10 + "." + thousandths % 10);
  }

  /// In tenths of a percent.
  private static @Nullable Long change(long now, long before) {
    return before <= 0 ? null : Math.round((now - before) * 1000.0 / before);
  }

  private static Chart sales(String currency, Part now, Part before, Texts texts) {
    Chart.Scale scale = Chart.Scale.money(currency);
    return new Chart(
        texts.get("dashboard.sales"),
        Chart.Kind.LINES,
        texts.get("merchant.sales.day"),
        labels(now.period),
        List.of(
            Chart.Series.of(texts.get("dashboard.now"), values(now), scale),
            Chart.Series.of(texts.get("dashboard.before"), values(before), scale)),
        scale);
  }

  private static List<Long> values(Part part) {
    Map<LocalDate, Long> byDay = new HashMap<>();
    part.own.forEach(it -> byDay.merge(it.day(), net(it), Long::sum));
    return days(part.period).stream().map(it -> byDay.getOrDefault(it, 0L)).toList();
  }

  private static Chart visits(Part now, Texts texts) {
    Map<LocalDate, Long> byDay = new HashMap<>();
    now.activity.forEach(it -> byDay.merge(it.day(), it.views(), Long::sum));
    List<Long> views = days(now.period).stream().map(it -> byDay.getOrDefault(it, 0L)).toList();
    return new Chart(
        texts.get("dashboard.visits"),
        Chart.Kind.BARS,
        texts.get("merchant.sales.day"),
        labels(now.period),
        List.of(Chart.Series.of(texts.get("dashboard.views"), views, Chart.Scale.PLAIN)),
        Chart.Scale.PLAIN);
  }

  private static List<LocalDate> days(Period period) {
    return period.from().datesUntil(period.to().plusDays(1)).toList();
  }

  private static List<String> labels(Period period) {
    return days(period).stream().map(it -> it.toString().substring(5)).toList();
  }

  private List<Best> best(Merchant shop, Period period, Language language) {
    return store.products(shop.id().value(), period, BEST).stream()
        .map(it -> best(it, language))
        .toList();
  }

  private static Best best(ProductFigures of, Language language) {
    String zh = Objects.requireNonNullElse(of.titleZh(), "");
    String en = Objects.requireNonNullElse(of.titleEn(), "");
    String first = language == Language.ZH ? zh : en;
    String title = first.isEmpty() ? zh + en : first;
    Long stars = new Share(of.starsSum(), of.reviews()).in(10);
    String currency = of.currency();
    return new Best(
        of.product().toString(),
        title.isEmpty() ? of.product().toString() : title,
        of.orders(),
        of.units(),
        currency == null ? "–" : MoneyText.of(of.soldMinor(), currency),
        of.views(),
        stars == null ? "–" : stars / 10 + "." + stars % 10);
  }

  /// The best, and all others together.
  private List<Source> sources(Merchant shop, Period period, Texts texts) {
    List<SourceFigures> all = store.sources(shop.id().value(), period);
    long sum = all.stream().mapToLong(SourceFigures::views).sum();
    List<Source> shown = new ArrayList<>();
    all.stream()
        .limit(SOURCES)
        .forEach(it -> shown.add(source(name(it.source(), texts), it.views(), sum)));
    long rest = all.stream().skip(SOURCES).mapToLong(SourceFigures::views).sum();
    if (rest > 0) {
      shown.add(source(texts.get("dashboard.source.rest"), rest, sum));
    }
    return shown;
  }

  private static String name(String source, Texts texts) {
    return texts.find("dashboard.source." + source).orElse(source);
  }

  private static Source source(String name, long views, long sum) {
    return new Source(name, views, sum == 0 ? 0 : Math.round(views * 100.0 / sum));
  }

  private static List<Other> others(String own, Part now) {
    return now.all.stream()
        .map(DayFigures::currency)
        .filter(it -> !it.equals(own))
        .distinct()
        .sorted()
        .map(it -> other(it, now.all.stream().filter(day -> day.currency().equals(it)).toList()))
        .toList();
  }

  private static Other other(String currency, List<DayFigures> days) {
    return new Other(
        currency,
        days.stream().mapToLong(DayFigures::paid).sum(),
        MoneyText.of(days.stream().mapToLong(ShopFigures::net).sum(), currency));
  }
}
