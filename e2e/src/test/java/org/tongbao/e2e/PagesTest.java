package org.tongbao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// What holds for every page of `pages.txt`: nothing that axe finds in either language and either
/// colour scheme, HTML as the standard has it, no complaint of the browser, little to load, nothing
/// that jumps or sticks out.
///
/// English is looked at as on a desktop, Chinese as on a phone.
final class PagesTest {
  @RegisterExtension private static final Browser BROWSER = Browser.SHARED;

  private final List<String> wrong = new ArrayList<>();

  /// A line of `pages.txt`.
  private record Line(String role, String address, int status) {
    static Line of(String text) {
      String[] parts = text.split(" ");
      return new Line(parts[0], parts[1], parts.length > 2 ? Integer.parseInt(parts[2]) : 200);
    }
  }

  @Test
  void nothingIsFoundOnAnyPage() throws Exception {
    List<Line> lines =
        Findings.resource("/pages.txt")
            .lines()
            .filter(it -> !it.startsWith("#") && !it.isBlank())
            .map(Line::of)
            .toList();
    try (Scene scene = new Scene(BROWSER);
        Markup markup = new Markup()) {
      for (Visit visit : scene.visits()) {
        Findings.prepare(visit.expecting(404));
      }
      for (Look look : List.of(Look.ENGLISH, Look.CHINESE.onPhone())) {
        for (Visit visit : scene.visits()) {
          visit.changeTo(look);
        }
        for (Line line : lines) {
          check(scene, markup, line, look);
        }
      }
      // Before the visits are closed, each of which fails at its own complaints alone.
      scene.visits().forEach(it -> wrong.addAll(it.complaints()));
      assertThat(wrong).isEmpty();
    }
  }

  private void check(Scene scene, Markup markup, Line line, Look look) throws Exception {
    String address = scene.fill(line.address);
    Page page = scene.visit(line.role).page();
    String where = line.role + " " + look + " " + address + ": ";
    Response answer = page.navigate(address);
    if (answer.status() != line.status) {
      wrong.add(where + "answers " + answer.status());
      return;
    }
    markup.errors(answer.text()).forEach(it -> wrong.add(where + "HTML " + it));
    Findings.of(page).complaints().forEach(it -> wrong.add(where + it));
    Findings.inDark(page).violations().forEach(it -> wrong.add(where + "in the dark " + it));
  }

  /// What a page is checked with notices what is wrong.
  @Test
  void noticesWhatIsWrong() throws Exception {
    try (Visit visit = BROWSER.visit(Look.ENGLISH)) {
      Findings.prepare(visit);
      Page page = visit.open("/help");
      assertThat(Findings.of(page).complaints()).isEmpty();
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
      Findings found = Findings.of(page);
      assertThat(found.violations()).anyMatch(it -> it.startsWith("image-alt: "));
      assertThat(found.violations()).anyMatch(it -> it.startsWith("color-contrast: "));
      assertThat(found.wide()).isPositive();
      assertThat(found.shift()).isPositive();
      assertThat(found.bytes()).isGreaterThan(10_000.0);
      page.evaluate("() => { document.querySelector('main > p').style.color = '#333333'; }");
      assertThat(Findings.inDark(page).violations())
          .isNotEmpty()
          .allMatch(it -> it.startsWith("color-contrast: "));
    }
  }

  @Test
  void noticesHtmlThatIsNone() throws Exception {
    try (Markup markup = new Markup()) {
      String page =
          "<!DOCTYPE html><html lang=\"en\"><head><title>x</title></head><body>%s</body></html>";
      assertThat(markup.errors(page.formatted("<ul><li>one</li></ul>"))).isEmpty();
      assertThat(markup.errors(page.formatted("<ul><p>one</p></ul>")))
          .anyMatch(
              it -> it.startsWith("line 1: Element “p” not allowed as child of element “ul”"));
      assertThat(markup.errors(page.formatted("<p id=\"a\">one</p><p id=\"a\">two</p>")))
          .anyMatch(it -> it.contains("Duplicate ID “a”"));
    }
  }
}
