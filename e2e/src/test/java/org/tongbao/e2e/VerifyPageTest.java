package org.tongbao.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The page that checks proofs in the visitor's browser: it finds every changed digit.
///
/// `order-trail.json` is the trail of an order of the demonstration that was settled, as
/// `/verify/orders/{number}/trail.json` gave it.
final class VerifyPageTest {
  @RegisterExtension private static final Browser BROWSER = Browser.SHARED;

  private static final double PATIENCE_MILLIS = 60_000;
  private static final Pattern ALL_HOLD = Pattern.compile("^All [0-9]+ steps hold\\.$");
  private static final Pattern SOME_FAIL =
      Pattern.compile("^[0-9]+ of [0-9]+ steps do not hold\\.$");

  /// What can be changed, and the first step that finds it.
  private static final Map<String, String> FOUND_BY =
      Map.of(
          "header", "header",
          "seal", "work",
          "account", "account",
          "storage", "storage",
          "state", "order",
          "receipt", "receipt",
          "event", "event");

  @BeforeAll
  static void bePatient() {
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
  }

  @Test
  void findsEveryChangedDigitOfAnOrdersTrail() throws IOException {
    try (Visit visit = BROWSER.visit(Look.ENGLISH)) {
      Page page = visit.open("/verify");
      page.setInputFiles("#verify-file", trail());
      Locator summary = page.locator("[data-summary]");
      assertThat(summary).hasText(ALL_HOLD);
      assertThat(page.locator(".proof-step[data-holds=false]")).hasCount(0);
      assertThat(page.locator(".proof-step")).hasCount(26);
      assertThat(page.locator("#verify-what option")).hasCount(FOUND_BY.size());
      for (Map.Entry<String, String> each : FOUND_BY.entrySet()) {
        page.selectOption("#verify-what", each.getKey());
        page.locator("[data-change] button[type=submit]").click();
        assertThat(summary).hasText(SOME_FAIL);
        assertThat(page.locator(".proof-step[data-holds=false]").first())
            .hasAttribute("data-kind", each.getValue());
        page.locator("[data-again]").click();
        assertThat(summary).hasText(ALL_HOLD);
      }
    }
  }

  @Test
  void believesAnotherNodeMoreThanThisSite() throws IOException {
    try (Visit visit = BROWSER.visit(Look.CHINESE.onPhone())) {
      Page page = visit.open("/verify");
      page.setInputFiles("#verify-file", trail());
      Locator summary = page.locator("[data-summary]");
      assertThat(summary).hasAttribute("data-holds", "true");
      Locator given = page.locator("[data-blocks] input").first();
      given.fill("0x" + "ab".repeat(32));
      given.dispatchEvent("change");
      assertThat(summary).hasAttribute("data-holds", "false");
      given.fill(Objects.requireNonNull(given.getAttribute("placeholder")));
      given.dispatchEvent("change");
      assertThat(summary).hasAttribute("data-holds", "true");
    }
  }

  @Test
  void checksWhatTheChainHasJustRecorded() {
    try (Visit visit = BROWSER.visit(Look.ENGLISH.inDark())) {
      Page page = visit.open("/explorer");
      Object transaction =
          page.evaluate(
              """
              async () => {
                const blocks = await (await fetch('/api/v1/chain/blocks?limit=50')).json();
                for (const hash of blocks.items.flatMap((it) => it.transactions)) {
                  const it = await (await fetch('/api/v1/chain/transactions/' + hash)).json();
                  if (it.events.some((event) => event.name !== '')) {
                    return hash;
                  }
                }
                return null;
              }
              """);
      visit.open("/verify/transactions/" + Objects.requireNonNull(transaction));
      assertThat(page.locator("[data-summary]")).hasText(ALL_HOLD);
      assertThat(page.locator(".proof-step[data-kind=work][data-holds=true]").first()).isVisible();
    }
  }

  @Test
  void saysWithoutScriptsWhatTheCommandDoes() {
    try (Visit visit = BROWSER.visit(Look.ENGLISH.withoutScripts())) {
      Page page = visit.open("/verify");
      assertThat(page.locator("#verify")).isHidden();
      assertThat(page.locator(".hint")).isVisible();
      assertThat(page.locator("pre.command")).containsText("./tongbao verify --order");
    }
  }

  private static FilePayload trail() throws IOException {
    try (InputStream in = VerifyPageTest.class.getResourceAsStream("order-trail.json")) {
      return new FilePayload(
          "order-trail.json", "application/json", Objects.requireNonNull(in).readAllBytes());
    }
  }
}
