package org.tongbao.market.currency;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Pages;

/// Pages about currencies.
@Controller
final class CurrencyPages {
  private final Currencies currencies;
  private final CurrencyChoice choice;
  private final Pages pages;

  CurrencyPages(Currencies currencies, CurrencyChoice choice, Pages pages) {
    this.currencies = currencies;
    this.choice = choice;
    this.pages = pages;
  }

  @GetMapping("/currencies")
  View show(Frame frame) {
    return pages.of("currencies", new CurrencyPage(frame, currencies.all()));
  }

  @PostMapping("/preferences/currency")
  String choose(
      @RequestParam String code,
      HttpServletRequest request,
      HttpServletResponse response,
      RedirectAttributes redirect) {
    PaymentCurrency chosen = currencies.requireAccepted(code);
    choice.remember(chosen, request, response);
    redirect.addFlashAttribute(Frame.NOTICE, "currencies.chosen");
    return "redirect:/currencies";
  }
}
