package org.tongbao.chain.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RpcDispatcherTest {
  private static final RpcLimits LIMITS =
      new RpcLimits(
          3,
          100,
          2_000,
          16,
          1_000,
          Duration.ofSeconds(1),
          Duration.ofSeconds(1),
          10,
          10,
          10,
          10,
          Duration.ofSeconds(1),
          1_000);

  private final RpcDispatcher dispatcher =
      new RpcDispatcher(
          Map.of(
              "echo", (params, session) -> RpcResult.of(params.string(0)),
              "number", (params, session) -> RpcResult.quantity(params.number(0)),
              "large", (params, session) -> RpcResult.of("x".repeat((int) params.number(0))),
              "broken",
                  (params, session) -> {
                    throw new IllegalStateException("secret detail");
                  },
              "late",
                  (params, session) ->
                      out -> {
                        out.writeStartObject();
                        throw new IllegalStateException("secret detail");
                      }),
          LIMITS);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"jsonrpc":"2.0","id":7,"method":"echo","params":["a"]}     | 7       | "result":"a"
          {"jsonrpc":"2.0","id":"x","method":"echo","params":["a"]}   | "x"     | "result":"a"
          {"jsonrpc":"2.0","id":1.5,"method":"echo","params":["a"]}   | 1.5     | "result":"a"
          {"jsonrpc":"2.0","id":null,"method":"echo","params":["a"]}  | null    | "result":"a"
          {"jsonrpc":"2.0","id":1,"method":"number","params":["0x1f"]} | 1      | "result":"0x1f"
          {"jsonrpc":"2.0","id":1,"method":"nothing"}                 | 1       | -32601
          {"jsonrpc":"2.0","id":1,"method":"echo"}                    | 1       | -32602
          {"jsonrpc":"2.0","id":1,"method":"echo","params":{}}        | 1       | -32602
          {"jsonrpc":"2.0","id":1,"method":"echo","params":[5]}       | 1       | -32602
          {"jsonrpc":"2.0","id":1,"method":"number","params":["0x01"]} | 1      | -32602
          {"jsonrpc":"2.0","id":1,"method":"number","params":["31"]}  | 1       | -32602
          {"jsonrpc":"1.0","id":1,"method":"echo","params":["a"]}     | 1       | -32600
          {"id":1,"method":"echo","params":["a"]}                     | 1       | -32600
          {"jsonrpc":"2.0","id":1}                                    | 1       | -32600
          {"jsonrpc":"2.0","id":[1],"method":"echo"}                  | null    | -32600
          {"jsonrpc":"2.0","id":1e400,"method":"echo","params":["a"]} | null    | -32600
          {}                                                          | null    | -32600
          []                                                          | null    | -32600
          5                                                           | null    | -32600
          {"jsonrpc":"2.0",                                           | null    | -32700
          {"jsonrpc":"2.0"} x                                         | null    | -32700
          """)
  void answersUnderTheIdOfTheRequest(String request, String id, String part) {
    assertThat(ask(request)).contains("\"id\":" + id).contains(part);
  }

  @Test
  void answersABatchInOrderWithoutItsNotifications() {
    String batch =
        """
        [{"jsonrpc":"2.0","id":1,"method":"echo","params":["a"]},
         {"jsonrpc":"2.0","method":"echo","params":["b"]},
         {"jsonrpc":"2.0","id":2,"method":"nothing"}]
        """;
    assertThat(ask(batch))
        .startsWith("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":\"a\"},")
        .contains("\"id\":2,\"error\":{\"code\":-32601")
        .endsWith("]")
        .doesNotContain("\"b\"");
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":[\"a\"]}")).isEmpty();
    assertThat(ask("[{\"jsonrpc\":\"2.0\",\"method\":\"echo\",\"params\":[\"a\"]}]")).isEmpty();
  }

  @Test
  void refusesBatchesOverTheLimit() {
    String one = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"echo\",\"params\":[\"a\"]}";
    assertThat(ask("[" + one + "," + one + "," + one + "," + one + "]"))
        .contains("-32005")
        .contains("batch of 4 requests, the limit is 3");
  }

  @Test
  void cutsOffResponsesOverTheLimit() {
    assertThat(ask(large(1, 1_900))).contains("\"result\"");
    assertThat(ask(large(1, 2_000))).contains("-32005").contains("response too large");
    assertThat(ask("[" + large(1, 1_500) + "," + large(2, 1_500) + "," + large(3, 10) + "]"))
        .contains("\"id\":1,\"result\"")
        .contains("\"id\":2,\"error\":{\"code\":-32005")
        .contains("\"id\":3,\"error\":{\"code\":-32005");
  }

  private static String large(int id, int size) {
    return "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"large\",\"params\":[\"0x%x\"]}"
        .formatted(id, size);
  }

  @Test
  void keepsFaultsOfTheNodeToItself() {
    for (String method : new String[] {"broken", "late"}) {
      assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\"}"))
          .contains("-32603")
          .doesNotContain("secret");
    }
  }

  @Test
  void refusesDeepJsonAndDoubledNames() {
    assertThat(ask("[".repeat(100_000))).contains("-32700");
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"id\":2,\"method\":\"echo\"}"))
        .contains("-32700");
    assertThat(ask("{\"jsonrpc\":\"2.0\",\"id\":" + "9".repeat(10_000) + "}")).contains("-32700");
  }

  private String ask(String request) {
    return new String(dispatcher.handle(request.getBytes(UTF_8), RpcSession.REQUEST_ONLY), UTF_8);
  }
}
