package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import org.tongbao.app.ApiClient.Answer;

/// Money on its ways through a running application, by REST alone: for tests that then look at what
/// it left behind.
public final class ValueStage {
  public static final String ROOT = "root@example.com";

  private final RunningApplication app;
  private final ApiClient root;

  /// @param app started with [#ROOT] as its administrator
  public ValueStage(RunningApplication app) throws Exception {
    this.app = app;
    this.root = app.client();
    root.signIn(ROOT, ApiClient.PASSWORD);
  }

  /// The settings that an application for this needs.
  public static String[] settings() {
    return new String[] {
      "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD
    };
  }

  /// Recharges, withdrawals on every path, a shop, a funded campaign, money for points.
  public void happen() throws Exception {
    ApiClient buyer = app.client();
    buyer.begin("saver@example.com");
    recharge(buyer, "/api/v1/wallet/recharges", 10_000);
    ApiClient finance = financier("finance@example.com");
    ApiClient colleague = financier("colleague@example.com");
    withdraw(buyer, 1_000, "ORIGINAL");
    String burned = withdraw(buyer, 2_000, "ACCOUNT");
    approve(finance, burned);
    finance.until(burned, "/withdrawal/state", "APPROVED_ONCE");
    approve(colleague, burned);
    finance.until(burned, "/withdrawal/state", "BURNED");
    String back = withdraw(buyer, 1_500, "ORIGINAL");
    approve(finance, back);
    finance.until(back, "/withdrawal/state", "APPROVED_ONCE");
    approve(colleague, back);
    finance.until(back, "/withdrawal/state", "PAID");

    fund("/api/v1/platform/sponsor/CNY", "{\"source\":\"OWN_MONEY\",\"amountMinor\":50000}");
    String gift =
        """
        {"kind":"GIFT_CARD","nameZh":"礼品卡","nameEn":"Gift card","currency":"CNY","cap":30000,
         "perAccount":10000,"endsAt":"%s"}
        """
            .formatted(app.clock().instant().plus(Duration.ofDays(30)));
    String campaigns = "/api/v1/platform/campaigns/";
    String campaign = root.write("POST", campaigns.replaceFirst("/$", ""), gift).at("/campaign/id");
    root.until(campaigns + campaign, "/campaign/state", "PUBLISHED");
    root.write("POST", campaigns + campaign + "/fundings", "{\"amountMinor\":30000}");
    root.until(campaigns + campaign, "/fundings/0/state", "DONE");
    buyer.write("POST", "/api/v1/campaigns/" + campaign + "/claims", "{\"units\":700}");
    String pot = "/api/v1/platform/point-pots/CNY";
    root.write("POST", pot + "/fundings", "{\"amountMinor\":10000}");
    root.until(pot, "/fundings/0/state", "DONE");
    Shop shop = Shop.live(app, root, "audited", "CNY");
    recharge(shop.owner(), shop.path("/wallet/recharges"), 3_000);
    app.settle();
  }

  private void fund(String sponsor, String body) throws Exception {
    assertThat(root.write("POST", sponsor + "/fundings", body).outcome()).isEqualTo("202");
    root.until(sponsor + "/fundings", "/items/0/state", "DONE");
  }

  static void recharge(ApiClient payer, String place, long amountMinor) throws Exception {
    Answer begun =
        payer.write(
            "POST",
            place,
            """
            {"amount":{"amountMinor":%d,"currency":"CNY"},"method":"sandbox",
             "returnTo":"https://shop.example/"}
            """
                .formatted(amountMinor));
    String payment = "/api/v1/payments/" + begun.at("/payments/0/id");
    pay(payer.until(payment, "/state", "OPEN").text("payAt"));
    payer.until(begun.header("Location"), "/state", "CREDITED");
  }

  private static String withdraw(ApiClient owner, long amountMinor, String destination)
      throws Exception {
    Answer asked =
        owner.write(
            "POST",
            "/api/v1/wallet/withdrawals",
            """
            {"amount":{"amountMinor":%d,"currency":"CNY"},"destination":"%s","accountToken":"t-1"}
            """
                .formatted(amountMinor, destination));
    owner.until(asked.header("Location"), "/state", "HELD");
    return "/api/v1/platform/withdrawals/" + asked.text("id");
  }

  private static void approve(ApiClient cashier, String withdrawal) throws Exception {
    String tag = cashier.get(withdrawal).header("ETag");
    assertThat(cashier.write("PUT", withdrawal + "/approval", "", "If-Match", tag).status())
        .isEqualTo(200);
  }

  private ApiClient financier(String name) throws Exception {
    ApiClient client = app.client();
    String id = client.begin(name);
    root.write("PUT", "/api/v1/users/" + id + "/roles/FINANCE", "");
    return client;
  }

  /// The payer presses the button of the bank's page.
  static void pay(String address) throws Exception {
    try (HttpClient browser = HttpClient.newHttpClient()) {
      HttpRequest press =
          HttpRequest.newBuilder(URI.create(address)).POST(BodyPublishers.noBody()).build();
      assertThat(browser.send(press, BodyHandlers.discarding()).statusCode()).isEqualTo(303);
    }
  }
}
