package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.ledger.network.OwnNetwork;
import tools.jackson.databind.JsonNode;

/// Many at the same moment, over HTTP: at one process, and at two with one database and one chain.
/// `-Dtongbao.rush=300` makes the rush of the story.
@Timeout(600)
final class CheckoutRushTest {
  private static final String ROOT = "root@example.com";
  private static final int BUYERS = Integer.getInteger("tongbao.rush", 30);
  private static final int STOCK = BUYERS / 3;
  private static final int TIMES = 20;

  private static final OwnNetwork NETWORK = new OwnNetwork();
  private static final RpcServer SERVER = NETWORK.serve(0);
  private static final String CHAIN = "http://127.0.0.1:" + SERVER.port();
  private static final Letterbox LETTERS = new Letterbox();

  @RegisterExtension
  private static final RunningApplication FIRST =
      new RunningApplication(
          "--chain.url",
          CHAIN,
          "--payments.address",
          LETTERS.address(),
          "--administrator.name",
          ROOT,
          "--administrator.password",
          ApiClient.PASSWORD);

  private static final CheckoutStage STAGE = new CheckoutStage(FIRST);
  private static RunningApplication second = FIRST;
  private static Shop shop;
  private static String delivery;

  @BeforeAll
  static void open() throws Exception {
    second = FIRST.another("--chain.url", CHAIN, "--payments.address", LETTERS.address());
    second.start();
    shop = Shop.live(FIRST, STAGE.reviewer(ROOT), "rush", "CNY");
    delivery = CheckoutStage.deliveryOf(shop, 0);
  }

  @AfterAll
  static void close() throws Exception {
    second.stop();
    FIRST.stop();
    LETTERS.close();
    SERVER.close();
    NETWORK.close();
  }

  // M5, M20, M22: 300 buyers of a stock of 100; elsewhere 300 were sold, or 273 got a 500.
  @Test
  void asManyOrdersAreMadeAsThereIsStock() throws Exception {
    rush("one", List.of(FIRST));
  }

  // M5, M20, M22: as at one process.
  @Test
  void twoProcessesTogetherMakeAsManyOrdersAsThereIsStock() throws Exception {
    rush("two", List.of(FIRST, second));
  }

  private static void rush(String name, List<RunningApplication> doors) throws Exception {
    String variant = STAGE.goods(shop, 4999, "CNY", STOCK);
    List<Callable<Ready>> arrivals = new ArrayList<>();
    for (int i = 0; i < BUYERS; i++) {
      String loginName = name + i + "@example.com";
      RunningApplication door = doors.get(i % doors.size());
      arrivals.add(() -> ready(at(door, STAGE.buyer(loginName), loginName), variant));
    }
    List<Callable<Answer>> confirmations = new ArrayList<>();
    for (Ready each : AtOnce.some(4, arrivals)) {
      confirmations.add(each::confirm);
    }
    List<String> outcomes = AtOnce.all(confirmations).stream().map(Answer::outcome).toList();

    assertThat(outcomes).filteredOn("201"::equals).hasSize(STOCK);
    assertThat(outcomes)
        .filteredOn("409 checkout.sold-out"::equals)
        .as("the others: %s", outcomes.stream().distinct().toList())
        .hasSize(BUYERS - STOCK);
    assertThat(
            number("SELECT count(*) FROM order_lines WHERE variant_id = CAST(? AS UUID)", variant))
        .isEqualTo(STOCK);
    String stock =
        "SELECT reserved * 1000000 + on_hand FROM stock_items WHERE variant_id = CAST(? AS UUID)";
    assertThat(number(stock, variant)).isEqualTo(STOCK * 1_000_000L + STOCK);
  }

  @Test
  void whoCameTooLateMayTryAgainWithTheSameKey() throws Exception {
    String variant = STAGE.goods(shop, 4999, "CNY", 1);
    Ready first = ready(STAGE.buyer("in-time@example.com"), variant);
    Ready late = ready(STAGE.buyer("too-late@example.com"), variant);
    String key = UUID.randomUUID().toString();
    assertThat(first.confirm().outcome()).isEqualTo("201");

    // First by the tables, then by what the process remembers of them.
    assertThat(late.confirmBy(key).outcome()).isEqualTo("409 checkout.sold-out");
    assertThat(late.confirmBy(key).outcome()).isEqualTo("409 checkout.sold-out");

    CheckoutStage.receive(shop, variant, 1);
    Answer second = late.confirmBy(key);
    assertThat(second.outcome()).isEqualTo("201");
    assertThat(late.confirmBy(key).header("Location")).isEqualTo(second.header("Location"));
  }

  @Test
  void whoWasInTimeGetsTheSameAnswerAgainWhenNothingIsLeft() throws Exception {
    String variant = STAGE.goods(shop, 4999, "CNY", 1);
    Ready first = ready(STAGE.buyer("was-in-time@example.com"), variant);
    Ready late = ready(STAGE.buyer("was-too-late@example.com"), variant);
    String key = UUID.randomUUID().toString();
    Answer made = first.confirmBy(key);
    assertThat(made.outcome()).isEqualTo("201");
    assertThat(late.confirm().outcome()).isEqualTo("409 checkout.sold-out");

    Answer again = first.confirmBy(key);
    assertThat(again.outcome()).isEqualTo("201");
    assertThat(again.response().body()).isEqualTo(made.response().body());
    assertThat(late.confirm().outcome()).isEqualTo("409 checkout.sold-out");
  }

