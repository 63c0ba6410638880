package org.tongbao.market.cart;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;
import org.tongbao.market.web.SiteCookie;
import org.tongbao.primitives.Keccak256;

/// The cookie that leads a browser to its cart while its user has not signed in. It is a secret of
/// 256 bits, of which the database holds the hash only.
@Component
final class GuestCookie {
  static final String NAME = "cart";
  private static final Pattern SECRET = Pattern.compile("[0-9a-f]{64}");
  private static final SecureRandom RANDOM = new SecureRandom();

  /// Whose cart the request brings; nothing without a cookie that we could have given out.
  Optional<CartOwner.Guest> read(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, NAME);
    return cookie == null || !SECRET.matcher(cookie.getValue()).matches()
        ? Optional.empty()
        : Optional.of(owner(cookie.getValue()));
  }

  /// A new one for a browser that has none.
  CartOwner.Guest give(HttpServletRequest request, HttpServletResponse response) {
    byte[] secret = new byte[32];
    RANDOM.nextBytes(secret);
    String value = HexFormat.of().formatHex(secret);
    set(value, Carts.GUESTS_KEPT_FOR, request, response);
    return owner(value);
  }

  void takeAway(HttpServletRequest request, HttpServletResponse response) {
    set("", Duration.ZERO, request, response);
  }

  private static void set(
      String value, Duration age, HttpServletRequest request, HttpServletResponse response) {
    SiteCookie.set(NAME, value, age, request, response);
  }

  private static CartOwner.Guest owner(String secret) {
    String hash = Keccak256.hash(secret.getBytes(StandardCharsets.US_ASCII)).toHex();
    return new CartOwner.Guest(hash.substring(2));
  }
}
