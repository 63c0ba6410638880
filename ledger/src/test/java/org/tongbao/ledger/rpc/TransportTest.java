package org.tongbao.ledger.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tongbao.ledger.contract.IntentsError;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The client and its transports against servers that answer what the test wants.
@Timeout(30)
class TransportTest {
  private static final RpcLimits LIMITS =
      RpcLimits.DEFAULT.withTimeLimit(Duration.ofMillis(500)).withMaxAnswerBytes(10_000);

  private HttpServer server;
  private volatile String answer = "";
  private volatile int status = 200;
  private final CountDownLatch release = new CountDownLatch(1);
  private volatile boolean hang;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          byte[] body = answer.getBytes(UTF_8);
          exchange.sendResponseHeaders(status, body.length + (hang ? 1 : 0));
          exchange.getResponseBody().write(body);
          exchange.getResponseBody().flush();
          if (hang) {
            awaitRelease();
          }
          exchange.close();
        });
    server.start();
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @AfterEach
  void stop() {
    release.countDown();
    server.stop(0);
  }

  private JsonRpcClient http() {
    URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/?key=secret");
    return new JsonRpcClient(new HttpTransport(uri, LIMITS), LIMITS);
  }

  private static JsonRpcClient inProcess(UnaryOperator<String> node) {
    UnaryOperator<byte[]> bytes = request -> node.apply(new String(request, UTF_8)).getBytes(UTF_8);
    return new JsonRpcClient(new InProcessTransport(bytes, LIMITS), LIMITS);
  }

  @Test
  void givesTheResult() {
    answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"0x7a69\"}";
    try (var client = new EthClient(http())) {
      assertThat(client.chainId()).isEqualTo(U256.of(31337));
    }
  }

  @Test
  void anAnswerThatIsTooLongIsRefusedOverHttpAndInProcess() {
    answer = "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"" + "x".repeat(10_000) + "\"}";
    try (var http = http();
        var inProcess = inProcess(request -> answer)) {
      assertThatThrownBy(() -> http.request("x")).isInstanceOf(RpcException.TooLarge.class);
      assertThatThrownBy(() -> inProcess.request("x")).isInstanceOf(RpcException.TooLarge.class);
    }
  }

  @Test
  void aSlowBodyMeetsTheTimeLimitToo() {
    answer = "{\"jsonrpc\":\"2.0\"";
    hang = true;
    try (var client = http()) {
      assertThatThrownBy(() -> client.request("x")).isInstanceOf(RpcException.TimedOut.class);
    }
  }

  @Test
  void aNodeThatHangsInProcessMeetsTheTimeLimit() {
    try (var client =
        inProcess(
            request -> {
              awaitRelease();
              return "";
            })) {
      assertThatThrownBy(() -> client.request("x")).isInstanceOf(RpcException.TimedOut.class);
    }
  }

  @Test
  void aNodeThatIsNotThereIsUnreachableAndItsKeyIsNotTold() {
    JsonRpcClient client = http();
    server.stop(0);
    assertThatThrownBy(() -> client.request("x"))
        .isInstanceOf(RpcException.Unreachable.class)
        .hasMessageNotContaining("secret");
    client.close();
  }

  @Test
  void aGatewaysErrorPageIsUnreachable() {
    status = 502;
    answer = "<html>Bad gateway</html>";
    try (var client = http()) {
      assertThatThrownBy(() -> client.request("x"))
          .isInstanceOf(RpcException.Unreachable.class)
          .hasMessageContaining("502");
    }
  }

  @Test
  void malformedAnswersAreToldApart() {
    for (String broken :
        List.of(
            "",
            "nonsense",
            "[]",
            "{\"jsonrpc\":\"2.0\",\"id\":1}",
            "{\"jsonrpc\":\"2.0\",\"id\":7,\"result\":\"0x1\"}")) {
      try (var client = inProcess(request -> broken)) {
        assertThatThrownBy(() -> client.request("x"))
            .as(broken)
            .isInstanceOf(RpcException.Malformed.class);
      }
    }
    try (var client = new EthClient(inProcess(request -> result("\"12\"")))) {
      assertThatThrownBy(client::chainId).isInstanceOf(RpcException.Malformed.class);
    }
  }

  private static String result(String json) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":" + json + "}";
  }

  private static String error(int code, String message, String data) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":%d,\"message\":\"%s\",\"data\":%s}}"
        .formatted(code, message, data);
  }

  @Test
  void revertDataBecomesTheContractsError() {
    String data = "0x" + selector("Intents_Expired(uint256)") + "0".repeat(62) + "2a";
    for (String each :
        List.of(
            error(3, "execution reverted", "\"" + data + "\""),
            error(-32000, "execution reverted", "\"Reverted " + data + "\""),
            error(-32015, "VM execution error: reverted", "{\"data\":\"" + data + "\"}"))) {
      try (var client = inProcess(request -> each)) {
        assertThatThrownBy(() -> client.request("eth_call"))
            .isInstanceOfSatisfying(
                RpcException.Reverted.class,
                e -> assertThat(e.error()).isEqualTo(new IntentsError.Expired(U256.of(42))));
      }
    }
    try (var client = inProcess(request -> error(-32000, "nonce too low", "null"))) {
      assertThatThrownBy(() -> client.request("x"))
          .isInstanceOfSatisfying(
              RpcException.Refused.class, e -> assertThat(e.code()).isEqualTo(-32000));
    }
  }

  private static String selector(String signature) {
    return Bytes.wrap(signature.getBytes(UTF_8)).keccak256().toHex().substring(2, 10);
  }

  @Test
  void batchesAreAnsweredInTheirOrderEachForItself() {
    try (var client =
        inProcess(
            request ->
                "[{\"jsonrpc\":\"2.0\",\"id\":3,\"result\":\"c\"},"
                    + "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"a\"},"
                    + "{\"jsonrpc\":\"2.0\",\"id\":2,\"error\":{\"code\":-32601,\"message\":\"no\"}}]")) {
      var request = JsonRpcClient.Request.of("x", Hash.ZERO.toHex());
      var answers = client.batch(List.of(request, request, request, request));
      assertThat(answers.get(0).value().asString()).isEqualTo("a");
      assertThatThrownBy(() -> answers.get(1).value()).isInstanceOf(RpcException.Refused.class);
      assertThat(answers.get(2).value().asString()).isEqualTo("c");
      assertThatThrownBy(() -> answers.get(3).value()).isInstanceOf(RpcException.Malformed.class);
    }
    assertThatThrownBy(
            () ->
                inProcess(request -> error(-32005, "batch too long", "null"))
                    .batch(List.of(JsonRpcClient.Request.of("x"))))
        .isInstanceOf(RpcException.Refused.class);
  }
}
