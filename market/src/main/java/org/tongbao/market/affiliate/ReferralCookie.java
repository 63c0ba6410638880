package org.tongbao.market.affiliate;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import org.tongbao.market.web.SiteCookie;

/// The cookie that remembers whose link a browser followed last. It is no secret.
@Component
public final class ReferralCookie {
  static final String NAME = "referral";
  static final Duration KEPT_FOR = Duration.ofDays(30);

  ReferralCookie() {}

  /// The code of the last link.
  public Optional<String> read(HttpServletRequest request) {
    return Optional.ofNullable(WebUtils.getCookie(request, NAME)).map(Cookie::getValue);
  }

  void set(Affiliate affiliate, HttpServletRequest request, HttpServletResponse response) {
    SiteCookie.set(NAME, affiliate.code(), KEPT_FOR, request, response);
  }
}
