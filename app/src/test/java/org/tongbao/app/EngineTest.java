package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineStage.asked;
import static org.tongbao.app.EngineStage.until;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.EngineStage.Purse;
import org.tongbao.app.verify.Audit;
import tools.jackson.databind.JsonNode;

/// Orders from the registration of their buyer to their last coin, over HTTP as buyer, merchant and
/// platform, with the sandbox bank and the chain. After each step database, chain and API say the
/// same, and at the end `verify` finds nothing.
final class EngineTest {
  private static final String ROOT = "root@example.com";
  private static final long TOTAL = 26_600;

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD);

  private static final CheckoutStage CHECKOUT = new CheckoutStage(APP);
  private static final EngineStage STAGE = new EngineStage(APP);
  private static Shop lotus;
  private static String byLotus;
  private static Shop willow;
  private static String byWillow;
  private static ApiClient support;

  @BeforeAll
  static void open() throws Exception {
    ApiClient reviewer = CHECKOUT.reviewer(ROOT);
    STAGE.knows("reviewer@example.com", reviewer);
    lotus = shop(reviewer, "lotus");
    byLotus = CheckoutStage.deliveryOf(lotus, 800);
    willow = shop(reviewer, "willow");
    byWillow = CheckoutStage.deliveryOf(willow, 1_200);
    ApiClient root = APP.client();
    root.signIn(ROOT, ApiClient.PASSWORD);
    support = APP.client();
    String id = support.begin("support@example.com");
    root.write("PUT", "/api/v1/users/" + id + "/roles/SUPPORT", "");
    STAGE.knows("support@example.com", support);
  }

  private static Shop shop(ApiClient reviewer, String name) throws Exception {
    Shop shop = Shop.live(APP, reviewer, name, "CNY");
    STAGE.knows(name + "@example.com", shop.owner());
    return shop;
  }

  private static Buyer buyer(String name) throws Exception {
    Buyer buyer = CHECKOUT.buyer(name);
    STAGE.knows(name, buyer.client());
    return buyer;
  }

  @Test
  void anOrderStepByStep() throws Exception {
    // 1: register
    Buyer buyer = buyer("steps@example.com");
    Purse before = STAGE.purse(buyer, lotus);
    assertThat(before.buyer()).isZero();
    // 2, 3: see, search
    String variant = foundBySearch(onSale());
    // 4, 5: cart; address, contact and delivery
    assertThat(buyer.put(variant, 2).status()).isEqualTo(200);
    String wishes = buyer.wishes("CNY", "", lotus.id(), byLotus);
    assertThat(minor(buyer.quote(wishes).json().path("payable"))).isEqualTo(26_600);
    // 6: confirm
    Part part = STAGE.order(buyer, wishes, List.of(lotus)).getFirst();
    JsonNode placed = STAGE.expect(part, "PLACED");
    assertThat(minor(placed.path("payable"))).isEqualTo(26_600);
    assertThat(placed.at("/address/city").asString()).isEqualTo("深圳市");
    long fee = minor(placed.at("/terms/fee"));
    assertThat(fee).isPositive();
    // 7: pay
    STAGE.payAtBank(buyer, part.number());
    JsonNode paid = STAGE.expect(part, "PAID");
    assertThat(minor(paid.path("received"))).isEqualTo(26_600);
    assertThat(minor(whole(part).path("due"))).isZero();
    // 8: ship
    asked(lotus.owner(), part.desk() + "/shipment", parcel());
    JsonNode shipped = STAGE.expect(part, "SHIPPED");
    assertThat(shipped.at("/delivery/shipment/carrier").asString()).isEqualTo("顺丰速运");
    assertThat(shipped.at("/delivery/shipment/trackingNumber").asString()).isEqualTo("SF10001");
    assertThat(shipped.at("/delivery/shipment/shippedOn").asString()).isEqualTo(today());
    // 9, 10: receive; settle, which nobody has to ask for
    asked(buyer.client(), part.path() + "/receipt", "");
    STAGE.expect(part, "SETTLED");
    assertThat(STAGE.purse(buyer, lotus).since(before)).isEqualTo(new Purse(0, 26_600 - fee, fee));
    // 11, 12: the merchant has the money, the buyer the points
    asked(lotus.owner(), part.desk() + "/payout-acknowledgement", "");
    JsonNode completed = STAGE.expect(part, "COMPLETED");
    long points = completed.at("/terms/pointsEarned").asLong();
    assertThat(points).isPositive();
    assertThat(STAGE.points(buyer)).isEqualTo(points);
    assertThat(buyer.client().get("/api/v1/wallet").json().path("points").asLong())
        .isEqualTo(points);
    assertThat(happened(completed))
        .containsExactly(
            "Placed", "PaymentReceived", "Paid", "Shipped", "Received", "Settled", "Completed");
    assertThat(Audit.differences(APP)).isEmpty();
  }

  @Test
  void cancelledBeforeItShippedAllMoneyGoesBack() throws Exception {
    Buyer buyer = buyer("cancels@example.com");
    Purse before = STAGE.purse(buyer, lotus);
    Part part = paid(buyer);

    asked(buyer.client(), part.path() + "/cancellation", "{\"reason\":\"不需要了\"}");
    STAGE.expect(part, "CANCELLED");
    assertThat(STAGE.purse(buyer, lotus).since(before)).isEqualTo(new Purse(TOTAL, 0, 0));
    assertThat(left(part)).isEqualTo("5 on hand, 0 reserved");
    assertThat(Audit.differences(APP)).isEmpty();
  }

  @Test
  void unpaidItExpires() throws Exception {
    Buyer buyer = buyer("forgets@example.com");
    Purse before = STAGE.purse(buyer, lotus);
    Part part = placed(buyer);
    assertThat(left(part)).isEqualTo("5 on hand, 2 reserved");

    STAGE.later(Duration.ofMinutes(31));
    STAGE.expect(part, "CANCELLED");
    assertThat(STAGE.purse(buyer, lotus).since(before)).isEqualTo(new Purse(0, 0, 0));
    assertThat(left(part)).isEqualTo("5 on hand, 0 reserved");
    assertThat(
            buyer
                .client()
                .write(
                    "POST",
                    CheckoutStage.ORDERS + "/" + part.number() + "/payments",
                    "{\"method\":\"sandbox\"}")
                .status())
        .isEqualTo(409);
    assertThat(Audit.differences(APP)).isEmpty();
  }

  @Test
  void aPartIsRefundedBeforeAndAfterTheMerchantWasPaid() throws Exception {
    Buyer buyer = buyer("refunds@example.com");
    Purse before = STAGE.purse(buyer, lotus);
    Part part = shipped(buyer);
    asked(lotus.owner(), part.desk() + "/refunds", refund(1_000));
    JsonNode early = STAGE.expect(part, "SHIPPED");
    assertThat(minor(early.at("/order/refunded"))).isEqualTo(1_000);
    assertThat(STAGE.purse(buyer, lotus).since(before)).isEqualTo(new Purse(1_000, 0, 0));

    asked(buyer.client(), part.path() + "/receipt", "");
    STAGE.expect(part, "SETTLED");
    Purse settled = STAGE.purse(buyer, lotus).since(before);
    assertThat(settled.buyer()).isEqualTo(1_000);
    assertThat(settled.merchant() + settled.platform()).isEqualTo(TOTAL - 1_000);

    asked(lotus.owner(), part.desk() + "/refunds", refund(600));
    JsonNode late = STAGE.expect(part, "SETTLED");
    assertThat(minor(late.at("/order/refunded"))).isEqualTo(1_600);
    Purse end = STAGE.purse(buyer, lotus).since(before);
    assertThat(end.buyer() + minor(late.path("owed"))).isEqualTo(1_600);
    assertThat(end.buyer() + end.merchant() + end.platform()).isEqualTo(TOTAL);
    assertThat(Audit.differences(APP)).isEmpty();
  }

  @Test
  void aMerchantsSilenceGrantsARefund() throws Exception {
    Buyer buyer = buyer("waits@example.com");
    Purse before = STAGE.purse(buyer, lotus);
    Part part = shipped(buyer);
    asked(buyer.client(), part.path() + "/refund-requests", refund(2_000));
    STAGE.expect(part, "SHIPPED", "REQUESTED");

    STAGE.later(Duration.ofHours(72).plusMinutes(1));
    JsonNode granted = STAGE.expect(part, "SHIPPED");
    assertThat(minor(granted.at("/order/refunded"))).isEqualTo(2_000);
    assertThat(STAGE.purse(buyer, lotus).since(before)).isEqualTo(new Purse(2_000, 0, 0));
    assertThat(Audit.differences(APP)).isEmpty();
  }

  @Test
  void aDisputeIsRuled() throws Exception {
    Buyer buyer = buyer("disputes@example.com");
    Purse before = STAGE.purse(buyer, lotus);
    Part part = shipped(buyer);
    asked(buyer.client(), part.path() + "/refund-requests", refund(5_000));
    STAGE.expect(part, "SHIPPED", "REQUESTED");
    asked(
        lotus.owner(),
        part.desk() + "/refund-answer",
        "{\"granted\":false,\"reason\":\"it was whole\"}");
    STAGE.expect(part, "SHIPPED", "REFUSED");
    asked(buyer.client(), part.path() + "/disputes", "{\"reason\":\"photo 1\"}");
    STAGE.expect(part, "SHIPPED", "DISPUTED");
    asked(support, part.platform() + "/ruling", refund(3_000));
    JsonNode ruled = STAGE.expect(part, "SHIPPED", "RULED");
    assertThat(minor(ruled.at("/claim/ruling"))).isEqualTo(3_000);
    assertThat(STAGE.purse(buyer, lotus).since(before)).isEqualTo(new Purse(0, 0, 0));

    STAGE.later(Duration.ofDays(3).plusMinutes(1));
    JsonNode end = STAGE.expect(part, "SHIPPED");
    assertThat(minor(end.at("/order/refunded"))).isEqualTo(3_000);
    assertThat(STAGE.purse(buyer, lotus).since(before)).isEqualTo(new Purse(3_000, 0, 0));
    assertThat(Audit.differences(APP)).isEmpty();
  }

  @Test
  void whatIsFetchedNeedsTheBuyersCode() throws Exception {
    Buyer buyer = buyer("fetches@example.com");
    Purse before = STAGE.purse(buyer, lotus);
    String variant = CHECKOUT.goods(lotus, 12_900, "CNY", 5);
    buyer.put(variant, 1);
    String wishes = buyer.wishes("CNY", "", lotus.id(), fetched());
    Part part = STAGE.order(buyer, wishes, List.of(lotus)).getFirst();
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    String code = buyer.client().get(part.path() + "/pickup-code").text("code");
    assertThat(lotus.owner().write("POST", part.desk() + "/shipment", parcel()).status())
        .isEqualTo(409);
    String wrong = code.startsWith("2") ? "3" + code.substring(1) : "2" + code.substring(1);
    assertThat(
            lotus
                .owner()
                .write("POST", part.desk() + "/pickup", "{\"code\":\"" + wrong + "\"}")
                .status())
        .isBetween(400, 499);

    asked(lotus.owner(), part.desk() + "/pickup", "{\"code\":\"" + code + "\"}");
    JsonNode settled = STAGE.expect(part, "SETTLED");
    long fee = minor(settled.at("/terms/fee"));
    assertThat(STAGE.purse(buyer, lotus).since(before)).isEqualTo(new Purse(0, 12_900 - fee, fee));
    assertThat(Audit.differences(APP)).isEmpty();
  }

  @Test
  void onePaymentPaysTwoMerchants() throws Exception {
    Buyer buyer = buyer("both@example.com");
    Purse atLotus = STAGE.purse(buyer, lotus);
    Purse atWillow = STAGE.purse(buyer, willow);
    buyer.put(CHECKOUT.goods(lotus, 12_900, "CNY", 5), 2);
    buyer.put(CHECKOUT.goods(willow, 1_999, "CNY", 5), 3);
    String wishes = buyer.wishes("CNY", "", lotus.id(), byLotus, willow.id(), byWillow);
    List<Part> parts = STAGE.order(buyer, wishes, List.of(lotus, willow));
    assertThat(parts).hasSize(2);
    STAGE.payAtBank(buyer, parts.getFirst().number());
    long fees = 0;
    for (Part part : parts) {
      STAGE.expect(part, "PAID");
      asked(part.shop().owner(), part.desk() + "/shipment", parcel());
      STAGE.expect(part, "SHIPPED");
      asked(buyer.client(), part.path() + "/receipt", "");
      fees += minor(STAGE.expect(part, "SETTLED").at("/terms/fee"));
    }

    Purse lotusHas = STAGE.purse(buyer, lotus).since(atLotus);
    Purse willowHas = STAGE.purse(buyer, willow).since(atWillow);
    assertThat(lotusHas.platform()).isEqualTo(fees);
    assertThat(lotusHas.merchant() + willowHas.merchant() + fees)
        .isEqualTo(TOTAL + 3 * 1_999 + 1_200);
    assertThat(lotusHas.buyer()).isZero();
    assertThat(Audit.differences(APP)).isEmpty();
  }

  /// Without money of the platform's own, what was paid is credited as soon as it is attested.
  @Test
  void moneyThatTheReserveDoesNotCoverYetWaitsForIt() throws Exception {
    Buyer buyer = buyer("reserve@example.com");
    Part part = placed(buyer);
    APP.jdbc().sql("UPDATE reserves SET own_minor = 0, due_at = now()").update();
    until(
        "the reserve to be what was paid",
        () -> buyer.client().get(part.path()),
        it -> attestedIsCaptured());

    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    assertThat(Audit.differences(APP)).isEmpty();
  }

  private static boolean attestedIsCaptured() {
    return APP.jdbc()
        .sql(
            """
            SELECT attested_minor = (SELECT coalesce(sum(captured_minor), 0)
              FROM payment_attempts WHERE state = 'CAPTURED' AND currency = 'CNY')
            FROM reserves WHERE currency = 'CNY'
            """)
        .query(Boolean.class)
        .single();
  }

  /// Two at 129.00, and 8.00 to bring them.
  private static Part placed(Buyer buyer) throws Exception {
    buyer.put(CHECKOUT.goods(lotus, 12_900, "CNY", 5), 2);
    String wishes = buyer.wishes("CNY", "", lotus.id(), byLotus);
    return STAGE.order(buyer, wishes, List.of(lotus)).getFirst();
  }

  private static Part paid(Buyer buyer) throws Exception {
    Part part = placed(buyer);
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    return part;
  }

  private static Part shipped(Buyer buyer) throws Exception {
    Part part = paid(buyer);
    asked(lotus.owner(), part.desk() + "/shipment", parcel());
    STAGE.expect(part, "SHIPPED");
    return part;
  }

  private static String fetched() throws Exception {
    String method =
        """
        {"kind":"PICKUP","name":"自提","priceMinor":0,"enabled":true,"pickup":{"place":"Shop",
         "country":"CN","region":"广东省","city":"深圳市","street":"科苑路 1 号",
         "postalCode":"518057","phone":"+8613800138000","hours":"9-18"}}
        """;
    Answer added = lotus.owner().write("POST", lotus.path("/delivery-methods"), method);
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    return added.text("id");
  }

  private static String refund(long amountMinor) {
    return "{\"amountMinor\":%d,\"reason\":\"cracked\"}".formatted(amountMinor);
  }

  private static String left(Part part) {
    return APP.jdbc()
        .sql(
            """
            SELECT s.on_hand || ' on hand, ' || s.reserved || ' reserved'
            FROM stock_items s JOIN order_lines l USING (variant_id)
            WHERE l.seller_order_id = CAST(? AS UUID)
            """)
        .param(part.id())
        .query(String.class)
        .single();
  }

  private static String onSale() throws Exception {
    String product =
        """
        {"kind":"GOODS","categoryId":"%s","title":{"zh":"紫砂茶壶","en":"Clay teapot"},
         "variants":[{"sku":"POT","prices":[{"amountMinor":12900,"currency":"CNY"}]}]}
        """
            .formatted(TestShop.CATEGORY);
    Answer added = lotus.owner().write("POST", lotus.path("/products"), product);
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    Answer published =
        lotus
            .owner()
            .write(
                "POST",
                added.header("Location") + "/publication",
                "",
                "If-Match",
                added.header("ETag"));
    assertThat(published.status()).as(published.response().body()).isEqualTo(200);
    String stock = "/variants/" + published.at("/variants/0/id") + "/stock/receipts";
    assertThat(lotus.owner().write("POST", lotus.path(stock), "{\"quantity\":5}").status())
        .isEqualTo(201);
    return published.text("id");
  }

  private static String foundBySearch(String product) throws Exception {
    ApiClient visitor = APP.client();
    String words = URLEncoder.encode("茶壶", StandardCharsets.UTF_8);
    until(
        "the product to be found",
        () -> visitor.get("/api/v1/products?currency=CNY&q=" + words),
        it -> it.path("items").findValuesAsString("id").contains(product));
    return visitor.get("/api/v1/products/" + product).at("/variants/0/id");
  }

  private static JsonNode whole(Part part) throws Exception {
    return part.buyer().client().get(CheckoutStage.ORDERS + "/" + part.number()).json();
  }

  /// The chain's events, each with its transaction; what comes before is ours.
  private static List<String> happened(JsonNode part) {
    List<String> events = new ArrayList<>();
    for (JsonNode each : part.path("history")) {
      if (each.path("transaction").isNull()) {
        assertThat(each.path("event").asString()).isEqualTo("Confirmed");
      } else {
        events.add(each.path("event").asString());
      }
    }
    return events;
  }

  private static String parcel() {
    return """
    {"carrier":"顺丰速运","trackingNumber":"SF10001","shippedOn":"%s"}
    """
        .formatted(today());
  }

  private static String today() {
    return LocalDate.now(APP.clock()).toString();
  }
}
