package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.DueOf;
import org.tongbao.ledger.contract.Order;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.ledger.contract.OrderStep;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Operators;
import org.tongbao.payments.PaymentReference;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.JsonNode;

/// Orders in a running application, and what database, chain and API say of them.
final class EngineStage {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final RunningApplication app;
  private final Map<String, ApiClient> people = new LinkedHashMap<>();
  private final Map<String, ApiClient> buyers = new LinkedHashMap<>();

  EngineStage(RunningApplication app) {
    this.app = app;
  }

  /// Somebody who stays signed in however much time passes.
  void knows(String loginName, ApiClient client) {
    people.put(loginName, client);
  }

  /// The same of a buyer, until [#forgetBuyers].
  void knowsBuyer(String loginName, ApiClient client) {
    buyers.put(loginName, client);
  }

  void forgetBuyers() {
    buyers.clear();
  }

  /// Lets time pass; whoever was signed in signs in again.
  void later(Duration duration) throws Exception {
    app.settle();
    app.advance(duration);
    signInAgain();
  }

  void signInAgain() throws Exception {
    Map<String, ApiClient> all = new LinkedHashMap<>(people);
    all.putAll(buyers);
    for (Map.Entry<String, ApiClient> each : all.entrySet()) {
      assertThat(each.getValue().signIn(each.getKey(), ApiClient.PASSWORD).status()).isEqualTo(201);
    }
  }

  /// A part of an order, as its three sides see it.
  record Part(Buyer buyer, Shop shop, String number, String id) {
    String path() {
      return CheckoutStage.ORDERS + "/" + number + "/parts/" + id;
    }

    String desk() {
      return shop.path("/orders/" + id);
    }

    String platform() {
      return "/api/v1/platform/orders/" + id;
    }
  }

  /// Whom money of an order goes to.
  record Purse(long buyer, long merchant, long platform) {
    Purse since(Purse before) {
      return new Purse(
          buyer - before.buyer, merchant - before.merchant, platform - before.platform);
    }
  }

  Purse purse(Buyer buyer, Shop shop) throws Exception {
    return new Purse(
        cash(account(buyer)), cash(account(shop)), cash(app.bean(Operators.class).feeAccount()));
  }

  static Address account(Buyer buyer) throws Exception {
    return Address.fromHex(buyer.client().get("/api/v1/wallet").text("account"));
  }

  static Address account(Shop shop) throws Exception {
    return Address.fromHex(shop.owner().get(shop.path("/application")).text("account"));
  }

  private long cash(Address account) {
    return app.bean(ChainView.class)
        .call(app.bean(Contracts.class).cash("CNY").balanceOf(account))
        .toLongExact();
  }

  long points(Buyer buyer) throws Exception {
    return app.bean(ChainView.class)
        .call(app.bean(Contracts.class).points().balanceOf(account(buyer)))
        .toLongExact();
  }

  /// Waits until a part is in a state in which nothing is under way, and holds the three against
  /// each other: the row, the chain, and what the API answers to each side. Answers what the API
  /// says.
  JsonNode expect(Part part, String state) throws Exception {
    return expect(part, state, "NONE");
  }

  JsonNode expect(Part part, String state, String claim) throws Exception {
    until(
        part.id() + " to be " + state + " " + claim,
        () -> part.buyer().client().get(part.path()),
        it ->
            it.at("/order/state").asString().equals(state)
                && it.at("/order/claim").asString().equals(claim)
                && it.at("/order/pendingStep").isNull());
    app.settle();
    JsonNode seen = part.buyer().client().get(part.path()).json();
    List<Object> onChain = onChain(Hash.fromHex(seen.at("/terms/reference").asString()));
    assertThat(row(part.id())).as("the row").isEqualTo(onChain);
    assertThat(api(seen)).as("what the buyer sees").isEqualTo(onChain);
    assertThat(api(part.shop().owner().get(part.desk()).json()))
        .as("what the merchant sees")
        .isEqualTo(onChain);
    assertThat(onChain).startsWith(state, claim);
    assertThat(seen.path("refusal").isNull()).as(seen.path("refusal").toString()).isTrue();
    return seen;
  }

