package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tongbao.app.Browser.Page;
import org.tongbao.market.web.Language;

/// What holds of every page, whoever sees it.
final class PageChecks {
  private static final Pattern POST_FORM =
      Pattern.compile("(?s)<form[^>]*method=\"post\"[^>]*>(.*?)</form>");
  private static final Pattern FIELD =
      Pattern.compile("<(?:input|select|textarea)(?![^>]*type=\"hidden\")([^>]*)>");
  private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]+)\"");
  private static final Pattern KEY_OF_A_TEXT =
      Pattern.compile(">\\s*(platform|explorer|verify|chain)\\.[a-z]+[.a-zA-Z-]*\\s*<");

  private PageChecks() {}

  /// Whole, small, in the language it says, with a heading, named fields and protected forms, and
  /// nothing that the content security policy forbids.
  static void isWhole(Page page, Language language) {
    assertThat(page.status()).as(page.path()).isEqualTo(200);
    assertThat(page.html())
        .as(page.path())
        .startsWith("<!DOCTYPE html>")
        .contains("<html lang=\"" + language.tag() + "\"")
        .containsOnlyOnce("<h1")
        .containsOnlyOnce("<main")
        .containsPattern("<title>[^<]+</title>")
        .doesNotContainPattern("(?i)<style|\\sstyle=|\\son[a-z]+=|javascript:")
        .doesNotContainPattern(KEY_OF_A_TEXT)
        .contains("</html>");
    assertThat(page.html().length()).as(page.path()).isLessThan(150_000);
    POST_FORM
        .matcher(page.html())
        .results()
        .forEach(it -> assertThat(it.group(1)).as(page.path()).contains("name=\"_csrf\""));
    FIELD
        .matcher(page.html())
        .results()
        .forEach(
            it ->
                assertThat(isNamed(page, it.group(1)) || isInLabel(page, it.start()))
                    .as(page.path() + ": " + it.group(1))
                    .isTrue());
  }

  private static boolean isInLabel(Page page, int at) {
    return page.html().lastIndexOf("<label", at) > page.html().lastIndexOf("</label>", at);
  }

  private static boolean isNamed(Page page, String attributes) {
    Matcher id = ID.matcher(attributes);
    return attributes.contains("aria-label=")
        || Optional.of(id)
            .filter(Matcher::find)
            .filter(it -> page.html().contains("for=\"" + it.group(1) + "\""))
            .isPresent();
  }

  /// Somebody who registers with pages, in this language.
  static Browser registered(EngineMarket market, String name, Language language) throws Exception {
    Browser browser = new Browser(market.app(), language.code());
    Page form = browser.open("/register");
    Page after =
        browser.submit(form, "/register", "loginName", name, "password", ApiClient.PASSWORD);
    assertThat(after.status()).isEqualTo(200);
    return browser;
  }

  /// [#registered] with a role of the platform.
  static Browser staff(EngineMarket market, String name, Language language, String role)
      throws Exception {
    Browser browser = registered(market, name, language);
    String user =
        market
            .app()
            .jdbc()
            .sql("SELECT user_id FROM login_names WHERE name = ?")
            .param(name)
            .query(String.class)
            .single();
    assertThat(
            market
                .people()
                .root()
                .write("PUT", "/api/v1/users/" + user + "/roles/" + role, "")
                .status())
        .isEqualTo(204);
    return browser;
  }

  /// Somebody who has an account, signed in with pages.
  static Browser signedIn(EngineMarket market, String name, Language language) throws Exception {
    Browser browser = new Browser(market.app(), language.code());
    Page form = browser.open("/sign-in");
    Page after =
        browser.submit(form, "/sign-in", "loginName", name, "password", ApiClient.PASSWORD);
    assertThat(after.status()).isEqualTo(200);
    return browser;
  }
}
