package org.tongbao.market.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.support.AbstractFlashMapManager;
import org.springframework.web.util.WebUtils;

/// Carries what a `POST` leaves for the page that follows in a cookie of the browser itself, so
/// that any process can show that page and no visitor needs a session. Only texts; what is there
/// when the browser follows two forms at once is the later one's.
@Component("flashMapManager")
final class FlashCookie extends AbstractFlashMapManager {
  static final String COOKIE = "flash";
  private static final Duration KEPT_FOR = Duration.ofMinutes(1);
  private static final int LONGEST = 2_000;
  private static final String PATH = "path";
  private static final String ATTRIBUTE = "a.";

  @Override
  protected @Nullable List<FlashMap> retrieveFlashMaps(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return cookie == null ? null : new ArrayList<>(List.of(read(cookie.getValue())));
  }

  @Override
  protected void updateFlashMaps(
      List<FlashMap> maps, HttpServletRequest request, HttpServletResponse response) {
    String text = maps.isEmpty() ? "" : write(maps.getLast());
    SiteCookie.set(COOKIE, text, text.isEmpty() ? Duration.ZERO : KEPT_FOR, request, response);
  }

  /// Name and value pairs as a form writes them.
  private static String write(FlashMap map) {
    List<String> pairs = new ArrayList<>();
    String path = map.getTargetRequestPath();
    if (path != null) {
      pairs.add(pair(PATH, path));
    }
    map.forEach(
        (name, value) -> {
          if (!(value instanceof String text)) {
            throw new IllegalStateException("only texts can be left for the next page: " + name);
          }
          pairs.add(pair(ATTRIBUTE + name, text));
        });
    String all = String.join("&", pairs);
    if (all.length() > LONGEST) {
      throw new IllegalStateException("too much is left for the next page: " + map.keySet());
    }
    return all;
  }

  /// What is no such form, since somebody has made it up, is passed over.
  private static FlashMap read(String form) {
    FlashMap map = new FlashMap();
    for (String pair : form.split("&")) {
      int equals = pair.indexOf('=');
      String name = equals < 0 ? "" : pair.substring(0, equals);
      String value = decoded(pair.substring(equals + 1));
      if (name.equals(PATH)) {
        map.setTargetRequestPath(value);
      } else if (name.startsWith(ATTRIBUTE)) {
        map.put(name.substring(ATTRIBUTE.length()), value);
      }
    }
    return map;
  }

  private static String pair(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException malformed) {
      return "";
    }
  }
}
