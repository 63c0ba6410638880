package org.tongbao.chain.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the methods make of bad input: an error code of JSON-RPC at once, and no memory kept.
@Timeout(60)
class BadInputTest {
  private static final long SEED = 20_251_122;
  private static final int REQUESTS = 100_000;
  private static final int MEGABYTE = 1 << 20;
  private static final U256 MIN_PRICE = U256.of(5);
  private static final U256 CHAIN_ID = U256.of(31_337);

  @TempDir Path folder;

  private TestNode node;

  @BeforeEach
  void open() {
    PoolOptions options = PoolOptions.DEFAULT.withMinFeePerGas(MIN_PRICE);
    node = new TestNode(folder, options, RpcLimits.DEFAULT);
    sendAll(0, 20);
    node.mine();
  }

  private void sendAll(int from, int to) {
    for (int nonce = from; nonce < to; nonce++) {
      assertThat(send(transfer(nonce, CHAIN_ID, MIN_PRICE)).has("result")).isTrue();
    }
  }

  @AfterEach
  void close() {
    node.close();
  }

  /// A hundred thousand requests, of all kinds of wrong, leave nothing behind.
  @Test
  void answersBadRequestsWithoutKeepingAnything() {
    BadRequests bad = new BadRequests(SEED, unchangingMethods());
    hammer(bad, REQUESTS / 10);
    long before = Heap.used();
    hammer(bad, REQUESTS);
    assertThat(Heap.used() - before).as("growth of the heap in bytes").isLessThan(4 * MEGABYTE);
  }

  /// Those that keep nothing by their nature: a filter is meant to be kept.
  private Set<String> unchangingMethods() {
    Set<String> methods = new HashSet<>(node.rpc().methods());
    methods.removeIf(name -> name.startsWith("eth_new") || name.endsWith("Mining"));
    methods.add("eth_nothing");
    return methods;
  }

  private void hammer(BadRequests bad, int count) {
    for (int i = 0; i < count; i++) {
      byte[] request = bad.next();
      byte[] answer = node.rpc().handle(request, RpcSession.REQUEST_ONLY);
      if (answer.length > 0) {
        checkCodes(request, JsonMapper.shared().readTree(answer));
      }
    }
  }

  private static void checkCodes(byte[] request, JsonNode answer) {
    if (answer.isArray()) {
      answer.forEach(each -> checkCodes(request, each));
    } else if (answer.has("error")) {
      int code = answer.path("error").path("code").asInt();
      if (!BadRequests.CODES.contains(code)) {
        throw new AssertionError(answer + " to " + new String(request, UTF_8));
      }
    }
  }

  @Test
  void refusesDeepLongAndBrokenJsonAtOnce() {
    assertThat(codeOf("[".repeat(10 * MEGABYTE))).isEqualTo(-32700);
    assertThat(codeOf("{\"a\":".repeat(MEGABYTE))).isEqualTo(-32700);
    assertThat(codeOf("[" + "[],".repeat(5 * MEGABYTE) + "1]")).isEqualTo(-32700);
    assertThat(codeOf("\"" + "x".repeat(15 * MEGABYTE))).isEqualTo(-32700);
    assertThat(codeOf(request("eth_getBalance", "\"" + "x".repeat(15 * MEGABYTE) + "\"")))
        .isEqualTo(-32602);
    assertThat(codeOf(request("eth_" + "x".repeat(15 * MEGABYTE), ""))).isEqualTo(-32601);
    byte[] notUtf8 = request("eth_chainId", "\"?\"").getBytes(UTF_8);
    notUtf8[new String(notUtf8, UTF_8).indexOf('?')] = (byte) 0xc0;
    assertThat(codeOf(ask(notUtf8))).isEqualTo(-32700);
    assertThat(codeOf(ask(new byte[0]))).isEqualTo(-32600);
  }

  /// An answer never repeats much of what it was asked.
  @Test
  void answersLongNonsenseWithAFewWords() {
    String longText = "\"" + "x".repeat(MEGABYTE) + "\"";
    for (String method : node.rpc().methods()) {
      byte[] request = request(method, longText + "," + longText).getBytes(UTF_8);
      byte[] answer = node.rpc().handle(request, RpcSession.REQUEST_ONLY);
      assertThat(answer.length).as(method).isLessThan(200_000);
    }
  }

  @Test
  void refusesBatchesOverTheLimit() {
    BadRequests bad = new BadRequests(SEED, unchangingMethods());
    assertThat(codeOf(bad.batch(1_001))).isEqualTo(-32005);
    assertThat(codeOf("[" + "1,".repeat(1_000) + "1]")).isEqualTo(-32005);
  }

