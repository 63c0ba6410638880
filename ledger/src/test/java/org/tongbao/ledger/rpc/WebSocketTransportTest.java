package org.tongbao.ledger.rpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// WebSockets to our node's server, which comes and goes.
@Timeout(30)
class WebSocketTransportTest {
  private static final RpcLimits LIMITS =
      RpcLimits.DEFAULT.withTimeLimit(Duration.ofSeconds(5)).withMaxAnswerBytes(100_000);

  private static OwnNetwork network;

  private RpcServer server;
  private WebSocketTransport transport;
  private EthClient client;

  /// Keeps what it hears; `resumed` is null's place.
  private static final class Heard implements SubscriptionListener {
    private final BlockingQueue<String> news = new LinkedBlockingQueue<>();

    @Override
    public void notified(JsonNode result) {
      news.add(result.path("number").asString(""));
    }

    @Override
    public void resumed() {
      news.add("resumed");
    }

    private String next() throws InterruptedException {
      return String.valueOf(news.poll(20, TimeUnit.SECONDS));
    }
  }

  @BeforeAll
  static void startNetwork() {
    network = new OwnNetwork();
  }

  @AfterAll
  static void stopNetwork() {
    network.close();
  }

  @BeforeEach
  void connect() {
    server = network.serve(0);
    transport = new WebSocketTransport(URI.create("ws://127.0.0.1:" + server.port() + "/"), LIMITS);
    client = new EthClient(transport, LIMITS);
  }

  @AfterEach
  void disconnect() {
    client.close();
    server.close();
  }

  @Test
  void manyRequestsShareOneSocket() throws InterruptedException, ExecutionException {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<U256>> answers =
          IntStream.range(0, 200).mapToObj(i -> threads.submit(client::chainId)).toList();
      for (Future<U256> answer : answers) {
        assertThat(answer.get()).isEqualTo(U256.of(31337));
      }
    }
    assertThat(client.codes(List.of(Address.ZERO, Address.ZERO))).hasSize(2);
  }

  @Test
  void tellsNewHeadsAndTheListenerMayAsk() throws Exception {
    var heard = new Heard();
    try (AutoCloseable subscription =
        transport.subscribe(
            List.of("newHeads"),
            new SubscriptionListener() {
              @Override
              public void notified(JsonNode result) {
                assertThat(client.chainId()).isEqualTo(U256.of(31337));
                heard.notified(result);
              }

              @Override
              public void resumed() {
                heard.resumed();
              }
            })) {
      assertThat(subscription).isNotNull();
      network.advance(Duration.ZERO);
      assertThat(heard.next()).isEqualTo("0x" + Long.toHexString(client.blockNumber()));
    }
  }

  @Test
  void subscriptionsOutliveALostConnection() throws Exception {
    var heard = new Heard();
    try (AutoCloseable subscription = transport.subscribe(List.of("newHeads"), heard)) {
      assertThat(subscription).isNotNull();
      int port = server.port();
      server.close();
      network.advance(Duration.ZERO);
      server = network.serve(port);
      assertThat(heard.next()).isEqualTo("resumed");
      network.advance(Duration.ZERO);
      assertThat(heard.next()).isEqualTo("0x" + Long.toHexString(client.blockNumber()));
    }
  }

  @RepeatedTest(10)
  void requestsAfterALostConnectionMakeANewOne() {
    assertThat(client.chainId()).isEqualTo(U256.of(31337));
    int port = server.port();
    server.close();
    assertThatThrownBy(client::chainId).isInstanceOf(RpcException.Unreachable.class);
    server = network.serve(port);
    assertThat(client.chainId()).isEqualTo(U256.of(31337));
  }

  @Test
  void aRefusedSubscriptionIsToldAndAClosedTransportStaysClosed() {
    assertThatThrownBy(() -> transport.subscribe(List.of("nothing"), new Heard()))
        .isInstanceOf(RpcException.Refused.class);
    client.close();
    assertThatThrownBy(client::chainId).isInstanceOf(RpcException.Unreachable.class);
  }
}
