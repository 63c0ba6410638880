package org.tongbao.market.web;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.servlet.View;

/// Answers to what people ask most.
@Controller
final class HelpPages {
  private static final List<String> QUESTIONS =
      List.of("pay", "arrive", "money", "refund", "dispute", "record", "sign-in", "lost", "sell");

  private final Pages pages;

  HelpPages(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/help")
  View help(Frame frame) {
    return pages.of("help", new HelpPage(frame, QUESTIONS));
  }
}
