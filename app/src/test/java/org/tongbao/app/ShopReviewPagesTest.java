package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.market.media.Samples;

/// Reviews of a shop's goods in the merchant centre, by forms alone.
final class ShopReviewPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final String SAID = "The lid fits <tightly> on desk-review pots";

  @Test
  void aReviewIsFoundAnsweredOnceAndShownAsWhatItIs() throws Exception {
    String id = reviewed();
    String base = "/merchant/" + MARKET.lotus().id() + "/reviews";
    Browser lotus = Browser.signedIn(MARKET.app(), "lotus@example.com", "en");
    Page list = lotus.open(base + "?show=unanswered&stars=2");
    WholePage.check(list, 200);
    assertThat(list.html())
        .contains("The lid fits &lt;tightly&gt; on", "/media/", "No answer yet", "How your shop")
        .contains("aria-label=\"2 stars\"");
    assertThat(lotus.open("/merchant/" + MARKET.lotus().id()).html()).contains(base);
    assertThat(lotus.open(base + "?stars=3").html()).doesNotContain("The lid fits");
    assertThat(lotus.open(base + "?stars=six&show=nonsense").html()).contains("The lid fits");

    String action = base + "/" + id + "/answer";
    Page unsaid = lotus.submit(list, action, "text", " ");
    WholePage.check(unsaid, 422);
    assertThat(unsaid.html()).contains("Please fill this in", "aria-invalid=\"true\"");
    String endless = "word ".repeat(401) + "last";
    Page tooLong = lotus.submit(unsaid, action, "text", endless);
    assertThat(tooLong.status()).isEqualTo(422);
    assertThat(tooLong.html()).contains("At most 2000 characters", endless);
    Map<String, String> keyless = Browser.fieldsOf(tooLong, action);
    keyless.put("text", "without a key");
    keyless.remove("_key");
    Page expired = lotus.post(action, keyless);
    assertThat(expired.status()).as("a write that happens once comes with its key").isEqualTo(403);
    assertThat(expired.html()).contains("This form is too old");
    assertThat(answers(id)).isZero();

    Map<String, String> fields = Browser.fieldsOf(tooLong, action);
    fields.put("text", "We are glad\nthat it does.");
    for (int i = 0; i < 2; i++) {
      Page answered = lotus.post(action, fields);
      assertThat(answered.status()).isEqualTo(200);
      assertThat(answered.path()).isEqualTo(base);
      assertThat(answered.html()).as("the same filter").contains("stars=2\" aria-current");
    }
    assertThat(answers(id)).isEqualTo(1);
    Page twice = lotus.submit(list, action, "text", "And again");
    assertThat(twice.status()).isEqualTo(422);
    assertThat(twice.html()).contains("one follow-up and one answer", "We are glad");

    MARKET.app().settle();
    assertThat(lotus.open(base + "?show=unanswered&stars=2").html()).doesNotContain("The lid fits");
    assertThat(lotus.open(base + "?stars=2").html()).contains("The shop answers", "We are glad");
    Browser chinese = Browser.signedIn(MARKET.app(), "lotus@example.com", "zh");
    WholePage.check(chinese.open(base), 200);
    whoMay(id, base);
    hidden(id, lotus, base);
  }

  /// Two stars, a picture and words from a buyer who has received a pot.
  private static String reviewed() throws Exception {
    Buyer buyer = MARKET.buyer("desk-review@example.com");
    Part part = MARKET.shipped(buyer);
    MARKET.receive(part);
    String picture =
        buyer
            .client()
            .upload("/api/v1/me/uploads", "image/png", Samples.picture("png", 320, 240))
            .text("hash");
    Answer written =
        buyer
            .client()
            .write(
                "POST",
                part.path() + "/reviews",
                "{\"line\":0,\"stars\":2,\"text\":\"%s\",\"media\":[\"%s\"]}"
                    .formatted(SAID, picture));
    assertThat(written.outcome()).as(written.response().body()).isEqualTo("202");
    MARKET.app().settle();
    return written.at("/review/id");
  }

  private static void whoMay(String id, String base) throws Exception {
    Browser products = member("desk-review-products@example.com", "MERCHANT_PRODUCTS");
    assertThat(products.open(base).status()).isEqualTo(403);
    assertThat(products.open("/merchant/" + MARKET.lotus().id()).html()).doesNotContain(base);
    Browser finance = member("desk-review-finance@example.com", "MERCHANT_FINANCE");
    Page seen = finance.open(base);
    assertThat(seen.html()).contains("The lid fits").doesNotContain("/answer\"");
    Map<String, String> own =
        Browser.fieldsOf(
            finance.open("/merchant/" + MARKET.lotus().id() + "/staff"),
            "/merchant/" + MARKET.lotus().id() + "/staff/departure");
    assertThat(finance.post(base + "/" + id + "/answer", own).status()).isEqualTo(403);

    Browser willow = Browser.signedIn(MARKET.app(), "willow@example.com", "en");
    String willows = "/merchant/" + MARKET.people().willow().id();
    Map<String, String> fields =
        Browser.fieldsOf(willow.open(willows + "/staff"), willows + "/staff/departure");
    fields.put("text", "not mine");
    assertThat(willow.open(base).status()).isEqualTo(404);
    assertThat(willow.post(base + "/" + id + "/answer", fields).status()).isEqualTo(404);
    assertThat(willow.post(willows + "/reviews/" + id + "/answer", fields).status())
        .as("another shop's review at one's own address")
        .isEqualTo(404);
  }

  /// What the platform hides has no pictures, which nobody is shown.
  private static void hidden(String id, Browser lotus, String base) throws Exception {
    Answer concealed =
        MARKET
            .people()
            .support()
            .write(
                "POST",
                "/api/v1/platform/reviews/" + id + "/concealment",
                "{\"reason\":\"names a person\"}");
    assertThat(concealed.outcome()).isEqualTo("202");
    MARKET.app().settle();
    String html = lotus.open(base + "?stars=2").html();
    int at = html.indexOf("The lid fits");
    assertThat(html.substring(html.lastIndexOf("<li class=\"card", at), html.indexOf("</li>", at)))
        .contains("Hidden by the platform")
        .doesNotContain("/media/");
  }

  private static Browser member(String name, String role) throws Exception {
    Browser browser = Browser.registered(MARKET.app(), name, "en");
    MARKET.lotus().hire(MARKET.app(), browser, name, role);
    return browser;
  }

  private static int answers(String id) {
    return MARKET
        .app()
        .jdbc()
        .sql(
            """
            SELECT count(*) FROM review_replies
            WHERE review_id = CAST(? AS UUID) AND kind = 'ANSWER'
            """)
        .param(id)
        .query(Integer.class)
        .single();
  }
}
