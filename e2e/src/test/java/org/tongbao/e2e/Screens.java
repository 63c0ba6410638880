package org.tongbao.e2e;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.LoadState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Takes the pictures in `docs/screens`: the main pages of a marketplace that has filled itself for
/// demonstration, on a desktop and on a phone, light and dark. No test by its name, so that it runs
/// only when it is asked for; `docs/pages.md` has the command.
final class Screens {
  private static final Path FOLDER =
      Path.of(System.getProperty("tongbao.root")).resolve("docs/screens");
  private static final List<Look> LOOKS =
      List.of(
          Look.ENGLISH,
          Look.ENGLISH.inDark(),
          Look.CHINESE.onPhone(),
          Look.CHINESE.onPhone().inDark());
  private static final int QUALITY = 82;
  private static final Pattern LOGIN =
      Pattern.compile("To see (.+), sign in as (\\S+) with the password (\\S+)");

  @TempDir private Path dataFolder;

  @Test
  void ofTheMainPages() throws Exception {
    try (LaunchedApplication application =
            LaunchedApplication.start(
                dataFolder,
                LaunchedApplication.WITH_DEMONSTRATION,
                "--administrator.name",
                Browser.ADMINISTRATOR,
                "--administrator.password",
                Browser.PASSWORD);
        Playwright playwright = Browser.playwright();
        com.microsoft.playwright.Browser chromium =
            Browser.launch(playwright, Browser.program().orElseThrow())) {
      application.awaitPrinted("The demonstration is there", Duration.ofMinutes(10));
      try (Visit buyer = Visit.of(chromium, application.address(), Look.ENGLISH)) {
        signIn(buyer, application, "a buyer's orders");
        storefront(buyer);
      }
      try (Visit owner = Visit.of(chromium, application.address(), Look.ENGLISH)) {
        signIn(owner, application, "a merchant centre");
        merchantCentre(owner);
      }
      try (Visit staff = Visit.of(chromium, application.address(), Look.ENGLISH)) {
        new Shopper(staff.page(), Hand.MOUSE).signIn(Browser.ADMINISTRATOR);
        take(staff, "treasury", "/platform/treasury");
      }
    }
  }

  private static void signIn(Visit visit, LaunchedApplication application, String toSee) {
    Matcher login = LOGIN.matcher(application.printed());
    while (login.find()) {
      if (login.group(1).equals(toSee)) {
        new Shopper(visit.page(), Hand.MOUSE).signIn(login.group(2), login.group(3));
        return;
      }
    }
    throw new AssertionError("nobody can see " + toSee + ":\n" + application.printed());
  }

  private static void storefront(Visit visit) throws IOException {
    take(visit, "home", "/");
    take(visit, "list", "/products");
    take(visit, "explorer", "/explorer");
    String first = "";
    for (int i : List.of(0, 1, 4)) {
      Page list = visit.open("/products");
      String address = address(list.locator(".product-card a[href^='/products/']").nth(i));
      first = first.isEmpty() ? address : first;
      visit.open(address);
      new Shopper(visit.page(), Hand.MOUSE).putIntoCart();
    }
    take(visit, "product", first);
    take(visit, "cart", "/cart");
    take(visit, "checkout", "/checkout");
    Page orders = visit.open("/orders");
    take(visit, "order", address(orders.locator("main a[href^='/orders/']").first()));
  }

  private static void merchantCentre(Visit visit) throws IOException {
    Page shops = visit.open("/merchant");
    String shop = address(shops.locator("main a[href^='/merchant/']").last());
    take(visit, "dashboard", shop);
    take(visit, "shop-orders", shop + "/orders");
  }

  private static String address(Locator link) {
    return Objects.requireNonNull(link.getAttribute("href"));
  }

  private static void take(Visit visit, String name, String address) throws IOException {
    for (Look look : LOOKS) {
      visit.changeTo(look);
      Page page = visit.open(address);
      page.waitForLoadState(LoadState.NETWORKIDLE);
      CDPSession session = visit.context().newCDPSession(page);
      JsonObject options = new JsonObject();
      options.addProperty("format", "webp");
      options.addProperty("quality", QUALITY);
      JsonObject taken = session.send("Page.captureScreenshot", options);
      session.detach();
      Path file = FOLDER.resolve(name + "-" + look + ".webp");
      Path _ = Files.write(file, Base64.getDecoder().decode(taken.get("data").getAsString()));
    }
    visit.changeTo(Look.ENGLISH);
  }
}
