package org.tongbao.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.Cookie;
import com.microsoft.playwright.options.ReducedMotion;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Somebody with a browser of their own: cookies, language, colours, size. What goes wrong on the
/// pages that are opened is written down; [#close] fails when something did.
final class Visit implements AutoCloseable {
  /// How long to wait for what comes by itself.
  static final double PATIENCE_MILLIS = 60_000;

  private final String address;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new CopyOnWriteArrayList<>();
  private final Set<Integer> expected = ConcurrentHashMap.newKeySet();
  private boolean left;

  private Visit(String address, BrowserContext context) {
    this.address = address;
    this.context = context;
    this.page = context.newPage();
    page.onConsoleMessage(this::heard);
    page.onPageError(error -> complaints.add("error in a script: " + error));
    page.onRequestFailed(this::failed);
    page.onResponse(this::answered);
  }

  static Visit of(com.microsoft.playwright.Browser chromium, URI address, Look look) {
    BrowserContext context =
        chromium.newContext(
            new NewContextOptions()
                .setBaseURL(address.toString())
                .setLocale(look.language().equals("zh") ? "zh-CN" : "en-GB")
                .setTimezoneId("Asia/Shanghai")
                .setColorScheme(look.scheme())
                .setReducedMotion(ReducedMotion.REDUCE)
                .setViewportSize(look.width(), look.height())
                .setJavaScriptEnabled(look.scripts()));
    context.setDefaultTimeout(PATIENCE_MILLIS);
    context.setDefaultNavigationTimeout(PATIENCE_MILLIS);
    context.addCookies(List.of(new Cookie("lang", look.language()).setUrl(address.toString())));
    return new Visit(address.toString(), context);
  }

  Page page() {
    return page;
  }

  /// Goes on in another language, size or colours.
  void changeTo(Look look) {
    context.addCookies(List.of(new Cookie("lang", look.language()).setUrl(address)));
    page.setViewportSize(look.width(), look.height());
    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(look.scheme()));
  }

  BrowserContext context() {
    return context;
  }

  /// Opens a page of the application and holds its answer to be 200.
  Page open(String path) {
    Response answer = page.navigate(path);
    assertThat(answer.status()).as(path).isEqualTo(200);
    return page;
  }

  /// Opens a page again and again until this is on it: what the chain has to confirm comes a moment
  /// later.
  void await(String path, Locator wanted) {
    page.waitForCondition(
        () -> {
          open(path);
          return wanted.first().isVisible();
        },
        new Page.WaitForConditionOptions().setTimeout(PATIENCE_MILLIS));
  }

  /// Answers of this status are no complaint: forms that were refused, pages that are not there.
  Visit expecting(int status) {
    expected.add(status);
    return this;
  }

  /// What the browser complained about so far.
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void heard(ConsoleMessage message) {
    // A refused answer is told of in #answered, with its status.
    if (message.type().equals("error") && !message.text().startsWith("Failed to load resource")) {
      complaints.add(page.url() + ": " + message.text());
    }
  }

  private void failed(Request request) {
    // Whoever goes on to another page gives up what the last one was asking for.
    if (!left && !String.valueOf(request.failure()).contains("ERR_ABORTED")) {
      complaints.add(request.method() + " " + request.url() + ": " + request.failure());
    }
  }

  private void answered(Response response) {
    if (response.status() >= 400 && !expected.contains(response.status())) {
      complaints.add(
          response.request().method() + " " + response.url() + " answered " + response.status());
    }
  }

  @Override
  public void close() {
    left = true;
    context.close();
    assertThat(complaints).as("what the browser complained about").isEmpty();
  }
}
