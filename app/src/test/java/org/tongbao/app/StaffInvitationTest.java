package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.Mail;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.PageOfList;
import tools.jackson.databind.JsonNode;

/// Asking people by mail to work in a shop or for the platform, with an account here or without.
final class StaffInvitationTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final Duration WITHIN = Duration.ofSeconds(60);
  private static final Pattern TOKEN = Pattern.compile("/invitation\\?token=([A-Za-z0-9_-]{43})");
  private static final String PLATFORM = "/api/v1/platform/staff-invitations";
  private static final String REGISTRATION = "/api/v1/staff-invitations/registration";
  private static final String ACCEPTANCE = "/api/v1/staff-invitations/acceptance";

  @Test
  void whoHasNoAccountRegistersByTheLetterAndWorksInTheShop() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "inviting", "CNY");
    String mail = "invited-new@example.com";
    Answer asked = invite(shop, mail, "MERCHANT_ORDERS");
    assertThat(asked.outcome()).as(asked.response().body()).isEqualTo("202");
    assertThat(asked.response().body()).doesNotContain("token");
    JsonNode listed = shop.owner().get(shop.path("/staff-invitations")).json().at("/items/0");
    assertThat(listed).isEqualTo(asked.json());
    String token = tokens(mail, 1).getFirst();

    Browser browser = new Browser(MARKET.app(), "en");
    Page page = browser.open("/invitation?token=" + token);
    WholePage.check(page, 200);
    assertThat(page.html()).contains(mail, "Shop orders");
    String registration = "/invitation/registration";
    Page refused = browser.submit(page, registration, "password", "short");
    assertThat(refused.status()).isEqualTo(422);
    Page done = browser.submit(refused, registration, "password", ApiClient.PASSWORD);
    assertThat(done.path()).isEqualTo("/sign-in");
    ApiClient li = MARKET.app().client();
    assertThat(li.signIn(mail, ApiClient.PASSWORD).outcome()).isEqualTo("201");
    assertThat(li.get("/api/v1/me/merchants").at("/items/0/role")).isEqualTo("MERCHANT_ORDERS");
    assertThat(li.get("/api/v1/me/email").json().path("proved").asBoolean()).isTrue();
    assertThat(shop.owner().get(shop.path("/staff-invitations")).json().path("items")).isEmpty();
    assertThat(register(token).outcome()).as("once").isEqualTo("422 invitation.over");
    WholePage.check(browser.open("/invitation?token=" + token), 200);
  }

  @Test
  void whoHasAnAccountSignsInAndAcceptsAndNobodyElseSeesADifference() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "inviting-known", "CNY");
    String mail = "invited-known@example.com";
    ApiClient li = MARKET.app().client();
    li.begin(mail);
    Answer known = invite(shop, mail, "MERCHANT_READER");
    Answer unknown = invite(shop, "invited-never-heard-of@example.com", "MERCHANT_READER");
    assertThat(known.outcome()).isEqualTo(unknown.outcome()).isEqualTo("202");
    assertThat(known.json().propertyNames()).isEqualTo(unknown.json().propertyNames());
    String token = tokens(mail, 1).getFirst();
    String text = letters(mail).getFirst().text().replace(token, "");
    String other = tokens("invited-never-heard-of@example.com", 1).getFirst();
    assertThat(letters("invited-never-heard-of@example.com").getFirst().text().replace(other, ""))
        .isEqualTo(text);

    assertThat(li.get(shop.path("/settings")).status()).as("not before").isEqualTo(404);
    assertThat(register(token).outcome()).isEqualTo("409 invitation.has-account");
    ApiClient thief = MARKET.app().client();
    thief.begin("invited-thief@example.com");
    assertThat(accept(thief, token).outcome()).isEqualTo("409 invitation.other-address");
    assertThat(accept(MARKET.app().client(), token).outcome())
        .isEqualTo("401 request.sign-in-needed");

    Browser browser = new Browser(MARKET.app(), "en");
    Page page = browser.open("/invitation?token=" + token);
    assertThat(page.html()).contains("/sign-in?next=/invitation?token=" + token);
    Map<String, String> signIn =
        Browser.fieldsOf(browser.open("/sign-in?next=/invitation?token=" + token), "/sign-in");
    signIn.put("loginName", mail);
    signIn.put("password", ApiClient.PASSWORD);
    Page back = browser.post("/sign-in", signIn);
    assertThat(back.path()).isEqualTo("/invitation");
    WholePage.check(back, 200);
    assertThat(browser.submit(back, "/invitation").path()).isEqualTo("/merchant/" + shop.id());
    assertThat(li.get(shop.path("/settings")).status()).isEqualTo(200);
    assertThat(li.get("/api/v1/me/email").json().path("proved").asBoolean()).isTrue();
  }

  @Test
  void aLinkIsOverWhenItIsWithdrawnReplacedLateOrNoLongerMeant() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "inviting-over", "CNY");
    String mail = "invited-over@example.com";
    String first = invite(shop, mail, "MERCHANT_READER").text("id");
    Answer second = invite(shop, mail, "MERCHANT_PRODUCTS");
    List<String> tokens = tokens(mail, 2);
    JsonNode open = shop.owner().get(shop.path("/staff-invitations")).json().path("items");
    assertThat(open.findValuesAsString("id")).containsExactly(second.text("id"));
    String replaced = shop.path("/staff-invitations/" + first);
    assertThat(shop.owner().write("DELETE", replaced, "").status()).isEqualTo(404);
    String place = shop.path("/staff-invitations/" + second.text("id"));
    Shop another = Shop.applied(MARKET.app(), "inviting-rival", "CNY");
    assertThat(
            another
                .owner()
                .write("DELETE", another.path("/staff-invitations/" + second.text("id")), "")
                .status())
        .isEqualTo(404);
    assertThat(shop.owner().write("DELETE", place, "").status()).isEqualTo(204);
    assertThat(shop.owner().write("DELETE", place, "").status()).isEqualTo(404);
    for (String token : tokens) {
      assertThat(register(token).outcome()).isEqualTo("422 invitation.over");
    }

    // Who asked works there no more.
    ApiClient heir = MARKET.app().client();
    String heirs = heir.begin("invited-heir@example.com");
    shop.hire(MARKET.app(), heir, "invited-heir@example.com", "MERCHANT_OWNER");
    String body = "{\"email\":\"invited-by-heir@example.com\",\"role\":\"MERCHANT_READER\"}";
    assertThat(heir.write("POST", shop.path("/staff-invitations"), body).outcome())
        .isEqualTo("202");
    String byHeir = tokens("invited-by-heir@example.com", 1).getFirst();
    assertThat(shop.owner().write("DELETE", shop.path("/staff/" + heirs), "").status())
        .isEqualTo(204);
    assertThat(register(byHeir).outcome()).isEqualTo("422 invitation.over");

    invite(shop, "invited-late@example.com", "MERCHANT_READER");
    String late = tokens("invited-late@example.com", 1).getFirst();
    int aged =
        MARKET
            .app()
            .jdbc()
            .sql(
                """
                UPDATE staff_invitations SET expires_at = expires_at - interval '8 d'
                WHERE address = 'invited-late@example.com'
                """)
            .update();
    assertThat(aged).isOne();
    assertThat(register(late).outcome()).isEqualTo("422 invitation.over");
    assertThat(
            shop.owner()
                .get(shop.path("/staff-invitations"))
                .json()
                .path("items")
                .findValuesAsString("email"))
        .doesNotContain("invited-late@example.com");
  }

  @Test
  void nobodysMailboxIsFilledAndOnlyRolesOfThePlaceAreGiven() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "inviting-often", "CNY");
    for (String role : List.of("BUYER", "ADMINISTRATOR", "FINANCE")) {
      assertThat(invite(shop, "invited-odd@example.com", role).status()).as(role).isEqualTo(422);
    }
    assertThat(invite(shop, "+8613800138000", "MERCHANT_READER").status()).isEqualTo(422);
    for (int i = 0; i < 5; i++) {
      assertThat(invite(shop, "invited-often@example.com", "MERCHANT_READER").status())
          .isEqualTo(202);
    }
    assertThat(invite(shop, "invited-often@example.com", "MERCHANT_READER").outcome())
        .isEqualTo("409 invitation.too-many");
    assertThat(
            MARKET
                .people()
                .root()
                .write("POST", PLATFORM, wish("x@example.com", "MERCHANT_READER"))
                .status())
        .isEqualTo(422);
  }

  @Test
  void anAdministratorInvitesForThePlatformAndOfTwoWhoAcceptAtOnceOneDoes() throws Exception {
    ApiClient root = MARKET.people().root();
    String mail = "invited-support@example.com";
    Answer asked = root.write("POST", PLATFORM, wish(mail, "SUPPORT"));
    assertThat(asked.outcome()).as(asked.response().body()).isEqualTo("202");
    assertThat(root.get(PLATFORM).json().path("items").findValuesAsString("email")).contains(mail);
    String token = tokens(mail, 1).getFirst();
    Callable<String> answer = () -> register(token).outcome();
    assertThat(AtOnce.all(List.of(answer, answer)))
        .containsExactlyInAnyOrder("204", "422 invitation.over");
    ApiClient support = MARKET.app().client();
    support.signIn(mail, ApiClient.PASSWORD);
    assertThat(support.get("/api/v1/users").outcome()).isEqualTo("200");
    assertThat(support.get(PLATFORM).outcome()).isEqualTo("403 request.forbidden");

    Answer gone = root.write("POST", PLATFORM, wish("invited-gone@example.com", "REVIEWER"));
    assertThat(root.write("DELETE", PLATFORM + "/" + gone.text("id"), "").status()).isEqualTo(204);
    assertThat(register(tokens("invited-gone@example.com", 1).getFirst()).outcome())
        .isEqualTo("422 invitation.over");
  }

  private static Answer invite(Shop shop, String mail, String role) throws Exception {
    return shop.owner().write("POST", shop.path("/staff-invitations"), wish(mail, role));
  }

  private static String wish(String mail, String role) {
    return "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(mail, role);
  }

  private static Answer register(String token) throws Exception {
    String body = "{\"token\":\"%s\",\"password\":\"%s\"}".formatted(token, ApiClient.PASSWORD);
    return MARKET.app().client().write("POST", REGISTRATION, body);
  }

  private static Answer accept(ApiClient client, String token) throws Exception {
    return client.write("POST", ACCEPTANCE, "{\"token\":\"" + token + "\"}");
  }

  /// The words of the links that went to somebody, once there are so many.
  private static List<String> tokens(String to, int count) {
    return Polling.until(
            WITHIN,
            () ->
                Optional.of(
                        letters(to).stream()
                            .map(it -> TOKEN.matcher(it.text()))
                            .filter(Matcher::find)
                            .map(it -> it.group(1))
                            .toList())
                    .filter(it -> it.size() == count))
        .orElseThrow(() -> new AssertionError("not " + count + " letters to " + to));
  }

  private static List<Letter> letters(String to) {
    return MARKET
        .app()
        .bean(Mails.class)
        .list(null, PageOfList.Request.of(100, null))
        .items()
        .stream()
        .map(Mail::letter)
        .filter(it -> it.to().equals(to))
        .toList();
  }
}