  // M21: the same completion sent twice at once took the money twice, or made two orders.
  @Test
  void aPaymentThatIsNotifiedManyTimesAtOnceIsBookedOnce() throws Exception {
    Buyer buyer = STAGE.buyer("pays@example.com");
    Ready ready = ready(buyer, STAGE.goods(shop, 4999, "CNY", 1));
    String order = ready.confirm().header("Location");
    FIRST.settle();
    LETTERS.clear();
    String payment = openPayment(buyer, order);
    press(buyer.client().get(payment).text("payAt"));
    Letterbox.Letter letter = LETTERS.await();

    List<Callable<HttpResponse<String>>> deliveries = new ArrayList<>();
    List<HttpResponse<String>> answers;
    try (HttpClient institution = HttpClient.newHttpClient()) {
      for (int i = 0; i < TIMES; i++) {
        URI door = (i % 2 == 0 ? FIRST : second).address();
        deliveries.add(() -> letter.bringTo(institution, door));
      }
      answers = AtOnce.all(deliveries);
    }

    assertThat(answers).extracting(HttpResponse::statusCode).containsOnly(200);
    assertThat(answers).extracting(HttpResponse::body).containsOnly("success");
    buyer.client().until(order, "/parts/0/state", "PAID");
    FIRST.settle();
    JsonNode paid = buyer.client().get(order).json();
    String part =
        buyer
            .client()
            .get(order + "/parts/" + paid.at("/parts/0/id").asString())
            .at("/received/amountMinor");
    assertThat(part).isEqualTo("4999");
    assertThat(deposits(paid)).isEqualTo(1);
    assertThat(number("SELECT count(*) FROM orders WHERE buyer_id = CAST(? AS UUID)", buyer.id()))
        .isEqualTo(1);
    assertThat(balance(buyer)).isZero();
  }

  // M16: two tabs made two orders.
  @Test
  void oneCartThatIsConfirmedInTwoTabsIsOneOrder() throws Exception {
    String variant = STAGE.goods(shop, 4999, "CNY", 100);
    Buyer here = STAGE.buyer("tabs@example.com");
    Buyer there = at(second, here, "tabs@example.com");
    for (int order = 1; order <= 5; order++) {
      Ready one = ready(here, variant);
      Ready other = new Ready(there, one.wishes, there.quote(one.wishes));
      List<String> outcomes =
          AtOnce.all(List.<Callable<Answer>>of(one::confirm, other::confirm)).stream()
              .map(Answer::outcome)
              .toList();

      assertThat(outcomes).containsExactlyInAnyOrder("201", "412 request.changed-meanwhile");
      assertThat(number("SELECT count(*) FROM orders WHERE buyer_id = CAST(? AS UUID)", here.id()))
          .isEqualTo(order);
    }
  }

  /// The same person at this process, with a session of its own.
  private static Buyer at(RunningApplication door, Buyer buyer, String loginName) throws Exception {
    if (door == FIRST) {
      return buyer;
    }
    ApiClient client = door.client();
    assertThat(client.signIn(loginName, ApiClient.PASSWORD).outcome()).isEqualTo("201");
    return new Buyer(buyer.id(), client, buyer.address());
  }

  private static Ready ready(Buyer buyer, String variant) throws Exception {
    buyer.put(variant, 1);
    String wishes = buyer.wishes("CNY", "", shop.id(), delivery);
    Answer quote = buyer.quote(wishes);
    assertThat(quote.json().path("problems")).as(quote.response().body()).isEmpty();
    return new Ready(buyer, wishes, quote);
  }

  private static String openPayment(Buyer buyer, String order) throws Exception {
    Answer begun =
        EngineStage.asked(buyer.client(), order + "/payments", "{\"method\":\"sandbox\"}");
    String payment = "/api/v1/payments/" + begun.at("/payments/0/id");
    buyer.client().until(payment, "/state", "OPEN");
    return payment;
  }

  private static void press(String page) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest press =
          HttpRequest.newBuilder(URI.create(page)).POST(BodyPublishers.noBody()).build();
      assertThat(browser.send(press, BodyHandlers.discarding()).statusCode()).isEqualTo(303);
    }
  }

  private static long deposits(JsonNode order) {
    return number(
        "SELECT count(*) FROM order_deposits WHERE attempt_id = CAST(? AS UUID)",
        order.at("/payments/0/id").asString());
  }

  private static long balance(Buyer buyer) throws Exception {
    long sum = 0;
    for (JsonNode each : buyer.client().get("/api/v1/wallet").json().path("balances")) {
      sum += each.path("amountMinor").asLong();
    }
    return sum;
  }

  private static long number(String sql, String id) {
    return FIRST.jdbc().sql(sql).param(id).query(Long.class).single();
  }

  /// A buyer who has read the price and is about to confirm it.
  private record Ready(Buyer buyer, String wishes, Answer quote) {
    Answer confirm() throws Exception {
      return buyer.confirm(wishes, quote);
    }

    Answer confirmBy(String key) throws Exception {
      String order = buyer.order(wishes, quote);
      return buyer
          .client()
          .keyless(
              "POST",
              CheckoutStage.ORDERS,
              order,
              "If-Match",
              quote.header("ETag"),
              "Idempotency-Key",
              key);
    }
  }
}
