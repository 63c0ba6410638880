package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineMarket.TOTAL;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.slf4j.LoggerFactory;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.verify.Audit;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxFlaw;
import tools.jackson.databind.JsonNode;

/// Notifications of payments that are not what they seem (M11, M12): nothing is booked by what they
/// say, and each is counted.
final class EngineForgeryTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();
  private static final String NOTIFICATIONS = "/api/v1/payments/notifications/alipay";

  private static final ListAppender<ILoggingEvent> LOUD = new ListAppender<>();

  @BeforeAll
  static void listen() {
    LOUD.start();
    log().addAppender(LOUD);
  }

  @AfterAll
  static void listenNoMore() {
    log().detachAppender(LOUD);
  }

  private static Logger log() {
    return (Logger) LoggerFactory.getLogger("org.tongbao.market.payment.Notifications");
  }

  @AfterEach
  void lettersGoOutAgain() {
    alipay().courier().lose();
    alipay().courier().resume();
  }

  private static Sandbox alipay() {
    return MARKET.app().bean(PaymentSandboxes.class).house().find("alipay").orElseThrow();
  }

  @Test
  void nothingIsBookedThatTheInstitutionDidNotSayOfThisOrder() throws Exception {
    Buyer other = MARKET.buyer("bystander@example.com");
    other.put(MARKET.checkout().goods(MARKET.lotus(), 99, "CNY", 5), 1);
    String wishes = other.wishes("CNY", "", MARKET.lotus().id(), MARKET.people().byLotus());
    Part others = STAGE.order(other, wishes, List.of(MARKET.lotus())).getFirst();
    openPage(STAGE.beginToPay(other, others.number(), "alipay"));
    Buyer buyer = MARKET.buyer("forged@example.com");
    Part part = MARKET.placed(buyer);
    JsonNode open = STAGE.beginToPay(buyer, part.number(), "alipay");
    openPage(open);
    alipay().courier().hold();
    PaymentReference reference = STAGE.reference(open);
    alipay().pay(reference);
    keepFromAsking();
    Map<String, Long> before = refused();

    assertThat(alipay().sendNotification(reference, SandboxFlaw.OTHER_KEY)).isFalse();
    assertThat(alipay().sendNotification(reference, SandboxFlaw.WRONG_MERCHANT)).isFalse();
    assertThat(alipay().sendNotification(reference, SandboxFlaw.WRONG_ORDER)).isFalse();
    Map<String, Long> after = refused();
    assertThat(after.get("REJECTED")).isEqualTo(before.getOrDefault("REJECTED", 0L) + 2);
    assertThat(after.get("MISMATCH")).isEqualTo(before.getOrDefault("MISMATCH", 0L) + 1);
    MARKET.app().settle();
    for (Part each : List.of(part, others)) {
      assertThat(minor(STAGE.expect(each, "PLACED").path("received"))).isZero();
      assertThat(STAGE.deposits(each)).isEmpty();
    }
    assertThat(STAGE.notified(open)).isZero();

    // Signed, and of another amount: what the institution answers when it is asked decides.
    assertThat(alipay().sendNotification(reference, SandboxFlaw.WRONG_AMOUNT)).isFalse();
    JsonNode captured = STAGE.captured(buyer, open);
    assertThat(captured.path("fit").asString()).isEqualTo("EXACT");
    assertThat(minor(captured.path("paid"))).isEqualTo(TOTAL);
    assertThat(STAGE.notified(open)).isZero();
    assertThat(alipay().sendNotification(reference, SandboxFlaw.WRONG_AMOUNT)).isFalse();
    assertThat(alarms(open)).as("told aloud once").containsExactly(Level.ERROR, Level.INFO);

    assertThat(alipay().courier().release()).isOne();
    assertThat(minor(STAGE.expect(part, "PAID").path("received"))).isEqualTo(TOTAL);
    assertThat(STAGE.deposits(part)).containsExactly(TOTAL);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// The answer is a problem that says no more than that.
  @Test
  void whoeverForgesLearnsNothing() throws Exception {
    for (String language : List.of("en", "zh")) {
      HttpResponse<String> answer =
          MARKET
              .app()
              .post(NOTIFICATIONS, "out_trade_no=1&total_amount=0.01", "Accept-Language", language);
      assertThat(answer.statusCode()).isEqualTo(400);
      assertThat(answer.headers().firstValue("Content-Type").orElseThrow())
          .startsWith("application/problem+json");
      assertThat(answer.body()).contains("payment.notification-rejected").doesNotContain("0.01");
    }
    assertThat(MARKET.app().post(NOTIFICATIONS.replace("alipay", "barter"), "a=1").statusCode())
        .isEqualTo(404);
  }

  /// How loudly wrong reports of a payment were told.
  private static List<Level> alarms(JsonNode payment) {
    return LOUD.list.stream()
        .filter(it -> it.getFormattedMessage().startsWith(payment.path("id").asString()))
        .map(ILoggingEvent::getLevel)
        .toList();
  }

  /// Alipay learns of a payment when its payer opens the page.
  private static void openPage(JsonNode payment) throws Exception {
    EngineStage.look(payment.path("payAt").asString());
  }

  /// The next look at payments by ourselves is put off, so that only notifications are heard.
  private static void keepFromAsking() {
    MARKET
        .app()
        .jdbc()
        .sql("UPDATE payment_attempts SET due_at = due_at + INTERVAL '20 minutes'")
        .update();
  }

  private static Map<String, Long> refused() {
    Map<String, Long> counts = new TreeMap<>();
    MARKET
        .app()
        .jdbc()
        .sql(
            """
            SELECT reason, sum(count) FROM payment_notification_refusals
            WHERE institution = 'alipay' GROUP BY reason
            """)
        .query((row, n) -> counts.put(row.getString(1), row.getLong(2)))
        .list();
    return counts;
  }
}
