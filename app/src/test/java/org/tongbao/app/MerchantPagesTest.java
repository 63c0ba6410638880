package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.market.media.Samples;

/// The merchant centre over HTTP, used as by a browser without scripts.
final class MerchantPagesTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final byte[] LICENCE = Samples.pdf("A licence of Desk Lamps");

  @Test
  void fromTheApplicationToTheFirstSaleByFormsAlone() throws Exception {
    Browser owner = registered("desk-owner@example.com", "en");
    assertThat(owner.open("/merchant").html()).contains("You do not work in any shop yet");
    Page form = owner.open("/merchant/application");
    WholePage.check(form, 200);

    Map<String, String> said = Browser.fieldsOf(form, "/merchant/application");
    said.putAll(company("Desk Lamps"));
    Page refused = owner.upload("/merchant/application", said, List.of());
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("Please fill this in", "Desk Trading Co.");

    Page applied = owner.upload("/merchant/application", said, List.of(file("licence.pdf")));
    assertThat(applied.path()).matches("/merchant/[0-9a-f-]{36}/application");
    assertThat(applied.html()).contains("Under review", "licence.pdf", "Application sent");
    String shop = applied.path().split("/")[2];
    assertThat(owner.upload("/merchant/application", said, List.of(file("licence.pdf"))).html())
        .as("a form with files that is sent twice makes one shop")
        .contains("Choose a name that no other shop has");

    decide(shop, "return", "the licence cannot be read");
    Page returned = owner.open("/merchant/" + shop + "/application");
    assertThat(returned.html()).contains("the licence cannot be read", "Change and send again");
    Page again = owner.open("/merchant/" + shop + "/application/change");
    Map<String, String> changed = Browser.fieldsOf(again, "/merchant/" + shop + "/application");
    assertThat(changed).containsEntry("companyName", "Desk Trading Co.").containsKey("kept");
    changed.put("country", "CN");
    changed.put("kind", "TAX");
    Page sent =
        owner.upload("/merchant/" + shop + "/application", changed, List.of(file("clear.pdf")));
    assertThat(sent.html()).contains("Under review", "clear.pdf", "licence.pdf");
    decide(shop, "approval", "");
    MARKET.app().settle();
    assertThat(owner.open("/merchant/" + shop).html())
        .contains("Selling", "Three steps to the first sale");

    String delivery = deliveryBy(owner, shop);
    String product = productBy(owner, shop);
    sellsOne(owner, shop, delivery, product);
  }

  private static String deliveryBy(Browser owner, String shop) throws Exception {
    String path = "/merchant/" + shop + "/delivery";
    Page page = owner.open(path);
    Page refused = owner.submit(page, path, "kind", "CARRIER", "name", "Post", "price", "8.005");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("aria-invalid=\"true\"", "value=\"Post\"");
    Page saved =
        owner.submit(
            refused, path, "kind", "CARRIER", "name", "Post", "carrier", "SF", "price", "8.00");
    assertThat(saved.html()).contains("Saved.", "By a carrier", "¥8.00");
    Matcher one = Pattern.compile(path + "/([0-9a-f-]{36})").matcher(saved.html());
    assertThat(one.find()).isTrue();
    WholePage.check(owner.open(one.group()), 200);
    return one.group(1);
  }

  private static String productBy(Browser owner, String shop) throws Exception {
    String path = "/merchant/" + shop + "/products";
    Page page = owner.open(path + "/new");
    Page refused =
        owner.submit(page, path, "kind", "GOODS", "title.en", "Brass lamp", "v0.sku", "no spaces");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("SKU:", "value=\"Brass lamp\"");
    Page made =
        owner.submit(
            refused,
            path,
            "kind",
            "GOODS",
            "title.zh",
            "黄铜台灯",
            "categoryId",
            TestShop.CATEGORY,
            "description.en",
            "Warm light.",
            "specification",
            "[Light]\nSocket = E27",
            "attributes",
            "Colour = brass",
            "v0.sku",
            "LAMP-1",
            "v0.options",
            "size=small",
            "v0.price.CNY",
            "199.00",
            "v1.sku",
            "LAMP-2",
            "v1.options",
            "size=large",
            "v1.price.CNY",
            "299.00");
    assertThat(made.path()).matches(path + "/[0-9a-f-]{36}");
    assertThat(made.html()).contains("The draft is there", "Draft", "Variant LAMP-2", "[Light]");
    String product = made.path();

    Map<String, String> token = new LinkedHashMap<>();
    token.put("_csrf", Browser.fieldsOf(made, product + "/pictures").get("_csrf"));
    Page shown =
        owner.upload(
            product + "/pictures",
            token,
            List.of(new Browser.Sent("file", "lamp.png", "image/png", Pictures.png())));
    assertThat(shown.html()).contains("The pictures are there", "Place of picture 1");
    assertThat(
            owner
                .upload(
                    product + "/pictures",
                    token,
                    List.of(new Browser.Sent("file", "lamp.png", "image/png", LICENCE)))
                .html())
        .contains("a file is no JPEG, PNG or WebP picture");

    Page stock = owner.open(product + "/stock");
    WholePage.check(stock, 200);
    Matcher item = Pattern.compile(product + "/stock/([0-9a-f-]{36})").matcher(stock.html());
    assertThat(item.find()).isTrue();
    assertThat(owner.submit(stock, item.group(), "quantity", "7").html())
        .contains("The stock is written down", "badge-good\">7<");
    Page sale = owner.open(product);
    Page published = owner.submit(sale, product + "/publication");
    assertThat(published.html()).contains("It is on sale", "Take off sale");
    Page stale =
        owner.submit(
            sale, product, "kind", "GOODS", "categoryId", TestShop.CATEGORY, "title.en", "Other");
    assertThat(stale.status()).as("it was changed meanwhile").isEqualTo(422);
    assertThat(stale.html()).contains("Load it again");
    return item.group(1);
  }

  private static void sellsOne(Browser owner, String shop, String delivery, String variant)
      throws Exception {
    ApiClient client = MARKET.app().client();
    client.signIn("desk-owner@example.com", ApiClient.PASSWORD);
    Shop known = new Shop(shop, client);
    Buyer buyer = MARKET.buyer("desk-buyer@example.com");
    buyer.put(variant, 1);
    Part part =
        MARKET
            .stage()
            .order(buyer, buyer.wishes("CNY", "", shop, delivery), List.of(known))
            .getFirst();
    MARKET.stage().payAtBank(buyer, part.number());
    MARKET.stage().expect(part, "PAID");

    assertThat(owner.open("/merchant/" + shop).html()).contains("¥207.00", part.number());
    Page list = owner.open("/merchant/" + shop + "/orders?show=ship");
    assertThat(list.html()).contains(part.number(), "To send", "¥207.00");
    String order = "/merchant/" + shop + "/orders/" + part.id();
    Page detail = owner.open(order);
    WholePage.check(detail, 200);
    assertThat(detail.html()).contains("Send it now", "chain-record", "signed by the buyer");
    Page refused = owner.submit(detail, order + "/shipment", "trackingNumber", "SF1");
    assertThat(refused.status()).isEqualTo(422);
    Page shipped =
        owner.submit(
            refused, order + "/shipment", "carrier", "SF Express", "trackingNumber", "SF1");
    assertThat(shipped.html()).contains("Sent. This is being recorded", "SF Express");
    MARKET.stage().expect(part, "SHIPPED");
    MARKET.receive(part);
    Page settled = owner.open(order);
    assertThat(owner.submit(settled, order + "/payout").html()).contains("Thank you");
    MARKET.stage().expect(part, "COMPLETED");
    assertThat(owner.open(order).html()).contains("Your money was paid to your account");
  }

  @Test
  void shipsManyAfterALookAndAnswersARefund() throws Exception {
    Part first = MARKET.paid(MARKET.buyer("desk-many-1@example.com"));
    Part second = MARKET.paid(MARKET.buyer("desk-many-2@example.com"));
    Browser lotus = signedIn("lotus@example.com", "en");
    String base = "/merchant/" + MARKET.lotus().id();
    Page offer = lotus.open(base + "/shipments?order=" + first.id() + "&carrier=SF");
    WholePage.check(offer, 200);
    assertThat(offer.html()).contains(first.number() + ", SF, ").doesNotContain(second.number());

    String wrong =
        first.number() + ",SF,1\n" + first.number() + ",SF,2\nnonsense\n" + second.number();
    Page checked = lotus.submit(offer, base + "/shipments/check", "lines", wrong);
    assertThat(checked.status()).isEqualTo(422);
    assertThat(checked.html())
        .contains("Lines that cannot be carried out: 3", "no order with this number", "Carrier:");
    assertThat(lotus.submit(offer, base + "/shipments/check", "lines", " ").status())
        .isEqualTo(422);

    String right = first.number() + "; SF; 1\n" + second.number() + "\t顺丰\t2\t" + MARKET.today();
    Page ready = lotus.submit(offer, base + "/shipments/check", "lines", right);
    assertThat(ready.html()).contains("All 2 lines are right", "Send all 2", "顺丰");
    MARKET.stage().expect(first, "PAID");
    Map<String, String> fields = Browser.fieldsOf(ready, base + "/shipments");
    fields.put("lines", right);
    assertThat(lotus.post(base + "/shipments", fields).html()).contains("All were sent");
    MARKET.stage().expect(first, "SHIPPED");
    MARKET.stage().expect(second, "SHIPPED");

    EngineStage.asked(
        first.buyer().client(), first.path() + "/refund-requests", EngineMarket.refund(500));
    MARKET.stage().expect(first, "SHIPPED", "REQUESTED");
    assertThat(lotus.open(base + "/orders?show=claims").html())
        .contains(first.number(), "Refund requested")
        .doesNotContain(second.number());
    String order = base + "/orders/" + first.id();
    Page asked = lotus.open(order);
    assertThat(asked.html()).contains("silence grants it", "Grant ¥5.00");
    Page unsaid = lotus.submit(asked, order + "/answer", "granted", "false", "reason", "");
    assertThat(unsaid.status()).as("a refusal says why").isEqualTo(422);
    Page refused = lotus.submit(asked, order + "/answer", "granted", "false", "reason", "used");
    assertThat(refused.html()).contains("Your answer is being recorded");
    MARKET.stage().expect(first, "SHIPPED", "REFUSED");
  }

  @Test
  void importsAfterALookAndFindsWhatWasImported() throws Exception {
    Browser lotus = signedIn("lotus@example.com", "en");
    String path = "/merchant/" + MARKET.lotus().id() + "/products";
    Page form = lotus.open(path + "/import");
    Map<String, String> fields = Browser.fieldsOf(form, path + "/import");
    String csv =
        "sku,kind,title_en,price_CNY\nDESK-CSV-1,GOODS,Desk import kettle,12.50\nDESK-CSV-2,GOODS,,1\n";
    fields.put("text", csv);
    Page bad = lotus.upload(path + "/import", fields, List.of());
    assertThat(bad.status()).isEqualTo(422);
    assertThat(bad.html()).contains("What would happen", "title_zh", "A field is missing");
    assertThat(lotus.open(path + "?q=desk-csv").html()).contains("Nothing found");

    fields.put("text", "");
    byte[] good =
        csv.replace("GOODS,,1", "GOODS,Desk import cup,1").getBytes(StandardCharsets.UTF_8);
    List<Browser.Sent> file = List.of(new Browser.Sent("file", "a.csv", "text/csv", good));
    Page ready = lotus.upload(path + "/import", fields, file);
    assertThat(ready.html()).contains("Rows read: 2", "Desk import cup");
    fields.put("what", "apply");
    assertThat(lotus.upload(path + "/import", fields, file).html()).contains("What happened");
    assertThat(lotus.open(path + "?q=IMPORT+KETTLE").html())
        .contains("Desk import kettle", "¥12.50")
        .doesNotContain("Desk import cup");
  }

  @Test
  void whoHasNothingToDoThereSeesNothing() throws Exception {
    String base = "/merchant/" + MARKET.lotus().id();
    Part part = MARKET.placed(MARKET.buyer("desk-stranger@example.com"));
    Browser guest = new Browser(MARKET.app(), "en");
    assertThat(guest.open(base).path()).isEqualTo("/sign-in");
    Browser willow = signedIn("willow@example.com", "en");
    Browser buyer = signedIn("desk-stranger@example.com", "en");
    List<String> places =
        List.of(
            "",
            "/orders",
            "/orders/" + part.id(),
            "/shipments",
            "/products",
            "/products/new",
            "/products/import",
            "/delivery",
            "/application");
    for (Browser other : List.of(willow, buyer)) {
      for (String place : places) {
        assertThat(other.open(base + place).status()).as(place).isEqualTo(404);
      }
    }
    assertThat(
            willow
                .open("/merchant/" + MARKET.people().willow().id() + "/orders/" + part.id())
                .status())
        .as("another shop's order in one's own")
        .isEqualTo(404);
    Page own = willow.open("/merchant/" + MARKET.people().willow().id() + "/delivery");
    Map<String, String> fields =
        Browser.fieldsOf(own, "/merchant/" + MARKET.people().willow().id() + "/delivery");
    assertThat(willow.post(base + "/delivery", fields).status()).isEqualTo(404);
    assertThat(willow.post(base + "/orders/" + part.id() + "/cancellation", fields).status())
        .isEqualTo(404);
  }

  @Test
  void aRoleSeesWhatItIsFor() throws Exception {
    String base = "/merchant/" + MARKET.lotus().id();
    String name = "desk-products@example.com";
    Browser person = registered(name, "en");
    MARKET.lotus().hire(MARKET.app(), person, name, "MERCHANT_PRODUCTS");

    assertThat(person.open(base + "/products").status()).isEqualTo(200);
    assertThat(person.open(base).html())
        .contains("/products")
        .doesNotContain("/shipments", "To send");
    for (String place : List.of("/orders", "/shipments", "/application")) {
      assertThat(person.open(base + place).status()).as(place).isEqualTo(403);
    }
  }

  @Test
  void everyPageIsWholeInBothLanguages() throws Exception {
    Part part = MARKET.paid(MARKET.buyer("desk-whole@example.com"));
    String base = "/merchant/" + MARKET.lotus().id();
    String product =
        MARKET
            .app()
            .jdbc()
            .sql(
                """
                SELECT id FROM products
                WHERE merchant_id = CAST(? AS UUID) AND removed_at IS NULL LIMIT 1
                """)
            .param(MARKET.lotus().id())
            .query(String.class)
            .single();
    for (String language : List.of("zh", "en")) {
      Browser lotus = signedIn("lotus@example.com", language);
      for (String place :
          List.of(
              "",
              "/orders",
              "/orders?show=ship",
              "/orders?show=claims",
              "/orders?show=confirm",
              "/orders?show=unpaid",
              "/orders?show=sent",
              "/orders?show=done",
              "/orders/" + part.id(),
              "/shipments",
              "/products",
              "/products?state=DRAFT&q=none",
              "/products/new",
              "/products/" + product,
              "/products/" + product + "/stock",
              "/products/import",
              "/delivery",
              "/application")) {
        WholePage.check(lotus.open(base + place), 200);
      }
      WholePage.check(lotus.open("/merchant"), 200);
      WholePage.check(lotus.open("/merchant/application"), 200);
      WholePage.check(lotus.open(base + "/orders/nonsense"), 404);
    }
  }

  private static Browser registered(String name, String language) throws Exception {
    return Browser.registered(MARKET.app(), name, language);
  }

  private static Browser signedIn(String name, String language) throws Exception {
    return Browser.signedIn(MARKET.app(), name, language);
  }

  private static Map<String, String> company(String shop) {
    Map<String, String> said = new LinkedHashMap<>();
    said.put("name", shop);
    said.put("terms", "CNY:1");
    said.put("companyName", "Desk Trading Co.");
    said.put("registrationNumber", "91440300MA5F");
    said.put("country", "CN");
    said.put("address", "Keyuan Road 1, Shenzhen");
    said.put("contactName", "Li Na");
    said.put("contactEmail", "desk@example.com");
    said.put("contactPhone", "+86 138 0013 8000");
    said.put("kind", "BUSINESS_LICENCE");
    return said;
  }

  private static Browser.Sent file(String name) {
    return new Browser.Sent("file", name, "application/pdf", LICENCE);
  }

  private static void decide(String shop, String decision, String reason) throws Exception {
    ApiClient reviewer = MARKET.people().reviewer();
    String path = "/api/v1/platform/merchants/" + shop;
    Answer decided =
        reviewer.write(
            "POST",
            path + "/" + decision,
            "{\"reason\":\"" + reason + "\"}",
            "If-Match",
            reviewer.get(path).header("ETag"));
    assertThat(decided.status()).as(decided.response().body()).isLessThan(300);
  }
}
