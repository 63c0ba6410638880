package org.tongbao.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.EngineStage.asked;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import org.tongbao.app.verify.Audit;
import org.tongbao.market.onchain.ChainNode;

/// Verifying a marketplace while it is used: what is under way is no difference.
final class EngineAuditTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final int TIMES = 6;

  @Test
  void findsNothingWhileOrdersArePlacedPaidAndCancelled() throws Exception {
    Buyer buyer = MARKET.buyer("busy@example.com");
    AtomicBoolean enough = new AtomicBoolean();
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<Integer> trade = threads.submit(() -> trade(buyer, enough));
      try {
        for (int i = 0; i < TIMES; i++) {
          assertThat(Audit.differencesNow(MARKET.app())).isEmpty();
          byCommand();
        }
      } finally {
        enough.set(true);
      }
      assertThat(trade.get()).isPositive();
    }
    assertThat(Audit.differences(MARKET.app())).isEmpty();
  }

  private static int trade(Buyer buyer, AtomicBoolean enough) throws Exception {
    int orders = 0;
    while (!enough.get()) {
      Part part = MARKET.paid(buyer);
      asked(buyer.client(), part.path() + "/cancellation", EngineMarket.reason(""));
      orders++;
    }
    return orders;
  }

  private static void byCommand() {
    RunningApplication app = MARKET.app();
    if (!(app.bean(ChainNode.class) instanceof EmbeddedChain)) {
      return;
    }
    var login = app.database().login();
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int status =
        Tongbao.run(
            List.of(
                "verify",
                "--rpc",
                app.address().resolve("/rpc").toString(),
                "--database.url",
                login.url(),
                "--database.user",
                login.user(),
                "--database.password",
                login.password()),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    assertThat(status).as(out.toString(UTF_8) + err.toString(UTF_8)).isZero();
  }
}
