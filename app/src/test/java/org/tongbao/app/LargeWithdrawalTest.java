package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineStage.asked;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;

/// Money that leaves, and people whom the platform lets in no more, in a marketplace at work.
final class LargeWithdrawalTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  /// The standard is 1,000 whole units: a session of half an hour ago is enough up to there.
  @Test
  void asksForASignInOfTheLastMinutes() throws Exception {
    String name = "large@example.com";
    Buyer buyer = MARKET.buyer(name);
    var _ = MARKET.stage().recharge(buyer, 300_000);
    MARKET.settle();
    MARKET.app().advance(Duration.ofMinutes(30));

    assertThat(withdraw(buyer, 100_001).outcome()).isEqualTo("403 identity.sign-in-again");
    assertThat(withdraw(buyer, 100_000).outcome()).isEqualTo("201");
    assertThat(buyer.client().signIn(name, ApiClient.PASSWORD).outcome()).isEqualTo("201");
    assertThat(withdraw(buyer, 100_001).outcome()).isEqualTo("201");
    MARKET.settle();
    MARKET.people().root().signIn("root@example.com", ApiClient.PASSWORD);
  }

  private static Answer withdraw(Buyer buyer, long amountMinor) throws Exception {
    return buyer
        .client()
        .write(
            "POST",
            "/api/v1/wallet/withdrawals",
            """
            {"amount":{"amountMinor":%d,"currency":"CNY"},"destination":"ACCOUNT",
             "accountToken":"bank-1"}
            """
                .formatted(amountMinor));
  }

  /// Disabled in the middle of an order: the parcel comes, and the money reaches the shop.
  @Test
  void ordersOfADisabledBuyerGoOn() throws Exception {
    String name = "goes-on@example.com";
    Buyer buyer = MARKET.buyer(name);
    Part part = MARKET.paid(buyer);
    ApiClient root = MARKET.people().root();
    String path = "/api/v1/users/" + buyer.id() + "/disablement";
    assertThat(root.write("PUT", path, "{\"reason\":\"fraud\"}").outcome()).isEqualTo("204");
    try {
      assertThat(buyer.client().get("/api/v1/me").status()).isEqualTo(401);
      asked(part.shop().owner(), part.desk() + "/shipment", MARKET.parcel());
      part.shop().owner().until(part.desk(), "/order/state", "SHIPPED");
      MARKET.endOrders();

      assertThat(part.shop().owner().get(part.desk()).at("/order/state")).isEqualTo("COMPLETED");
    } finally {
      assertThat(root.write("DELETE", path, "").outcome()).isEqualTo("204");
    }
  }
}
