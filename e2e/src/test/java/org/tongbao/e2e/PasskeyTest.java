package org.tongbao.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// Passkeys by the pages, with a device that Chromium plays.
///
/// What is waited for stands in the list of passkeys alone: the hint beside the field names an
/// example, and whoever takes that for the new entry leaves before the device has answered.
final class PasskeyTest {
  @RegisterExtension private static final Browser BROWSER = Browser.SHARED;

  @Test
  void aDeviceIsAddedSignsInAndIsTakenAway() {
    try (Visit visit = BROWSER.visit(Look.ENGLISH)) {
      addDevice(visit);
      Page page = visit.page();
      Shopper owner = new Shopper(page, Hand.MOUSE);
      owner.register("passkey-" + UUID.randomUUID() + "@example.com");
      visit.open("/account/security/passkeys");
      page.getByLabel("Name").fill("Pocket device");
      owner.button("Add a passkey").click();
      assertThat(entry(page, "Pocket device")).isVisible();
      assertThat(page.getByText("last used")).hasCount(0);

      visit.open("/account");
      owner.button("Sign out").click();
      assertThat(link(page, "Sign in")).isVisible();
      visit.open("/sign-in?next=/account/security/passkeys");
      owner.button("Sign in with a passkey").click();
      assertThat(entry(page, "Pocket device").getByText("last used")).isVisible();

      page.locator("summary", new Page.LocatorOptions().setHasText("Rename")).click();
      page.getByLabel("Name").first().fill("Old device");
      page.locator("details[open] button").click();
      assertThat(entry(page, "Old device")).isVisible();
      owner.button("Remove").click();
      assertThat(page.getByText("You have no passkey yet")).isVisible();
      assertThat(page.locator("li.row")).hasCount(0);
    }
  }

  @Test
  void aDeviceThatNobodyHasIsToldSo() {
    try (Visit visit = BROWSER.visit(Look.ENGLISH)) {
      addDevice(visit);
      Page page = visit.open("/sign-in");
      new Shopper(page, Hand.MOUSE).button("Sign in with a passkey").click();
      assertThat(page.getByText("That did not work")).isVisible();
      assertThat(link(page, "Sign in")).isVisible();
    }
  }

  private static Locator entry(Page page, String name) {
    return page.locator("li.row", new Page.LocatorOptions().setHasText(name));
  }

  private static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first();
  }

  private static void addDevice(Visit visit) {
    CDPSession chromium = visit.context().newCDPSession(visit.page());
    JsonObject _ = chromium.send("WebAuthn.enable");
    JsonObject options = new JsonObject();
    options.addProperty("protocol", "ctap2");
    options.addProperty("transport", "internal");
    options.addProperty("hasResidentKey", true);
    options.addProperty("hasUserVerification", true);
    options.addProperty("isUserVerified", true);
    options.addProperty("automaticPresenceSimulation", true);
    JsonObject device = new JsonObject();
    device.add("options", options);
    JsonObject _ = chromium.send("WebAuthn.addVirtualAuthenticator", device);
  }
}
