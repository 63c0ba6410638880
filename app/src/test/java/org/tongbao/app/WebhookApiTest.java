package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.HookReceiver.Heard;
import org.tongbao.ledger.tx.Polling;
import tools.jackson.databind.JsonNode;

/// News on their way to programs of others, over real connections.
final class WebhookApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void aReceiverThatWasKilledGetsEverythingLaterOncePerId() throws Exception {
    try (HookReceiver receiver = new HookReceiver()) {
      Answer made = make(receiver.url(), "[]");
      String secret = made.text("secret");
      Buyer buyer = MARKET.buyer("hooks@example.com");
      Part part = MARKET.paid(buyer);
      until(() -> receiver.types().equals(List.of("order.placed", "order.paid")));

      receiver.kill();
      MARKET.ship(part);
      MARKET.receive(part);
      MARKET.settle();
      until(() -> messages(made, "WAITING").stream().anyMatch(it -> it.path("tries").asInt() > 0));
      assertThat(receiver.heard()).hasSize(2);

      receiver.revive();
      MARKET.app().advance(Duration.ofMinutes(6));
      until(() -> messages(made, "WAITING").isEmpty());
      assertThat(receiver.types())
          .containsExactlyInAnyOrder(
              "order.placed", "order.paid", "order.shipped", "order.received", "order.settled");
      assertThat(new HashSet<>(receiver.heard().stream().map(Heard::id).toList())).hasSize(5);
      for (Heard each : receiver.heard()) {
        assertThat(each.isSignedBy(secret)).as(each.type()).isTrue();
        assertThat(each.json().at("/data/orderNumber").asString()).isEqualTo(part.number());
        assertThat(each.json().path("version").asInt()).isEqualTo(1);
        assertThat(each.body()).doesNotContain(buyer.id()).doesNotContain("hooks@example.com");
      }
      remove(made);
    }
  }

  @Test
  void isPingedSentAgainAndLoggedAndItsSecretChanges() throws Exception {
    try (HookReceiver receiver = new HookReceiver()) {
      Answer made = make(receiver.url(), "[\"order.shipped\"]");
      String path = hooks() + "/" + made.text("id");
      assertThat(owner().get(path).response().body()).contains("\"secret\":null");
      receiver.answers(200, "x".repeat(1_000_000));
      Answer ping = owner().write("POST", path + "/ping", "");
      assertThat(ping.outcome()).isEqualTo("202");
      owner().until(path + "/messages/" + ping.text("id"), "/state", "DELIVERED");
      JsonNode log = owner().get(path + "/messages/" + ping.text("id")).json();
      assertThat(log.at("/attempts/0/status").asInt()).isEqualTo(200);
      assertThat(log.at("/attempts/0/body").asString()).startsWith("xxx").hasSizeLessThan(2_001);

      String again = "{\"message\":\"" + ping.text("id") + "\"}";
      assertThat(owner().write("POST", path + "/replays", again).at("/messages")).isEqualTo("1");
      until(() -> receiver.heard().size() == 2);
      assertThat(receiver.heard().get(1).id()).isEqualTo(receiver.heard().get(0).id());
      assertThat(receiver.heard().get(1).body()).isEqualTo(receiver.heard().get(0).body());
      owner().until(path + "/messages/" + ping.text("id"), "/state", "DELIVERED");
      String since = "{\"from\":\"" + ping.text("createdAt") + "\"}";
      assertThat(owner().write("POST", path + "/replays", since).at("/messages")).isEqualTo("1");
      until(() -> receiver.heard().size() == 3);

      Answer rotated = owner().write("POST", path + "/secret", "");
      var _ = owner().write("POST", path + "/ping", "");
      until(() -> receiver.heard().size() == 4);
      Heard last = receiver.heard().get(3);
      assertThat(rotated.text("secret")).isNotEqualTo(made.text("secret"));
      assertThat(last.isSignedBy(rotated.text("secret"))).isTrue();
      assertThat(last.isSignedBy(made.text("secret"))).isTrue();
      assertThat(MARKET.people().willow().owner().get(path).status()).isEqualTo(404);
      remove(made);
    }
  }

  /// One from before is kept plainly; it is sealed when it signs next.
  @Test
  void aSecretIsSealedAndOneFromBeforeBecomesSo() throws Exception {
    try (HookReceiver receiver = new HookReceiver()) {
      Answer made = make(receiver.url(), "[\"order.expired\"]");
      String path = hooks() + "/" + made.text("id");
      String secret = made.text("secret");
      assertThat(kept(made)).startsWith("sealed:").doesNotContain(secret);

      MARKET
          .app()
          .jdbc()
          .sql("UPDATE webhook_endpoints SET secret = ? WHERE id = CAST(? AS UUID)")
          .params(secret, made.text("id"))
          .update();
      for (int i = 1; i <= 2; i++) {
        int sent = i;
        Answer ping = owner().write("POST", path + "/ping", "");
        owner().until(path + "/messages/" + ping.text("id"), "/state", "DELIVERED");
        assertThat(receiver.heard()).hasSize(sent);
        assertThat(receiver.heard().getLast().isSignedBy(secret)).isTrue();
        assertThat(kept(made)).startsWith("sealed:");
      }
      remove(made);
    }
  }

  private static String kept(Answer made) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT secret FROM webhook_endpoints WHERE id = CAST(? AS UUID)")
        .param(made.text("id"))
        .query(String.class)
        .single();
  }

  @Test
  void whatFailsForDaysIsSwitchedOffAndHeldUntilItIsPutRight() throws Exception {
    try (HookReceiver receiver = new HookReceiver()) {
      receiver.answers(302, "");
      Answer made = make(receiver.url(), "[\"order.expired\"]");
      String path = hooks() + "/" + made.text("id");
      MARKET
          .app()
          .jdbc()
          .sql("UPDATE webhook_endpoints SET failing_since = now() - interval '6 d' WHERE id = ?")
          .param(UUID.fromString(made.text("id")))
          .update();
      String ping = owner().write("POST", path + "/ping", "").text("id");
      owner().until(path, "/enabled", "false");
      owner().until(path + "/messages/" + ping, "/state", "HELD");
      assertThat(receiver.heard()).as("no redirect is followed").hasSize(1);
      assertThat(owner().write("POST", path + "/ping", "").outcome())
          .isEqualTo("409 webhook.disabled");
      assertThat(
              MARKET
                  .app()
                  .jdbc()
                  .sql("SELECT count(*) FROM mails WHERE text LIKE ?")
                  .param("%" + receiver.url() + "%")
                  .query(Integer.class)
                  .single())
          .isEqualTo(1);

      receiver.answers(204, "");
      String wish = "{\"url\":\"" + receiver.url() + "\",\"types\":[],\"enabled\":true}";
      Answer enabled =
          owner().write("PUT", path, wish, "If-Match", owner().get(path).header("ETag"));
      assertThat(enabled.outcome()).as(enabled.response().body()).isEqualTo("200");
      owner().until(path + "/messages/" + ping, "/state", "DELIVERED");

      receiver.answers(410, "");
      var _ = owner().write("POST", path + "/ping", "");
      owner().until(path, "/trouble", "410 Gone");
      remove(made);
    }
  }

  @Test
  void nothingGoesBehindOurWalls() throws Exception {
    for (String url :
        List.of(
            "http://receiver.example/",
            "https://10.0.0.1/",
            "https://169.254.169.254/latest",
            "https://[fd00::1]/",
            "https://user@receiver.example/",
            "gopher://receiver.example/")) {
      assertThat(make(url, "[]").outcome()).as(url).isEqualTo("422 webhook.bad-address");
    }
    assertThat(make("https://receiver.example/", "[\"order.lost\"]").outcome())
        .isEqualTo("422 request.field-malformed");
  }

  private static ApiClient owner() {
    return MARKET.lotus().owner();
  }

  private static String hooks() {
    return MARKET.lotus().path("/webhooks");
  }

  private static Answer make(String url, String types) throws Exception {
    return owner().write("POST", hooks(), "{\"url\":\"" + url + "\",\"types\":" + types + "}");
  }

  private static void remove(Answer made) throws Exception {
    assertThat(owner().write("DELETE", hooks() + "/" + made.text("id"), "").status())
        .isEqualTo(204);
  }

  private static List<JsonNode> messages(Answer made, String state) {
    try {
      String path = hooks() + "/" + made.text("id") + "/messages?limit=100&state=" + state;
      return owner().get(path).json().path("items").valueStream().toList();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static void until(BooleanSupplier met) {
    assertThat(
            Polling.until(
                Duration.ofSeconds(60),
                () -> met.getAsBoolean() ? Optional.of(true) : Optional.empty()))
        .isPresent();
  }
}
