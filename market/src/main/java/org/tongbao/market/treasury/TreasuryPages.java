package org.tongbao.market.treasury;

import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Period;

/// Money in circulation beside what is held for it, now and day by day, for the platform's staff.
@Controller
final class TreasuryPages {
  private final Reserves reserves;
  private final ReserveDays days;
  private final Pages pages;
  private final Clock clock;

  TreasuryPages(Reserves reserves, ReserveDays days, Pages pages, Clock clock) {
    this.reserves = reserves;
    this.days = days;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(PlatformDesk.TREASURY)
  @Needs(Permission.MONEY_READ)
  View books(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to) {
    try {
      Period period = Period.of(PageFields.some(from), PageFields.some(to), null, clock);
      String first = period.from().toString();
      var asked = new TreasuryPage.Asked(first, period.to().toString(), FormErrors.NONE);
      return pages.of("platform-treasury", page(caller, frame, asked, period));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      var asked = new TreasuryPage.Asked(from, to, errors);
      Period standard = Period.of(null, null, null, clock);
      return pages.refused("platform-treasury", page(caller, frame, asked, standard));
    }
  }

  private TreasuryPage page(Caller caller, Frame frame, TreasuryPage.Asked asked, Period period) {
    return new TreasuryPage(
        frame,
        PlatformDesk.of(caller, frame.texts(), PlatformDesk.TREASURY),
        reserves.figures(),
        asked,
        days.during(period));
  }
}
