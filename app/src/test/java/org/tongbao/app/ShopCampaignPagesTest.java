package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.market.web.Language;
import tools.jackson.databind.JsonNode;

/// A shop's promotions by forms alone; what they say is what the REST API says.
final class ShopCampaignPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final Pattern CODE =
      Pattern.compile("<code class=\"hash\">([0-9A-Z]{5}(?:-[0-9A-Z]{5}){3})</code>");

  @Test
  void aCouponIsPublishedOnceAndHandedOut() throws Exception {
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    String base = base() + "/promotions";
    Page form = owner.open(base + "/new");
    WholePage.check(form, 200);
    Map<String, String> typed = Browser.fieldsOf(form, base);
    typed.putAll(
        Map.of(
            "nameZh",
            "促销页满减",
            "nameEn",
            "Pages coupon",
            "value",
            "5.00",
            "threshold",
            "50",
            "cap",
            "20",
            "perAccount",
            "3"));
    Map<String, String> early = new LinkedHashMap<>(typed);
    early.put("endsAt", "2001-01-01T00:00");
    Page refused = owner.post(base, early);
    WholePage.check(refused, 422);
    assertThat(refused.html()).contains("value=\"Pages coupon\"", "id=\"field-endsAt-error\"");
    Map<String, String> fine = new LinkedHashMap<>(typed);
    fine.put("value", "5.001");
    assertThat(owner.post(base, fine).html()).contains("id=\"field-value-error\"");

    Page made = owner.post(base, typed);
    assertThat(made.path()).matches(base + "/[0-9a-f-]{36}");
    assertThat(owner.post(base, typed).path()).as("sent twice").isEqualTo(made.path());
    MARKET.app().settle();
    String id = made.path().substring(base.length() + 1);
    assertThat(rest(id).at("/campaign/value/amountMinor").asLong()).isEqualTo(500);
    assertThat(rest(id).at("/campaign/state").asString()).isEqualTo("PUBLISHED");
    assertThat(owner.open(base).html()).containsOnlyOnce("Pages coupon").contains("Running");

    Buyer buyer = MARKET.buyer("promotions-buyer@example.com");
    Page page = owner.open(made.path());
    WholePage.check(page, 200);
    Page nobody =
        owner.submit(page, made.path() + "/grants", "buyer", "nobody@example.com", "units", "1");
    assertThat(nobody.status()).isEqualTo(422);
    assertThat(nobody.html()).contains("Nobody signs in with this", "nobody@example.com");
    Map<String, String> grant = Browser.fieldsOf(nobody, made.path() + "/grants");
    grant.putAll(Map.of("buyer", "promotions-buyer@example.com", "units", "2"));
    assertThat(owner.post(made.path() + "/grants", grant).html()).contains("on its way");
    assertThat(owner.post(made.path() + "/grants", grant).status()).isEqualTo(200);
    MARKET.app().settle();
    assertThat(buyer.client().get("/api/v1/me/vouchers").at("/items/0/units")).isEqualTo("2");
    assertThat(rest(id).path("issued").asLong()).isEqualTo(2);

    codes(owner, made.path());
  }

  private static void codes(Browser owner, String place) throws Exception {
    Page page = owner.open(place);
    Page none = owner.submit(page, place + "/codes", "count", "0", "units", "1");
    assertThat(none.status()).isEqualTo(422);
    Page made = owner.submit(none, place + "/codes", "count", "2", "units", "1");
    WholePage.check(made, 200);
    List<String> codes = CODE.matcher(made.html()).results().map(it -> it.group(1)).toList();
    assertThat(codes).hasSize(2).doesNotHaveDuplicates();
    assertThat(owner.open(place).html()).as("shown once").doesNotContain(codes.getFirst());
    Buyer friend = MARKET.buyer("promotions-friend@example.com");
    String use = "{\"code\":\"" + codes.getFirst() + "\"}";
    assertThat(friend.client().write("POST", "/api/v1/me/voucher-codes", use).outcome())
        .isEqualTo("202");
    MARKET.app().settle();
  }

  @Test
  void aPotIsFilledOnceFromTheShopsAccount() throws Exception {
    MARKET.receive(MARKET.shipped(MARKET.buyer("promotions-money@example.com")));
    MARKET.settle();
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    String base = base() + "/promotions";
    Page form = owner.open(base + "/new");
    Page made =
        owner.submit(
            form,
            base,
            "kind",
            "GIFT_CARD",
            "nameZh",
            "礼品卡",
            "nameEn",
            "Pages card",
            "cap",
            "100.00",
            "perAccount",
            "50.00");
    assertThat(made.path()).as(made.html()).matches(base + "/[0-9a-f-]{36}");
    MARKET.app().settle();
    String id = made.path().substring(base.length() + 1);
    Page page = owner.open(made.path());
    assertThat(page.html()).contains("Nothing is handed out that the pot does not cover");
    Page wrong = owner.submit(page, made.path() + "/fundings", "amount", "much");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("value=\"much\"");
    Map<String, String> funding = Browser.fieldsOf(wrong, made.path() + "/fundings");
    funding.put("amount", "10.00");
    owner.post(made.path() + "/fundings", funding);
    owner.post(made.path() + "/fundings", funding);
    MARKET.app().settle();
    assertThat(rest(id).path("potMinor").asLong()).isEqualTo(1_000);
    assertThat(owner.open(made.path()).html()).contains("¥10.00", "In the pot");
    MARKET.settle();
  }

  @Test
  void theRateForAffiliatesStaysWithinWhatWasAgreed() throws Exception {
    Browser owner = PageChecks.signedIn(MARKET, "lotus@example.com", Language.EN);
    String place = base() + "/affiliates";
    Page page = owner.open(place);
    WholePage.check(page, 200);
    Matcher now =
        Pattern.compile("name=\"commission\"[^>]*value=\"([^\"]*)\"").matcher(page.html());
    assertThat(now.find()).isTrue();
    Page much = owner.submit(page, place, "commission", "99.5");
    assertThat(much.status()).isEqualTo(422);
    assertThat(much.html()).contains("value=\"99.5\"", "Write a percentage");
    Page saved = owner.submit(much, place, "commission", "1.25");
    assertThat(saved.html()).contains("Saved.", "1.25 %");
    String rest = MARKET.lotus().path("/affiliate-rate");
    assertThat(MARKET.lotus().owner().get(rest).text("commissionBps")).isEqualTo("125");
    Page stale = owner.submit(page, place, "commission", "1", "_key", "stale-key-0123456789ab");
    assertThat(stale.status()).as("it was changed meanwhile").isEqualTo(422);
    assertThat(owner.submit(saved, place, "commission", now.group(1)).status()).isEqualTo(200);
  }

  private static String base() {
    return "/merchant/" + MARKET.lotus().id();
  }

  private static JsonNode rest(String id) throws Exception {
    return MARKET.lotus().owner().get(MARKET.lotus().path("/campaigns/" + id)).json();
  }
}
