package org.tongbao.chain.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.miner.MinerOptions;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.chain.trie.TrieProof;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The methods over a chain with one contract that counts its calls.
@Timeout(60)
class NodeRpcTest {
  /// The first account of the test mnemonic.
  private static final PrivateKey KEY =
      PrivateKey.fromHex("0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80");

  /// Without input: adds one to slot 0, logs it under topic 0xaa and returns it. With input:
  /// reverts.
  private static final Bytes COUNTER =
      Bytes.fromHex(
          "0x602480600b6000396000f3"
              + "3615600a5760006000fd5b60005460010180600055600052"
              + "60aa60206000a160206000f3");

  private static final Address CONTRACT = Address.create(KEY.address(), 0);
  private static final String TOPIC = "0x" + "0".repeat(62) + "aa";

  @TempDir Path folder;

  private Blockchain chain;
  private TxPool pool;
  private Miner miner;
  private NodeRpc rpc;

  @BeforeEach
  void deploy() {
    chain = Blockchain.open(folder, Genesis.dev(), StoreOptions.DEFAULT, Clock.systemUTC());
    pool = new TxPool(chain, PoolOptions.DEFAULT);
    miner = new Miner(chain, pool, MinerOptions.of(Address.ZERO), Clock.systemUTC());
    rpc =
        new NodeRpc(
            chain,
            pool,
            miner,
            SyncStatus.ALONE,
            RpcLimits.DEFAULT,
            false,
            "Test/1",
            Clock.systemUTC());
    send(transaction(0, null, COUNTER));
    send(transaction(1, CONTRACT, Bytes.EMPTY));
    miner.mineOne(false);
  }

  @AfterEach
  void close() {
    rpc.close();
    miner.close();
    chain.close();
  }

  @Test
  void showsBlocksTransactionsAndReceipts() {
    JsonNode block = call("eth_getBlockByNumber", "\"latest\"", "true");
    assertThat(block.path("number").asString()).isEqualTo("0x1");
    assertThat(block.path("transactions").size()).isEqualTo(2);
    String hash = block.path("transactions").path(0).path("hash").asString();
    JsonNode receipt = call("eth_getTransactionReceipt", quoted(hash));
    assertThat(receipt.path("contractAddress").asString()).isEqualTo(CONTRACT.toHex());
    assertThat(receipt.path("status").asString()).isEqualTo("0x1");
    assertThat(call("eth_getBlockReceipts", "\"0x1\"").path(0)).isEqualTo(receipt);
    assertThat(call("eth_getTransactionByHash", quoted(hash)))
        .isEqualTo(call("eth_getTransactionByBlockNumberAndIndex", "\"0x1\"", "\"0x0\""));
    assertThat(call("eth_getBlockByHash", quoted(block.path("hash").asString()), "true"))
        .isEqualTo(block);
    Bytes raw = Bytes.fromHex(call("debug_getRawHeader", "\"0x1\"").asString());
    assertThat(raw.keccak256().toHex()).isEqualTo(block.path("hash").asString());
  }

  @Test
  void callsEstimatesAndOverrides() {
    assertThat(word(call("eth_call", to(CONTRACT), "\"latest\""))).isEqualTo(2);
    String override =
        "{\"%s\":{\"stateDiff\":{\"0x%s\":\"0x%064x\"}}}"
            .formatted(CONTRACT.toHex(), "0".repeat(64), 41);
    assertThat(word(call("eth_call", to(CONTRACT), "\"latest\"", override))).isEqualTo(42);
    String numberCode = "{\"%s\":{\"code\":\"0x4360005260206000f3\"}}".formatted(CONTRACT.toHex());
    assertThat(
            word(call("eth_call", to(CONTRACT), "\"latest\"", numberCode, "{\"number\":\"0x7b\"}")))
        .isEqualTo(123);
    long estimate = number(call("eth_estimateGas", to(CONTRACT)));
    send(transaction(2, CONTRACT, Bytes.EMPTY));
    miner.mineOne(false);
    long used = number(call("eth_getBlockReceipts", "\"0x2\"").path(0).path("gasUsed"));
    assertThat(estimate).isBetween(used, used + used / 50);
    assertThat(number(call("eth_estimateGas", to(Address.ZERO)))).isEqualTo(21_000);
    String listed =
        "{\"to\":\"%s\",\"accessList\":[{\"address\":\"%s\",\"storageKeys\":[\"0x%064x\"]}]}"
            .formatted(Address.ZERO.toHex(), CONTRACT.toHex(), 0);
    assertThat(number(call("eth_estimateGas", listed))).isBetween(25_300L, 25_700L);
    JsonNode list = call("eth_createAccessList", to(CONTRACT));
    assertThat(list.path("accessList").path(0).path("storageKeys").path(0).asString())
        .isEqualTo("0x" + "0".repeat(64));
  }

