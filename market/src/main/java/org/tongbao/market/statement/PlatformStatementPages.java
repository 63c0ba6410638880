package org.tongbao.market.statement;

import java.time.Clock;
import java.util.List;
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
import org.tongbao.market.statement.PlatformStatementPage.Asked;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.Period;

/// The platform's statement of a period, for its finance; files are those of REST.
@Controller
final class PlatformStatementPages {
  private static final String TEMPLATE = "platform-statements";

  private final PeriodStatements statements;
  private final Pages pages;
  private final Clock clock;

  PlatformStatementPages(PeriodStatements statements, Pages pages, Clock clock) {
    this.statements = statements;
    this.pages = pages;
    this.clock = clock;
  }

  @GetMapping(PlatformDesk.STATEMENTS)
  @Needs(Permission.MONEY_READ)
  View show(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String from,
      @RequestParam(defaultValue = "") String to,
      @RequestParam(defaultValue = "UTC") String zone) {
    try {
      Period period = Period.of(PageFields.some(from), PageFields.some(to), zone, clock);
      Statement statement = statements.ofPlatform(period);
      String first = period.from().toString();
      Asked asked = new Asked(first, period.to().toString(), zone, FormErrors.NONE);
      return pages.of(TEMPLATE, page(caller, frame, asked, statement.sections()));
    } catch (DomainException refused) {
      FormErrors errors = FormErrors.of(refused, frame.texts(), Map.of());
      Asked asked = new Asked(from, to, zone, errors);
      return pages.refused(TEMPLATE, page(caller, frame, asked, List.of()));
    }
  }

  private static PlatformStatementPage page(
      Caller caller, Frame frame, Asked asked, List<Statement.Section> sections) {
    return new PlatformStatementPage(
        frame, PlatformDesk.of(caller, frame.texts(), PlatformDesk.STATEMENTS), asked, sections);
  }
}