  @Test
  void refusesHugeLogRanges() {
    String all = "{\"fromBlock\":\"0x0\",\"toBlock\":\"0x7fffffffffffffff\"}";
    assertThat(codeOf(request("eth_getLogs", all))).isEqualTo(-32602);
    assertThat(codeOf(request("eth_getLogs", "{\"address\":[" + "\"0x1\",".repeat(1_001) + "1]}")))
        .isEqualTo(-32005);
  }

  @Test
  void refusesTransactionsThatCannotBe() {
    assertThat(refusal(transfer(20, CHAIN_ID, U256.ONE))).contains("transaction underpriced");
    assertThat(refusal(transfer(20, U256.ONE, MIN_PRICE))).contains("invalid chain id");
    assertThat(refusal(transfer(0, CHAIN_ID, MIN_PRICE))).contains("nonce too low");
    assertThat(refusal(transfer(5_000_000, CHAIN_ID, MIN_PRICE))).contains("nonce too high");
    sendAll(20, 21);
    assertThat(refusal(transfer(20, CHAIN_ID, MIN_PRICE))).contains("already known");
    assertThat(refusal(transfer(20, CHAIN_ID, U256.of(6)))).isEmpty();
    assertThat(refusal(transfer(20, CHAIN_ID, U256.of(6), 1)))
        .contains("replacement transaction underpriced");
    Bytes large = Bytes.wrap(new byte[PoolOptions.MAX_TRANSACTION_BYTES]);
    Transaction oversized =
        UnsignedTransaction.legacy(CHAIN_ID)
            .nonce(21)
            .gasPrice(MIN_PRICE)
            .gasLimit(16_000_000)
            .to(Address.ZERO)
            .data(large)
            .sign(DevKeys.key(0));
    assertThat(refusal(oversized)).contains("oversized data");
  }

  /// Filters hold what happens until somebody asks; all together no more than their limit.
  @Test
  void boundsWhatFiltersHold() {
    node.close();
    RpcLimits d = RpcLimits.DEFAULT;
    RpcLimits limits =
        new RpcLimits(
            d.maxBatch(),
            d.maxTokens(),
            d.maxResponseBytes(),
            d.maxDepth(),
            d.callGas(),
            d.callTime(),
            d.batchTime(),
            d.maxLogRange(),
            d.maxLogs(),
            3,
            d.maxFiltersPerSession(),
            Duration.ofMinutes(5),
            1_000);
    node = new TestNode(folder, PoolOptions.DEFAULT, limits);
    String blocks = result("eth_newBlockFilter").asString();
    String pending = result("eth_newPendingTransactionFilter").asString();
    String alsoPending = result("eth_newPendingTransactionFilter").asString();
    assertThat(codeOf(request("eth_newBlockFilter", ""))).isEqualTo(-32005);
    sendAll(20, 30);
    node.mine();
    // Asking a filter empties it; that there is room for another does not.
    awaitRoomForAFilter();
    awaitRoomForAFilter();
    assertThat(codeOf(request("eth_getFilterChanges", '"' + pending + '"'))).isEqualTo(-32000);
    assertThat(codeOf(request("eth_getFilterChanges", '"' + alsoPending + '"'))).isEqualTo(-32000);
    assertThat(ask(request("eth_getFilterChanges", '"' + blocks + '"')).has("result")).isTrue();
  }

  private void awaitRoomForAFilter() {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (codeOf(request("eth_newBlockFilter", "")) == -32005) {
      assertThat(System.nanoTime()).as("removed within 30 s").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static Transaction transfer(long nonce, U256 chainId, U256 price) {
    return transfer(nonce, chainId, price, 0);
  }

  private static Transaction transfer(long nonce, U256 chainId, U256 price, long value) {
    return UnsignedTransaction.legacy(chainId)
        .nonce(nonce)
        .gasPrice(price)
        .gasLimit(21_000)
        .to(Address.ZERO)
        .value(U256.of(value))
        .sign(DevKeys.key(0));
  }

  private String refusal(Transaction transaction) {
    JsonNode answer = send(transaction);
    return answer.path("error").path("message").asString("");
  }

  private JsonNode send(Transaction transaction) {
    String raw = '"' + transaction.encoded().toHex() + '"';
    return ask(request("eth_sendRawTransaction", raw));
  }

  private JsonNode result(String method) {
    return ask(request(method, "")).path("result");
  }

  private static String request(String method, String params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
        .formatted(method, params);
  }

  private int codeOf(String request) {
    return codeOf(ask(request));
  }

  private static int codeOf(JsonNode answer) {
    return answer.path("error").path("code").asInt(0);
  }

  private JsonNode ask(String request) {
    return ask(request.getBytes(UTF_8));
  }

  private JsonNode ask(byte[] request) {
    return JsonMapper.shared().readTree(node.rpc().handle(request, RpcSession.REQUEST_ONLY));
  }
}
