package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineMarket.TOTAL;
import static org.tongbao.app.EngineMarket.reason;
import static org.tongbao.app.EngineStage.asked;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
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
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.market.onchain.ChainProgress;
import tools.jackson.databind.JsonNode;

/// Orders over a node in another place, reached by WebSocket, where a block counts when two more
/// stand on it.
final class EngineConfirmationsTest {
  private static final int CONFIRMATIONS = 2;

  @RegisterExtension private static final Remote REMOTE = new Remote();

  @Test
  void anOrderGoesItsWayThroughBlocksThatCount() throws Exception {
    EngineMarket market = REMOTE.market();
    Buyer buyer = market.buyer("patient@example.com");
    Purse before = market.stage().purse(buyer, market.lotus());
    Part part = market.shipped(buyer);
    long fee = CheckoutStage.minor(market.receive(part).at("/terms/fee"));
    JsonNode completed = market.acknowledge(part);

    assertThat(market.stage().purse(buyer, market.lotus()).since(before))
        .isEqualTo(new Purse(0, TOTAL - fee, fee));
    assertThat(completed.at("/terms/pointsEarned").asLong()).isPositive();
    assertThat(Audit.differencesNow(market.app())).isEmpty();
  }

  @Test
  void aCancelledOneGoesBack() throws Exception {
    EngineMarket market = REMOTE.market();
    Buyer buyer = market.buyer("impatient@example.com");
    Purse before = market.stage().purse(buyer, market.lotus());
    Part part = market.paid(buyer);
    asked(buyer.client(), part.path() + "/cancellation", reason("不需要了"));
    market.stage().expect(part, "CANCELLED");

    assertThat(market.stage().purse(buyer, market.lotus()).since(before))
        .isEqualTo(new Purse(TOTAL, 0, 0));
    assertThat(Audit.differencesNow(market.app())).isEmpty();
  }

  @Test
  void theMirrorIsNeverAheadOfWhatCounts() {
    RunningApplication app = REMOTE.market().app();
    app.settle();
    ChainProgress progress = app.bean(ChainProgress.class);
    long mirrored = progress.mirroredBlock();
    assertThat(mirrored).isPositive();
    assertThat(app.bean(EthClient.class).blockNumber() - mirrored)
        .isGreaterThanOrEqualTo(CONFIRMATIONS);
    assertThat(progress.lostEvents()).isZero();
  }

  /// A marketplace whose node is elsewhere and makes a block ever so often, as public networks do.
  private static final class Remote implements BeforeAllCallback, AfterAllCallback {
    private static final long BLOCK_MILLIS = 100;

    private final OwnNetwork network = new OwnNetwork();
    private final RpcServer server = network.serve(0);
    private final ScheduledExecutorService blocks = Executors.newSingleThreadScheduledExecutor();
    private @Nullable EngineMarket market;

    @Override
    public void beforeAll(ExtensionContext test) throws Exception {
      var _ =
          blocks.scheduleWithFixedDelay(
              () -> network.mine(1), 0, BLOCK_MILLIS, TimeUnit.MILLISECONDS);
      EngineMarket opened =
          new EngineMarket(
              "--chain.url",
              "ws://127.0.0.1:" + server.port(),
              "--chain.confirmations",
              String.valueOf(CONFIRMATIONS));
      market = opened;
      opened.open(test);
    }

    @Override
    public void afterAll(ExtensionContext test) throws Exception {
      if (market != null) {
        market.close();
      }
      blocks.shutdown();
      assertThat(blocks.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
      server.close();
      network.close();
    }

    EngineMarket market() {
      if (market == null) {
        throw new IllegalStateException("not started");
      }
      return market;
    }
  }
}
