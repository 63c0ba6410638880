package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineMarket.TOTAL;
import static org.tongbao.app.EngineStage.asked;
import static org.tongbao.app.EngineStage.until;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.EngineStage.Purse;
import org.tongbao.app.verify.Audit;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.payments.sandbox.SandboxBank;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;
import tools.jackson.databind.JsonNode;

/// Ways to pay an order over HTTP: from the balance, too much, too little, late, and told again and
/// again. What nobody said is in [EngineForgeryTest].
final class EnginePaymentTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();

  @AfterEach
  void lettersGoOutAgain() {
    bank().courier().lose();
    bank().courier().resume();
  }

  private static SandboxBank bank() {
    return MARKET.app().bean(SandboxBank.class);
  }

  @Test
  void fromTheBalanceOnceItSuffices() throws Exception {
    Buyer buyer = MARKET.buyer("saves@example.com");
    Part part = MARKET.placed(buyer);
    fromBalance(part);
    until(
        "the chain to refuse it",
        () -> buyer.client().get(part.path()),
        it -> it.path("refusal").asString("").contains("Insufficient"));
    var _ = STAGE.recharge(buyer, TOTAL + 400);
    Purse before = purse(buyer);
    assertThat(before.buyer()).isEqualTo(TOTAL + 400);

    fromBalance(part);
    JsonNode paid = STAGE.expect(part, "PAID");
    assertThat(minor(paid.path("received"))).isEqualTo(TOTAL);
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(-TOTAL, 0, 0));
    JsonNode line = buyer.client().get("/api/v1/wallet/statement?unit=CNY").json().at("/items/0");
    assertThat(line.path("amount").asLong()).isEqualTo(-TOTAL);
    MARKET.ship(part);
    long fee = minor(MARKET.receive(part).at("/terms/fee"));
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(-TOTAL, TOTAL - fee, fee));
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// Who pays waits at the server instead of asking again and again.
  @Test
  void whoWaitsHearsOfIt() throws Exception {
    Buyer buyer = MARKET.buyer("patient@example.com");
    Part part = MARKET.placed(buyer);
    String order = CheckoutStage.ORDERS + "/" + part.number();
    Answer begun = asked(buyer.client(), order + "/payments", "{\"method\":\"sandbox\"}");
    String payment = "/api/v1/payments/" + begun.at("/payments/0/id");
    JsonNode open =
        until(
            "the bank to answer",
            () -> buyer.client().get(payment, "Prefer", "wait=30"),
            it -> it.path("state").asString().equals("OPEN"));
    Answer known = buyer.client().get(order, "Prefer", "wait=30");
    assertThat(known.header("Preference-Applied")).as("nothing is known yet").isEmpty();
    String version = known.header("ETag");
    Answer nothing = waits(buyer, order, version, 1);
    assertThat(nothing.status()).isEqualTo(304);
    assertThat(nothing.header("Preference-Applied")).isEqualTo("wait");

    try (ExecutorService waiting = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Answer> news = waiting.submit(() -> awaitNews(buyer, order, version));
      bank().pay(STAGE.reference(open));
      assertThat(news.get().header("ETag")).isNotEqualTo(version);
    }
    STAGE.expect(part, "PAID");
  }

  private static Answer awaitNews(Buyer buyer, String order, String version) throws Exception {
    Answer answer = waits(buyer, order, version, 30);
    for (int i = 0; i < 3 && answer.status() == 304; i++) {
      answer = waits(buyer, order, version, 30);
    }
    assertThat(answer.outcome()).isEqualTo("200");
    return answer;
  }

  private static Answer waits(Buyer buyer, String order, String version, int seconds)
      throws Exception {
    return buyer.client().get(order, "If-None-Match", version, "Prefer", "wait=" + seconds);
  }

  /// From a phone WeChat Pay is asked for a page, which opens the app there and leads back.
  @Test
  void fromAPhoneByAPageOfWechatPay() throws Exception {
    Buyer buyer = MARKET.buyer("at-a-phone@example.com");
    Part part = MARKET.placed(buyer);
    String payments = CheckoutStage.ORDERS + "/" + part.number() + "/payments";
    asked(buyer.client(), payments, "{\"method\":\"wechat\",\"phone\":true}");
    JsonNode open = STAGE.beginToPay(buyer, part.number(), "wechat");
    assertThat(open.path("payAt").asString())
        .contains("?prepay_id=", "&redirect_url=http", "orders%2F" + part.number());

    ValueStage.pay(open.path("payAt").asString());
    assertThat(minor(STAGE.captured(buyer, open).path("paid"))).isEqualTo(TOTAL);
    assertThat(minor(STAGE.expect(part, "PAID").path("received"))).isEqualTo(TOTAL);
  }

  /// M18: too much is change, which the order pays out when it is complete.
  @Test
  void whatIsTooMuchIsChange() throws Exception {
    Buyer buyer = MARKET.buyer("generous@example.com");
    Purse before = purse(buyer);
    Part part = MARKET.placed(buyer);
    JsonNode payment = pays(buyer, part, TOTAL + 77);
    assertThat(payment.path("fit").asString()).isEqualTo("OVER");
    JsonNode paid = STAGE.expect(part, "PAID");
    assertThat(minor(paid.path("received"))).isEqualTo(TOTAL + 77);

    MARKET.ship(part);
    MARKET.receive(part);
    JsonNode completed = MARKET.acknowledge(part);
    long fee = minor(completed.at("/terms/fee"));
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(77, TOTAL - fee, fee));
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// M18: too little waits for the rest, which may come another way.
  @Test
  void whatIsTooLittleWaitsForTheRest() throws Exception {
    Buyer buyer = MARKET.buyer("instalments@example.com");
    var _ = STAGE.recharge(buyer, 6_600);
    Purse before = purse(buyer);
    Part part = MARKET.placed(buyer);
    JsonNode payment = pays(buyer, part, 15_000);
    assertThat(payment.path("fit").asString()).isEqualTo("UNDER");
    JsonNode waiting = STAGE.expect(part, "PLACED");
    assertThat(minor(waiting.path("received"))).isEqualTo(15_000);
    assertThat(minor(whole(part).path("due"))).isEqualTo(TOTAL - 15_000);

    pays(buyer, part, 5_000);
    assertThat(minor(STAGE.expect(part, "PLACED").path("received"))).isEqualTo(20_000);
    fromBalance(part);
    assertThat(minor(STAGE.expect(part, "PAID").path("received"))).isEqualTo(TOTAL);
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(-6_600, 0, 0));
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// A buyer who presses the button again locks the order and then its attempts; a notification
  /// that took them the other way round would end one of the two.
  @Test
  void whoPaysAgainAndTheNotificationDoNotWaitForEachOther() throws Exception {
    Buyer buyer = MARKET.buyer("presses-twice@example.com");
    Part part = MARKET.placed(buyer);
    JsonNode open = STAGE.beginToPay(buyer, part.number(), "sandbox");
    JdbcClient database = MARKET.app().bean(JdbcClient.class);
    UUID order =
        database
            .sql("SELECT order_id FROM seller_orders WHERE id = ?")
            .param(UUID.fromString(part.id()))
            .query(UUID.class)
            .single();
    TransactionTemplate transaction = MARKET.app().bean(TransactionTemplate.class);

    try (ExecutorService bankSide = Executors.newSingleThreadExecutor()) {
      Future<?> told =
          transaction.execute(
              status -> {
                database
                    .sql("SELECT id FROM orders WHERE id = ? FOR NO KEY UPDATE")
                    .param(order)
                    .query(UUID.class)
                    .single();
                Future<?> notification = bankSide.submit(() -> bank().pay(STAGE.reference(open)));
                awaitSomebodyBehind(database);
                assertThat(
                        database
                            .sql(
                                """
                                SELECT id FROM payment_attempts WHERE payable_id = ?
                                FOR NO KEY UPDATE NOWAIT
                                """)
                            .param(order)
                            .query((row, n) -> row.getObject(1, UUID.class))
                            .list())
                    .hasSize(1);
                return notification;
              });
      told.get();
    }
    STAGE.expect(part, "PAID");
  }

  private static void awaitSomebodyBehind(JdbcClient database) {
    Optional<Boolean> waits =
        Polling.until(
            Duration.ofSeconds(30),
            () ->
                database
                            .sql(
                                """
                            SELECT count(*) FROM pg_stat_activity
                            WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))
                            """)
                            .query(Long.class)
                            .single()
                        > 0
                    ? Optional.of(true)
                    : Optional.empty());
    assertThat(waits).as("the notification waits for the order").isPresent();
  }

  /// M13, M18: the payer paid in time and nobody told us until the order was void.
  @Test
  void whatWeHearOfTooLateIsTheBuyers() throws Exception {
    Buyer buyer = MARKET.buyer("slow-bank@example.com");
    Purse before = purse(buyer);
    Part part = MARKET.placed(buyer);
    JsonNode open = STAGE.beginToPay(buyer, part.number(), "sandbox");
    bank().courier().hold();
    bank().pay(STAGE.reference(open));
    STAGE.later(Duration.ofMinutes(31));
    STAGE.expect(part, "CANCELLED");

    assertThat(bank().courier().release()).isOne();
    JsonNode captured = STAGE.captured(buyer, open);
    assertThat(captured.path("late").asBoolean()).isTrue();
    STAGE.awaitCash(buyer, before.buyer() + TOTAL);
    STAGE.expect(part, "CANCELLED");
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(TOTAL, 0, 0));
    assertThat(MARKET.left(part)).isEqualTo("5 on hand, 0 reserved");
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// M2, M21: told twenty times at once, and again when the order has gone on.
  @Test
  void whatIsToldAgainAndAgainIsBookedOnce() throws Exception {
    Buyer buyer = MARKET.buyer("repeats@example.com");
    Part part = MARKET.placed(buyer);
    JsonNode open = STAGE.beginToPay(buyer, part.number(), "sandbox");
    bank().courier().hold();
    bank().pay(STAGE.reference(open));
    List<Future<Long>> told = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        told.add(threads.submit(bank().courier()::release));
      }
    }
    for (Future<Long> each : told) {
      assertThat(each.get()).as("acknowledged").isOne();
    }
    STAGE.expect(part, "PAID");
    MARKET.ship(part);

    assertThat(bank().courier().release()).isOne();
    JsonNode shipped = STAGE.expect(part, "SHIPPED");
    assertThat(minor(shipped.path("received"))).isEqualTo(TOTAL);
    assertThat(STAGE.deposits(part)).containsExactly(TOTAL);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// Where the platform has no more of its own than it gave away, what was paid is credited as soon
  /// as it is attested.
  @Test
  void moneyThatTheReserveDoesNotCoverYetWaitsForIt() throws Exception {
    Buyer buyer = MARKET.buyer("reserve@example.com");
    Part part = MARKET.placed(buyer);
    JsonNode before = cny(treasury().json());
    long own = before.path("own").asLong();
    setOwn(own - before.path("difference").asLong());
    try {
      until(
          "the reserve to be the supply",
          EnginePaymentTest::treasury,
          it -> cny(it).path("attested").asLong() == cny(it).path("supply").asLong());

      STAGE.payAtBank(buyer, part.number());
      STAGE.expect(part, "PAID");
      assertThat(Audit.differences(MARKET.app())).isEmpty();
    } finally {
      setOwn(own);
    }
  }

  private static void setOwn(long minor) {
    MARKET
        .app()
        .jdbc()
        .sql("UPDATE reserves SET own_minor = ?, due_at = now() WHERE currency = 'CNY'")
        .param(minor)
        .update();
  }

  private static ApiClient.Answer treasury() throws Exception {
    return MARKET.people().root().get("/api/v1/platform/treasury");
  }

  private static JsonNode cny(JsonNode treasury) {
    for (JsonNode each : treasury.path("currencies")) {
      if (each.path("currency").asString().equals("CNY")) {
        return each;
      }
    }
    throw new AssertionError("the treasury knows no CNY");
  }

  private static void fromBalance(Part part) throws Exception {
    String payments = CheckoutStage.ORDERS + "/" + part.number() + "/payments";
    asked(part.buyer().client(), payments, "{\"method\":\"balance\"}");
  }

  /// Pays this much of whatever is due, and answers the payment.
  private static JsonNode pays(Buyer buyer, Part part, long amount) throws Exception {
    JsonNode open = STAGE.beginToPay(buyer, part.number(), "sandbox");
    bank().pay(STAGE.reference(open), Money.ofMinor(amount, Currency.CNY));
    return STAGE.captured(buyer, open);
  }

  private static JsonNode whole(Part part) throws Exception {
    return part.buyer().client().get(CheckoutStage.ORDERS + "/" + part.number()).json();
  }

  private static Purse purse(Buyer buyer) throws Exception {
    return STAGE.purse(buyer, MARKET.lotus());
  }
}
