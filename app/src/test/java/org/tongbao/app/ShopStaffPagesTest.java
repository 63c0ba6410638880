package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    Browser worker = Browser.registered(MARKET.app(), li, "en");
    assertThat(worker.open(staff).status()).isEqualTo(404);
    shop.hire(MARKET.app(), worker, li, "MERCHANT_ORDERS");
    assertThat(owner.open(staff).html()).contains("No name given").doesNotContain(li);
    Page again =
        worker.open("/invitation?token=" + shop.invite(MARKET.app(), li, "MERCHANT_FINANCE"));
    assertThat(worker.submit(again, "/invitation").html())
        .contains("Change the role of this person instead");
    String id = userOf(li);
    assertThat(roleOf(shop, id)).isEqualTo("MERCHANT_ORDERS");

    Page own = worker.open(staff);
    WholePage.check(own, 200);
    assertThat(own.html())
        .contains("/staff", "/settings", "/orders")
        .doesNotContain("/role\"", "/removal", "/api-keys", "/webhooks", "Invite somebody", li);
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

    shop.hire(MARKET.app(), worker, li, "MERCHANT_READER");
    Page gone = owner.submit(owner.open(staff), staff + "/" + id + "/removal");
    assertThat(gone.html()).contains("Removed.").doesNotContain(id);
    assertThat(owner.post(staff + "/nobody/removal", theirs(gone, staff)).status()).isEqualTo(404);
  }

  /// What an owner sees of an address says nothing of whether it has an account.
  @Test
  void whoIsInvitedIsListedUntilTheyAnswerOrItIsWithdrawn() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "desk-inviting", "CNY");
    String staff = "/merchant/" + shop.id() + "/staff";
    String invitations = staff + "-invitations";
    String known = "desk-inviting-known@example.com";
    String unknown = "desk-inviting-other@example.com";
    Browser worker = Browser.registered(MARKET.app(), known, "en");
    Browser owner = Browser.signedIn(MARKET.app(), "desk-inviting@example.com", "en");
    Page page = owner.open(staff);
    assertThat(page.html()).contains("value=\"MERCHANT_ORDERS\" selected");
    Page wrong =
        owner.submit(page, invitations, "email", "+8613800138000", "role", "MERCHANT_READER");
    WholePage.check(wrong, 422);
    assertThat(wrong.html())
        .contains("value=\"+8613800138000\"", "field-email-error")
        .contains("value=\"MERCHANT_READER\" selected");
    Page nowhere = owner.submit(page, invitations, "email", "no name", "role", "MERCHANT_READER");
    assertThat(nowhere.html()).contains("value=\"no name\"", "field-email-error");
    assertThat(owner.submit(page, invitations, "email", known, "role", "ADMINISTRATOR").status())
        .as("a role of the platform")
        .isEqualTo(422);

    List<String> seen = new ArrayList<>();
    for (String mail : List.of(known, unknown)) {
      Map<String, String> fields = Browser.fieldsOf(owner.open(staff), invitations);
      fields.put("email", mail);
      fields.put("role", "MERCHANT_READER");
      Page sent = owner.post(invitations, fields);
      WholePage.check(sent, 200);
      assertThat(sent.html()).contains("The invitation is on its way", mail);
      assertThat(owner.post(invitations, fields).status()).as("the same form again").isEqualTo(200);
      seen.add(rowOf(sent, mail));
    }
    assertThat(seen.getFirst()).isEqualTo(seen.getLast()).contains("Reader", "Withdraw");
    WholePage.check(
        Browser.signedIn(MARKET.app(), "desk-inviting@example.com", "zh").open(staff), 200);

    Page list = owner.open(staff);
    String withdrawal = withdrawalOf(list, invitations, unknown);
    Map<String, String> fields = Browser.fieldsOf(list, withdrawal);
    assertThat(owner.post(withdrawal, fields).html())
        .contains("The link works no more", known)
        .doesNotContain(unknown);
    fields.remove("_key");
    assertThat(owner.post(withdrawal, fields).status()).as("it is over").isEqualTo(404);

    Shop rival = Shop.applied(MARKET.app(), "desk-inviting-rival", "CNY");
    String rivals = "/merchant/" + rival.id() + "/staff";
    Browser other = Browser.signedIn(MARKET.app(), "desk-inviting-rival@example.com", "en");
    Map<String, String> theirs = Browser.fieldsOf(other.open(rivals), rivals + "/departure");
    String open = withdrawalOf(list, invitations, known);
    assertThat(other.post(open, theirs).status()).isEqualTo(404);
    assertThat(other.post(open.replace(staff, rivals), theirs).status()).isEqualTo(404);
    assertThat(other.post(invitations, theirs).status()).isEqualTo(404);

    shop.hire(MARKET.app(), worker, known, "MERCHANT_MANAGER");
    assertThat(owner.open(staff).html()).doesNotContain(known, "Invited, not answered yet");
    Page managers = worker.open(staff);
    assertThat(managers.html()).doesNotContain(invitations);
    Map<String, String> any = Browser.fieldsOf(managers, staff + "/departure");
    assertThat(worker.post(invitations, any).status()).isEqualTo(403);
    assertThat(worker.post(open, any).status()).isEqualTo(403);
  }

  /// An invitation's row without what is its own.
  private static String rowOf(Page list, String mail) {
    String html = list.html();
    int at = html.indexOf(mail);
    String row = html.substring(html.lastIndexOf("<tr>", at), html.indexOf("</tr>", at));
    return row.replace(mail, "")
        .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "")
        .replaceAll("value=\"[^\"]*\"", "")
        .replaceAll("(?s)<time.*?</time>", "");
  }

  private static String withdrawalOf(Page list, String invitations, String mail) {
    Matcher action =
        Pattern.compile(Pattern.quote(invitations) + "/[0-9a-f-]{36}/withdrawal")
            .matcher(list.html());
    assertThat(action.find(list.html().indexOf(mail))).as(mail).isTrue();
    return action.group();
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
    shop.hire(MARKET.app(), other, name, "MERCHANT_READER");
    String id = userOf(name);
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
