package org.tongbao.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Somebody who buys by the English pages, with the mouse or without.
record Shopper(Page page, Hand hand) {
  private static final Pattern ORDER = Pattern.compile("/orders/([0-9A-Z-]+)/payment");
  private static final Pattern RECHARGE = Pattern.compile("/wallet/recharges/([0-9a-f-]{36})");

  void register(String name) {
    page.navigate("/register");
    hand.type(page.getByLabel("E-mail or phone number"), name);
    hand.type(page.getByLabel("Password"), Browser.PASSWORD);
    hand.press(button("Create account"));
    assertThat(heading("Hello")).isVisible();
  }

  void signIn(String name) {
    signIn(name, Browser.PASSWORD);
  }

  void signIn(String name, String password) {
    page.navigate("/sign-in?next=/account");
    hand.type(page.getByLabel("E-mail or phone number"), name);
    hand.type(page.getByLabel("Password"), password);
    hand.press(page.locator("main form").first().getByRole(AriaRole.BUTTON));
    assertThat(heading("Hello")).isVisible();
  }

  /// Puts money into the wallet by way of the stand-in of a bank; answers the recharge's id.
  String topUp(String amount) {
    page.navigate("/account/wallet");
    Locator form = page.locator("form[action='/account/wallet/recharges']");
    hand.type(form.locator("[name=amount]"), amount);
    form.locator("select").selectOption("sandbox");
    hand.press(form.getByRole(AriaRole.BUTTON));
    page.waitForURL(RECHARGE);
    String at = page.url();
    hand.press(page.getByRole(AriaRole.LINK, named("Go on to Sandbox bank")));
    hand.press(button("Pay"));
    page.waitForURL(Pattern.compile("/account/wallet"));
    page.navigate(at);
    assertThat(page.getByText("It is in your balance")).isVisible();
    return found(RECHARGE, at);
  }

  /// Finds a product by words; the index learns of new ones a moment later.
  void find(String words, String title) {
    Locator found = page.getByRole(AriaRole.LINK, named(title)).first();
    page.waitForCondition(
        () -> {
          page.navigate("/");
          hand.type(page.locator("#search-field"), words);
          hand.press(button("Search"));
          page.waitForURL(Pattern.compile("/products\\?q="));
          return found.isVisible();
        },
        new Page.WaitForConditionOptions().setTimeout(Visit.PATIENCE_MILLIS));
    hand.press(found);
    assertThat(heading(title)).isVisible();
  }

  void putIntoCart() {
    hand.press(button("Add to cart"));
    assertThat(page.getByText("It is in your cart")).isVisible();
  }

  /// Orders what is in the cart, sent to a new address; answers the order's number.
  String checkOut() {
    hand.press(page.getByRole(AriaRole.LINK, named("Check out")));
    giveAddress();
    return placeOrder();
  }

  private void giveAddress() {
    hand.press(page.getByRole(AriaRole.LINK, named("New address")));
    hand.type(page.getByLabel("Name", exact()), "Li Na");
    hand.type(page.getByLabel("Phone number"), "+86 138 0013 8000");
    hand.type(page.getByLabel("Province or state"), "Guangdong");
    hand.type(page.getByLabel("City"), "Shenzhen");
    hand.type(page.getByLabel("Postal code"), "518057");
    hand.type(page.getByLabel("Street and number"), "Keyuan Road 1");
    hand.press(button("Save address"));
  }

  private String placeOrder() {
    hand.press(button("Place order"));
    page.waitForURL(ORDER);
    return found(ORDER, page.url());
  }

  /// Orders a product once more, sent to where the last one went; answers the order's number.
  String orderAgain(String product) {
    page.navigate("/products/" + product);
    putIntoCart();
    hand.press(page.getByRole(AriaRole.LINK, named("Check out")));
    return placeOrder();
  }

  /// What the first group of a pattern finds in an address.
  static String found(Pattern pattern, String address) {
    Matcher matcher = pattern.matcher(address);
    if (!matcher.find()) {
      throw new AssertionError("no " + pattern + " in " + address);
    }
    return matcher.group(1);
  }

  /// Pays at the stand-in of a bank and waits until the shop has been told.
  void pay() {
    hand.press(page.getByLabel("Sandbox bank"));
    hand.press(button("Continue"));
    hand.press(page.getByRole(AriaRole.LINK, named("Go on to Sandbox bank")));
    hand.press(button("Pay"));
    assertThat(page.getByText("The shop has been told")).isVisible();
  }

  Locator button(String name) {
    return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).first();
  }

  Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name)).first();
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static Page.GetByLabelOptions exact() {
    return new Page.GetByLabelOptions().setExact(true);
  }
}
