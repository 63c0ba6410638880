package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;

/// A shop's people and settings in the merchant centre, by forms alone.
final class ShopStaffPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final String ELSEWHERE = "0x" + "1f2e3d4c5b".repeat(4);

  @Test
  void peopleComeAreChangedAndGo() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "desk-staff", "CNY");
    String base = "/merchant/" + shop.id();
    String staff = base + "/staff";
    Browser owner = Browser.signedIn(MARKET.app(), "desk-staff@example.com", "en");
    WholePage.check(
        Browser.signedIn(MARKET.app(), "desk-staff@example.com", "zh").open(staff), 200);
    Page page = owner.open(staff);
    WholePage.check(page, 200);
    assertThat(page.html()).contains(">You<", "Say who works in the shop", "Reader");

    String li = "desk-staff-li@example.com";
    Page nobody = owner.submit(page, staff, "loginName", li, "role", "MERCHANT_ORDERS");
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.html())
        .contains(
            "value=\"" + li + "\"", "Ask the person to register first", "field-loginName-error")
        .contains("value=\"MERCHANT_ORDERS\" selected");
    assertThat(owner.submit(page, staff, "loginName", "no name", "role", "MERCHANT_ORDERS").html())
        .contains("value=\"no name\"", "e-mail address such as");
    Browser worker = Browser.registered(MARKET.app(), li, "en");
    assertThat(owner.submit(page, staff, "loginName", li, "role", "ADMINISTRATOR").status())
        .as("a role of the platform")
        .isEqualTo(422);
    assertThat(worker.open(staff).status()).isEqualTo(404);

    Map<String, String> fields = Browser.fieldsOf(nobody, staff);
    fields.put("loginName", li);
    fields.put("role", "MERCHANT_ORDERS");
    assertThat(owner.post(staff, fields).html()).contains("Added.", "No name given");
    assertThat(owner.post(staff, fields).status()).as("the same form once more").isEqualTo(200);
    assertThat(owner.submit(page, staff, "loginName", li, "role", "MERCHANT_FINANCE").html())
        .contains("Change the role of this person instead", "value=\"" + li + "\"");
    String id = userOf(li);
    assertThat(roleOf(shop, id)).isEqualTo("MERCHANT_ORDERS");

    Page own = worker.open(staff);
    WholePage.check(own, 200);
    assertThat(own.html())
        .contains("/staff", "/settings", "/orders")
        .doesNotContain("/role\"", "/removal", "/api-keys", "/webhooks", "Add somebody", li);
    Map<String, String> theirs = Browser.fieldsOf(own, staff + "/departure");
    theirs.put("role", "MERCHANT_OWNER");
    assertThat(worker.post(staff + "/" + id + "/role", theirs).status()).isEqualTo(403);
    assertThat(worker.open(base + "/api-keys").status()).isEqualTo(403);

    String action = staff + "/" + id + "/role";
    Page changed = owner.submit(owner.open(staff), action, "role", "MERCHANT_PRODUCTS");
    assertThat(changed.html()).contains("The role is changed");
    assertThat(worker.open(base + "/orders").status()).isEqualTo(403);

    String me = userOf("desk-staff@example.com");
    Page last = owner.submit(changed, staff + "/" + me + "/role", "role", "MERCHANT_READER");
    assertThat(last.status()).isEqualTo(422);
    assertThat(last.html()).contains("A shop has an owner at all times");
    Page stays = owner.submit(changed, staff + "/departure");
    assertThat(stays.status()).isEqualTo(422);
    assertThat(stays.html()).contains("make somebody else an owner first");

    Page left = worker.submit(worker.open(staff), staff + "/departure");
    assertThat(left.path()).isEqualTo("/merchant");
    assertThat(left.html()).contains("You have left the shop");
    assertThat(worker.open(staff).status()).isEqualTo(404);

    owner.submit(owner.open(staff), staff, "loginName", li, "role", "MERCHANT_READER");
    Page gone = owner.submit(owner.open(staff), staff + "/" + id + "/removal");
    assertThat(gone.html()).contains("Removed.").doesNotContain(id);
    assertThat(owner.post(staff + "/nobody/removal", theirs(gone, staff)).status()).isEqualTo(404);
  }

  @Test
  void settingsAreSavedOrComeBackAsTyped() throws Exception {
    Shop shop = Shop.live(MARKET.app(), MARKET.people().reviewer(), "desk-settings", "CNY");
    String settings = "/merchant/" + shop.id() + "/settings";
    Browser owner = Browser.signedIn(MARKET.app(), "desk-settings@example.com", "en");
    WholePage.check(
        Browser.signedIn(MARKET.app(), "desk-settings@example.com", "zh").open(settings), 200);
    Page page = owner.open(settings);
    WholePage.check(page, 200);

    Page wrong =
        owner.submit(
            page, settings, "contactEmail", "nowhere", "descriptionEn", "Lamps,\nby hand.");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html())
        .contains("value=\"nowhere\"", "Lamps,\nby hand.", "field-contactEmail-error");
    assertThat(owner.submit(page, settings, "returnDays", "many").html())
        .contains("A number from 0 to 90", "value=\"many\"");
    assertThat(owner.submit(page, settings, "shipDays", "0").html())
        .contains("A number from 1 to 60");
    assertThat(owner.submit(page, settings, "name", "lotus").html())
        .contains("Choose a name that no other shop has", "field-name-error");
    Page saved =
        owner.submit(
            wrong,
            settings,
            "name",
            "Desk settings",
            "contactEmail",
            "lamps@example.com",
            "descriptionEn",
            "Lamps,\nby hand.",
            "returnDays",
            "30");
    assertThat(saved.html()).contains("Saved.", "lamps@example.com", "value=\"30\"");
    assertThat(owner.open("/shops/" + shop.id()).html()).contains("Desk settings", "by hand.");
    Page stale = owner.submit(page, settings, "name", "Desk stale");
    assertThat(stale.status()).as("it was changed meanwhile").isEqualTo(422);
    assertThat(stale.html()).contains("Load it again", "value=\"Desk stale\"");

    roles(shop, settings);
    money(shop, settings, owner);
  }

  private static void roles(Shop shop, String settings) throws Exception {
    String name = "desk-settings-li@example.com";
    Browser other = Browser.registered(MARKET.app(), name, "en");
    String fields = "{\"loginName\":\"" + name + "\",\"role\":\"MERCHANT_READER\"}";
    String id = shop.owner().write("POST", shop.path("/staff"), fields).text("user");
    Page read = other.open(settings);
    WholePage.check(read, 200);
    assertThat(read.html())
        .contains("lamps@example.com", "sees the settings and does not change them")
        .doesNotContain("action=\"" + settings, "Where the shop is paid");
    Map<String, String> any =
        Browser.fieldsOf(
            other.open("/merchant/" + shop.id() + "/staff"),
            "/merchant/" + shop.id() + "/staff/departure");
    any.put("account", ELSEWHERE);
    assertThat(other.post(settings, any).status()).isEqualTo(403);
    shop.owner().write("PUT", shop.path("/staff/" + id), "{\"role\":\"MERCHANT_MANAGER\"}");
    assertThat(other.open(settings).html())
        .contains("action=\"" + settings + "\"")
        .doesNotContain("Where the shop is paid");
    for (String place : List.of("/payout-account", "/bond-withdrawal")) {
      assertThat(other.post(settings + place, any).status()).as(place).isEqualTo(403);
    }
    Browser willow = Browser.signedIn(MARKET.app(), "willow@example.com", "en");
    assertThat(willow.open(settings).status()).isEqualTo(404);
  }

  private static void money(Shop shop, String settings, Browser owner) throws Exception {
    Page page = owner.open(settings);
    String payout = settings + "/payout-account";
    Page wrong = owner.submit(page, payout, "account", ELSEWHERE + "0");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("value=\"" + ELSEWHERE + "0\"", "field-account-error");
    Map<String, String> fields = Browser.fieldsOf(wrong, payout);
    fields.put("account", ELSEWHERE);
    assertThat(owner.post(payout, fields).html()).contains("It holds two days later");
    assertThat(owner.post(payout, fields).status()).as("the same form again").isEqualTo(200);
    MARKET.app().settle();
    Page asked = owner.open(settings);
    assertThat(asked.html()).contains("From then on another one").containsIgnoringCase(ELSEWHERE);

    String bond = settings + "/bond-withdrawal";
    Map<String, String> more = Browser.fieldsOf(asked, payout);
    more.put("amount", "1,000.00");
    Page refused = owner.post(bond, more);
    assertThat(refused.status()).isEqualTo(422);
    more.put("amount", "1.001");
    assertThat(owner.post(bond, more).status()).as("finer than the currency").isEqualTo(422);
    more.put("amount", "0");
    assertThat(owner.post(bond, more).html()).contains("This is being recorded");
    assertThat(shop.owner().get(shop.path("/application")).at("/bond/leaving/amountMinor"))
        .isEqualTo("0");
  }

  private static Map<String, String> theirs(Page page, String staff) {
    return Browser.fieldsOf(page, staff + "/departure");
  }

  private static String userOf(String name) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT user_id FROM login_names WHERE name = ?")
        .param(name)
        .query(String.class)
        .single();
  }

  private static String roleOf(Shop shop, String user) {
    return MARKET
        .app()
        .jdbc()
        .sql(
            """
            SELECT role FROM role_grants
            WHERE merchant_id = CAST(? AS UUID) AND user_id = CAST(? AS UUID)
            """)
        .params(shop.id(), user)
        .query(String.class)
        .single();
  }
}
