package org.tongbao.market.web;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.web.servlet.support.RequestContextUtils;

/// What every page needs beside its own content. Controllers take it as an argument and put it into
/// the page's record.
///
/// `currency` is the code of the currency the visitor sees prices in, empty on error pages.
/// `notice` is a message left by the request before (see [#NOTICE]). `cartCount` is how many things
/// the visitor's cart holds, `unread` how many notifications wait.
public record Frame(
    Language language,
    String path,
    String query,
    String requestId,
    String currency,
    @Nullable String notice,
    Visitor visitor,
    int cartCount,
    int unread,
    Assets assets,
    Form form) {

  /// The flash attribute under which a `POST` leaves the key of a text for the page that follows.
  public static final String NOTICE = "notice";

  /// The hidden field of a form that holds the key under which it is carried out once.
  public static final String KEY = "_key";

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

  /// This page's own address, to come back to.
  public String here() {
    return query.isEmpty() ? path : path + "?" + query;
  }

  /// Where to sign in so as to come back here.
  public String signIn() {
    String back = path.equals("/sign-in") || path.equals("/register") ? "/" : here();
    return back.equals("/")
        ? "/sign-in"
        : "/sign-in?next=" + URLEncoder.encode(back, StandardCharsets.UTF_8);
  }

  /// Whether this is the page at `address`, or one below it.
  public boolean isAt(String address) {
    return path.equals(address) || path.startsWith(address + "/");
  }

  /// An amount as people read it.
  public String money(long amountMinor, String code) {
    return MoneyText.of(amountMinor, code);
  }

  /// A moment as people read it.
  public String time(Instant at) {
    return TimeText.of(at);
  }

  static Frame of(
      HttpServletRequest request, String currency, Visitor visitor, Counts counts, Assets assets) {
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
        visitor,
        counts.cart,
        counts.unread,
        assets,
        new Form(request));
  }

  /// What the shell shows numbers of.
  record Counts(int cart, int unread) {
    static final Counts NONE = new Counts(0, 0);
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

    /// A new key for a form that must be carried out once, however often it is sent.
    public String key() {
      return UUID.randomUUID().toString();
    }

    private CsrfToken token() {
      if (request.getAttribute(CsrfToken.class.getName()) instanceof CsrfToken token) {
        return token;
      }
      throw new IllegalStateException("no CSRF protection on " + request.getRequestURI());
    }
  }
}
