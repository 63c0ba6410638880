package org.tongbao.app.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tongbao.ledger.market.Shop;
import org.tongbao.ledger.network.AnvilNetwork;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.ledger.rpc.RpcTransport;
import org.tongbao.market.audit.Finding;

/// A chain seen through JSON-RPC alone, told truly and untruly.
@Timeout(240)
final class RemoteChainTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());
  private static Shop shop;
  private static final OwnNetwork NETWORK = new OwnNetwork();

  @BeforeAll
  static void aDayOfTrade() {
    shop = new Shop(NETWORK);
    new MarketDay(shop).happen();
  }

  @AfterAll
  static void close() {
    shop.close();
  }

  private static Report verify(RpcTransport transport) {
    var client = new EthClient(transport, RpcLimits.DEFAULT);
    URI name = URI.create("http://localhost:1/");
    try (var source = new RemoteChain(name, 0, NOWHERE, Clock.systemUTC(), client)) {
      return new Verification(source, shop.contracts.address("Directory"), (event, log) -> {})
          .run();
    }
  }

  @Test
  void nothingIsFoundInAGoodChain() {
    Report report = verify(NETWORK.connect());
    assertThat(report.findings().all()).isEmpty();
    assertThat(report.clean()).isTrue();
    assertThat(report.books().orders()).hasSizeGreaterThan(7);
  }

  @Test
  void theDeploymentIsFound() {
    try (var source =
        new RemoteChain(
            URI.create("http://localhost:1/"), 0, NOWHERE, Clock.systemUTC(), NETWORK.client())) {
      assertThat(source.directories()).containsExactly(shop.contracts.address("Directory"));
    }
  }

  @Test
  void aChangedEventIsNoticed() {
    // 100.00 in the data of any event becomes 100.01.
    Report report = verify(lying("2710\"", "2711\""));
    assertNamed(report, "its receipts have the root");
  }

  @Test
  void aChangedHeaderIsNoticed() {
    Report report = verify(lying("\"gasLimit\":\"0x", "\"gasLimit\":\"0x1"));
    assertNamed(report, "its hash is");
  }

  @Test
  void stateThatDiffersFromTheEventsIsNoticed() {
    RpcTransport transport =
        answers(
            NETWORK.connect(),
            text -> text.replaceFirst("(\"result\":\"0x0{56})([0-9a-f]{7})1\"}$", "$1$27\"}"));
    Report report = verify(transport);
    assertThat(report.findings().all())
        .anySatisfy(each -> assertThat(each.check()).startsWith("contracts agree"));
  }

  @Test
  void theSameHoldsOfAnotherNode() {
    try (var anvil = new AnvilNetwork("--order", "fifo");
        var other = new Shop((TestNetwork) anvil)) {
      new MarketDay(other).happen();
      try (var source =
          new RemoteChain(
              URI.create("http://localhost:1/"), 0, NOWHERE, Clock.systemUTC(), anvil.client())) {
        Report report =
            new Verification(source, other.contracts.address("Directory"), (event, log) -> {})
                .run();
        assertThat(report.findings().all())
            .filteredOn(each -> each.level() == Finding.Level.DIFFERENCE)
            .isEmpty();
        assertThat(report.complete()).isTrue();
      }
    }
  }

  private static void assertNamed(Report report, String problem) {
    assertThat(report.clean()).isFalse();
    assertThat(report.findings().all())
        .anySatisfy(
            each -> {
              assertThat(each.subject()).startsWith("block ");
              assertThat(each.problem()).contains(problem);
            });
  }

  private static RpcTransport lying(String truth, String lie) {
    return answers(NETWORK.connect(), text -> text.replace(truth, lie));
  }

  private static RpcTransport answers(RpcTransport inner, UnaryOperator<String> change) {
    return new RpcTransport() {
      @Override
      public byte[] exchange(long firstId, byte[] request, Duration timeLimit) {
        return change
            .apply(new String(inner.exchange(firstId, request, timeLimit), UTF_8))
            .getBytes(UTF_8);
      }

      @Override
      public void close() {
        inner.close();
      }
    };
  }
}
