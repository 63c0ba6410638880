package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;

/// Money in and out over HTTP: the whole application with its chain and the sandbox bank.
final class WalletApiTest {
  private static final String ROOT = "root@example.com";

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD);

  private static ApiClient root;
  private static ApiClient buyer;
  private static ApiClient stranger;
  private static ApiClient finance;
  private static ApiClient colleague;

  @BeforeAll
  static void begin() throws Exception {
    root = APP.client();
    assertThat(root.signIn(ROOT, ApiClient.PASSWORD).status()).isEqualTo(201);
    buyer = APP.client();
    buyer.begin("buyer@example.com");
    stranger = APP.client();
    stranger.begin("stranger@example.com");
    finance = financier("finance@example.com");
    colleague = financier("colleague@example.com");
  }

  @Test
  void moneyComesInAndGoesOutAgain() throws Exception {
    Answer begun = buyer.write("POST", "/api/v1/wallet/recharges", recharge(10_000, "CNY"));
    assertThat(begun.outcome()).isEqualTo("201");
    String recharge = begun.header("Location");
    String payment = begun.json().at("/payments/0/id").asString();
    Answer open = buyer.until("/api/v1/payments/" + payment, "/state", "OPEN");
    payAt(open.text("payAt"));
    buyer.until(recharge, "/state", "CREDITED");
    assertThat(balance(buyer)).isEqualTo(10_000);
    assertThat(stranger.get(recharge).outcome()).isEqualTo("404 request.not-found");
    assertThat(stranger.get("/api/v1/payments/" + payment).outcome())
        .isEqualTo("404 request.not-found");

    Answer asked = buyer.write("POST", "/api/v1/wallet/withdrawals", withdrawal(4_000, "ORIGINAL"));
    assertThat(asked.outcome()).isEqualTo("201");
    String own = asked.header("Location");
    String platform = "/api/v1/platform/withdrawals/" + asked.text("id");
    buyer.until(own, "/state", "HELD");
    assertThat(stranger.get(own).outcome()).isEqualTo("404 request.not-found");

    assertThat(finance.write("PUT", platform + "/approval", "").status()).isEqualTo(428);
    String tag = finance.get(platform).header("ETag");
    assertThat(approve(finance, platform, tag).status()).isEqualTo(200);
    finance.until(platform, "/withdrawal/state", "APPROVED_ONCE");
    assertThat(approve(colleague, platform, tag).status()).isEqualTo(412);
    String next = finance.get(platform).header("ETag");
    assertThat(approve(finance, platform, next).outcome()).isEqualTo("409 wallet.same-person");
    assertThat(approve(colleague, platform, next).status()).isEqualTo(200);
    buyer.until(own, "/state", "PAID");
    assertThat(balance(buyer)).isEqualTo(6_000);
    assertThat(buyer.get("/api/v1/payments/" + payment).json().at("/refunded/amountMinor").asLong())
        .isEqualTo(4_000);

    Answer statement = buyer.get("/api/v1/wallet/statement?unit=CNY&limit=1");
    assertThat(statement.json().at("/items/0/amount").asLong()).isEqualTo(-4_000);
    assertThat(statement.json().at("/items/0/transaction").asString()).startsWith("0x");
    Answer rest = buyer.get("/api/v1/wallet/statement?cursor=" + statement.text("next"));
    assertThat(rest.json().at("/items/0/amount").asLong()).isEqualTo(10_000);
    assertThat(buyer.get("/api/v1/wallet/statement.csv").response().body().lines())
        .hasSize(3)
        .element(1)
        .asString()
        .contains(",WITHDRAWAL,CNY,-4000,0x");
    assertThat(stranger.get("/api/v1/wallet/statement").json().path("items")).isEmpty();

    Answer books = finance.get("/api/v1/platform/treasury");
    books
        .json()
        .path("currencies")
        .forEach(currency -> assertThat(currency.path("difference").asLong()).isNotNegative());
  }

  @Test
  void aWithdrawalIsRejectedWithAReason() throws Exception {
    ApiClient other = APP.client();
    other.begin("rejected@example.com");
    credit(other, 5_000);
    Answer asked = other.write("POST", "/api/v1/wallet/withdrawals", withdrawal(5_000, "ACCOUNT"));
    String own = asked.header("Location");
    String platform = "/api/v1/platform/withdrawals/" + asked.text("id");
    other.until(own, "/state", "HELD");
    String tag = finance.get(platform).header("ETag");
    assertThat(finance.write("PUT", platform + "/rejection", "{}", "If-Match", tag).outcome())
        .isEqualTo("422 request.field-missing");
    assertThat(
            finance
                .write(
                    "PUT", platform + "/rejection", "{\"reason\":\"wrong name\"}", "If-Match", tag)
                .status())
        .isEqualTo(200);
    Answer back = other.until(own, "/state", "RETURNED");
    assertThat(back.text("reason")).isEqualTo("wrong name");
    assertThat(balance(other)).isEqualTo(5_000);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                          | 422 request.field-missing",
        "{'amount':{'amountMinor':0,'currency':'CNY'}}               | 422 request.field-malformed",
        "{'amount':{'amountMinor':-5,'currency':'CNY'}}              | 422 request.field-malformed",
        "{'amount':{'amountMinor':1.5,'currency':'CNY'}}             | 400 request.malformed",
        "{'amount':{'amountMinor':100,'currency':'XXX'},'method':'sandbox','returnTo':'http://a.b'}"
            + "   | 422 request.field-malformed",
        "{'amount':{'amountMinor':100,'currency':'BTC'},'method':'sandbox','returnTo':'http://a.b'}"
            + "   | 422 currency.not-accepted",
        "{'amount':{'amountMinor':100,'currency':'CNY'},'method':'barter','returnTo':'http://a.b'} "
            + "   | 422 payment.method-not-offered",
        "{'amount':{'amountMinor':100,'currency':'CNY'},'method':'sandbox','returnTo':'javascript:1'}"
            + " | 422 request.field-malformed",
        "{'amount':{'amountMinor':100,'currency':'CNY'},'method':'sandbox'}                        "
            + "   | 422 request.field-missing",
        "{'credited':1}                                              | 400 request.malformed"
      })
  void badRechargesAreRefused(String body, String outcome) throws Exception {
    assertThat(buyer.write("POST", "/api/v1/wallet/recharges", body.replace('\'', '"')).outcome())
        .isEqualTo(outcome);
  }

  @Test
  void badWithdrawalsAreRefused() throws Exception {
    assertThat(
            stranger
                .write("POST", "/api/v1/wallet/withdrawals", withdrawal(1, "ORIGINAL"))
                .outcome())
        .isEqualTo("409 wallet.balance-too-small");
    assertThat(
            stranger
                .write("POST", "/api/v1/wallet/withdrawals", withdrawal(1, "MATTRESS"))
                .outcome())
        .isEqualTo("422 request.field-malformed");
    assertThat(finance.get("/api/v1/platform/withdrawals?state=GONE").outcome())
        .isEqualTo("422 request.field-malformed");
    assertThat(finance.get("/api/v1/platform/withdrawals/1").outcome())
        .isEqualTo("404 request.not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "POST /api/v1/payments/notifications/sandbox, 400 payment.notification-rejected",
    "POST /api/v1/payments/notifications/nobody,  404 request.not-found"
  })
  void notificationsNeedNoTokenAndAreBelievedOnlyWhenSigned(String call, String outcome)
      throws Exception {
    var response = APP.post(call.substring("POST ".length()), "reference=1&state=paid&sign=AAAA");
    assertThat(response.statusCode()).isEqualTo(Integer.parseInt(outcome.substring(0, 3)));
    assertThat(response.body()).contains(outcome.substring(4));
  }

  @Test
  void onlyFinanceDecidesAndOnlyStaffLooks() throws Exception {
    String any = "/api/v1/platform/withdrawals/019a0000-0000-7000-8000-000000000000";
    assertThat(buyer.get("/api/v1/platform/treasury").status()).isEqualTo(403);
    assertThat(buyer.get("/api/v1/platform/withdrawals").status()).isEqualTo(403);
    assertThat(root.get("/api/v1/platform/withdrawals").status()).isEqualTo(200);
    assertThat(root.write("PUT", any + "/approval", "").status()).isEqualTo(403);
    assertThat(finance.write("PUT", any + "/approval", "").status()).isEqualTo(404);
    assertThat(APP.client().get("/api/v1/wallet").status()).isEqualTo(401);
  }

  private static ApiClient financier(String name) throws Exception {
    ApiClient client = APP.client();
    String id = client.begin(name);
    root.write("PUT", "/api/v1/users/" + id + "/roles/FINANCE", "");
    return client;
  }

  private static void credit(ApiClient client, long amountMinor) throws Exception {
    Answer begun = client.write("POST", "/api/v1/wallet/recharges", recharge(amountMinor, "CNY"));
    String payment = begun.json().at("/payments/0/id").asString();
    payAt(client.until("/api/v1/payments/" + payment, "/state", "OPEN").text("payAt"));
    client.until(begun.header("Location"), "/state", "CREDITED");
  }

  private static Answer approve(ApiClient client, String platform, String tag) throws Exception {
    return client.write("PUT", platform + "/approval", "", "If-Match", tag);
  }

  private static String recharge(long amountMinor, String currency) {
    return "{\"amount\":{\"amountMinor\":%d,\"currency\":\"%s\"},\"method\":\"sandbox\",\"returnTo\":\"https://shop.example/\"}"
        .formatted(amountMinor, currency);
  }

  private static String withdrawal(long amountMinor, String destination) {
    return "{\"amount\":{\"amountMinor\":%d,\"currency\":\"CNY\"},\"destination\":\"%s\",\"accountToken\":\"token-1\"}"
        .formatted(amountMinor, destination);
  }

  /// The payer presses the button of the bank's page.
  private static void payAt(String address) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest press =
          HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.noBody()).build();
      assertThat(browser.send(press, BodyHandlers.discarding()).statusCode()).isEqualTo(303);
    }
  }

  private static long balance(ApiClient client) throws Exception {
    for (var each : client.get("/api/v1/wallet").json().path("balances")) {
      if (each.path("currency").asString().equals("CNY")) {
        return each.path("amountMinor").asLong();
      }
    }
    return -1;
  }
}
