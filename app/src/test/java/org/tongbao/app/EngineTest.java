package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineStage.asked;
import static org.tongbao.app.EngineStage.until;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
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

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD);

  private static final CheckoutStage CHECKOUT = new CheckoutStage(APP);
  private static final EngineStage STAGE = new EngineStage(APP);
  private static Shop lotus;
  private static String byLotus;

  @BeforeAll
  static void open() throws Exception {
    ApiClient reviewer = CHECKOUT.reviewer(ROOT);
    STAGE.knows("reviewer@example.com", reviewer);
    lotus = shop(reviewer, "lotus");
    byLotus = CheckoutStage.deliveryOf(lotus, 800);
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
    assertThat(STAGE.purse(buyer, lotus).since(before))
        .isEqualTo(new Purse(0, 26_600 - fee, fee));
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
