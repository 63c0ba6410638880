package org.tongbao.market.home;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// Shows the first page.
@Controller
final class HomePages {
  private final Currencies currencies;
  private final Pages pages;
  private final String version;

  HomePages(Currencies currencies, Pages pages, @Value("${tongbao.version}") String version) {
    this.currencies = currencies;
    this.pages = pages;
    this.version = version;
  }

  @GetMapping("/")
  View show(Frame frame) {
    return pages.of("home", new HomePage(frame, version, currencies.accepted()));
  }
}
