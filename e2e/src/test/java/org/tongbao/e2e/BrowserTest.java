package org.tongbao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class BrowserTest {
  @RegisterExtension private static final Browser BROWSER = Browser.SHARED;

  @Test
  void showsTheFirstPageInTheVisitorsLanguageAndColours() {
    try (Visit visit = BROWSER.visit(Look.CHINESE.inDark())) {
      Page page = visit.open("/");
      assertThat(page.locator("html").getAttribute("lang")).isEqualTo("zh-CN");
      assertThat(page.evaluate("getComputedStyle(document.body).backgroundColor"))
          .isEqualTo("rgb(22, 21, 18)");
      assertThat(page.evaluate("document.documentElement.classList.contains('scripted')"))
          .isEqualTo(true);
    }
  }

  @Test
  void hearsOfWhatGoesWrongOnAPage() {
    Visit visit = BROWSER.visit(Look.ENGLISH);
    Page page = visit.open("/");
    page.evaluate("fetch('/nowhere').then(() => console.error('seen'))");
    page.waitForCondition(() -> visit.complaints().size() >= 2);
    assertThat(visit.complaints())
        .anyMatch(it -> it.endsWith("/nowhere answered 404"))
        .anyMatch(it -> it.endsWith(": seen"));
    visit.context().close();
  }
}
