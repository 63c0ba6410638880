package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;
import static org.tongbao.app.EngineMarket.TOTAL;
import static org.tongbao.app.EngineMarket.reason;
import static org.tongbao.app.EngineMarket.refund;
import static org.tongbao.app.EngineStage.asked;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.EngineStage.Purse;
import org.tongbao.app.verify.Audit;
import org.tongbao.ledger.network.AnvilNetwork;
import tools.jackson.databind.JsonNode;

/// An order to its end and a refund, over a node that is not ours. With the system property
/// `tongbao.chain.url` all other tests of the engine run over such a node too.
final class EngineAnvilTest {
  @RegisterExtension private static final OverAnvil ANVIL = new OverAnvil();

  @Test
  void anOrderIsPaidRefundedInPartAndCompleted() throws Exception {
    EngineMarket market = ANVIL.market();
    Buyer buyer = market.buyer("abroad@example.com");
    Purse before = market.stage().purse(buyer, market.lotus());
    Part part = market.shipped(buyer);
    asked(buyer.client(), part.path() + "/refund-requests", refund(2_000));
    market.stage().expect(part, "SHIPPED", "REQUESTED");
    market.stage().later(Duration.ofHours(72).plusMinutes(1));
    market.stage().expect(part, "SHIPPED");
    market.receive(part);
    JsonNode completed = market.acknowledge(part);

    assertThat(completed.at("/terms/pointsEarned").asLong()).isPositive();
    Purse end = market.stage().purse(buyer, market.lotus()).since(before);
    assertThat(end.buyer()).isEqualTo(2_000);
    assertThat(end.platform()).isPositive().isLessThanOrEqualTo(minor(completed.at("/terms/fee")));
    assertThat(end.merchant()).isEqualTo(TOTAL - 2_000 - end.platform());
    assertThat(Audit.differences(market.app())).isEmpty();
  }

  @Test
  void aCancelledOneGoesBack() throws Exception {
    EngineMarket market = ANVIL.market();
    Buyer buyer = market.buyer("back-home@example.com");
    Purse before = market.stage().purse(buyer, market.lotus());
    Part part = market.paid(buyer);
    asked(buyer.client(), part.path() + "/cancellation", reason("不需要了"));
    market.stage().expect(part, "CANCELLED");

    assertThat(market.stage().purse(buyer, market.lotus()).since(before))
        .isEqualTo(new Purse(TOTAL, 0, 0));
    assertThat(Audit.differences(market.app())).isEmpty();
  }

  /// A marketplace on an anvil of its own; where there is none, the tests say that they are
  /// skipped.
  private static final class OverAnvil implements BeforeAllCallback, AfterAllCallback {
    private @Nullable AnvilNetwork network;
    private @Nullable EngineMarket market;

    @Override
    public void beforeAll(ExtensionContext test) throws Exception {
      AnvilNetwork anvil = new AnvilNetwork();
      network = anvil;
      String url = anvil.webSocket().toString().replaceFirst("^ws", "http");
      EngineMarket opened = new EngineMarket("--chain.url", url);
      market = opened;
      opened.open(test);
    }

    @Override
    public void afterAll(ExtensionContext test) throws Exception {
      if (market != null) {
        market.close();
      }
      if (network != null) {
        network.close();
      }
    }

    EngineMarket market() {
      if (market == null) {
        throw new IllegalStateException("not started");
      }
      return market;
    }
  }
}
