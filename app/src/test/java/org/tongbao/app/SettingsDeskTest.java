package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.Browser.Page;
import org.tongbao.market.mail.Letter;
import org.tongbao.market.mail.Mails;
import org.tongbao.market.web.Language;

/// What the platform sets, its campaigns and its mail, as by a browser without scripts.
final class SettingsDeskTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final String SETTINGS = "/platform/settings";
  private static final String CAMPAIGNS = "/platform/promotions";

  @Test
  void theSponsorIsFundedAndACampaignPublished() throws Exception {
    Browser finance = PageChecks.staff(MARKET, "sets-finance@example.com", Language.EN, "FINANCE");
    Page page = finance.open(SETTINGS);
    PageChecks.isWhole(page, Language.EN);
    assertThat(page.html()).doesNotContain("/two-person-limits\"");
    String action = SETTINGS + "/sponsor-fundings";
    Page wrong =
        finance.submit(page, action, "currency", "CNY", "source", "FEES", "amount", "1.001");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("aria-invalid=\"true\"", "value=\"1.001\"");
    Page tooMuch =
        finance.submit(
            page, action, "currency", "CNY", "source", "OWN_MONEY", "amount", "9999999999");
    assertThat(tooMuch.status()).isEqualTo(422);
    assertThat(tooMuch.html()).contains("role=\"alert\"");
    Map<String, String> form = Browser.fieldsOf(page, action);
    form.putAll(Map.of("currency", "CNY", "source", "OWN_MONEY", "amount", "61.07"));
    assertThat(finance.post(action, form).html()).contains("on its way to the chain", "¥61.07");
    assertThat(finance.post(action, form).status()).isEqualTo(200);
    assertThat(fundings(6_107)).isEqualTo(1);
    MARKET.settle();
    assertThat(finance.open(SETTINGS).html()).contains("¥61.07");

    Page list = finance.open(CAMPAIGNS);
    PageChecks.isWhole(list, Language.EN);
    Map<String, String> wish = Browser.fieldsOf(list, CAMPAIGNS);
    String ends =
        MARKET
            .app()
            .clock()
            .instant()
            .plus(30, ChronoUnit.DAYS)
            .atOffset(ZoneOffset.UTC)
            .toLocalDateTime()
            .truncatedTo(ChronoUnit.MINUTES)
            .toString();
    wish.putAll(
        Map.of("kind", "COUPON", "currency", "CNY", "nameZh", "桌边券", "nameEn", "Desk coupon"));
    wish.putAll(Map.of("valueMinor", "5.50", "cap", "x", "perAccount", "1", "endsAt", ends));
    Page refused = finance.post(CAMPAIGNS, wish);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("aria-invalid=\"true\"", "Desk coupon");
    Map<String, String> right = Browser.fieldsOf(list, CAMPAIGNS);
    right.putAll(wish);
    right.put("_key", Browser.fieldsOf(refused, CAMPAIGNS).get("_key"));
    right.put("cap", "10");
    Page published = finance.post(CAMPAIGNS, right);
    assertThat(published.html()).contains("The campaign is on its way to the chain", "¥5.50");
    MARKET.settle();
    Page one = finance.open(published.path());
    PageChecks.isWhole(one, Language.EN);
    assertThat(one.html()).contains("published");

    Page none = finance.submit(one, one.path() + "/fundings", "amount", "");
    assertThat(none.status()).isEqualTo(422);
    Page funded = finance.submit(one, one.path() + "/fundings", "amount", "55");
    assertThat(funded.html()).contains("on its way to the pot", "¥55.00");
    MARKET.settle();
    Page unknown = finance.submit(one, one.path() + "/grants", "user", "nobody-there@example.com");
    assertThat(unknown.status()).isEqualTo(422);
    assertThat(unknown.html()).contains("aria-invalid=\"true\"");
    Page granted = finance.submit(one, one.path() + "/grants", "user", "sets-finance@example.com");
    assertThat(granted.html()).contains("on their way to the account");
    MARKET.settle();
    assertThat(finance.open(one.path()).html()).contains("1 / 10");
  }

  @Test
  void aLimitIsProposedByWhoMay() throws Exception {
    Browser root = PageChecks.staff(MARKET, "sets-root@example.com", Language.EN, "ADMINISTRATOR");
    String action = SETTINGS + "/two-person-limits";
    Page page = root.open(SETTINGS);
    Page wrong = root.submit(page, action, "currency", "BRL", "limit", "-1");
    assertThat(wrong.status()).isEqualTo(422);
    assertThat(wrong.html()).contains("aria-invalid=\"true\"");
    Page proposed = root.submit(page, action, "currency", "BRL", "limit", "2,500");
    assertThat(proposed.html()).contains("on its way to the timelock", "2,500.00");
    Page again = root.submit(proposed, action, "currency", "BRL", "limit", "2600");
    assertThat(again.status()).isEqualTo(422);
    assertThat(again.html()).contains("role=\"alert\"");
  }

  @Test
  void theMailIsThere() throws Exception {
    Browser root = PageChecks.staff(MARKET, "sets-mail@example.com", Language.EN, "ADMINISTRATOR");
    UUID sent =
        MARKET
            .app()
            .bean(Mails.class)
            .send(new Letter("desk-mail@example.com", "A desk's letter", "Dear desk", Language.EN));
    String path = "/platform/mailbox/" + sent;
    Page list = root.open("/platform/mailbox");
    assertThat(list.html()).contains(path, "desk-mail@example.com");
    PageChecks.isWhole(list, Language.EN);
    Page mail = root.open(path);
    PageChecks.isWhole(mail, Language.EN);
    assertThat(mail.html()).contains("Kept here", "desk-mail@example.com", "Dear desk");
    Map<String, String> form =
        Browser.fieldsOf(root.open(SETTINGS), SETTINGS + "/two-person-limits");
    assertThat(root.post(path + "/delivery", form).status()).isEqualTo(422);
    assertThat(root.open("/platform/mailbox?state=LOST").status()).isEqualTo(404);
  }

  private static long fundings(long minor) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT count(*) FROM sponsor_fundings WHERE amount_minor = ?")
        .param(minor)
        .query(Long.class)
        .single();
  }
}
