package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineMarket.TOTAL;
import static org.tongbao.app.EngineMarket.reason;
import static org.tongbao.app.EngineMarket.refund;
import static org.tongbao.app.EngineStage.asked;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.EngineStage.Purse;
import org.tongbao.app.verify.Audit;
import tools.jackson.databind.JsonNode;

/// Orders that end before their time, over HTTP: all money goes where it belongs.
final class EngineEndingTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();

  @Test
  void cancelledBeforeItShippedAllMoneyGoesBack() throws Exception {
    Buyer buyer = MARKET.buyer("cancels@example.com");
    Purse before = STAGE.purse(buyer, MARKET.lotus());
    Part part = MARKET.paid(buyer);

    asked(buyer.client(), part.path() + "/cancellation", reason("不需要了"));
    STAGE.expect(part, "CANCELLED");
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before)).isEqualTo(new Purse(TOTAL, 0, 0));
    assertThat(MARKET.left(part)).isEqualTo("5 on hand, 0 reserved");
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void theMerchantCancelsWhatItCannotShip() throws Exception {
    Buyer buyer = MARKET.buyer("disappointed@example.com");
    Purse before = STAGE.purse(buyer, MARKET.lotus());
    Part part = MARKET.paid(buyer);

    asked(part.shop().owner(), part.desk() + "/cancellation", reason("broken in the store"));
    JsonNode cancelled = STAGE.expect(part, "CANCELLED");
    JsonNode last = line(cancelled, "Cancelled");
    assertThat(last.path("by").asString()).isEqualTo("MERCHANT");
    assertThat(last.path("note").asString()).isEqualTo("broken in the store");
    JsonNode back = line(cancelled, "RefundPaid");
    assertThat(back.path("amountMinor").asLong()).isEqualTo(TOTAL);
    assertThat(back.path("by").asString()).as("what follows is by the same").isEqualTo("MERCHANT");
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before)).isEqualTo(new Purse(TOTAL, 0, 0));
    assertThat(MARKET.left(part)).isEqualTo("5 on hand, 0 reserved");
    assertThat(
            part.shop().owner().write("POST", part.desk() + "/shipment", MARKET.parcel()).outcome())
        .isEqualTo("409 order.wrong-state");
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void unpaidItExpires() throws Exception {
    Buyer buyer = MARKET.buyer("forgets@example.com");
    Purse before = STAGE.purse(buyer, MARKET.lotus());
    Part part = MARKET.placed(buyer);
    assertThat(MARKET.left(part)).isEqualTo("5 on hand, 2 reserved");

    STAGE.later(Duration.ofMinutes(31));
    STAGE.expect(part, "CANCELLED");
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before)).isEqualTo(new Purse(0, 0, 0));
    assertThat(MARKET.left(part)).isEqualTo("5 on hand, 0 reserved");
    String payments = CheckoutStage.ORDERS + "/" + part.number() + "/payments";
    assertThat(buyer.client().write("POST", payments, "{\"method\":\"sandbox\"}").outcome())
        .isEqualTo("409 order.nothing-due");
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void notShippedInTimeItIsRefunded() throws Exception {
    Buyer buyer = MARKET.buyer("patient@example.com");
    Purse before = STAGE.purse(buyer, MARKET.lotus());
    Part part = MARKET.paid(buyer);
    JsonNode terms = STAGE.expect(part, "PAID").path("terms");

    STAGE.later(Duration.ofSeconds(terms.path("shipWithinSeconds").asLong()).plusMinutes(1));
    JsonNode cancelled = STAGE.expect(part, "CANCELLED");
    assertThat(line(cancelled, "RefundPaid").path("by").asString()).isEqualTo("TIME");
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(before)).isEqualTo(new Purse(TOTAL, 0, 0));
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  @Test
  void oneShopRefundsItsPartAndTheOtherGoesOn() throws Exception {
    Buyer buyer = MARKET.buyer("halves@example.com");
    Purse atLotus = STAGE.purse(buyer, MARKET.lotus());
    Purse atWillow = STAGE.purse(buyer, MARKET.people().willow());
    List<Part> parts = MARKET.placedAtBoth(buyer);
    Part pots = parts.getFirst();
    Part cups = parts.getLast();
    assertThat(pots.shop()).isEqualTo(MARKET.lotus());
    STAGE.payAtBank(buyer, pots.number());
    STAGE.expect(pots, "PAID");
    STAGE.expect(cups, "PAID");
    MARKET.ship(pots);
    asked(pots.shop().owner(), pots.desk() + "/refunds", refund(TOTAL));
    JsonNode refunded = STAGE.expect(pots, "REFUNDED");
    assertThat(minor(refunded.at("/order/refunded"))).isEqualTo(TOTAL);

    MARKET.ship(cups);
    long fee = minor(MARKET.receive(cups).at("/terms/fee"));
    MARKET.acknowledge(cups);
    STAGE.expect(pots, "REFUNDED");
    assertThat(STAGE.purse(buyer, MARKET.lotus()).since(atLotus))
        .isEqualTo(new Purse(TOTAL, 0, fee));
    assertThat(STAGE.purse(buyer, MARKET.people().willow()).since(atWillow))
        .isEqualTo(new Purse(TOTAL, 3 * 1_999 + 1_200 - fee, fee));
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  private static JsonNode line(JsonNode part, String event) {
    return part.path("history")
        .valueStream()
        .filter(it -> it.path("event").asString().equals(event))
        .findFirst()
        .orElseThrow();
  }
}
