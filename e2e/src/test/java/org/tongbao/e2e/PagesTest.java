package org.tongbao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What holds for every page of `pages.txt`: nothing that axe finds in either language and either
/// colour scheme, no complaint of the browser, little to load, nothing that jumps or sticks out.
///
/// English is looked at as on a desktop, Chinese as on a phone.
final class PagesTest {
  @RegisterExtension private static final Browser BROWSER = Browser.SHARED;

  private static final int LARGEST = 150_000;
  private static final double MOST_SHIFT = 0.1;

  /// The rules of WCAG 2.2, A and AA, and of good practice; or those that are named.
  private static final String FINDINGS =
      """
      async rules => {
        const options = rules
          ? { runOnly: { type: "rule", values: rules } }
          : { runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa",
              "best-practice"] } };
        const result = await axe.run(document, options);
        return result.violations.flatMap(it =>
            it.nodes.map(node => it.id + ": " + node.html.slice(0, 200) + " (" + node.failureSummary + ")"));
      }
      """;

  /// Bytes of the page itself, its styles and scripts; the shift of its layout; what is wider than
  /// the window.
  private static final String MEASURES =
      """
      async () => {
        const shift = await new Promise(done => {
          let sum = 0;
          const add = list => list.forEach(it => { if (!it.hadRecentInput) sum += it.value; });
          const observer = new PerformanceObserver(list => add(list.getEntries()));
          observer.observe({ type: "layout-shift", buffered: true });
          setTimeout(() => { add(observer.takeRecords()); done(sum); }, 100);
        });
        const loaded = [...performance.getEntriesByType("navigation"),
          ...performance.getEntriesByType("resource").filter(it => ["link", "script", "css"].includes(it.initiatorType))];
        return {
          shift: shift,
          bytes: loaded.reduce((sum, it) => sum + it.decodedBodySize, 0),
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
      }
      """;

  private final List<String> findings = new ArrayList<>();

  @Test
  void nothingIsFoundOnAnyPage() throws Exception {
    Shop shop = BROWSER.shop();
    String axe = resource("/axe.min.js");
    List<String> pages = resource("/pages.txt").lines().filter(it -> it.contains(" /")).toList();
    try (Visit guest = BROWSER.visit(Look.ENGLISH).expecting(404);
        Visit buyer = BROWSER.visit(Look.ENGLISH).expecting(404)) {
      Shopper shopper = new Shopper(buyer.page(), Hand.MOUSE);
      shopper.register("pages-" + UUID.randomUUID() + "@example.com");
      buyer.open("/products/" + shop.product());
      shopper.putIntoCart();
      String order = shopper.checkOut();
      buyer.open("/products/" + shop.product());
      shopper.putIntoCart();
      for (Look look : List.of(Look.ENGLISH, Look.CHINESE.onPhone())) {
        for (Visit visit : List.of(guest, buyer)) {
          use(visit, look);
        }
        for (String page : pages) {
          if (!page.startsWith("#")) {
            Visit visit = page.startsWith("guest ") ? guest : buyer;
            String path =
                page.substring(page.indexOf('/'))
                    .replace("{product}", shop.product())
                    .replace("{shop}", shop.id())
                    .replace("{order}", order);
            check(visit.page(), look, path, axe);
          }
        }
      }
      findings.addAll(guest.complaints());
      findings.addAll(buyer.complaints());
    }
    assertThat(findings).isEmpty();
  }

  private static void use(Visit visit, Look look) {
    visit
        .context()
        .addCookies(
            List.of(new Cookie("lang", look.language()).setUrl(BROWSER.address().toString())));
    visit.page().setViewportSize(look.phone() ? 390 : 1280, look.phone() ? 844 : 900);
  }

  private void check(Page page, Look look, String path, String axe) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    page.navigate(path);
    String where = look + " " + path + ": ";
    Map<String, Double> measures = measures(page);
    double bytes = measures.getOrDefault("bytes", 0.0);
    if (bytes <= 0 || bytes >= LARGEST) {
      findings.add(where + "loads " + bytes + " bytes");
    }
    double shift = measures.getOrDefault("shift", 0.0);
    if (shift >= MOST_SHIFT) {
      findings.add(where + "shifts by " + shift);
    }
    double wide = measures.getOrDefault("wide", 0.0);
    if (wide > 0) {
      findings.add(where + "is wider than the window by " + wide);
    }
    page.evaluate(axe);
    violations(page, null).forEach(it -> findings.add(where + it));
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    violations(page, List.of("color-contrast"))
        .forEach(it -> findings.add(where + "in the dark " + it));
  }

  /// What a page is checked with notices what is wrong.
  @Test
  void noticesWhatIsWrong() throws Exception {
    try (Visit visit = BROWSER.visit(Look.ENGLISH)) {
      Page page = visit.open("/help");
      page.evaluate(resource("/axe.min.js"));
      assertThat(violations(page, null)).isEmpty();
      assertThat(measures(page).get("wide")).isZero();
      page.evaluate(
          """
          () => {
            const main = document.querySelector("main");
            main.append(document.createElement("img"));
            const pale = document.createElement("p");
            pale.textContent = "pale";
            pale.className = "fine";
            pale.style.color = "#dddddd";
            main.prepend(pale);
            const wide = document.createElement("div");
            wide.style.width = "3000px";
            wide.style.height = "10px";
            main.append(wide);
          }
          """);
      assertThat(violations(page, null)).anyMatch(it -> it.startsWith("image-alt: "));
      assertThat(violations(page, List.of("color-contrast")))
          .isNotEmpty()
          .allMatch(it -> it.startsWith("color-contrast: "));
      Map<String, Double> measures = measures(page);
      assertThat(measures.get("wide")).isPositive();
      assertThat(measures.get("shift")).isPositive();
      assertThat(measures.get("bytes")).isGreaterThan(10_000.0);
    }
  }

  private static List<String> violations(Page page, @Nullable List<String> rules) {
    if (page.evaluate(FINDINGS, rules) instanceof List<?> list) {
      return list.stream().map(String::valueOf).toList();
    }
    throw new AssertionError("axe did not answer on " + page.url());
  }

  private static Map<String, Double> measures(Page page) {
    Map<String, Double> measures = new HashMap<>();
    if (page.evaluate(MEASURES) instanceof Map<?, ?> answer) {
      answer.forEach(
          (name, value) ->
              measures.put(String.valueOf(name), Double.valueOf(String.valueOf(value))));
    }
    assertThat(measures).as(page.url()).containsOnlyKeys("shift", "bytes", "wide");
    return measures;
  }

  private static String resource(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(PagesTest.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
