package org.tongbao.market.affiliate;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/// Affiliates' links: they remember whose they are and lead to a page of this place.
@Controller
final class ReferralLinks {
  /// A path here, which no browser takes for the address of another place.
  private static final Pattern HERE = Pattern.compile("/(?!/)[A-Za-z0-9/_.~%?=&+-]{0,500}");

  private final Affiliates affiliates;
  private final ReferralCookie cookie;

  ReferralLinks(Affiliates affiliates, ReferralCookie cookie) {
    this.affiliates = affiliates;
    this.cookie = cookie;
  }

  /// @param to where to go on; the first page without it
  @GetMapping("/r/{code}")
  ResponseEntity<Void> follow(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable String to,
      HttpServletRequest request,
      HttpServletResponse response) {
    affiliates.find(code).ifPresent(it -> cookie.set(it, request, response));
    return ResponseEntity.status(HttpStatus.FOUND).location(URI.create(place(to))).build();
  }

  private static String place(@Nullable String to) {
    try {
      return to != null && HERE.matcher(to).matches() ? new URI(to).toString() : "/";
    } catch (URISyntaxException malformed) {
      return "/";
    }
  }
}
