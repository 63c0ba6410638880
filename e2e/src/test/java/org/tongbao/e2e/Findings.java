package org.tongbao.e2e;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What is wrong with a page that a browser shows.
///
/// @param violations what axe found
/// @param bytes of the page itself, its styles and scripts
/// @param shift by how much its parts have moved
/// @param moved which parts, and from which height to which
/// @param wide by how many pixels it is wider than the window
record Findings(List<String> violations, double bytes, double shift, String moved, double wide) {
  private static final int LARGEST = 150_000;
  private static final double MOST_SHIFT = 0.1;

  /// The rules of WCAG 2.2, A and AA, and of good practice.
  private static final String ALL_RULES =
      """
      {type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
      """;

  /// Those that other colours can break.
  private static final String COLOUR_RULES =
      """
      {type: "rule", values: ["color-contrast", "link-in-text-block"]}
      """;

  private static final String LOOK =
      """
      async () => {
        let shift = 0;
        const moved = [];
        const name = node => node?.outerHTML?.slice(0, 80) ?? node?.textContent?.slice(0, 80);
        const add = list => list.filter(it => !it.hadRecentInput).forEach(it => {
          shift += it.value;
          it.sources.forEach(part => moved.push(
              `${name(part.node)} from ${Math.round(part.previousRect.y)} to ${Math.round(part.currentRect.y)}`));
        });
        const observer = new PerformanceObserver(list => add(list.getEntries()));
        observer.observe({type: "layout-shift", buffered: true});
        const result = await axe.run(document, {runOnly: THE_RULES, resultTypes: ["violations"], preload: false});
        // What was kept for the observer comes with the next task.
        await new Promise(done => setTimeout(done));
        add(observer.takeRecords());
        const loaded = [...performance.getEntriesByType("navigation"),
          ...performance.getEntriesByType("resource").filter(it => ["link", "script", "css"].includes(it.initiatorType))];
        return {
          violations: result.violations.flatMap(it => it.nodes.map(node =>
              it.id + ": " + node.html.slice(0, 200) + " (" + node.failureSummary + ")")),
          shift: shift,
          moved: moved.join("; "),
          bytes: loaded.reduce((sum, it) => sum + it.decodedBodySize, 0),
          wide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
        };
      }
      """;

  /// Brings axe onto every page that is opened from now on.
  static void prepare(Visit visit) throws IOException {
    visit.context().addInitScript(resource("/axe.min.js"));
  }

  /// What is found in light colours. The page has been [prepared][#prepare].
  static Findings of(Page page) {
    return look(page, ALL_RULES);
  }

  /// What else is found in dark ones; the page shows light ones again afterwards.
  static Findings inDark(Page page) {
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
    Findings found = look(page, COLOUR_RULES);
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    return found;
  }

  private static Findings look(Page page, String rules) {
    if (page.evaluate(LOOK.replace("THE_RULES", rules)) instanceof Map<?, ?> found
        && found.get("violations") instanceof List<?> violations) {
      return new Findings(
          violations.stream().map(String::valueOf).toList(),
          number(found.get("bytes")),
          number(found.get("shift")),
          String.valueOf(found.get("moved")),
          number(found.get("wide")));
    }
    throw new AssertionError("no answer on " + page.url());
  }

  private static double number(@Nullable Object value) {
    return Double.parseDouble(String.valueOf(value));
  }

  List<String> complaints() {
    List<String> complaints = new ArrayList<>(violations);
    if (bytes <= 0 || bytes >= LARGEST) {
      complaints.add("loads " + bytes + " bytes");
    }
    if (shift >= MOST_SHIFT) {
      complaints.add("shifts by " + shift + ": " + moved);
    }
    if (wide > 0) {
      complaints.add("is wider than the window by " + wide);
    }
    return complaints;
  }

  static String resource(String name) throws IOException {
    try (InputStream file =
        Objects.requireNonNull(Findings.class.getResourceAsStream(name), name)) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
