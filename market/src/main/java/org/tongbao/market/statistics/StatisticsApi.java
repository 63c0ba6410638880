package org.tongbao.market.statistics;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Period;

/// Figures for merchants and for the platform. Days are those of `zone`, a name such as
/// `Asia/Shanghai`, or of UTC without one; the last 30 without `from` and `to`, 366 at most. Each
/// currency stands for itself, in minor units.
@RestController
@RequestMapping("/api/v1")
final class StatisticsApi {
  private static final int STANDARD_LIMIT = 20;
  private static final int LARGEST_LIMIT = 100;

  private final FigureStore figures;
  private final Clock clock;

  StatisticsApi(FigureStore figures, Clock clock) {
    this.figures = figures;
    this.clock = clock;
  }

  /// A shop's days: orders placed, paid, refunded and cancelled, views and ratings.
  @GetMapping("/merchants/{merchantId}/statistics")
  @Needs(Permission.SHOP_FINANCE_READ)
  DaysView ofShop(
      @PathVariable UUID merchantId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone) {
    return days(merchantId, Period.of(from, to, zone, clock));
  }

  /// A shop's products, what sold best first, then what was looked at most.
  @GetMapping("/merchants/{merchantId}/statistics/products")
  @Needs(Permission.SHOP_FINANCE_READ)
  ProductsView products(
      @PathVariable UUID merchantId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone,
      @RequestParam(required = false) @Nullable Integer limit) {
    int most = limit == null ? STANDARD_LIMIT : limit;
    if (most < 1 || most > LARGEST_LIMIT) {
      throw Fields.malformed("limit");
    }
    Period period = Period.of(from, to, zone, clock);
    return new ProductsView(
        period.from(),
        period.to(),
        period.zone().getId(),
        figures.products(merchantId, period, most));
  }

  /// How often a shop's products were looked at, by where people came from.
  @GetMapping("/merchants/{merchantId}/statistics/visits")
  @Needs(Permission.SHOP_FINANCE_READ)
  VisitsView visits(
      @PathVariable UUID merchantId,
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone) {
    Period period = Period.of(from, to, zone, clock);
    return new VisitsView(
        period.from(), period.to(), period.zone().getId(), figures.sources(merchantId, period));
  }

  /// All shops together.
  @GetMapping("/platform/statistics")
  @Needs(Permission.MONEY_READ)
  DaysView ofPlatform(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to,
      @RequestParam(required = false) @Nullable String zone) {
    return days(null, Period.of(from, to, zone, clock));
  }

  private DaysView days(@Nullable UUID merchant, Period period) {
    return new DaysView(
        period.from(),
        period.to(),
        period.zone().getId(),
        figures.days(merchant, period),
        figures.activity(merchant, period));
  }

  /// Days on which nothing happened are left out.
  record DaysView(
      LocalDate from,
      LocalDate to,
      String zone,
      List<FigureStore.DayFigures> days,
      List<FigureStore.DayActivity> activity) {}

  record ProductsView(
      LocalDate from, LocalDate to, String zone, List<FigureStore.ProductFigures> items) {}

  record VisitsView(
      LocalDate from, LocalDate to, String zone, List<FigureStore.SourceFigures> sources) {}
}
