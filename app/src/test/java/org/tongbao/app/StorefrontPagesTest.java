package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.ledger.tx.Polling;

/// The shop's pages over HTTP, used as by a browser without scripts.
final class StorefrontPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final Pattern PAY_AT = Pattern.compile("rel=\"external\" href=\"([^\"]+)\"");

  @Test
  void aGuestBuysWithoutScripts() throws Exception {
    Browser browser = new Browser(MARKET.app(), "en");
    String variant = MARKET.checkout().goods(MARKET.lotus(), 12_900, "CNY", 5);

    Page added = putIntoCart(browser, variant);
    assertThat(added.path()).isEqualTo("/cart");
    assertThat(added.html()).contains("It is in your cart", "¥129.00", "Check out (1)");

    Page signIn = browser.open("/checkout");
    assertThat(signIn.path()).isEqualTo("/sign-in");
    Page register = browser.open("/register?next=/checkout");
    Page refused =
        browser.submit(
            register, "/register", "loginName", "pages-buyer@example.com", "password", "short");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html())
        .contains("aria-invalid=\"true\"", "A password has at least 10 characters");
    Page checkout =
        browser.submit(
            refused,
            "/register",
            "loginName",
            "pages-buyer@example.com",
            "password",
            ApiClient.PASSWORD);
    assertThat(checkout.path()).isEqualTo("/checkout");

    Page address = browser.open("/account/addresses/new?next=/checkout");
    checkout =
        browser.submit(
            address,
            "/account/addresses",
            "recipient",
            "Li Na",
            "phone",
            "+86 138 0013 8000",
            "country",
            "CN",
            "region",
            "Guangdong",
            "city",
            "Shenzhen",
            "street",
            "Keyuan Road 1",
            "postalCode",
            "518057");
    assertThat(checkout.path()).isEqualTo("/checkout");
    checkout =
        browser.submit(
            checkout, "/checkout", "delivery." + MARKET.lotus().id(), MARKET.people().byLotus());
    assertThat(checkout.html()).contains("Place order", "¥137.00");

    Page payment = confirm(browser, checkout);
    assertThat(payment.path()).matches("/orders/[0-9A-Z-]+/payment");
    String order = payment.path().replace("/payment", "");
    browser.submit(payment, order + "/payments", "method", "sandbox");
    Page waiting = await(browser, order + "/payment", PAY_AT);
    Matcher bank = PAY_AT.matcher(waiting.html());
    assertThat(bank.find()).isTrue();
    assertThat(browser.post(bank.group(1), Map.of("action", "pay")).path())
        .isEqualTo(order + "/payment");

    await(browser, order + "/payment", Pattern.compile("The shop has been told"));
    Page paid = await(browser, order, Pattern.compile("Next the shop sends it"));
    assertThat(paid.html())
        .contains("You placed the order", "Paid in full", "signed by you", "chain-record")
        .containsPattern("0x[0-9a-f]{64}");
    WholePage.checkForms(paid);
  }

  @Test
  void whatIsSentTwiceHappensOnce() throws Exception {
    Browser browser = new Browser(MARKET.app(), "en");
    String variant = MARKET.checkout().goods(MARKET.lotus(), 1_000, "CNY", 9);
    Page product = browser.open("/products/" + productOf(variant) + "?variant=" + variant);
    Map<String, String> fields = Browser.fieldsOf(product, "/cart/lines");

    browser.post("/cart/lines", fields);
    Page again = browser.post("/cart/lines", fields);
    assertThat(again.html()).contains("¥10.00").doesNotContain("¥20.00");

    Map<String, String> more = new LinkedHashMap<>(fields);
    more.put("quantity", "2");
    assertThat(browser.post("/cart/lines", more).html()).contains("¥30.00");
  }

  @Test
  void everyPageIsWholeInBothLanguages() throws Exception {
    String variant = MARKET.checkout().goods(MARKET.lotus(), 4_200, "CNY", 3);
    for (String language : List.of("zh", "en")) {
      Browser browser = new Browser(MARKET.app(), language);
      List<String> paths =
          new ArrayList<>(
              List.of(
                  "/",
                  "/products",
                  "/products?q=teepot&min=1&max=900&inStock=true&sort=price&shop=nonsense",
                  "/products/" + productOf(variant),
                  "/shops/" + MARKET.lotus().id(),
                  "/cart",
                  "/sign-in",
                  "/register"));
      for (String path : paths) {
        WholePage.check(browser.open(path), 200);
      }
      putIntoCart(browser, variant);
      browser.submit(
          browser.open("/register"),
          "/register",
          "loginName",
          "whole-" + language + "@example.com",
          "password",
          ApiClient.PASSWORD);
      for (String path :
          List.of(
              "/account",
              "/account/security",
              "/account/wallet",
              "/account/vouchers",
              "/account/addresses",
              "/account/addresses/new",
              "/orders",
              "/cart",
              "/checkout")) {
        Page page = browser.open(path);
        assertThat(page.path()).isEqualTo(path);
        WholePage.check(page, 200);
      }
      WholePage.check(browser.open("/orders/261123-AAAAAA"), 404);
    }
  }

  private Page putIntoCart(Browser browser, String variant) throws Exception {
    Page product = browser.open("/products/" + productOf(variant) + "?variant=" + variant);
    return browser.submit(product, "/cart/lines");
  }

  private static String productOf(String variant) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT product_id FROM variants WHERE id = CAST(? AS UUID)")
        .param(variant)
        .query(String.class)
        .single();
  }

  /// Presses the button that confirms: its own name and value are among the fields.
  private static Page confirm(Browser browser, Page checkout) throws Exception {
    Map<String, String> fields = Browser.fieldsOf(checkout, "/checkout");
    Matcher key = Pattern.compile("name=\"_key\" value=\"([^\"]+)\"").matcher(checkout.html());
    assertThat(key.find()).isTrue();
    fields.put("_key", key.group(1));
    return browser.post("/orders", fields);
  }

  private static Page await(Browser browser, String path, Pattern wanted) {
    return Polling.until(
            WITHIN,
            () -> {
              try {
                Page page = browser.open(path);
                return Optional.of(page).filter(it -> wanted.matcher(it.html()).find());
              } catch (Exception failure) {
                throw new IllegalStateException(failure);
              }
            })
        .orElseThrow(() -> new AssertionError("no " + wanted + " at " + path));
  }
}