  @Test
  void saysWhyACallReverted() {
    JsonNode error =
        answer(
                "eth_call",
                "{\"to\":\"%s\",\"input\":\"0x01\"}".formatted(CONTRACT.toHex()),
                "\"latest\"")
            .path("error");
    assertThat(error.path("code").asInt()).isEqualTo(3);
    assertThat(error.path("message").asString()).isEqualTo("execution reverted");
    assertThat(error.path("data").asString()).isEqualTo("0x");
    String panic =
        "{\"%s\":{\"code\":\"0x%s\"}}"
            .formatted(CONTRACT.toHex(), "634e487b7160e01b600052600160045260246000fd");
    assertThat(
            answer("eth_call", to(CONTRACT), "\"latest\"", panic)
                .path("error")
                .path("message")
                .asString())
        .isEqualTo("execution reverted: assert(false)");
  }

  @Test
  void findsLogs() {
    assertThat(call("eth_getLogs", logs("\"address\":\"" + CONTRACT.toHex() + "\"")).size())
        .isEqualTo(1);
    assertThat(call("eth_getLogs", logs("\"topics\":[[\"" + TOPIC + "\"]]")).size()).isEqualTo(1);
    assertThat(call("eth_getLogs", logs("\"topics\":[null]")).size()).isEqualTo(1);
    assertThat(call("eth_getLogs", logs("\"topics\":[null,null]")).size()).isZero();
    assertThat(call("eth_getLogs", logs("\"address\":\"" + Address.ZERO.toHex() + "\"")).size())
        .isZero();
  }

  private static String logs(String condition) {
    return "{\"fromBlock\":\"0x0\",\"toBlock\":\"latest\"," + condition + "}";
  }

