package org.tongbao.market.treasury;

import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// Money in circulation beside what is held for it, for the platform's staff.
@Controller
final class TreasuryPages {
  private final Reserves reserves;
  private final Pages pages;

  TreasuryPages(Reserves reserves, Pages pages) {
    this.reserves = reserves;
    this.pages = pages;
  }

  @GetMapping(PlatformDesk.TREASURY)
  @Needs(Permission.MONEY_READ)
  View books(Caller caller, Frame frame) {
    return pages.of(
        "platform-treasury",
        new TreasuryPage(
            frame,
            PlatformDesk.of(caller, frame.texts(), PlatformDesk.TREASURY),
            reserves.figures()));
  }
}
