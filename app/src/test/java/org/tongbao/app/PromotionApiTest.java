package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
import tools.jackson.databind.JsonNode;

/// Campaigns, vouchers and points over HTTP against the whole application with its chain.
final class PromotionApiTest {
  private static final String ROOT = "root@example.com";
  private static final String PLATFORM = "/api/v1/platform/campaigns";

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD);

  private static ApiClient root;
  private static Shop shop;
  private static String desk = "";

  @BeforeAll
  static void open() throws Exception {
    root = APP.client();
    root.signIn(ROOT, ApiClient.PASSWORD);
    shop = Shop.live(APP, root, "bargains", "CNY");
    desk = shop.path("/campaigns");
  }

  /// 20.00 off from 100.00 on.
  private static String coupon(long cap, long perAccount) {
    return """
    {"kind":"COUPON","nameZh":"满100减20","nameEn":"20 off 100","valueMinor":2000,
     "thresholdMinor":10000,"cap":%d,"perAccount":%d,"endsAt":"%s"}
    """
        .formatted(cap, perAccount, APP.clock().instant().plus(Duration.ofDays(30)));
  }

  @Test
  void isPublishedClaimedAndHeld() throws Exception {
    Answer asked = shop.owner().write("POST", desk, coupon(10, 1));
    String id = asked.at("/campaign/id");
    assertThat(asked.outcome()).isEqualTo("202");
    assertThat(asked.at("/campaign/state")).isEqualTo("PUBLISHING");
    assertThat(asked.at("/campaign/funded")).isEqualTo("false");
    APP.settle();

    ApiClient buyer = APP.client();
    buyer.begin("bargain-hunter@example.com");
    JsonNode open = buyer.get("/api/v1/campaigns?merchant=" + shop.id()).json().path("items");
    assertThat(open.findValuesAsString("id")).contains(id);
    assertThat(buyer.get("/api/v1/campaigns/" + id).text("state")).isEqualTo("PUBLISHED");

    Answer claim = buyer.write("POST", "/api/v1/campaigns/" + id + "/claims", "{}");
    assertThat(claim.outcome() + claim.text("state")).isEqualTo("202PENDING");
    APP.settle();
    assertThat(buyer.get("/api/v1/me/voucher-claims").at("/items/0/state")).isEqualTo("ISSUED");
    JsonNode held = buyer.get("/api/v1/me/vouchers").json().at("/items/0");
    assertThat(held.at("/campaign/id").asString()).isEqualTo(id);
    assertThat(held.path("units").asInt()).isOne();
    assertThat(buyer.write("POST", "/api/v1/campaigns/" + id + "/claims", "{}").outcome())
        .isEqualTo("409 promotion.limit-reached");
    assertThat(buyer.write("POST", "/api/v1/campaigns/" + id + "/recharges", "{}").outcome())
        .isEqualTo("409 promotion.wrong-kind");
    assertThat(shop.owner().get(desk + "/" + id).text("issued")).isEqualTo("1");
  }

  @Test
  void isHandedOutWhenItIsNotOpen() throws Exception {
    String closed = coupon(5, 2).replace("\"cap\"", "\"open\":false,\"cap\"");
    String id = shop.owner().write("POST", desk, closed).at("/campaign/id");
    APP.settle();
    ApiClient buyer = APP.client();
    String buyerId = buyer.begin("guest-of-honour@example.com");

    assertThat(buyer.write("POST", "/api/v1/campaigns/" + id + "/claims", "{}").outcome())
        .isEqualTo("409 promotion.not-open");
    String grant = "{\"user\":\"" + buyerId + "\",\"units\":2}";
    assertThat(shop.owner().write("POST", desk + "/" + id + "/grants", grant).outcome())
        .isEqualTo("202");
    APP.settle();
    assertThat(buyer.get("/api/v1/me/vouchers").at("/items/0/units")).isEqualTo("2");
    assertThat(shop.owner().write("POST", desk + "/" + id + "/grants", grant).outcome())
        .isEqualTo("409 promotion.limit-reached");
    String nobody = grant.replace(buyerId, UUID.randomUUID().toString());
    assertThat(shop.owner().write("POST", desk + "/" + id + "/grants", nobody).outcome())
        .isEqualTo("404 request.not-found");
  }

  @Test
  void aCodeIsShownOnceAndBecomesVouchers() throws Exception {
    String closed = coupon(5, 2).replace("\"cap\"", "\"open\":false,\"cap\"");
    String id = shop.owner().write("POST", desk, closed).at("/campaign/id");
    APP.settle();
    String codes = desk + "/" + id + "/codes";
    assertThat(shop.owner().keyless("POST", codes, "{\"count\":1,\"units\":3}").outcome())
        .isEqualTo("422 request.field-malformed");
    Answer made = shop.owner().keyless("POST", codes, "{\"count\":2,\"units\":2}");
    assertThat(made.outcome()).isEqualTo("201");
    assertThat(made.json().path("codes")).hasSize(2);
    ApiClient buyer = APP.client();
    buyer.begin("has-a-card@example.com");

    String use = "{\"code\":\"" + made.at("/codes/0") + "\"}";
    assertThat(buyer.write("POST", "/api/v1/me/voucher-codes", use).outcome()).isEqualTo("202");
    APP.settle();
    assertThat(buyer.get("/api/v1/me/vouchers").at("/items/0/units")).isEqualTo("2");
    assertThat(buyer.write("POST", "/api/v1/me/voucher-codes", use).outcome())
        .isEqualTo("422 promotion.unknown-code");
  }

  /// M7: the limit of an account holds however many requests come at once, and M22: none fails.
  @Test
  void aLimitHoldsAgainstManyRequestsAtOnce() throws Exception {
    String id = shop.owner().write("POST", desk, coupon(10, 1)).at("/campaign/id");
    APP.settle();
    APP.client().register("impatient@example.com");
    List<ApiClient> windows = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      ApiClient window = APP.client();
      window.signIn("impatient@example.com", ApiClient.PASSWORD);
      windows.add(window);
    }
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (ApiClient window : windows) {
        answers.add(
            threads.submit(
                () -> window.write("POST", "/api/v1/campaigns/" + id + "/claims", "{}")));
      }
      for (Future<Answer> answer : answers) {
        outcomes.add(answer.get().outcome());
      }
    }

    assertThat(outcomes).hasSize(8).containsOnlyOnce("202");
    outcomes.remove("202");
    assertThat(outcomes).containsOnly("409 promotion.limit-reached");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"kind\":\"COUPON\", | | 422 request.field-missing",
        "\"kind\":\"COUPON\" | \"kind\":\"LOTTERY\" | 400 request.malformed",
        "\"kind\":\"COUPON\" | \"kind\":\"GIFT_CARD\" | 422 request.field-malformed",
        "\"kind\":\"COUPON\" | \"kind\":\"RECHARGE\" | 422 request.field-malformed",
        "\"nameEn\":\"20 off 100\", | | 422 request.field-missing",
        "2000 | 0 | 422 request.field-malformed",
        "\"thresholdMinor\":10000 | \"thresholdMinor\":-1 | 422 request.field-malformed",
        "\"cap\":10 | \"cap\":0 | 422 request.field-malformed",
        "\"cap\":10 | \"cap\":1000000000000 | 422 request.field-malformed",
        "\"perAccount\":1 | \"perAccount\":11 | 422 request.field-malformed",
        "\"endsAt\" | \"startsAt\":\"2999-01-01T00:00:00Z\",\"endsAt\" | 422"
            + " request.field-malformed",
        "\"endsAt\" | \"currency\":\"USD\",\"endsAt\" | 422 request.field-malformed",
        "\"endsAt\" | \"pot\":1,\"endsAt\" | 400 request.malformed"
      })
  void refusesACampaignAndSaysWhy(String right, String wrong, String outcome) throws Exception {
    String bad = coupon(10, 1).replace(right, wrong == null ? "" : wrong);

    assertThat(shop.owner().write("POST", desk, bad).outcome()).isEqualTo(outcome);
  }

  @Test
  void anotherShopsCampaignIsNotThereAndOnlyLiveShopsPublish() throws Exception {
    String id = shop.owner().write("POST", desk, coupon(10, 1)).at("/campaign/id");
    Shop other = Shop.applied(APP, "newcomer", "CNY");
    String theirs = other.path("/campaigns");

    assertThat(other.owner().write("POST", theirs, coupon(10, 1)).outcome())
        .isEqualTo("409 promotion.not-selling");
    assertThat(other.owner().get(theirs + "/" + id).outcome()).isEqualTo("404 request.not-found");
    assertThat(other.owner().get(desk).outcome()).isEqualTo("404 request.not-found");
    String fund = "{\"amountMinor\":1}";
    assertThat(other.owner().write("POST", theirs + "/" + id + "/fundings", fund).outcome())
        .isEqualTo("404 request.not-found");
    assertThat(root.get(PLATFORM + "/" + id).outcome()).isEqualTo("404 request.not-found");
    assertThat(shop.owner().write("POST", desk + "/" + id + "/fundings", fund).outcome())
        .isEqualTo("409 promotion.wrong-kind");
  }

  @Test
  void thePlatformsCampaignNeedsItsMoney() throws Exception {
    String platforms = coupon(10, 1).replace("\"cap\"", "\"currency\":\"CNY\",\"cap\"");
    assertThat(shop.owner().write("POST", PLATFORM, platforms).outcome())
        .isEqualTo("403 request.forbidden");
    assertThat(root.write("POST", PLATFORM, coupon(10, 1)).outcome())
        .isEqualTo("422 request.field-missing");
    String free = platforms.replace("\"cap\"", "\"funded\":false,\"cap\"");
    assertThat(root.write("POST", PLATFORM, free).outcome())
        .isEqualTo("422 request.field-malformed");
    String id = root.write("POST", PLATFORM, platforms).at("/campaign/id");
    APP.settle();

    ApiClient buyer = APP.client();
    buyer.begin("hopeful@example.com");
    assertThat(buyer.write("POST", "/api/v1/campaigns/" + id + "/claims", "{}").outcome())
        .isEqualTo("409 promotion.not-funded");
    String tooMuch = "{\"amountMinor\":999999999999}";
    assertThat(root.write("POST", PLATFORM + "/" + id + "/fundings", tooMuch).outcome())
        .isEqualTo("202");
    APP.settle();
    Answer managed = root.get(PLATFORM + "/" + id);
    assertThat(managed.at("/fundings/0/state")).isEqualTo("REFUSED");
    assertThat(managed.text("potMinor")).isEqualTo("0");
  }

  @Test
  void pointRulesAreChangedByTheVersionThatWasRead() throws Exception {
    String path = "/api/v1/point-rules/JPY";
    String rule =
        """
        {"earnedPoints":10,"earnedPerMinor":100,"usedPoints":5,"usedValueMinor":1,"mostBps":3000}
        """;

    assertThat(APP.client().get(path).text("earnedPoints")).isEqualTo("5");
    assertThat(APP.client().get("/api/v1/point-rules").json().path("items")).hasSize(5);
    assertThat(shop.owner().write("PUT", path, rule, "If-Match", "\"1\"").status()).isEqualTo(403);
    assertThat(root.write("PUT", path, rule).outcome()).isEqualTo("428 request.version-needed");
    for (String wrong : List.of(rule.replace("5,", "0,"), rule.replace("3000", "10001"))) {
      assertThat(root.write("PUT", path, wrong, "If-Match", "\"1\"").outcome())
          .isEqualTo("422 request.field-malformed");
    }
    assertThat(root.write("PUT", path, rule, "If-Match", "\"1\"").text("mostBps"))
        .isEqualTo("3000");
    assertThat(root.write("PUT", path, rule, "If-Match", "\"1\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    assertThat(root.get("/api/v1/platform/point-pots/JPY").at("/pot/amountMinor")).isEqualTo("0");
    assertThat(root.get("/api/v1/platform/point-pots/BTC").outcome())
        .isEqualTo("422 currency.not-accepted");
  }
}
