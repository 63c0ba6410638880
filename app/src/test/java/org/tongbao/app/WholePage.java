package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tongbao.app.Browser.Page;

/// What holds for every page.
final class WholePage {
  private static final Pattern POST_FORM =
      Pattern.compile("(?s)<form[^>]*method=\"post\"[^>]*>(.*?)</form>");
  private static final Pattern LABELLED =
      Pattern.compile("<(?:input|select|textarea)(?![^>]*type=\"hidden\")([^>]*)>");
  private static final Pattern ID = Pattern.compile("\\sid=\"([^\"]+)\"");
  private static final int LARGEST = 150_000;

  private WholePage() {}

  static void check(Page page, int status) {
    assertThat(page.status()).as(page.path()).isEqualTo(status);
    assertThat(page.html())
        .as(page.path())
        .startsWith("<!DOCTYPE html>")
        .containsOnlyOnce("<h1")
        .containsOnlyOnce("<main")
        .containsPattern("<title>[^<]+</title>")
        .doesNotContainPattern("(?i)<style|\\sstyle=|\\son[a-z]+=|javascript:")
        .contains("</html>");
    assertThat(page.html().length()).as(page.path()).isLessThan(LARGEST);
    checkForms(page);
  }

  /// Every form that writes has its token, and every field a name that is said.
  static void checkForms(Page page) {
    Matcher forms = POST_FORM.matcher(page.html());
    while (forms.find()) {
      assertThat(forms.group(1)).as(page.path()).contains("name=\"_csrf\" value=\"");
    }
    Matcher fields = LABELLED.matcher(page.html());
    while (fields.find()) {
      String attributes = fields.group(1);
      Matcher id = ID.matcher(attributes);
      boolean named =
          attributes.contains("aria-label=")
              || (id.find() && page.html().contains("for=\"" + id.group(1) + "\""))
              || page.html()
                  .matches(
                      "(?s).*<label[^>]*>[^<]*(<span[^>]*>[^<]*</span>)?"
                          + Pattern.quote("<input" + attributes + ">")
                          + ".*");
      assertThat(named).as(page.path() + ": " + attributes).isTrue();
    }
  }
}
