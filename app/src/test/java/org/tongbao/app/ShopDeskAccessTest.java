package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.market.web.Language;

/// Who may see and do what on the pages about a shop's money, promotions and bookings.
final class ShopDeskAccessTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final List<String> ROLES =
      List.of("ORDERS", "PRODUCTS", "FINANCE", "READER", "MANAGER");

  /// What each of [#ROLES] is answered.
  private static final Map<String, String> PLACES =
      Map.ofEntries(
          Map.entry("", "200 200 200 200 200"),
          Map.entry("/money", "403 403 200 200 200"),
          Map.entry("/statements", "403 403 200 200 200"),
          Map.entry("/statements/file", "403 403 200 200 200"),
          Map.entry("/promotions", "200 200 200 200 200"),
          Map.entry("/promotions/new", "403 403 403 403 200"),
          Map.entry("/affiliates", "200 200 200 200 200"),
          Map.entry("/bookings", "200 403 200 200 200"),
          Map.entry("/bookings/{id}", "404 403 404 404 404"),
          Map.entry("/products/{product}/schedule", "200 200 403 200 200"));

  /// With nothing typed: 404 and 422 are what somebody is answered who may.
  private static final Map<String, String> DEEDS =
      Map.ofEntries(
          Map.entry("/money/acknowledgements", "403 403 422 403 403"),
          Map.entry("/money/recharges", "403 403 422 403 403"),
          Map.entry("/money/withdrawals", "403 403 403 403 403"),
          Map.entry("/promotions", "403 403 403 403 422"),
          Map.entry("/promotions/{id}/fundings", "403 403 404 403 403"),
          Map.entry("/promotions/{id}/grants", "403 403 403 403 404"),
          Map.entry("/promotions/{id}/codes", "403 403 403 403 404"),
          Map.entry("/affiliates", "403 403 403 403 422"),
          Map.entry("/bookings/{id}/confirmation", "404 403 403 403 404"),
          Map.entry("/products/{product}/schedule", "403 422 403 403 422"));

  @Test
  void eachRoleSeesAndDoesWhatItIsFor() throws Exception {
    String base = "/merchant/" + MARKET.lotus().id();
    String product = product();
    Map<String, Browser> people = new LinkedHashMap<>();
    Map<String, Map<String, String>> tokens = new LinkedHashMap<>();
    for (String role : ROLES) {
      Browser person = worker(role);
      people.put(role, person);
      Page account = person.open("/account");
      tokens.put(role, Browser.fieldsOf(account, "/sign-out"));
    }
    Browser rival = PageChecks.signedIn(MARKET, "willow@example.com", Language.EN);
    Map<String, String> rivals = Browser.fieldsOf(rival.open("/account"), "/sign-out");
    for (Map.Entry<String, String> each : PLACES.entrySet()) {
      String place = base + filled(each.getKey(), product);
      StringBuilder answers = new StringBuilder();
      for (Browser person : people.values()) {
        answers.append(answers.isEmpty() ? "" : " ").append(person.open(place).status());
      }
      assertThat(answers.toString()).as(each.getKey()).isEqualTo(each.getValue());
      assertThat(rival.open(place).status()).as(each.getKey()).isEqualTo(404);
    }
    for (Map.Entry<String, String> each : DEEDS.entrySet()) {
      String place = base + filled(each.getKey(), product);
      StringBuilder answers = new StringBuilder();
      for (Map.Entry<String, Browser> person : people.entrySet()) {
        Page answer = person.getValue().post(place, known(tokens, person.getKey()));
        answers.append(answers.isEmpty() ? "" : " ").append(answer.status());
      }
      assertThat(answers.toString()).as(each.getKey()).isEqualTo(each.getValue());
      assertThat(rival.post(place, rivals).status()).as(each.getKey()).isEqualTo(404);
    }
    menus(people, base);
  }

  private static <T> T known(Map<String, T> all, String role) {
    return Objects.requireNonNull(all.get(role), role);
  }

  /// The menu and the pages have what the role may, and no more.
  private static void menus(Map<String, Browser> people, String base) throws Exception {
    assertThat(known(people, "ORDERS").open(base).html())
        .contains(base + "/bookings", base + "/promotions", "To send")
        .doesNotContain(base + "/money", "Net sales");
    assertThat(known(people, "PRODUCTS").open(base).html())
        .contains("Nearly sold out")
        .doesNotContain(base + "/bookings", "To send");
    assertThat(known(people, "READER").open(base + "/money").html())
        .doesNotContain(base + "/money/recharges\"", base + "/money/withdrawals\"");
    assertThat(known(people, "FINANCE").open(base + "/money").html())
        .contains(base + "/money/recharges\"")
        .doesNotContain(base + "/money/withdrawals\"");
    assertThat(known(people, "FINANCE").open(base + "/promotions").html())
        .doesNotContain(base + "/promotions/new");
  }

  @Test
  void everyPageIsWholeInChinese() throws Exception {
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.ZH);
    String base = "/merchant/" + MARKET.lotus().id();
    for (String place :
        List.of(
            "",
            "/money",
            "/money?show=waiting",
            "/statements",
            "/promotions",
            "/promotions/new",
            "/affiliates",
            "/bookings",
            "/bookings?show=confirmed",
            "/bookings?show=all",
            "/products/" + product() + "/schedule")) {
      WholePage.check(owner.open(base + place), 200);
    }
    assertThat(owner.open(base).html()).contains("净销售额");
  }

  private static String filled(String place, String product) {
    return place.replace("{id}", product).replace("{product}", product);
  }

  private static String product() throws Exception {
    String product =
        """
        {"kind":"SERVICE","categoryId":"%s","title":{"zh":"权限咨询","en":"Access consultation"},
         "variants":[{"sku":"%s","prices":[{"amountMinor":100,"currency":"CNY"}]}]}
        """
            .formatted(TestShop.CATEGORY, UUID.randomUUID().toString().substring(0, 8));
    Answer added = MARKET.lotus().owner().write("POST", MARKET.lotus().path("/products"), product);
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    return added.text("id");
  }

  private static Browser worker(String role) throws Exception {
    String name = "desk-access-" + role.toLowerCase(Locale.ROOT) + "@example.com";
    Browser browser = PageChecks.registered(MARKET, name, Language.EN);
    MARKET.lotus().hire(MARKET.app(), browser, name, "MERCHANT_" + role);
    return browser;
  }
}
