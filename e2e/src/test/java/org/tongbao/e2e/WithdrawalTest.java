package org.tongbao.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Money that leaves a wallet, by the pages of its owner and of the platform's people.
final class WithdrawalTest {
  @RegisterExtension private static final Browser BROWSER = Browser.SHARED;

  private static final Pattern DECISION = Pattern.compile("/platform/withdrawals/([0-9a-f-]{36})$");

  @Test
  void twoPeopleApproveItAndItIsPaidOut() throws Exception {
    Shop shop = BROWSER.shop();
    String name = "withdraws-" + UUID.randomUUID() + "@example.com";
    String first = shop.hire("FINANCE");
    String second = shop.hire("FINANCE");
    try (Visit own = BROWSER.visit(Look.ENGLISH);
        Visit one = BROWSER.visit(Look.ENGLISH);
        Visit other = BROWSER.visit(Look.ENGLISH.onPhone())) {
      Shopper owner = new Shopper(own.page(), Hand.MOUSE);
      owner.register(name);
      String _ = owner.topUp("2000");
      withdraw(own, "1500.00");

      String address = find(one, first, name);
      Page desk = one.page();
      Shopper cashier = new Shopper(desk, Hand.MOUSE);
      cashier.button("Approve").click();
      assertThat(desk.getByText("Your approval was recorded")).isVisible();
      // The page learns by itself what the chain has recorded.
      assertThat(desk.getByText("Another person has to approve it too")).isVisible();
      assertThat(badge(desk, "Needs a second person")).isVisible();
      assertThat(approval(desk)).hasCount(0);
      own.await("/account/wallet", own.page().getByText("Waiting for a second person"));

      Shopper colleague = new Shopper(other.page(), Hand.MOUSE);
      colleague.signIn(second);
      other.open(address);
      assertThat(other.page().getByText(first)).isVisible();
      colleague.button("Approve").click();
      other.await(address, badge(other.page(), "Paid out"));
      assertThat(approval(other.page())).hasCount(0);

      Page wallet = own.page();
      own.await("/account/wallet", wallet.getByText("Paid out"));
      assertThat(wallet.locator(".balances").getByText("500.00")).isVisible();
      Page.LocatorOptions ofTheStatement = new Page.LocatorOptions().setHasText("Withdrawal");
      assertThat(wallet.locator("li.row", ofTheStatement).first()).containsText("1,500.00");
    }
  }

  private static void withdraw(Visit own, String amount) {
    Page wallet = own.open("/account/wallet");
    Locator form = wallet.locator("form[action='/account/wallet/withdrawals']");
    form.getByLabel("Amount").fill(amount);
    form.getByRole(AriaRole.BUTTON).click();
    assertThat(wallet.getByText("Your withdrawal is being looked at")).isVisible();
    own.await("/account/wallet", wallet.getByText("Being looked at", exact()));
  }

  /// Goes from the front door of the back office to the withdrawal of this owner; answers where it
  /// is.
  private static String find(Visit visit, String staff, String owner) {
    Page desk = visit.page();
    new Shopper(desk, Hand.MOUSE).signIn(staff);
    visit.open("/platform");
    desk.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Withdrawals"))
        .first()
        .click();
    desk.locator("tbody tr", new Page.LocatorOptions().setHasText(owner))
        .getByRole(AriaRole.LINK)
        .click();
    desk.waitForURL(DECISION);
    assertThat(desk.locator(".facts").getByText(owner)).isVisible();
    assertThat(badge(desk, "To review")).isVisible();
    return "/platform/withdrawals/" + Shopper.found(DECISION, desk.url());
  }

  private static Locator badge(Page desk, String text) {
    return desk.locator(".desk-badges").getByText(text);
  }

  private static Locator approval(Page desk) {
    return desk.locator("form[action$='/approval']");
  }

  private static Page.GetByTextOptions exact() {
    return new Page.GetByTextOptions().setExact(true);
  }
}
