package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineMarket.TOTAL;
import static org.tongbao.app.EngineMarket.reason;
import static org.tongbao.app.EngineMarket.refund;
import static org.tongbao.app.EngineStage.asked;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.EngineStage.Purse;
import org.tongbao.app.verify.Audit;
import tools.jackson.databind.JsonNode;

/// Refunds and disputes over HTTP, between buyer, shop, arbiter and arbiter of appeals.
final class EngineClaimTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();

  @Test
  void aPartIsRefundedBeforeAndAfterTheMerchantWasPaid() throws Exception {
    Buyer buyer = MARKET.buyer("refunds@example.com");
    Purse before = purse(buyer);
    Part part = MARKET.shipped(buyer);
    asked(part.shop().owner(), part.desk() + "/refunds", refund(1_000));
    JsonNode early = STAGE.expect(part, "SHIPPED");
    assertThat(minor(early.at("/order/refunded"))).isEqualTo(1_000);
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(1_000, 0, 0));

    MARKET.receive(part);
    Purse settled = purse(buyer).since(before);
    assertThat(settled.buyer()).isEqualTo(1_000);
    assertThat(settled.merchant() + settled.platform()).isEqualTo(TOTAL - 1_000);

    asked(part.shop().owner(), part.desk() + "/refunds", refund(600));
    JsonNode late = STAGE.expect(part, "SETTLED");
    assertThat(minor(late.at("/order/refunded"))).isEqualTo(1_600);
    Purse end = purse(buyer).since(before);
    assertThat(end.buyer() + minor(late.path("owed"))).isEqualTo(1_600);
    assertThat(end.buyer() + end.merchant() + end.platform()).isEqualTo(TOTAL);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void aMerchantsSilenceGrantsARefund() throws Exception {
    Buyer buyer = MARKET.buyer("waits@example.com");
    Purse before = purse(buyer);
    Part part = MARKET.shipped(buyer);
    asked(buyer.client(), part.path() + "/refund-requests", refund(2_000));
    STAGE.expect(part, "SHIPPED", "REQUESTED");

    STAGE.later(Duration.ofHours(72).plusMinutes(1));
    JsonNode granted = STAGE.expect(part, "SHIPPED");
    assertThat(minor(granted.at("/order/refunded"))).isEqualTo(2_000);
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(2_000, 0, 0));
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void aRefusedRefundIsDisputedAndRuled() throws Exception {
    Buyer buyer = MARKET.buyer("disputes@example.com");
    Purse before = purse(buyer);
    Part part = disputed(buyer, 5_000);
    asked(MARKET.people().support(), part.platform() + "/ruling", refund(3_000));
    JsonNode ruled = STAGE.expect(part, "SHIPPED", "RULED");
    assertThat(minor(ruled.at("/claim/ruling"))).isEqualTo(3_000);
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(0, 0, 0));

    STAGE.later(Duration.ofDays(3).plusMinutes(1));
    JsonNode end = STAGE.expect(part, "SHIPPED");
    assertThat(minor(end.at("/order/refunded"))).isEqualTo(3_000);
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(3_000, 0, 0));
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void aRulingIsAppealedOnceAndRuledBySomebodyElse() throws Exception {
    Buyer buyer = MARKET.buyer("appeals@example.com");
    ApiClient support = MARKET.people().support();
    Purse before = purse(buyer);
    Part part = disputed(buyer, 8_000);
    asked(support, part.platform() + "/ruling", refund(7_000));
    STAGE.expect(part, "SHIPPED", "RULED");

    asked(part.shop().owner(), part.desk() + "/appeals", reason("it was whole, see picture 2"));
    STAGE.expect(part, "SHIPPED", "APPEALED");
    assertThat(support.write("POST", part.platform() + "/appeal-ruling", refund(1)).outcome())
        .isEqualTo("403 request.forbidden");
    assertThat(
            MARKET
                .people()
                .root()
                .write("POST", part.platform() + "/appeal-ruling", refund(8_001))
                .outcome())
        .isEqualTo("422 order.bad-amount");
    asked(MARKET.people().root(), part.platform() + "/appeal-ruling", refund(2_500));
    JsonNode ended = STAGE.expect(part, "SHIPPED");
    assertThat(minor(ended.at("/order/refunded"))).isEqualTo(2_500);
    assertThat(buyer.client().write("POST", part.path() + "/appeals", reason("more")).outcome())
        .isEqualTo("409 order.wrong-claim");
    assertThat(purse(buyer).since(before)).isEqualTo(new Purse(2_500, 0, 0));

    long fee = settledFee(part, before);
    assertThat(fee).isPositive();
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// The fee of what was not refunded, which is what everybody together did not get back.
  private static long settledFee(Part part, Purse before) throws Exception {
    MARKET.receive(part);
    Purse end = purse(part.buyer()).since(before);
    assertThat(end.buyer() + end.merchant() + end.platform()).isEqualTo(TOTAL);
    return end.platform();
  }

  @Test
  void whoeverRuledFirstDoesNotHearTheAppeal() throws Exception {
    Buyer buyer = MARKET.buyer("impartial@example.com");
    ApiClient root = MARKET.people().root();
    String rootId = root.get("/api/v1/me").text("id");
    String role = "/api/v1/users/" + rootId + "/roles/SUPPORT";
    Part part = disputed(buyer, 4_000);
    assertThat(root.write("PUT", role, "").status()).isBetween(200, 204);
    asked(root, part.platform() + "/ruling", refund(4_000));
    STAGE.expect(part, "SHIPPED", "RULED");
    asked(part.shop().owner(), part.desk() + "/appeals", reason("no"));
    STAGE.expect(part, "SHIPPED", "APPEALED");

    assertThat(root.write("POST", part.platform() + "/appeal-ruling", refund(4_000)).outcome())
        .isEqualTo("409 order.same-arbiter");
    assertThat(root.write("DELETE", role, "").status()).isBetween(200, 204);
    // Silent for seven days: the first ruling stands.
    STAGE.later(Duration.ofDays(7).plusMinutes(1));
    JsonNode end = STAGE.expect(part, "SHIPPED");
    assertThat(minor(end.at("/order/refunded"))).isEqualTo(4_000);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void aClaimThatIsTakenBackLetsTheOrderGoOn() throws Exception {
    Buyer buyer = MARKET.buyer("relents@example.com");
    Part part = MARKET.shipped(buyer);
    asked(buyer.client(), part.path() + "/refund-requests", refund(2_000));
    STAGE.expect(part, "SHIPPED", "REQUESTED");
    assertThat(buyer.client().write("POST", part.path() + "/refund-requests", refund(1)).outcome())
        .isEqualTo("409 order.claim-open");
    asked(buyer.client(), part.path() + "/claim-withdrawal", "");
    JsonNode back = STAGE.expect(part, "SHIPPED");
    assertThat(back.at("/claim/failed").asInt()).isOne();
    MARKET.receive(part);
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  /// Asked for, refused by the shop, and brought before the platform.
  private static Part disputed(Buyer buyer, long amount) throws Exception {
    Part part = MARKET.shipped(buyer);
    asked(buyer.client(), part.path() + "/refund-requests", refund(amount));
    STAGE.expect(part, "SHIPPED", "REQUESTED");
    asked(
        part.shop().owner(),
        part.desk() + "/refund-answer",
        "{\"granted\":false,\"reason\":\"it was whole\"}");
    STAGE.expect(part, "SHIPPED", "REFUSED");
    asked(buyer.client(), part.path() + "/disputes", reason("photo 1"));
    STAGE.expect(part, "SHIPPED", "DISPUTED");
    return part;
  }

  private static Purse purse(Buyer buyer) throws Exception {
    return STAGE.purse(buyer, MARKET.lotus());
  }
}
