package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineMarket.reason;
import static org.tongbao.app.EngineMarket.refund;
import static org.tongbao.app.EngineStage.asked;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import tools.jackson.databind.JsonNode;

/// What people are told while orders, claims and money go their way.
final class NotificationApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();
  private static final String NOTICES = "/api/v1/me/notifications";

  @Test
  void everyStepOfAnOrderIsToldOnceToThoseWhoWaitForIt() throws Exception {
    Buyer buyer = MARKET.buyer("told@example.com");
    speaks(buyer.client(), "en");
    Part part = MARKET.shipped(buyer);
    MARKET.receive(part);
    asked(part.shop().owner(), part.desk() + "/payout-acknowledgement", "");
    STAGE.expect(part, "COMPLETED");
    MARKET.settle();

    assertThat(topics(buyer.client(), part.number()))
        .containsExactly(
            "order.completed", "order.received", "order.shipped", "order.paid", "order.placed");
    assertThat(topics(part.shop().owner(), part.number()))
        .containsExactly("shop.order.settled", "shop.order.received", "shop.order.paid");
    JsonNode shipped = notice(buyer.client(), "order.shipped", part.number());
    assertThat(shipped.path("title").asString()).isEqualTo("Order shipped");
    assertThat(shipped.path("body").asString()).contains(part.number(), "lotus", "SF");
    assertThat(shipped.path("resource").asString()).isEqualTo("/api/v1/orders/" + part.number());
    assertThat(buyer.client().get(shipped.path("resource").asString()).status()).isEqualTo(200);
    Answer chinese = buyer.client().get(NOTICES + "?limit=1", "Accept-Language", "zh");
    assertThat(chinese.at("/items/0/title")).isEqualTo("订单已完成");

    Map<String, String> mails = mails("told@example.com");
    assertThat(mails.keySet())
        .containsExactlyInAnyOrder(
            "Order confirmed: " + part.number() + " · Tongbao",
            "Order paid: " + part.number() + " · Tongbao",
            "Order shipped: " + part.number() + " · Tongbao",
            "Order received: " + part.number() + " · Tongbao",
            "Order completed: " + part.number() + " · Tongbao");
    assertThat(mails.get("Order paid: " + part.number() + " · Tongbao")).contains("266.00 CNY");
    assertThat(mails("lotus@example.com", part.number()))
        .containsKey("待发货订单：" + part.number() + " · 通宝");
  }

  @Test
  void claimsAreToldToBothSides() throws Exception {
    Buyer buyer = MARKET.buyer("claims-told@example.com");
    Part part = MARKET.shipped(buyer);
    asked(buyer.client(), part.path() + "/refund-requests", refund(1_000));
    STAGE.expect(part, "SHIPPED", "REQUESTED");
    String refused = "{\"granted\":false,\"reason\":\"whole\"}";
    asked(part.shop().owner(), part.desk() + "/refund-answer", refused);
    STAGE.expect(part, "SHIPPED", "REFUSED");
    asked(buyer.client(), part.path() + "/disputes", reason("cracked"));
    STAGE.expect(part, "SHIPPED", "DISPUTED");
    asked(MARKET.people().support(), part.platform() + "/ruling", refund(500));
    STAGE.expect(part, "SHIPPED", "RULED");
    MARKET.settle();

    assertThat(topics(buyer.client(), part.number()))
        .startsWith("dispute.ruled", "dispute.opened", "refund.refused", "refund.requested");
    assertThat(topics(part.shop().owner(), part.number()))
        .startsWith("shop.dispute.ruled", "shop.dispute.opened", "shop.refund.requested");
    assertThat(notice(buyer.client(), "dispute.ruled", part.number()).path("body").asString())
        .contains("5.00 CNY");
  }

  @Test
  void anOrderThatIsNotPaidIsToldToHaveExpired() throws Exception {
    Buyer buyer = MARKET.buyer("expired-told@example.com");
    Part part = MARKET.placed(buyer);
    STAGE.later(java.time.Duration.ofMinutes(31));
    STAGE.expect(part, "CANCELLED");
    MARKET.settle();

    assertThat(topics(buyer.client(), part.number()))
        .containsExactly("order.expired", "order.placed");
  }

  @Test
  void moneyAndDecisionsAreTold() throws Exception {
    Buyer buyer = MARKET.buyer("money-told@example.com");
    String recharge = STAGE.recharge(buyer, 1_234);
    String application = Shop.application("told-shop", "CNY");
    Answer applied = buyer.client().write("POST", "/api/v1/merchants", application);
    assertThat(applied.outcome()).as(applied.response().body()).isEqualTo("201");
    String id = applied.text("id");
    String path = "/api/v1/platform/merchants/" + id;
    ApiClient reviewer = MARKET.people().reviewer();
    Answer returned =
        reviewer.write(
            "POST",
            path + "/return",
            reason("the licence is unreadable"),
            "If-Match",
            reviewer.get(path).header("ETag"));
    assertThat(returned.status()).as(returned.response().body()).isBetween(200, 299);
    MARKET.settle();

    JsonNode arrived = notice(buyer.client(), "recharge.arrived", "12.34 CNY");
    assertThat(arrived.path("resource").asString()).endsWith("/wallet/recharges/" + recharge);
    assertThat(
            notice(buyer.client(), "shop.merchant.returned", "told-shop").path("body").asString())
        .contains("the licence is unreadable");
  }

  @Test
  void whoWantsNoneGetsNone() throws Exception {
    Buyer buyer = MARKET.buyer("quiet@example.com");
    prefer(buyer.client(), "order.placed", false, true);
    prefer(buyer.client(), "order.paid", true, false);
    Part part = MARKET.paid(buyer);
    MARKET.settle();

    assertThat(topics(buyer.client(), part.number())).containsExactly("order.paid");
    assertThat(mails("quiet@example.com").keySet())
        .containsExactly("订单已确认：" + part.number() + " · 通宝");
    JsonNode chosen = buyer.client().get("/api/v1/me/notification-preferences").json();
    assertThat(chosen.path("items").valueStream())
        .anyMatch(it -> it.path("topic").asString().equals("order.paid") && !email(it))
        .anyMatch(it -> it.path("topic").asString().equals("order.shipped") && email(it));
    assertThat(
            buyer
                .client()
                .write(
                    "PUT",
                    "/api/v1/me/notification-preferences/no.such",
                    "{\"inApp\":true,\"email\":true}")
                .outcome())
        .isEqualTo("404 request.not-found");
  }

  @Test
  void whatWasReadIsCountedNoMore() throws Exception {
    Buyer buyer = MARKET.buyer("reads@example.com");
    Buyer other = MARKET.buyer("reads-not@example.com");
    MARKET.paid(buyer);
    MARKET.settle();
    JsonNode first = buyer.client().get(NOTICES + "?limit=1").json();
    String newest = first.at("/items/0/id").asString();
    String next = first.path("next").asString();
    String oldest = buyer.client().get(NOTICES + "?cursor=" + next).at("/items/0/id");
    assertThat(unread(buyer.client())).isEqualTo("2");

    assertThat(other.client().write("PUT", NOTICES + "/" + oldest + "/read-mark", "").outcome())
        .isEqualTo("404 request.not-found");
    String upTo = "{\"upTo\":\"" + oldest + "\"}";
    assertThat(other.client().write("PUT", NOTICES + "/read-mark", upTo).outcome())
        .isEqualTo("404 request.not-found");
    assertThat(buyer.client().write("PUT", NOTICES + "/read-mark", upTo).status()).isEqualTo(204);
    assertThat(unread(buyer.client())).isEqualTo("1");
    assertThat(buyer.client().get(NOTICES + "?unread=true").at("/items/0/id")).isEqualTo(newest);
    String mark = NOTICES + "/" + newest + "/read-mark";
    assertThat(buyer.client().write("PUT", mark, "").status()).isEqualTo(204);
    assertThat(buyer.client().write("PUT", mark, "").status()).isEqualTo(204);
    assertThat(unread(buyer.client())).isEqualTo("0");
    assertThat(unread(other.client())).isEqualTo("0");
  }

  private static boolean email(JsonNode preference) {
    return preference.path("email").asBoolean();
  }

  private static void speaks(ApiClient client, String language) throws Exception {
    String version = client.get("/api/v1/me").header("ETag");
    String body = "{\"language\":\"" + language + "\"}";
    assertThat(client.write("PATCH", "/api/v1/me", body, "If-Match", version).status())
        .isEqualTo(200);
  }

  private static void prefer(ApiClient client, String topic, boolean inApp, boolean email)
      throws Exception {
    String body = "{\"inApp\":" + inApp + ",\"email\":" + email + "}";
    assertThat(client.write("PUT", "/api/v1/me/notification-preferences/" + topic, body).status())
        .isEqualTo(200);
  }

  private static String unread(ApiClient client) throws Exception {
    return client.get(NOTICES + "/unread-count").at("/unread");
  }

  private static List<String> topics(ApiClient client, String about) throws Exception {
    return client
        .get(NOTICES + "?limit=100")
        .json()
        .path("items")
        .valueStream()
        .filter(it -> it.path("body").asString().contains(about))
        .map(it -> it.path("topic").asString())
        .toList();
  }

  private static JsonNode notice(ApiClient client, String topic, String about) throws Exception {
    return client
        .get(NOTICES + "?limit=100")
        .json()
        .path("items")
        .valueStream()
        .filter(it -> it.path("topic").asString().equals(topic))
        .filter(it -> it.path("body").asString().contains(about))
        .findFirst()
        .orElseThrow();
  }

  /// Texts by subject; a subject that comes twice fails.
  private static Map<String, String> mails(String to) {
    return mails(to, "");
  }

  /// Those whose subject names `about`.
  private static Map<String, String> mails(String to, String about) {
    Map<String, String> mails = new TreeMap<>();
    MARKET
        .app()
        .jdbc()
        .sql("SELECT subject, text FROM mails WHERE recipient = ? AND position(? IN subject) > 0")
        .params(to, about)
        .query(
            row -> {
              String earlier = mails.put(row.getString("subject"), row.getString("text"));
              assertThat(earlier).as(row.getString("subject")).isNull();
            });
    return mails;
  }
}
