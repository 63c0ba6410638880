package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.support.RequestContextUtils;

/// What every page needs beside its own content. Controllers take it as an argument and put it into
/// the page's record.
///
/// `currency` is the code of the currency the visitor sees prices in, empty on error pages.
/// `notice` is a message left by the request before (see [#NOTICE]).
public record Frame(
    Language language,
    String path,
    String query,
    String requestId,
    String currency,
    @Nullable String notice,
    Assets assets,
    Form form) {

  /// The flash attribute under which a `POST` leaves the key of a text for the page that follows.
  public static final String NOTICE = "notice";

  public Texts texts() {
    return Texts.of(language);
  }

  public List<Language> languages() {
    return List.of(Language.values());
  }

  /// The address of this page in another language.
  public String in(Language other) {
    String kept =
        Arrays.stream(query.split("&"))
            .filter(pair -> !pair.isEmpty() && !pair.startsWith(Language.PARAMETER + "="))
            .map(pair -> pair + "&")
            .collect(Collectors.joining());
    return path + "?" + kept + Language.PARAMETER + "=" + other.code();
  }

  static Frame of(HttpServletRequest request, String currency, Assets assets) {
    // What was posted cannot be asked for again in another language: its links lead to the start.
    boolean repeatable = request.getMethod().equals("GET");
    String query = repeatable ? request.getQueryString() : null;
    return new Frame(
        LanguageFilter.of(request),
        repeatable ? ErrorPages.originalPath(request) : "/",
        query == null ? "" : query,
        RequestIdFilter.of(request),
        currency,
        notice(request),
        assets,
        new Form(request));
  }

  private static @Nullable String notice(HttpServletRequest request) {
    Map<String, ?> flash = RequestContextUtils.getInputFlashMap(request);
    // It comes from the browser, which may have it from another version.
    return flash != null
            && flash.get(NOTICE) instanceof String text
            && Texts.of(LanguageFilter.of(request)).keys().contains(text)
        ? text
        : null;
  }

  /// The hidden field that protects a form against forgery. The token is made when a page asks for
  /// it, so pages without a form set no cookie.
  public static final class Form {
    private final HttpServletRequest request;

    Form(HttpServletRequest request) {
      this.request = request;
    }

    public String field() {
      return token().getParameterName();
    }

    public String value() {
      return token().getToken();
    }

    private CsrfToken token() {
      if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
        return token;
      }
      throw new IllegalStateException("no CSRF protection on " + request.getRequestURI());
    }
  }
}
