package org.tongbao.market.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Addresses with a query.
public final class Links {
  private Links() {}

  /// `path` with names and values in turn; those without a value are left out.
  public static String to(String path, @Nullable String... query) {
    StringBuilder link = new StringBuilder(path);
    for (int i = 0; i + 1 < query.length; i += 2) {
      String value = query[i + 1];
      if (value != null && !value.isEmpty()) {
        link.append(link.length() == path.length() ? '?' : '&')
            .append(query[i])
            .append('=')
            .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
      }
    }
    return link.toString();
  }
}
