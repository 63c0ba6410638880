package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;

/// The key with which a program signs its request instead of a session: `Authorization: Bearer
/// tb_…` (RFC 6750). No page of another site can make a browser send it, so it needs no token
/// against forgery; and where it is sent, no session counts.
public final class BearerToken {
  /// With which every key of ours begins.
  public static final String PREFIX = "tb_";

  private static final String SCHEME = "Bearer ";

  private BearerToken() {}

  /// Nothing when the header holds something else, or is missing.
  public static Optional<String> of(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    return header != null
            && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
            && header.startsWith(PREFIX, SCHEME.length())
        ? Optional.of(header.substring(SCHEME.length()))
        : Optional.empty();
  }
}
