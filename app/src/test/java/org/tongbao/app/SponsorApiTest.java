package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.primitives.Address;

/// Money for what is given away, from where it really comes: the platform's own, and a shop's.
final class SponsorApiTest {
  private static final String ROOT = "root@example.com";
  private static final String SPONSOR = "/api/v1/platform/sponsor/";

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD);

  private static ApiClient root;

  @BeforeAll
  static void open() throws Exception {
    root = APP.client();
    root.signIn(ROOT, ApiClient.PASSWORD);
  }

  @Test
  void thePlatformsOwnMoneyPaysForItsCampaignsAndPoints() throws Exception {
    long own = minor(root.get(SPONSOR + "CNY"), "/own");
    Answer asked = fund(root, "CNY", "OWN_MONEY", 500_00);
    assertThat(asked.outcome() + asked.text("state")).isEqualTo("202PENDING");
    Answer done = root.until(SPONSOR + "CNY/fundings", "/items/0/state", "DONE");
    assertThat(done.at("/items/0/transaction")).startsWith("0x");
    Answer funds = root.get(SPONSOR + "CNY");
    assertThat(minor(funds, "/balance")).isEqualTo(500_00);
    assertThat(minor(funds, "/own")).isEqualTo(own - 500_00);
    assertThat(cash(funds.text("account"))).isEqualTo(500_00);

    String gift =
        """
        {"kind":"GIFT_CARD","nameZh":"礼品卡","nameEn":"Gift card","currency":"CNY","cap":30000,
         "perAccount":10000,"endsAt":"%s"}
        """
            .formatted(APP.clock().instant().plus(Duration.ofDays(30)));
    String platform = "/api/v1/platform/campaigns";
    String id = root.write("POST", platform, gift).at("/campaign/id");
    root.until(platform + "/" + id, "/campaign/state", "PUBLISHED");
    root.write("POST", platform + "/" + id + "/fundings", "{\"amountMinor\":30000}");
    root.until(platform + "/" + id, "/fundings/0/state", "DONE");
    ApiClient buyer = APP.client();
    buyer.begin("given@example.com");
    String claims = "/api/v1/campaigns/" + id + "/claims";
    assertThat(buyer.write("POST", claims, "{\"units\":10000}").outcome()).isEqualTo("202");
    buyer.until("/api/v1/me/vouchers", "/items/0/units", "10000");

    String pot = "/api/v1/platform/point-pots/CNY";
    root.write("POST", pot + "/fundings", "{\"amountMinor\":10000}");
    root.until(pot, "/fundings/0/state", "DONE");
    assertThat(root.get(pot).at("/pot/amountMinor")).isEqualTo("10000");
    assertThat(minor(root.get(SPONSOR + "CNY"), "/balance")).isEqualTo(100_00);
    root.get("/api/v1/platform/treasury")
        .json()
        .path("currencies")
        .forEach(each -> assertThat(each.path("difference").asLong()).isNotNegative());
  }

  /// M14: the platform's own money is on the chain once, however many ask for it at the same time.
  @Test
  void ownMoneyIsGivenAwayOnce() throws Exception {
    long own = minor(root.get(SPONSOR + "USD"), "/own");
    List<ApiClient> windows = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      ApiClient window = APP.client();
      window.signIn(ROOT, ApiClient.PASSWORD);
      windows.add(window);
    }
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> answers = new ArrayList<>();
      for (ApiClient window : windows) {
        answers.add(threads.submit(() -> fund(window, "USD", "OWN_MONEY", own / 2)));
      }
      for (Future<Answer> answer : answers) {
        outcomes.add(answer.get().outcome());
      }
    }
    assertThat(outcomes.stream().filter("202"::equals)).as(outcomes.toString()).hasSize(2);
    outcomes.removeIf("202"::equals);
    assertThat(outcomes).containsOnly("409 treasury.too-little-own-money");
    // What the reserve does not cover yet waits for its next statement.
    root.until(SPONSOR + "USD", "/balance/amountMinor", String.valueOf(own / 2 * 2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "CNY | {'source':'FEES','amountMinor':1}             | 409 treasury.too-little-fees",
        "CNY | {'source':'OWN_MONEY','amountMinor':999999999999} | 409"
            + " treasury.too-little-own-money",
        "CNY | {'source':'THIN_AIR','amountMinor':1}         | 400 request.malformed",
        "CNY | {'source':'FEES'}                             | 422 request.field-missing",
        "CNY | {'source':'FEES','amountMinor':0}             | 422 request.field-malformed",
        "BTC | {'source':'FEES','amountMinor':1}             | 422 currency.not-accepted"
      })
  void refusesAndSaysWhy(String currency, String body, String outcome) throws Exception {
    Answer answer = root.write("POST", SPONSOR + currency + "/fundings", body.replace('\'', '"'));
    assertThat(answer.outcome()).isEqualTo(outcome);
  }

  @Test
  void aShopsRechargePaysForItsCampaign() throws Exception {
    Shop shop = Shop.live(APP, root, "generous", "CNY");
    String wallet = shop.path("/wallet");
    Answer begun =
        shop.owner()
            .write(
                "POST",
                wallet + "/recharges",
                """
                {"amount":{"amountMinor":20000,"currency":"CNY"},"method":"sandbox",
                 "returnTo":"https://shop.example/"}
                """);
    assertThat(begun.outcome()).isEqualTo("201");
    String payment = "/api/v1/payments/" + begun.at("/payments/0/id");
    pay(shop.owner().until(payment, "/state", "OPEN").text("payAt"));
    shop.owner().until(begun.header("Location"), "/state", "CREDITED");
    assertThat(shop.owner().get("/api/v1/wallet/recharges/" + begun.text("id")).status())
        .isEqualTo(404);
    Answer known = shop.owner().get(wallet);
    assertThat(cash(known.text("account"))).isEqualTo(20_000);
    assertThat(known.json().path("balances").findValuesAsString("amountMinor")).contains("20000");
    assertThat(shop.owner().get(wallet + "/statement").at("/items/0/kind")).isEqualTo("DEPOSIT");

    String coupon =
        """
        {"kind":"COUPON","nameZh":"满减","nameEn":"Off","valueMinor":1000,"thresholdMinor":5000,
         "cap":20,"perAccount":1,"funded":true,"endsAt":"%s"}
        """
            .formatted(APP.clock().instant().plus(Duration.ofDays(30)));
    String desk = shop.path("/campaigns");
    String id = shop.owner().write("POST", desk, coupon).at("/campaign/id");
    shop.owner().until(desk + "/" + id, "/campaign/state", "PUBLISHED");
    shop.owner().write("POST", desk + "/" + id + "/fundings", "{\"amountMinor\":20000}");
    shop.owner().until(desk + "/" + id, "/fundings/0/state", "DONE");
    assertThat(shop.owner().get(desk + "/" + id).text("potMinor")).isEqualTo("20000");
    ApiClient stranger = APP.client();
    stranger.begin("nosy@example.com");
    assertThat(stranger.get(wallet).outcome()).isEqualTo("404 request.not-found");
  }

  private static Answer fund(ApiClient client, String currency, String source, long amountMinor)
      throws Exception {
    return client.write(
        "POST",
        SPONSOR + currency + "/fundings",
        "{\"source\":\"%s\",\"amountMinor\":%d}".formatted(source, amountMinor));
  }

  private static long minor(Answer answer, String field) {
    return answer.json().at(field + "/amountMinor").asLong();
  }

  private static long cash(String account) {
    return APP.bean(ChainView.class)
        .call(APP.bean(Contracts.class).cash("CNY").balanceOf(Address.fromHex(account)))
        .toLongExact();
  }

  /// The payer presses the button of the bank's page.
  private static void pay(String address) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest press =
          HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.noBody()).build();
      assertThat(browser.send(press, BodyHandlers.discarding()).statusCode()).isEqualTo(303);
    }
  }
}
