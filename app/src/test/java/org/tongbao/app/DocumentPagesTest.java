package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.Browser.Sent;
import org.tongbao.market.media.Samples;
import tools.jackson.databind.JsonNode;

/// Documents of an application by forms alone: sent, kept while something else is wrong, shown to
/// the applicant and to who decides.
final class DocumentPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final String START = "/merchant/application";

  @Test
  void filesAreSentOnceAndOpenedByBothSides() throws Exception {
    Browser owner = Browser.registered(MARKET.app(), "paper-pages@example.com", "en");
    Map<String, String> said = said(owner.open(START));
    said.remove("companyName");
    Page refused =
        owner.upload(
            START,
            said,
            List.of(
                new Sent("file", "card.jpg", "image/jpeg", Samples.turned(6, 40, 30)),
                new Sent("file", "notes.pdf", "application/pdf", Samples.ascii("no PDF"))));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html())
        .contains("notes.pdf: Nothing was kept. Send a PDF", "Identity: card.jpg", "1 KiB")
        .doesNotContain("Only described");
    WholePage.check(refused, 422);

    Map<String, String> again = Browser.fieldsOf(refused, START);
    assertThat(again).containsKey("kept");
    said.putAll(again);
    Page incomplete = owner.upload(START, said, List.of());
    assertThat(incomplete.html()).contains("Please fill this in", "Identity: card.jpg");
    said.put("companyName", "Paper Pages Co.");
    said.put("kind", "TAX");
    byte[] tax = Samples.pdf("Tax of paper pages");
    Page applied =
        owner.upload(START, said, List.of(new Sent("file", "税务.pdf", "application/pdf", tax)));
    String place = applied.path();
    assertThat(place).matches("/merchant/[0-9a-f-]{36}/application");
    assertThat(applied.html())
        .contains(">card.jpg</a>", ">税务.pdf</a>", "JPEG · 1 KiB", "PDF · 1 KiB");

    String id = place.split("/")[2];
    ApiClient client = MARKET.app().client();
    client.signIn("paper-pages@example.com", ApiClient.PASSWORD);
    JsonNode card = items(client, id).get(0);
    assertThat(client.get(card.path("url").asString()).response().body()).doesNotContain("SECRET");
    String reviewed = "/platform/merchants/" + id;
    for (String language : List.of("en", "zh")) {
      Browser reviewer = Browser.signedIn(MARKET.app(), "reviewer@example.com", language);
      Page page = reviewer.open(reviewed);
      WholePage.check(page, 200);
      WholePage.check(signedIn("paper-pages@example.com", language).open(place), 200);
      String link = reviewed + "/documents/" + Shop.sha256(tax);
      assertThat(page.html()).contains("href=\"" + link + "\"", "税务.pdf");
      Page opened = reviewer.open(link);
      assertThat(opened.html()).isEqualTo(new String(tax, StandardCharsets.UTF_8));
      assertThat(opened.keeping()).isEqualTo("no-store");
    }
    String own = place + "/documents/" + Shop.sha256(tax);
    assertThat(owner.open(own).status()).isEqualTo(200);
    assertThat(signedIn("willow@example.com", "en").open(own).status()).isEqualTo(404);
    assertThat(owner.open(reviewed + "/documents/" + Shop.sha256(tax)).status()).isEqualTo(403);
    assertThat(owner.open(place + "/documents/" + "0".repeat(64)).status()).isEqualTo(404);
    changes(owner, new Shop(id, client), Shop.sha256(tax));
  }

  /// The form once more: what is kept can be opened from it, what is not ticked goes.
  private static void changes(Browser owner, Shop shop, String tax) throws Exception {
    ApiClient reviewer = MARKET.people().reviewer();
    assertThat(shop.decide(reviewer, "return", "unclear").outcome()).isEqualTo("200");
    String place = "/merchant/" + shop.id() + "/application";
    Page form = owner.open(place + "/change");
    WholePage.check(form, 200);
    assertThat(form.html()).contains("Open 税务.pdf", place + "/documents/" + tax);
    Map<String, String> fields = said(form, place);
    String second =
        form.html().split("name=\"kept\" value=\"", -1)[2].split("\"", 2)[0]; // of the two
    fields.put("kept", second);
    Page sent = owner.upload(place, fields, List.of());
    assertThat(sent.html()).contains("税务.pdf").doesNotContain("card.jpg");
    assertThat(items(shop.owner(), shop.id())).hasSize(1);
    assertThat(shop.decide(reviewer, "refusal", "the test is over").outcome()).isEqualTo("200");
  }

  @Test
  void theFileOfADescribedDocumentIsSentLater() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "described-pages", "CNY");
    Browser owner = signedIn("described-pages@example.com", "en");
    String place = "/merchant/" + shop.id() + "/application";
    String action = place + "/documents/" + Shop.licenceHash("described-pages");
    Page page = owner.open(place);
    WholePage.check(page, 200);
    assertThat(page.html()).contains("Only described", "Send the file");

    Map<String, String> token = new LinkedHashMap<>(Browser.fieldsOf(page, action));
    Page other = owner.upload(action, token, List.of(file(Samples.pdf("Something else"))));
    assertThat(other.status()).isEqualTo(422);
    assertThat(other.html()).contains("this file has others");
    Page sent = owner.upload(action, token, List.of(file(Shop.licence("described-pages"))));
    assertThat(sent.html())
        .contains("The file is there.", "href=\"" + action + "\"")
        .doesNotContain("Only described");
    Answer ended = shop.decide(MARKET.people().reviewer(), "refusal", "the test is over");
    assertThat(ended.outcome()).isEqualTo("200");
  }

  private static Sent file(byte[] content) {
    return new Sent("file", "licence.pdf", "application/pdf", content);
  }

  private static JsonNode items(ApiClient owner, String shop) throws Exception {
    return owner.get("/api/v1/merchants/" + shop + "/application/documents").json().path("items");
  }

  private static Browser signedIn(String name, String language) throws Exception {
    return Browser.signedIn(MARKET.app(), name, language);
  }

  private static Map<String, String> said(Page form) {
    return said(form, START);
  }

  private static Map<String, String> said(Page form, String action) {
    Map<String, String> said = new LinkedHashMap<>(Browser.fieldsOf(form, action));
    said.put("name", "Paper Pages");
    said.put("terms", "CNY:1");
    said.put("companyName", "Paper Pages Co.");
    said.put("registrationNumber", "91440300MA5F");
    said.put("country", "CN");
    said.put("address", "Keyuan Road 1, Shenzhen");
    said.put("contactName", "Li Na");
    said.put("contactEmail", "paper@example.com");
    said.put("contactPhone", "+86 138 0013 8000");
    said.put("kind", "IDENTITY");
    return said;
  }
}
