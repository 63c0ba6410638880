package org.tongbao.market.web;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.springframework.web.util.WebUtils;

/// A language of the pages.
public enum Language {
  ZH(Locale.SIMPLIFIED_CHINESE, "中文"),
  EN(Locale.ENGLISH, "English");

  static final String PARAMETER = "lang";
  static final String COOKIE = "lang";

  private final Locale locale;
  private final String ownName;

  Language(Locale locale, String ownName) {
    this.locale = locale;
    this.ownName = ownName;
  }

  public Locale locale() {
    return locale;
  }

  /// Its name in itself.
  public String ownName() {
    return ownName;
  }

  /// As addresses, cookies and message files spell it: `zh` or `en`.
  public String code() {
    return locale.getLanguage();
  }

  /// The tag of BCP 47 for `lang` attributes and `Content-Language`.
  public String tag() {
    return locale.toLanguageTag();
  }

  public static Optional<Language> find(String code) {
    return Arrays.stream(values()).filter(language -> language.code().equals(code)).findFirst();
  }

  /// What the visitor asked for in the address, chose earlier, or has set in the browser, in this
  /// order; else `standard`.
  static Language of(HttpServletRequest request, Language standard) {
    return asked(request).or(() -> chosen(request)).or(() -> preferred(request)).orElse(standard);
  }

  /// What this very request asks for with `?lang=`.
  static Optional<Language> asked(HttpServletRequest request) {
    String query = request.getQueryString();
    // The parameters themselves are not touched: reading them would parse a posted body here.
    return query == null
        ? Optional.empty()
        : Arrays.stream(query.split("&"))
            .filter(pair -> pair.startsWith(PARAMETER + "="))
            .findFirst()
            .flatMap(pair -> find(pair.substring(PARAMETER.length() + 1)));
  }

  private static Optional<Language> chosen(HttpServletRequest request) {
    Cookie cookie = WebUtils.getCookie(request, COOKIE);
    return cookie == null ? Optional.empty() : find(cookie.getValue());
  }

  private static Optional<Language> preferred(HttpServletRequest request) {
    String header = request.getHeader("Accept-Language");
    if (header == null) {
      return Optional.empty();
    }
    try {
      return Locale.LanguageRange.parse(header).stream()
          .flatMap(range -> find(range.getRange().split("-", 2)[0]).stream())
          .findFirst();
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }
}
