package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import tools.jackson.databind.JsonNode;

/// From a cart to an order over HTTP, against the whole application with its chain.
final class CheckoutApiTest {
  private static final String ROOT = "root@example.com";

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD);

  private static final CheckoutStage STAGE = new CheckoutStage(APP);
  private static Shop lotus;
  private static String toTheDoor;
  private static Shop willow;
  private static String byWillow;
  private static Shop sakura;
  private static String bySakura;

  @BeforeAll
  static void openTheShops() throws Exception {
    ApiClient reviewer = STAGE.reviewer(ROOT);
    lotus = Shop.live(APP, reviewer, "lotus", "CNY");
    toTheDoor = CheckoutStage.deliveryOf(lotus, 800);
    willow = Shop.live(APP, reviewer, "willow", "CNY");
    byWillow = CheckoutStage.deliveryOf(willow, 1200);
    sakura = Shop.live(APP, reviewer, "sakura", "JPY");
    bySakura = CheckoutStage.deliveryOf(sakura, 500);
  }

  @Test
  void aCartOfTwoShopsBecomesOneOrderOfTwoParts() throws Exception {
    String pot = STAGE.goods(lotus, 12900, "CNY", 10);
    String cup = STAGE.goods(willow, 1999, "CNY", 10);
    String later = STAGE.goods(willow, 500, "CNY", 10);
    Buyer buyer = STAGE.buyer("a@example.com");
    buyer.put(pot, 2);
    buyer.put(cup, 3);
    buyer
        .client()
        .write(
            "PUT", CheckoutStage.CART + "/lines/" + later, "{\"quantity\":1,\"selected\":false}");
    String wishes = both(buyer);

    Answer quote = buyer.quote(wishes);
    JsonNode price = quote.json();
    assertThat(price.path("problems")).isEmpty();
    assertThat(minor(price.path("goods"))).isEqualTo(2 * 12900 + 3 * 1999);
    assertThat(minor(price.path("shipping"))).isEqualTo(800 + 1200);
    assertThat(minor(price.path("payable"))).isEqualTo(25800 + 5997 + 2000);
    assertThat(minor(price.at("/shops/0/payable"))).isEqualTo(26600);
    assertThat(minor(price.at("/shops/1/payable"))).isEqualTo(7197);
    assertThat(buyer.quote(wishes).text("quoteHash")).isEqualTo(quote.text("quoteHash"));

    Answer order = buyer.confirm(wishes, quote);
    assertThat(order.outcome()).as(order.response().body()).isEqualTo("201");
    assertThat(order.header("Location")).isEqualTo("/api/v1/orders/" + order.text("number"));
    assertThat(minor(order.json().path("payable"))).isEqualTo(33797);
    assertThat(order.json().path("parts")).hasSize(2);
    assertThat(stock(pot)).isEqualTo("10 on hand, 2 reserved");
    assertThat(stock(cup)).isEqualTo("10 on hand, 3 reserved");
    JsonNode cart = buyer.client().get(CheckoutStage.CART).json();
    assertThat(cart.path("shops")).hasSize(1);
    assertThat(cart.at("/shops/0/lines/0/variantId").asString()).isEqualTo(later);
    assertThat(buyer.client().get(order.header("Location")).status()).isEqualTo(200);
    Buyer other = STAGE.buyer("a2@example.com");
    assertThat(other.client().get(order.header("Location")).outcome())
        .isEqualTo("404 request.not-found");
  }

  // M11: the client set the price.
  @Test
  void whatWasNotSeenIsNotOrdered() throws Exception {
    String pot = STAGE.goods(lotus, 12900, "CNY", 10);
    Buyer buyer = STAGE.buyer("b@example.com");
    buyer.put(pot, 1);
    String wishes = fromLotus(buyer);
    Answer cheap = buyer.quote(wishes);
    APP.jdbc()
        .sql("UPDATE prices SET amount_minor = 13900 WHERE variant_id = CAST(? AS UUID)")
        .param(pot)
        .update();

    Answer changed = buyer.confirm(wishes, cheap);
    assertThat(changed.outcome()).isEqualTo("409 checkout.price-changed");
    assertThat(minor(changed.json().at("/quote/payable"))).isEqualTo(14700);
    assertThat(stock(pot)).isEqualTo("10 on hand, 0 reserved");
    JsonNode cart = buyer.client().get(CheckoutStage.CART).json();
    assertThat(cart.at("/shops/0/lines/0/notices/0").asString()).isEqualTo("PRICE_ROSE");

    String withPrice = wishes.replace("\"currency\"", "\"payable\":1,\"currency\"");
    assertThat(buyer.quote(withPrice).outcome()).isEqualTo("400 request.malformed");
    Answer dear = buyer.quote(wishes);
    assertThat(minor(dear.json().path("payable"))).isEqualTo(14700);
    assertThat(buyer.confirm(wishes, dear).outcome()).isEqualTo("201");
  }

  // M16, M21: two tabs made two orders; the same completion sent twice made two.
  @Test
  void twentyConfirmationsAtOnceMakeOneOrder() throws Exception {
    String pot = STAGE.goods(lotus, 12900, "CNY", 100);
    for (boolean sameKey : List.of(true, false)) {
      Buyer buyer = STAGE.buyer("c-" + sameKey + "@example.com");
      buyer.put(pot, 1);
      String wishes = fromLotus(buyer);
      Answer quote = buyer.quote(wishes);
      String key = UUID.randomUUID().toString();
      List<Future<Answer>> running = new ArrayList<>();
      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 20; i++) {
          running.add(
              threads.submit(
                  () ->
                      sameKey
                          ? confirmWith(key, buyer, wishes, quote)
                          : buyer.confirm(wishes, quote)));
        }
      }
      List<String> outcomes = new ArrayList<>();
      List<String> numbers = new ArrayList<>();
      for (Future<Answer> each : running) {
        outcomes.add(each.get().outcome());
        if (each.get().status() == 201) {
          numbers.add(each.get().text("number"));
        }
      }

      assertThat(numbers.stream().distinct()).as(outcomes.toString()).hasSize(1);
      assertThat(outcomes)
          .allMatch(
              it ->
                  it.equals("201")
                      || it.equals(
                          sameKey ? "409 idempotency.in-flight" : "412 request.changed-meanwhile"));
      assertThat(ordersOf(buyer)).isEqualTo(1);
    }
    assertThat(stock(pot)).isEqualTo("100 on hand, 2 reserved");
  }

  @Test
  void whatIsInTheWayIsNamedLineByLine() throws Exception {
    String rare = STAGE.goods(lotus, 100, "CNY", 2);
    String none = STAGE.goods(lotus, 100, "CNY", 0);
    String gone = STAGE.goods(willow, 100, "CNY", 5);
    Buyer buyer = STAGE.buyer("d@example.com");
    assertThat(buyer.quote(fromLotus(buyer)).json().at("/problems/0/kind").asString())
        .isEqualTo("NOTHING_SELECTED");
    buyer.put(rare, 3);
    buyer.put(none, 1);
    buyer.put(gone, 1);
    APP.jdbc()
        .sql(
            """
            UPDATE products SET state = 'WITHDRAWN'
            WHERE id = (SELECT product_id FROM variants WHERE id = CAST(? AS UUID))
            """)
        .param(gone)
        .update();

    String wishes = fromLotus(buyer);
    Answer quote = buyer.quote(wishes);
    assertThat(quote.outcome()).isEqualTo("200");
    assertThat(quote.json().path("quoteHash").isNull()).isTrue();
    List<String> problems = new ArrayList<>();
    quote
        .json()
        .path("problems")
        .forEach(
            it -> problems.add(it.path("kind").asString() + " " + it.path("variantId").asString()));
    assertThat(problems)
        .containsExactly("TOO_FEW_LEFT " + rare, "SOLD_OUT " + none, "NOT_ON_SALE " + gone);

    buyer.client().write("DELETE", CheckoutStage.CART + "/lines/" + none, "");
    buyer.client().write("DELETE", CheckoutStage.CART + "/lines/" + gone, "");
    buyer.put(rare, 2);
    String nowhere = buyer.wishes("CNY", "");
    assertThat(buyer.quote(nowhere).json().at("/problems/0/kind").asString())
        .isEqualTo("DELIVERY_NOT_CHOSEN");
    assertThat(minor(buyer.quote(nowhere).json().at("/shops/0/deliveries/0/price"))).isEqualTo(800);
    Answer ready = buyer.quote(wishes);
    assertThat(ready.json().path("problems")).isEmpty();

    // Somebody else takes one of the two.
    Buyer faster = STAGE.buyer("d2@example.com");
    faster.put(rare, 1);
    assertThat(faster.confirm(fromLotus(faster), faster.quote(fromLotus(faster))).status())
        .isEqualTo(201);
    Answer late = buyer.confirm(wishes, ready);
    assertThat(late.outcome()).isEqualTo("409 checkout.sold-out");
    assertThat(late.json().at("/quote/problems/0/available").asInt()).isEqualTo(1);
  }

  // M7, M8, M9, M10: discounts that are used twice, fall below zero, or do not sum.
  @Test
  void couponsGiftCardPointsAndShippingAreTakenInTheirOrder() throws Exception {
    String pot = STAGE.goods(lotus, 9999, "CNY", 10);
    String cup = STAGE.goods(lotus, 333, "CNY", 10);
    Buyer buyer = STAGE.buyer("v@example.com");
    buyer.put(pot, 1);
    buyer.put(cup, 2);
    String shops = STAGE.voucher(buyer, lotus, "COUPON", 2000, 10000, 1);
    String platforms = STAGE.voucher(buyer, null, "COUPON", 1000, 0, 1);
    String card = STAGE.voucher(buyer, null, "GIFT_CARD", 1, 0, 500);
    STAGE.points(buyer, 3000);
    String more =
        ",\"points\":1000,\"vouchers\":[\"%s\",\"%s\",\"%s\"]".formatted(card, platforms, shops);
    String wishes = buyer.wishes("CNY", more, lotus.id(), toTheDoor);

    Answer quote = buyer.quote(wishes);
    JsonNode price = quote.json();
    List<String> steps = new ArrayList<>();
    price
        .at("/shops/0/steps")
        .forEach(it -> steps.add(it.path("stage").asString() + " " + minor(it.path("amount"))));
    assertThat(steps)
        .containsExactly("MERCHANT 2000", "PLATFORM 1000", "VOUCHER 500", "POINTS 1000");
    assertThat(minor(price.path("payable"))).isEqualTo(10665 + 800 - 4500);
    assertThat(minor(price.path("reductions"))).isEqualTo(4500);
    long left = minor(price.at("/shops/0/lines/0/left")) + minor(price.at("/shops/0/lines/1/left"));
    assertThat(left + 800).isEqualTo(minor(price.path("payable")));

    Answer order = buyer.confirm(wishes, quote);
    assertThat(order.outcome()).as(order.response().body()).isEqualTo("201");
    assertThat(minor(order.json().path("payable"))).isEqualTo(6965);
    assertThat(STAGE.left(buyer)).isEqualTo("0 vouchers, 2000 points");

    // What was used once is not there a second time.
    buyer.put(pot, 1);
    assertThat(buyer.quote(wishes).outcome()).isEqualTo("409 promotion.not-held");
  }

  // M17: JPY charged a hundredfold.
  @Test
  void yenHaveNoCents() throws Exception {
    String tea = STAGE.goods(sakura, 1500, "JPY", 5);
    Buyer buyer = STAGE.buyer("j@example.com");
    String line = CheckoutStage.CART + "/lines/" + tea + "?currency=JPY";
    assertThat(buyer.client().write("PUT", line, "{\"quantity\":2}").outcome()).isEqualTo("200");
    String wishes = buyer.wishes("JPY", "", sakura.id(), bySakura);

    Answer quote = buyer.quote(wishes);
    assertThat(minor(quote.json().path("payable"))).isEqualTo(3500);
    assertThat(buyer.confirm(wishes, quote).json().at("/payable").toString())
        .isEqualTo("{\"amountMinor\":3500,\"currency\":\"JPY\"}");
    String inYuan = buyer.wishes("CNY", "", sakura.id(), bySakura);
    buyer.client().write("PUT", line, "{\"quantity\":2}");
    assertThat(buyer.quote(inYuan).json().at("/problems/0/kind").asString())
        .isEqualTo("NOT_ON_SALE");
  }

  @Test
  void onlyOnesOwnThingsAreTaken() throws Exception {
    String pot = STAGE.goods(lotus, 12900, "CNY", 10);
    Buyer buyer = STAGE.buyer("e@example.com");
    Buyer other = STAGE.buyer("e2@example.com");
    buyer.put(pot, 1);
    Buyer elsewhere = new Buyer(buyer.id(), buyer.client(), other.address());

    assertThat(buyer.quote(fromLotus(elsewhere)).outcome()).isEqualTo("404 request.not-found");
    assertThat(
            buyer
                .quote(
                    buyer.wishes(
                        "CNY",
                        ",\"vouchers\":[\"" + UUID.randomUUID() + "\"]",
                        lotus.id(),
                        toTheDoor))
                .outcome())
        .isEqualTo("409 promotion.not-held");
    Answer points = buyer.quote(buyer.wishes("CNY", ",\"points\":5000", lotus.id(), toTheDoor));
    assertThat(points.json().path("pointsUsed").asLong()).isZero();
    ApiClient guest = APP.client();
    assertThat(guest.write("POST", CheckoutStage.QUOTE, fromLotus(buyer)).outcome())
        .isEqualTo("401 request.sign-in-needed");
    assertThat(guest.write("POST", CheckoutStage.ORDERS, fromLotus(buyer)).outcome())
        .isEqualTo("401 request.sign-in-needed");
    assertThat(buyer.client().write("POST", CheckoutStage.ORDERS, fromLotus(buyer)).outcome())
        .isEqualTo("428 request.version-needed");
  }

  @ParameterizedTest
  @CsvSource({
    "'\"currency\":\"CNY\"', '\"currency\":\"XYZ\"', 404 currency.unknown",
    "'\"currency\":\"CNY\"', '\"currency\":\"BTC\"', 422 currency.not-accepted",
    "'\"currency\":\"CNY\"', '\"currency\":null', 422 request.field-missing",
    "'\"addressId\"', '\"points\":-1,\"addressId\"', 422 request.field-malformed",
    "'\"addressId\"', '\"points\":1.5,\"addressId\"', 400 request.malformed",
    "'\"addressId\"', '\"vouchers\":[\"x\"],\"addressId\"', 422 request.field-malformed",
    "'\"addressId\"', '\"vouchers\":[null],\"addressId\"', 422 request.field-missing",
    "'\"addressId\"', '\"messages\":{\"x\":\"y\"},\"addressId\"', 422 request.field-malformed",
    "'\"addressId\"', '\"unknown\":1,\"addressId\"', 400 request.malformed",
    "'\"deliveries\":{', '\"deliveries\":{\"x\":\"y\",', 422 request.field-malformed"
  })
  void refusesAFieldByItsName(String right, String wrong, String outcome) throws Exception {
    Buyer buyer = STAGE.buyer("f" + UUID.randomUUID() + "@example.com");
    String wishes = fromLotus(buyer);
    assertThat(wishes).contains(right);

    assertThat(buyer.quote(wishes.replace(right, wrong)).outcome()).isEqualTo(outcome);
  }

  private static Answer confirmWith(String key, Buyer buyer, String wishes, Answer quote)
      throws Exception {
    return buyer
        .client()
        .keyless(
            "POST",
            CheckoutStage.ORDERS,
            wishes.substring(0, wishes.length() - 1)
                + ",\"quoteHash\":\""
                + quote.text("quoteHash")
                + "\"}",
            "If-Match",
            quote.header("ETag"),
            "Idempotency-Key",
            key);
  }

  private static String fromLotus(Buyer buyer) {
    return buyer.wishes("CNY", "", lotus.id(), toTheDoor);
  }

  private static String both(Buyer buyer) {
    return buyer.wishes("CNY", "", lotus.id(), toTheDoor, willow.id(), byWillow);
  }

  private static long ordersOf(Buyer buyer) {
    return APP.jdbc()
        .sql("SELECT count(*) FROM orders WHERE buyer_id = CAST(? AS UUID)")
        .param(buyer.id())
        .query(Long.class)
        .single();
  }

  private static String stock(String variant) {
    return APP.jdbc()
        .sql("SELECT on_hand, reserved FROM stock_items WHERE variant_id = CAST(? AS UUID)")
        .param(variant)
        .query((row, number) -> row.getInt(1) + " on hand, " + row.getInt(2) + " reserved")
        .single();
  }
}