  private List<Object> onChain(Hash reference) {
    Contracts contracts = app.bean(Contracts.class);
    ChainView chain = app.bean(ChainView.class);
    Order order = chain.call(contracts.orders().orderOf(reference));
    DueOf due = chain.call(contracts.orders().dueOf(reference));
    boolean ended =
        order.released()
            || order.state() == OrderState.CANCELLED
            || order.state() == OrderState.REFUNDED;
    assertThat(due.step() == OrderStep.NONE).isEqualTo(ended);
    return List.of(
        order.state().name(),
        order.claim().name(),
        order.terms().toHex(),
        order.received().toLongExact(),
        order.refunded().toLongExact(),
        order.owedByMerchant().addExact(order.owedByPlatform()).toLongExact(),
        (long) order.failedClaims(),
        ended,
        ended ? 0L : due.dueAt().toLongExact());
  }

  private List<Object> row(String part) {
    return app.jdbc()
        .sql("SELECT * FROM seller_orders WHERE id = CAST(? AS UUID)")
        .param(part)
        .query(
            (row, n) -> {
              OffsetDateTime due = row.getObject("due_at", OffsetDateTime.class);
              String state = row.getString("state");
              return List.<Object>of(
                  state,
                  row.getString("claim"),
                  row.getString("terms_hash"),
                  row.getLong("received_minor"),
                  row.getLong("refunded_minor"),
                  row.getLong("owed_by_merchant_minor") + row.getLong("owed_by_platform_minor"),
                  row.getLong("failed_claims"),
                  row.getBoolean("released")
                      || state.equals("CANCELLED")
                      || state.equals("REFUNDED"),
                  due == null ? 0L : due.toEpochSecond());
            })
        .single();
  }

  private static List<Object> api(JsonNode part) {
    JsonNode due = part.at("/order/dueAt");
    return List.of(
        part.at("/order/state").asString(),
        part.at("/order/claim").asString(),
        part.at("/terms/hash").asString(),
        CheckoutStage.minor(part.path("received")),
        CheckoutStage.minor(part.at("/order/refunded")),
        CheckoutStage.minor(part.path("owed")),
        part.at("/claim/failed").asLong(),
        part.path("ended").asBoolean(),
        due.isNull() ? 0L : Instant.parse(due.asString()).getEpochSecond());
  }

  /// Confirms what is in the cart, and answers the parts when the chain has them.
  List<Part> order(Buyer buyer, String wishes, List<Shop> shops) throws Exception {
    Answer quote = buyer.quote(wishes);
    Answer order = buyer.confirm(wishes, quote);
    assertThat(order.outcome()).as(order.response().body()).isEqualTo("201");
    app.settle();
    String number = order.text("number");
    List<Part> parts = new ArrayList<>();
    for (JsonNode each : buyer.client().get(order.header("Location")).json().path("parts")) {
      Shop shop =
          shops.stream()
              .filter(it -> it.id().equals(each.path("merchantId").asString()))
              .findFirst()
              .orElseThrow();
      Part part = new Part(buyer, shop, number, each.path("id").asString());
      expect(part, "PLACED");
      parts.add(part);
    }
    return parts;
  }

  /// Pays all that is due at the sandbox bank, whose notification tells us.
  void payAtBank(Buyer buyer, String number) throws Exception {
    JsonNode open = beginToPay(buyer, number, "sandbox");
    press(open.path("payAt").asString());
    captured(buyer, open);
  }

  /// Begins to pay what is due, and answers the payment when its institution waits for it.
  JsonNode beginToPay(Buyer buyer, String number, String method) throws Exception {
    Answer begun =
        asked(
            buyer.client(),
            CheckoutStage.ORDERS + "/" + number + "/payments",
            "{\"method\":\"" + method + "\"}");
    JsonNode payments = begun.json().path("payments");
    for (JsonNode each : payments) {
      if (!each.path("state").asString().equals("CAPTURED")) {
        return state(buyer, each, "OPEN");
      }
    }
    throw new AssertionError("nothing to pay in " + payments);
  }

