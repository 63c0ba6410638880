package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineMarket.TOTAL;
import static org.tongbao.app.EngineStage.asked;
import static org.tongbao.app.EngineStage.until;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
/// same, and at the end `verify` finds nothing. Beside the main line: [EngineEndingTest],
/// [EngineClaimTest], [EnginePaymentTest], [EnginePromotionTest].
final class EngineTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();

  @Test
  void anOrderStepByStep() throws Exception {
    // 1: register
    Buyer buyer = MARKET.buyer("steps@example.com");
    Shop lotus = MARKET.lotus();
    Purse before = STAGE.purse(buyer, lotus);
    assertThat(before.buyer()).isZero();
    // 2, 3: see, search
    String variant = foundBySearch(onSale());
    // 4, 5: cart; address, contact and delivery
    assertThat(buyer.put(variant, 2).status()).isEqualTo(200);
    String wishes = buyer.wishes("CNY", "", lotus.id(), MARKET.people().byLotus());
    assertThat(minor(buyer.quote(wishes).json().path("payable"))).isEqualTo(TOTAL);
    // 6: confirm
    Part part = STAGE.order(buyer, wishes, List.of(lotus)).getFirst();
    JsonNode placed = STAGE.expect(part, "PLACED");
    assertThat(minor(placed.path("payable"))).isEqualTo(TOTAL);
    assertThat(placed.at("/address/city").asString()).isEqualTo("深圳市");
    long fee = minor(placed.at("/terms/fee"));
    assertThat(fee).isPositive();
    // 7: pay
    STAGE.payAtBank(buyer, part.number());
    JsonNode paid = STAGE.expect(part, "PAID");
    assertThat(minor(paid.path("received"))).isEqualTo(TOTAL);
    assertThat(minor(whole(part).path("due"))).isZero();
    // 8: ship
    JsonNode shipped = MARKET.ship(part);
    assertThat(shipped.at("/delivery/shipment/carrier").asString()).isEqualTo("顺丰速运");
    assertThat(shipped.at("/delivery/shipment/trackingNumber").asString()).isEqualTo("SF10001");
    assertThat(shipped.at("/delivery/shipment/shippedOn").asString()).isEqualTo(MARKET.today());
    // 9, 10: receive; settle, which nobody has to ask for
    MARKET.receive(part);
    assertThat(STAGE.purse(buyer, lotus).since(before)).isEqualTo(new Purse(0, TOTAL - fee, fee));
    // 11, 12: the merchant has the money, the buyer the points
    JsonNode completed = MARKET.acknowledge(part);
    long points = completed.at("/terms/pointsEarned").asLong();
    assertThat(points).isPositive();
    assertThat(STAGE.points(buyer)).isEqualTo(points);
    assertThat(buyer.client().get("/api/v1/wallet").json().path("points").asLong())
        .isEqualTo(points);
    assertThat(happened(completed))
        .containsExactly(
            "Placed", "PaymentReceived", "Paid", "Shipped", "Received", "Settled", "Completed");
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void whatIsFetchedNeedsTheBuyersCode() throws Exception {
    Buyer buyer = MARKET.buyer("fetches@example.com");
    Shop lotus = MARKET.lotus();
    Purse before = STAGE.purse(buyer, lotus);
    String variant = MARKET.checkout().goods(lotus, 12_900, "CNY", 5);
    buyer.put(variant, 1);
    String wishes = buyer.wishes("CNY", "", lotus.id(), MARKET.fetched());
    Part part = STAGE.order(buyer, wishes, List.of(lotus)).getFirst();
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    String code = buyer.client().get(part.path() + "/pickup-code").text("code");
    assertThat(lotus.owner().write("POST", part.desk() + "/shipment", MARKET.parcel()).outcome())
        .isEqualTo("409 order.to-be-fetched");
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
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void onePaymentPaysTwoMerchants() throws Exception {
    Buyer buyer = MARKET.buyer("both@example.com");
    Shop willow = MARKET.people().willow();
    Purse atLotus = STAGE.purse(buyer, MARKET.lotus());
    Purse atWillow = STAGE.purse(buyer, willow);
    List<Part> parts = MARKET.placedAtBoth(buyer);
    assertThat(parts).hasSize(2);
    STAGE.payAtBank(buyer, parts.getFirst().number());
    long fees = 0;
    for (Part part : parts) {
      STAGE.expect(part, "PAID");
      MARKET.ship(part);
      fees += minor(MARKET.receive(part).at("/terms/fee"));
    }

    Purse lotusHas = STAGE.purse(buyer, MARKET.lotus()).since(atLotus);
    Purse willowHas = STAGE.purse(buyer, willow).since(atWillow);
    assertThat(lotusHas.platform()).isEqualTo(fees);
    assertThat(lotusHas.merchant() + willowHas.merchant() + fees)
        .isEqualTo(TOTAL + 3 * 1_999 + 1_200);
    assertThat(lotusHas.buyer()).isZero();
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// The carrier's word shortens the wait for the buyer's from fifteen days to two; what it told
  /// before that changes nothing.
  @Test
  void theCarriersWordIsEnoughAfterTwoDays() throws Exception {
    Buyer buyer = MARKET.buyer("delivered@example.com");
    Part part = MARKET.shipped(buyer);
    String before = STAGE.expect(part, "SHIPPED").at("/order/dueAt").asString();
    ApiClient support = MARKET.people().support();
    asked(support, part.platform() + "/delivery", report("IN_TRANSIT", "广州"));
    assertThat(STAGE.expect(part, "SHIPPED").at("/order/dueAt").asString()).isEqualTo(before);

    asked(support, part.platform() + "/delivery", report("DELIVERED", "深圳"));
    JsonNode delivered = STAGE.expect(part, "SHIPPED");
    assertThat(delivered.at("/order/dueAt").asString()).isLessThan(before);
    assertThat(delivered.at("/delivery/shipment/trail")).hasSize(2);
    assertThat(happened(delivered)).endsWith("Delivered");

    STAGE.later(Duration.ofDays(2).plusMinutes(1));
    JsonNode settled = STAGE.expect(part, "SETTLED");
    assertThat(happened(settled)).endsWith("Received", "Settled");
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  private static String report(String kind, String place) {
    return """
    {"kind":"%s","place":"%s","note":"signed for","at":"%s"}
    """
        .formatted(kind, place, MARKET.app().clock().instant());
  }

  private static String onSale() throws Exception {
    ApiClient owner = MARKET.lotus().owner();
    String product =
        """
        {"kind":"GOODS","categoryId":"%s","title":{"zh":"紫砂茶壶","en":"Clay teapot"},
         "variants":[{"sku":"POT","prices":[{"amountMinor":12900,"currency":"CNY"}]}]}
        """
            .formatted(TestShop.CATEGORY);
    Answer added = owner.write("POST", MARKET.lotus().path("/products"), product);
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");
    String place = added.header("Location") + "/publication";
    Answer published = owner.write("POST", place, "", "If-Match", added.header("ETag"));
    assertThat(published.status()).as(published.response().body()).isEqualTo(200);
    String stock = "/variants/" + published.at("/variants/0/id") + "/stock/receipts";
    assertThat(owner.write("POST", MARKET.lotus().path(stock), "{\"quantity\":5}").status())
        .isEqualTo(201);
    return published.text("id");
  }

  private static String foundBySearch(String product) throws Exception {
    ApiClient visitor = MARKET.app().client();
    String words = URLEncoder.encode("茶壶", StandardCharsets.UTF_8);
    until(
        "the product to be found",
        () -> visitor.get("/api/v1/products?currency=CNY&sort=newest&limit=100&q=" + words),
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
}