  @Test
  void tellsFiltersAndSubscribersOfANewBlock() throws Exception {
    String logFilter = call("eth_newFilter", "{}").asString();
    String blockFilter = call("eth_newBlockFilter").asString();
    var inbox = new Inbox();
    for (String kind : new String[] {"\"newHeads\"", "\"logs\",{}", "\"newPendingTransactions\""}) {
      rpc.handle(request("eth_subscribe", kind).getBytes(UTF_8), inbox);
    }
    send(transaction(2, CONTRACT, Bytes.EMPTY));
    miner.mineOne(false);
    List<String> kinds = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      JsonNode result = inbox.next().path("params").path("result");
      kinds.add(result.isString() ? "transaction" : result.has("topics") ? "log" : "head");
    }
    assertThat(kinds).containsExactlyInAnyOrder("transaction", "log", "head");
    assertThat(changes(logFilter, 1).path(0).path("blockNumber").asString()).isEqualTo("0x2");
    assertThat(changes(blockFilter, 1).path(0).asString())
        .isEqualTo(call("eth_getBlockByNumber", "\"0x2\"", "false").path("hash").asString());
    assertThat(call("eth_getFilterChanges", quoted(logFilter)).size()).isZero();
    assertThat(call("eth_uninstallFilter", quoted(logFilter)).asBoolean()).isTrue();
    assertThat(answer("eth_getFilterChanges", quoted(logFilter)).path("error").path("message"))
        .hasToString("\"filter not found\"");
    inbox.end();
  }

  /// Filters hear of a block a moment after it is mined.
  private JsonNode changes(String filter, int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    JsonNode changes = call("eth_getFilterChanges", quoted(filter));
    while (changes.size() < count) {
      assertThat(System.nanoTime()).as("changes within 60 s").isLessThan(deadline);
      Thread.onSpinWait();
      changes = call("eth_getFilterChanges", quoted(filter));
    }
    return changes;
  }

  @Test
  void provesAccountsAndSlots() {
    JsonNode proof =
        call("eth_getProof", quoted(CONTRACT.toHex()), "[\"0x0\",\"0x1\"]", "\"latest\"");
    Hash root = chain.head().header().stateRoot();
    assertThat(verify(root, CONTRACT.keccak256(), proof.path("accountProof")))
        .isInstanceOf(TrieProof.Present.class);
    Hash storage = Hash.fromHex(proof.path("storageHash").asString());
    JsonNode slots = proof.path("storageProof");
    assertThat(slots.path(0).path("value").asString()).isEqualTo("0x1");
    Hash slotZero = Bytes.wrap(new byte[32]).keccak256();
    assertThat(verify(storage, slotZero, slots.path(0).path("proof")))
        .isEqualTo(new TrieProof.Present(Bytes.fromHex("0x01")));
    Hash slotOne = Bytes.wrap(U256.ONE.toArray32()).keccak256();
    assertThat(verify(storage, slotOne, slots.path(1).path("proof")))
        .isInstanceOf(TrieProof.Absent.class);
  }

  private static TrieProof.Verdict verify(Hash root, Hash key, JsonNode nodes) {
    List<Bytes> proof = new ArrayList<>();
    nodes.forEach(node -> proof.add(Bytes.fromHex(node.asString())));
    return TrieProof.verify(root, Bytes.wrap(key.toArray()), proof);
  }

  @Test
  void tracesTransactionsBlocksAndCalls() {
    String hash = receiptOf(1).path("transactionHash").asString();
    JsonNode trace = call("debug_traceTransaction", quoted(hash));
    assertThat(trace.path("failed").asBoolean()).isFalse();
    assertThat(trace.path("gas").asLong()).isEqualTo(number(receiptOf(1).path("gasUsed")));
    JsonNode sstore = find(trace.path("structLogs"), "SSTORE");
    assertThat(sstore.path("storage").properties().iterator().next().getValue().asString())
        .endsWith("1");
    JsonNode calls =
        call(
            "debug_traceTransaction",
            quoted(hash),
            "{\"tracer\":\"callTracer\",\"tracerConfig\":{\"withLog\":true}}");
    assertThat(calls.path("type").asString()).isEqualTo("CALL");
    assertThat(calls.path("logs").path(0).path("topics").path(0).asString()).isEqualTo(TOPIC);
    assertThat(call("debug_traceBlockByNumber", "\"0x1\"").path(1).path("result")).isEqualTo(trace);
    assertThat(call("debug_traceCall", to(CONTRACT), "\"latest\"").path("structLogs").size())
        .isEqualTo(trace.path("structLogs").size());
  }

  private static JsonNode find(JsonNode steps, String mnemonic) {
    for (JsonNode step : steps) {
      if (step.path("op").asString().equals(mnemonic)) {
        return step;
      }
    }
    throw new AssertionError("no " + mnemonic);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          eth_getBalance             | "0x12"                          | -32602 | argument 0
          eth_getBalance             |                                 | -32602 | argument 0
          eth_getBlockByNumber       | "one",false                     | -32602 | argument 0
          eth_getBlockByNumber       | "0x1","yes"                     | -32602 | argument 1
          eth_getStorageAt           | "0x0000000000000000000000000000000000000000","0xzz" | -32602 | argument 1
          eth_call                   | {"to":5}                        | -32602 | argument 0: to
          eth_call                   | {},"0xffff"                     | -32000 | block not found
          eth_call                   | {"gasPrice":"0x1","maxFeePerGas":"0x1"} | -32602 | both gasPrice
          eth_call                   | {"from":"0x00000000000000000000000000000000000000bb","value":"0x1"} | -32000 | insufficient funds for gas * price + value
          eth_call                   | {"gas":"0x5207"}                | -32000 | intrinsic gas too low
          eth_getLogs                | {"fromBlock":"0x1","toBlock":"0x0"} | -32602 | block range
          eth_getLogs                | {"topics":[1]}                  | -32602 | topics
          eth_newFilter              | []                              | -32602 | argument 0
          eth_sendRawTransaction     | "0x01"                          | -32000 | invalid transaction
          eth_subscribe              | "newHeads"                      | -32601 | WebSocket
          eth_feeHistory             | "0x1","latest",[50,20]          | -32602 | percentile
          debug_traceTransaction     | "0x0000000000000000000000000000000000000000000000000000000000000001" | -32000 | not found
          debug_traceBlockByNumber   | "0x0"                           | -32000 | genesis is not traceable
          debug_traceCall            | {},"latest",{"tracer":"js"}     | -32602 | tracer
          tongbao_startMining        |                                 | -32601 | does not exist
          """)
  void namesWhatIsWrong(String method, String params, int code, String message) {
    JsonNode error = answer(method, params == null ? "" : params).path("error");
    assertThat(error.path("code").asInt()).isEqualTo(code);
    assertThat(error.path("message").asString()).contains(message);
  }

  @Test
  void tellsOfFeesAndOfItself() {
    assertThat(call("eth_gasPrice").asString()).isEqualTo("0x0");
    assertThat(call("eth_chainId").asString()).isEqualTo("0x7a69");
    assertThat(call("net_version").asString()).isEqualTo("31337");
    JsonNode history = call("eth_feeHistory", "\"0x5\"", "\"latest\"", "[0,100]");
    assertThat(history.path("oldestBlock").asString()).isEqualTo("0x0");
    assertThat(history.path("baseFeePerGas").size()).isEqualTo(3);
    assertThat(history.path("reward").size()).isEqualTo(2);
    assertThat(call("eth_config").path("current").path("precompiles").size()).isEqualTo(18);
    assertThat(call("tongbao_getSealedBlock", "\"0x1\"").path("seal").asString()).startsWith("0x");
    assertThat(call("tongbao_getSeal", "\"0x0\"").isNull()).isTrue();
  }

  @Test
  void showsWhatWaitsInThePool() {
    send(transaction(2, CONTRACT, Bytes.EMPTY));
    send(transaction(4, CONTRACT, Bytes.EMPTY));
    JsonNode status = call("txpool_status");
    assertThat(status.path("pending").asString()).isEqualTo("0x1");
    assertThat(status.path("queued").asString()).isEqualTo("0x1");
    JsonNode content = call("txpool_contentFrom", quoted(KEY.address().toHex()));
    assertThat(content.path("pending").has("2")).isTrue();
    assertThat(content.path("queued").has("4")).isTrue();
    assertThat(call("eth_getTransactionCount", quoted(KEY.address().toHex()), "\"pending\""))
        .hasToString("\"0x3\"");
    assertThat(call("eth_getTransactionCount", quoted(KEY.address().toHex()), "\"latest\""))
        .hasToString("\"0x2\"");
  }

  private static Transaction transaction(long nonce, @Nullable Address to, Bytes data) {
    return UnsignedTransaction.feeMarket(U256.of(31_337))
        .nonce(nonce)
        .maxFeePerGas(U256.ZERO)
        .maxPriorityFeePerGas(U256.ZERO)
        .gasLimit(200_000)
        .to(to)
        .data(data)
        .sign(KEY);
  }

  private void send(Transaction transaction) {
    assertThat(call("eth_sendRawTransaction", quoted(transaction.encoded().toHex())).asString())
        .isEqualTo(transaction.hash().toHex());
  }

  private JsonNode receiptOf(int index) {
    return call("eth_getBlockReceipts", "\"0x1\"").path(index);
  }

  private static String to(Address address) {
    return "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(KEY.address().toHex(), address.toHex());
  }

  private static long word(JsonNode result) {
    return Hash.fromHex(result.asString()).toU256().toLongExact();
  }

  private static long number(JsonNode result) {
    return U256.fromHex(result.asString()).toLongExact();
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private JsonNode call(String method, String... params) {
    JsonNode answer = answer(method, params);
    assertThat(answer.has("result")).as("%s: %s", method, answer).isTrue();
    return answer.get("result");
  }

  private JsonNode answer(String method, String... params) {
    return JsonMapper.shared()
        .readTree(rpc.handle(request(method, params).getBytes(UTF_8), RpcSession.REQUEST_ONLY));
  }

  private static String request(String method, String... params) {
    return "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
        .formatted(method, String.join(",", params));
  }

  private static final class Inbox implements RpcSession {
    private final BlockingQueue<byte[]> messages = new LinkedBlockingQueue<>();
    private final List<Runnable> closeActions = new ArrayList<>();

    @Override
    public boolean acceptsNotifications() {
      return true;
    }

    @Override
    public void push(byte[] message) {
      messages.add(message);
    }

    @Override
    public void onClose(Runnable action) {
      closeActions.add(action);
    }

    JsonNode next() throws InterruptedException {
      byte[] message = messages.poll(60, TimeUnit.SECONDS);
      assertThat(message).as("a notification within 60 s").isNotNull();
      return JsonMapper.shared().readTree(message == null ? new byte[0] : message);
    }

    void end() {
      closeActions.forEach(Runnable::run);
    }
  }
}