  JsonNode captured(Buyer buyer, JsonNode payment) throws Exception {
    return state(buyer, payment, "CAPTURED");
  }

  private static JsonNode state(Buyer buyer, JsonNode payment, String state) throws Exception {
    String path = "/api/v1/payments/" + payment.path("id").asString();
    return until(
        path + " to be " + state,
        () -> buyer.client().get(path),
        it -> it.path("state").asString().equals(state));
  }

  /// Pays money into the buyer's account at the sandbox bank; answers the recharge's id.
  String recharge(Buyer buyer, long amountMinor) throws Exception {
    Answer begun =
        buyer
            .client()
            .write(
                "POST",
                "/api/v1/wallet/recharges",
                """
                {"amount":{"amountMinor":%d,"currency":"CNY"},"method":"sandbox",
                 "returnTo":"https://shop.example/"}
                """
                    .formatted(amountMinor));
    assertThat(begun.outcome()).as(begun.response().body()).isEqualTo("201");
    JsonNode open = state(buyer, begun.json().at("/payments/0"), "OPEN");
    press(open.path("payAt").asString());
    buyer.client().until(begun.header("Location"), "/state", "CREDITED");
    app.settle();
    return begun.text("id");
  }

  /// Waits until an account on the chain holds this much.
  void awaitCash(Buyer buyer, long amountMinor) throws Exception {
    Address account = account(buyer);
    assertThat(
            Polling.until(LIMIT, () -> Optional.of(cash(account)).filter(it -> it == amountMinor)))
        .as("%s to hold %d, not %d", account, amountMinor, cash(account))
        .isPresent();
    app.settle();
  }

  /// What payments brought to a part, as booked here.
  List<Long> deposits(Part part) {
    return app.jdbc()
        .sql("SELECT amount_minor FROM order_deposits WHERE seller_order_id = CAST(? AS UUID)")
        .param(part.id())
        .query((row, n) -> row.getLong("amount_minor"))
        .list();
  }

  /// How many notifications of a payment were acted on.
  long notified(JsonNode payment) {
    return app.jdbc()
        .sql("SELECT count(*) FROM payment_notifications WHERE attempt_id = CAST(? AS UUID)")
        .param(payment.path("id").asString())
        .query(Long.class)
        .single();
  }

  /// A browser opens an institution's page.
  static void look(String address) throws Exception {
    try (HttpClient browser =
        HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NORMAL)
            .cookieHandler(new CookieManager())
            .build()) {
      HttpRequest page = HttpRequest.newBuilder(URI.create(address)).build();
      assertThat(browser.send(page, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
    }
  }

  /// What an institution knows a payment by.
  PaymentReference reference(JsonNode payment) {
    return new PaymentReference(
        app.jdbc()
            .sql("SELECT reference FROM payment_attempts WHERE id = CAST(? AS UUID)")
            .param(payment.path("id").asString())
            .query(String.class)
            .single());
  }

  /// The payer presses the button of the bank's page.
  static void press(String address) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest press =
          HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.noBody()).build();
      assertThat(browser.send(press, BodyHandlers.discarding()).statusCode()).isEqualTo(303);
    }
  }

  /// Asks for a step, which the chain will answer.
  static Answer asked(ApiClient client, String path, String json) throws Exception {
    Answer answer = client.write("POST", path, json);
    assertThat(answer.outcome()).as(path + " " + answer.response().body()).isEqualTo("202");
    return answer;
  }

  static JsonNode until(String what, Callable<Answer> ask, Predicate<JsonNode> met)
      throws Exception {
    long limit = System.nanoTime() + LIMIT.toNanos();
    Answer answer = ask.call();
    while (answer.status() != 200 || !met.test(answer.json())) {
      assertThat(System.nanoTime())
          .as("waited for %s: %s", what, answer.response().body())
          .isLessThan(limit);
      answer = ask.call();
    }
    return answer.json();
  }
}
