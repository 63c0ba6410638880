package org.tongbao.market.web;

import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Hands a client that works with cookies the token its writes must carry.
@RestController
@RequestMapping("/api/v1/csrf-token")
final class CsrfApi {
  @GetMapping
  ResponseEntity<Token> token(@RequestAttribute("_csrf") CsrfToken token) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(new Token(token.getHeaderName(), token.getToken()));
  }

  /// `token` goes into the header `header`; it holds as long as the cookie `csrf` beside it.
  record Token(String header, String token) {}
}
