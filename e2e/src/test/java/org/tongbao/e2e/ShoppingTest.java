package org.tongbao.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Buying by the pages, in a browser.
final class ShoppingTest {
  @RegisterExtension private static final Browser BROWSER = Browser.SHARED;

  @Test
  void fromRegistrationToTheReview() throws Exception {
    Shop shop = BROWSER.shop();
    try (Visit visit = BROWSER.visit(Look.ENGLISH)) {
      Shopper shopper = new Shopper(visit.page(), Hand.MOUSE);
      shopper.register(name());
      shopper.find("teapot", "Clay teapot");
      shopper.putIntoCart();
      String order = shopper.checkOut();
      shopper.pay();
      shop.ship(order);
      Page page = visit.open("/orders/" + order);
      shopper.button("I have it").click();
      page.getByRole(AriaRole.LINK, named("Write a review")).click();
      page.getByText("Excellent").click();
      page.getByLabel("What others should know").fill("Pours without a drop beside it");
      shopper.button("Send the review").click();
      assertThat(page.getByText("Pours without a drop beside it")).isVisible();
      visit.await("/account/reviews", page.getByRole(AriaRole.LINK, named("Add to your review")));
      visit.open("/products/" + shop.product());
      assertThat(page.getByText("Pours without a drop beside it").first()).isVisible();
      visit.open("/orders/" + order);
      assertThat(page.getByText("Received").first()).isVisible();
    }
  }

  @Test
  void byKeyboardAlone() throws Exception {
    buys(Look.ENGLISH, Hand.KEYBOARD);
  }

  @Test
  void withoutScripts() throws Exception {
    buys(Look.ENGLISH.withoutScripts(), Hand.MOUSE);
  }

  private static void buys(Look look, Hand hand) throws Exception {
    Shop _ = BROWSER.shop();
    try (Visit visit = BROWSER.visit(look)) {
      Shopper shopper = new Shopper(visit.page(), hand);
      shopper.register(name());
      shopper.find("teapot", "Clay teapot");
      shopper.putIntoCart();
      String _ = shopper.checkOut();
      shopper.pay();
    }
  }

  @Test
  void aPartOfTheMoneyGoesBack() throws Exception {
    Shop shop = BROWSER.shop();
    try (Visit visit = BROWSER.visit(Look.ENGLISH.onPhone())) {
      Shopper shopper = new Shopper(visit.page(), Hand.MOUSE);
      shopper.register(name());
      visit.open("/products/" + shop.product());
      shopper.putIntoCart();
      String order = shopper.checkOut();
      shopper.pay();
      shop.ship(order);
      Page page = visit.open("/orders/" + order);
      page.locator("summary", new Page.LocatorOptions().setHasText("Ask for a refund")).click();
      page.getByLabel("Amount (CNY)").fill("10.00");
      page.getByLabel("Reason").last().fill("A scratch");
      page.locator(".deed[open]").getByRole(AriaRole.BUTTON).click();
      assertThat(page.getByText("A scratch").first()).isVisible();
      shop.grantRefund(order);
      visit.await(
          "/orders/" + order, page.locator("dt", new Page.LocatorOptions().setHasText("Refunded")));
    }
  }

  private static String name() {
    return "shopper-" + UUID.randomUUID() + "@example.com";
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }
}
