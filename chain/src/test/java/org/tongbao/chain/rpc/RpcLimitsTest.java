package org.tongbao.chain.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.pool.PoolOptions;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What is asked in few bytes and would take long, or much memory.
@Timeout(60)
class RpcLimitsTest {
  private static final String CONTRACT = "0x00000000000000000000000000000000000000cc";

  /// Calls itself until the gas is used up.
  private static final String RECURSION = "0x60006000600060006000305af100";

  /// Calls another account for ever, each time with 100,096 bytes of input.
  private static final String LARGE_INPUTS =
      "0x600162018700525b60006000620187006000600061beef5af150600756";

  private static final String ENDLESS_LOOP = "0x5b600056";

  @TempDir Path folder;

  private TestNode node;

  @BeforeEach
  void open() {
    node = new TestNode(folder, PoolOptions.DEFAULT, RpcLimits.DEFAULT);
  }

  private void reopen(Duration callTime, Duration batchTime) {
    node.close();
    RpcLimits d = RpcLimits.DEFAULT;
    RpcLimits limits =
        new RpcLimits(
            d.maxBatch(),
            d.maxTokens(),
            d.maxResponseBytes(),
            d.maxDepth(),
            d.callGas(),
            callTime,
            batchTime,
            d.maxLogRange(),
            d.maxLogs(),
            d.maxFilters(),
            d.maxFiltersPerSession(),
            d.filterLife(),
            d.maxFilterBytes());
    node = new TestNode(folder, PoolOptions.DEFAULT, limits);
  }

  @AfterEach
  void close() {
    node.close();
  }

  @Test
  void tracesCallsHoweverDeepTheyAre() {
    String answer = answer(traceRequest(RECURSION, "0x2faf080", "\"tracer\":\"callTracer\","));
    int calls = answer.split("\"calls\"", -1).length;
    assertThat(calls).isGreaterThan(400);
  }

  @Test
  void boundsWhatATraceHolds() {
    JsonNode answer = trace(LARGE_INPUTS, "\"tracer\":\"callTracer\",");
    assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32005);
    assertThat(answer.path("error").path("message").asString()).contains("the trace is too large");
    JsonNode top =
        trace(LARGE_INPUTS, "\"tracer\":\"callTracer\",\"tracerConfig\":{\"onlyTopCall\":true},");
    assertThat(top.path("result").path("error").asString()).isEqualTo("out of gas");
  }

  @Test
  void boundsTheTimeOfATrace() {
    reopen(Duration.ofMillis(20), Duration.ofSeconds(30));
    String request = traceRequest(ENDLESS_LOOP, "0x2faf080", "\"limit\":1,");
    JsonNode error = JsonMapper.shared().readTree(answer(request)).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(-32005);
    assertThat(error.path("message").asString()).contains("longer than the limit of 20 ms");
  }

  @Test
  void boundsTheTimeOfABatch() {
    reopen(Duration.ofSeconds(5), Duration.ofNanos(1));
    String one = request("eth_chainId", "");
    JsonNode answer = JsonMapper.shared().readTree(answer("[" + one + "," + one + "]"));
    assertThat(answer.size()).isEqualTo(2);
    assertThat(answer.path(1).path("error").path("code").asInt()).isEqualTo(-32005);
    assertThat(answer.path(1).path("error").path("message").asString()).contains("the batch took");
    assertThat(answer.path(1).path("id").asInt()).isEqualTo(1);
  }

  private JsonNode trace(String code, String options) {
    return JsonMapper.shared().readTree(answer(traceRequest(code, "0xf4240", options)));
  }

  private static String traceRequest(String code, String gas, String options) {
    String call = "{\"to\":\"%s\",\"gas\":\"%s\"},\"latest\"".formatted(CONTRACT, gas);
    String overrides = "\"stateOverrides\":{\"%s\":{\"code\":\"%s\"}}".formatted(CONTRACT, code);
    return request("debug_traceCall", call + ",{" + options + overrides + "}");
  }

  private static String request(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
        .formatted(method, params);
  }

  private String answer(String request) {
    return new String(node.rpc().handle(request.getBytes(UTF_8), RpcSession.REQUEST_ONLY), UTF_8);
  }
}
