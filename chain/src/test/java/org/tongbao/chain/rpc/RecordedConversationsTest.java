package org.tongbao.chain.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.Vectors;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.TxPool;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Every recorded conversation of execution-apis about a method that the node has, asked again on
/// the same transactions in the same blocks. Answers must have the same names, types and hex forms,
/// the same error codes, and the same values but where rules of older forks or headers show.
class RecordedConversationsTest {
  /// Methods of execution-apis that this node does not have.
  private static final Set<String> OTHER_METHODS = Set.of("eth_simulateV1", "testing_buildBlockV1");

  /// What a header says of itself and of all that comes from the rules it was made by.
  private static final Set<String> HEADER =
      Set.of(
          "baseFeePerGas",
          "difficulty",
          "gasLimit",
          "gasUsed",
          "mixHash",
          "parentBeaconBlockRoot",
          "receiptsRoot",
          "requestsHash",
          "size",
          "stateRoot",
          "withdrawals",
          "withdrawalsRoot");

  /// Fields of a header that older forks did not have.
  private static final Set<String> NEWER_FIELDS =
      Set.of(
          "baseFeePerGas",
          "blobGasUsed",
          "excessBlobGas",
          "parentBeaconBlockRoot",
          "requestsHash",
          "withdrawals",
          "withdrawalsRoot");

  /// Contracts of proof of stake.
  private static final Set<String> OTHER_CONTRACTS =
      Set.of(
          "BEACON_ROOTS_ADDRESS",
          "CONSOLIDATION_REQUEST_PREDEPLOY_ADDRESS",
          "DEPOSIT_CONTRACT_ADDRESS",
          "WITHDRAWAL_REQUEST_PREDEPLOY_ADDRESS");

  /// By method: fields whose values differ, because gas is free here, the proofs and headers are of
  /// another state, or gas was counted by an older fork. Everything else must be equal.
  private static final Map<String, Set<String>> OTHER_VALUES =
      Map.of(
          "debug_getRawBlock", Set.of("result"),
          "debug_getRawHeader", Set.of("result"),
          "debug_getRawReceipts", Set.of("result"),
          "debug_traceBlockByNumber", Set.of("gas", "structLogs"),
          "eth_baseFee", Set.of("result"),
          "eth_config", Set.of("activationTime", "blobSchedule", "forkId"),
          "eth_feeHistory", Set.of("result"),
          "eth_getBlockByNumber", HEADER,
          "eth_getProof", Set.of("accountProof"));

  /// The same for single conversations.
  private static final Map<String, Set<String>> OTHER_VALUES_OF =
      Map.of(
          // The environment holds the base fee and the block's gas limit.
          "eth_call/call-callenv.io", Set.of("result"),
          // The contract counts logs until its gas is used up.
          "eth_getLogs/contract-addr.io", Set.of("logIndex"),
          "eth_getTransactionByHash/get-blob-tx.io", Set.of("gasPrice"),
          "eth_getTransactionByHash/get-dynamic-fee.io", Set.of("gasPrice"),
          "eth_getTransactionReceipt/get-blob-tx.io", Set.of("effectiveGasPrice"));

  @TempDir static Path folder;

  private static RecordedChain recorded;
  private static NodeRpc rpc;

  @BeforeAll
  static void open() throws IOException {
    recorded = new RecordedChain(folder);
    rpc =
        new NodeRpc(
            recorded.chain(),
            new TxPool(recorded.chain(), PoolOptions.DEFAULT),
            null,
            SyncStatus.ALONE,
            RpcLimits.DEFAULT,
            false,
            "Test/1",
            Clock.systemUTC());
  }

  @AfterAll
  static void close() {
    if (rpc != null) {
      rpc.close();
    }
    if (recorded != null) {
      recorded.close();
    }
  }

  @Test
  void minesEveryRecordedBlockAgain() {
    assertThat(recorded.chain().head().header().number()).isEqualTo(54);
  }

  @TestFactory
  List<DynamicTest> answersAsRecorded() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path file : conversations()) {
      String name = method(file) + "/" + file.getFileName();
      List<String> lines = Files.readAllLines(file);
      tests.add(dynamicTest(name, () -> replay(name, lines)));
    }
    assertThat(tests).hasSizeGreaterThan(50);
    return tests;
  }

  private static List<Path> conversations() throws IOException {
    try (Stream<Path> files = Files.walk(Vectors.path("execution-apis"))) {
      return files
          .filter(file -> file.toString().endsWith(".io"))
          // One of the files is empty.
          .filter(file -> file.toFile().length() > 0)
          .filter(file -> !OTHER_METHODS.contains(method(file)))
          .sorted()
          .toList();
    }
  }

  /// The folder's name.
  private static String method(Path file) {
    return file.getName(file.getNameCount() - 2).toString();
  }

  private static void replay(String name, List<String> lines) {
    String request = "";
    int answers = 0;
    for (String line : lines) {
      if (line.startsWith(">> ")) {
        request = recorded.translated(line.substring(3));
      } else if (line.startsWith("<< ")) {
        JsonNode theirs = JsonMapper.shared().readTree(recorded.translated(line.substring(3)));
        assertThat(differences(name, theirs, ask(request))).isEmpty();
        answers++;
      }
    }
    assertThat(answers).isPositive();
  }

  private static JsonNode ask(String request) {
    byte[] answer = rpc.handle(request.getBytes(UTF_8), RpcSession.REQUEST_ONLY);
    return JsonMapper.shared().readTree(answer);
  }

  private static List<String> differences(String name, JsonNode theirs, JsonNode ours) {
    String method = name.substring(0, name.indexOf('/'));
    Set<String> values =
        OTHER_VALUES_OF.getOrDefault(name, OTHER_VALUES.getOrDefault(method, Set.of()));
    if (theirs.has("error")) {
      // Words are each node's own; codes and data are not.
      values = Set.of("message");
    }
    return Shapes.differences(
        theirs,
        ours,
        values,
        method.equals("eth_getBlockByNumber") ? NEWER_FIELDS : Set.of(),
        method.equals("eth_config") ? OTHER_CONTRACTS : Set.of());
  }

  @Test
  void saysOfTheOtherMethodsThatItDoesNotHaveThem() {
    for (String method : OTHER_METHODS) {
      JsonNode answer =
          ask("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[]}".formatted(method));
      assertThat(answer.path("error").path("code").asInt()).isEqualTo(-32601);
    }
  }
}
