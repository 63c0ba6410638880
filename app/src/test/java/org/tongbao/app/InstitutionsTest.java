package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.payments.PaymentReference;
import org.tongbao.payments.sandbox.Sandbox;
import org.tongbao.payments.sandbox.SandboxFlaw;

/// Paying at Alipay, WeChat Pay and by card over HTTP: the whole application, and for each
/// institution a stand-in that speaks its protocol and notifies the application by itself.
final class InstitutionsTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  @Test
  void offersThemAll() throws Exception {
    assertThat(APP.client().get("/api/v1/payment-methods").json().path("methods").valueStream())
        .map(method -> method.asString())
        .containsExactly("alipay", "card", "sandbox", "wechat");
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat", "card"})
  void aPaymentThereIsCreditedOnce(String method) throws Exception {
    ApiClient payer = APP.client();
    payer.begin(method + "@example.com");
    Answer recharge = recharge(payer, method);
    String payment = "/api/v1/payments/" + recharge.at("/payments/0/id");
    Answer open = payer.until(payment, "/state", "OPEN");

    Sandbox institution = sandbox(method);
    institution.courier().hold();
    pay(URI.create(open.text("payAt")));
    PaymentReference reference = reference(payment);
    long refusedBefore = refused(method);
    assertThat(institution.sendNotification(reference, SandboxFlaw.OTHER_KEY)).isFalse();
    assertThat(refused(method)).isEqualTo(refusedBefore + 1);
    assertThat(accepted(payment)).isZero();

    assertThat(institution.courier().release()).isEqualTo(1);
    assertThat(accepted(payment)).isEqualTo(1);
    Answer captured = payer.get(payment);
    assertThat(captured.text("state")).isEqualTo("CAPTURED");
    assertThat(captured.text("fit")).isEqualTo("EXACT");
    assertThat(captured.json().at("/paid/amountMinor").asLong()).isEqualTo(10_000);

    assertThat(institution.sendNotification(reference, SandboxFlaw.NONE)).isTrue();
    assertThat(accepted(payment)).isEqualTo(1);
    payer.until(recharge.header("Location"), "/state", "CREDITED");
    APP.settle();
    Answer statement = payer.get("/api/v1/wallet/statement?unit=CNY");
    assertThat(statement.json().path("items")).hasSize(1);
    assertThat(statement.json().at("/items/0/amount").asLong()).isEqualTo(10_000);
  }

  @ParameterizedTest
  @ValueSource(strings = {"alipay", "wechat", "card"})
  void aNotificationThatNobodySignedIsRefused(String method) throws Exception {
    var response = APP.post("/api/v1/payments/notifications/" + method, "out_trade_no=1&sign=AAAA");
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("payment.notification-rejected");
  }

  static Answer recharge(ApiClient payer, String method) throws Exception {
    Answer begun =
        payer.write(
            "POST",
            "/api/v1/wallet/recharges",
            """
            {"amount": {"amountMinor": 10000, "currency": "CNY"}, "method": "%s",
             "returnTo": "https://shop.example/"}
            """
                .formatted(method));
    assertThat(begun.outcome()).isEqualTo("201");
    return begun;
  }

  /// The payer opens the address, is led to the institution's page and presses its first button.
  static void pay(URI payAt) throws Exception {
    try (HttpClient browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
      URI page = payAt;
      HttpResponse<String> shown = send(browser, HttpRequest.newBuilder(page));
      while (shown.statusCode() == 303) {
        page = page.resolve(shown.headers().firstValue("Location").orElseThrow());
        shown = send(browser, HttpRequest.newBuilder(page));
      }
      assertThat(shown.body()).contains("<button name=\"action\" value=\"pay\">");
      HttpRequest.Builder press =
          HttpRequest.newBuilder(page)
              .header("Content-Type", "application/x-www-form-urlencoded")
              .POST(BodyPublishers.ofString("action=pay"));
      assertThat(send(browser, press).statusCode()).isEqualTo(303);
    }
  }

  private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request)
      throws Exception {
    return browser.send(request.build(), BodyHandlers.ofString());
  }

  private static Sandbox sandbox(String method) {
    return APP.bean(PaymentSandboxes.class).house().find(method).orElseThrow();
  }

  private static PaymentReference reference(String payment) {
    return new PaymentReference(
        APP.jdbc()
            .sql("SELECT reference FROM payment_attempts WHERE id = CAST(? AS UUID)")
            .param(id(payment))
            .query(String.class)
            .single());
  }

  /// How many notifications of this payment were acted on.
  private static long accepted(String payment) {
    return APP.jdbc()
        .sql("SELECT count(*) FROM payment_notifications WHERE attempt_id = CAST(? AS UUID)")
        .param(id(payment))
        .query(Long.class)
        .single();
  }

  /// How many notifications of this institution had no signature of its own.
  private static long refused(String method) {
    return APP.jdbc()
        .sql(
            """
            SELECT COALESCE(sum(count), 0) FROM payment_notification_refusals
            WHERE institution = ? AND reason = 'REJECTED'
            """)
        .param(method)
        .query(Long.class)
        .single();
  }

  private static String id(String payment) {
    return payment.substring(payment.lastIndexOf('/') + 1);
  }
}
