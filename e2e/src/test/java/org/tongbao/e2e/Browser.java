package org.tongbao.e2e;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/// Chromium, and the packaged application that it visits: both are started once for all classes
/// that register [#SHARED] as a static extension, and closed when the last test has run. Where
/// there is no Chromium the tests are skipped and say so.
///
/// Playwright is used by one thread: tests do not run beside each other.
final class Browser implements BeforeAllCallback {
  static final Browser SHARED = new Browser();

  static final String ADMINISTRATOR = "root@example.com";
  static final String PASSWORD = "gravel otter lantern";

  /// Where another Chromium is, when it is not at one of the usual places.
  private static final String PLACE = "tongbao.chromium";

  private static final List<String> USUAL_PLACES =
      List.of(
          "/usr/bin/chromium",
          "/usr/bin/chromium-browser",
          "/usr/bin/google-chrome",
          "/Applications/Chromium.app/Contents/MacOS/Chromium",
          "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");

  private Optional<Opened> opened = Optional.empty();
  private Optional<Shop> shop = Optional.empty();

  private record Opened(
      Playwright playwright,
      com.microsoft.playwright.Browser chromium,
      LaunchedApplication application,
      Path dataFolder)
      implements AutoCloseable {
    @Override
    public void close() throws IOException {
      try (playwright;
          application) {
        chromium.close();
      }
      delete(dataFolder);
    }
  }

  @Override
  public void beforeAll(ExtensionContext test) {
    Optional<Path> program = program();
    Assumptions.assumeTrue(
        program.isPresent(),
        () ->
            "Skipped: no Chromium was found at any of "
                + USUAL_PLACES
                + ". Install Debian's package chromium, or name one with -D"
                + PLACE
                + "=PATH.");
    ExtensionContext.Store whole = test.getRoot().getStore(ExtensionContext.Namespace.GLOBAL);
    var _ = whole.computeIfAbsent(this, it -> open(program.orElseThrow()), AutoCloseable.class);
  }

  /// Chromium, where there is one.
  static Optional<Path> program() {
    String named = System.getProperty(PLACE, "");
    Stream<String> places = named.isEmpty() ? USUAL_PLACES.stream() : Stream.of(named);
    return places.map(Path::of).filter(Files::isExecutable).findFirst();
  }

  private AutoCloseable open(Path program) {
    try {
      Path dataFolder = Files.createTempDirectory("tongbao-browser");
      LaunchedApplication application =
          LaunchedApplication.start(
              dataFolder,
              "--administrator.name",
              ADMINISTRATOR,
              "--administrator.password",
              PASSWORD);
      PlaywrightAssertions.setDefaultAssertionTimeout(Visit.PATIENCE_MILLIS);
      Playwright playwright = playwright();
      Opened all = new Opened(playwright, launch(playwright, program), application, dataFolder);
      opened = Optional.of(all);
      return all;
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  static Playwright playwright() {
    return Playwright.create(
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
  }

  /// Without its own sandbox, which needs rights that a container does not have; it opens nothing
  /// but pages of ours.
  static com.microsoft.playwright.Browser launch(Playwright playwright, Path program) {
    return playwright
        .chromium()
        .launch(
            new BrowserType.LaunchOptions()
                .setExecutablePath(program)
                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic")));
  }

  /// Somebody who comes for the first time.
  Visit visit(Look look) {
    return Visit.of(all().chromium, address(), look);
  }

  /// Where the application answers, with a slash at the end.
  URI address() {
    try {
      return all().application.address();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  /// A shop of the application, opened by the first test that wants it.
  Shop shop() throws Exception {
    if (shop.isEmpty()) {
      shop = Optional.of(Shop.open(address()));
    }
    return shop.orElseThrow();
  }

  LaunchedApplication application() {
    return all().application;
  }

  private Opened all() {
    return opened.orElseThrow(() -> new IllegalStateException("not registered as an extension"));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(Browser::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
