package org.tongbao.market.treasury;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.web.Period;

/// Supply and reserve over time, for the platform's finance.
@RestController
@RequestMapping("/api/v1/platform/treasury/days")
final class ReserveDayApi {
  private final ReserveDays days;
  private final Clock clock;

  ReserveDayApi(ReserveDays days, Clock clock) {
    this.days = days;
    this.clock = clock;
  }

  /// By day (UTC) and currency what was in circulation, what was attested for it, and whether that
  /// covered it. `from` and `to` are included; the last 30 days without them.
  @GetMapping
  @Needs(Permission.MONEY_READ)
  Listing days(
      @RequestParam(required = false) @Nullable String from,
      @RequestParam(required = false) @Nullable String to) {
    Period period = Period.of(from, to, null, clock);
    return new Listing(period.from(), period.to(), days.during(period));
  }

  /// Days on which no process ran are left out.
  record Listing(LocalDate from, LocalDate to, List<ReserveDay> days) {}
}
