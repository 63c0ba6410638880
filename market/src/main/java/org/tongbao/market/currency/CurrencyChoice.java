package org.tongbao.market.currency;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import org.tongbao.market.web.ShownCurrency;
import org.tongbao.market.web.SiteCookie;

/// A visitor's choice of currency, kept in a cookie. It decides what prices look like, never what
/// is paid.
@Component
final class CurrencyChoice implements ShownCurrency {
  private static final String COOKIE = "currency";
  private static final Duration REMEMBERED_FOR = Duration.ofDays(365);

  private final Currencies currencies;

  CurrencyChoice(Currencies currencies) {
    this.currencies = currencies;
  }

  @Override
  public String code(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return Optional.ofNullable(cookie)
        .flatMap(chosen -> currencies.find(chosen.getValue()))
        .filter(PaymentCurrency::accepted)
        .orElseGet(currencies::standard)
        .code();
  }

  void remember(
      PaymentCurrency currency, HttpServletRequest request, HttpServletResponse response) {
    SiteCookie.set(COOKIE, currency.code(), REMEMBERED_FOR, request, response);
  }
}
