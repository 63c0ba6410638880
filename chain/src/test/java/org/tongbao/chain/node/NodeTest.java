package org.tongbao.chain.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.UnsignedTransaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@Timeout(60)
class NodeTest {
  private static final Address PAYEE =
      Address.fromHex("0x00000000000000000000000000000000000000aa");
  private static final U256 CHAIN_ID = U256.of(31_337);

  @TempDir Path folder;

  @Test
  void minesATransferAndStillHasItAfterARestart() {
    PrivateKey payer = DevAccounts.keys().getFirst();
    Transaction transfer = transfer(payer, 0);
    try (Node node = start()) {
      assertThat(call(node, "eth_sendRawTransaction", quoted(transfer.encoded().toHex())))
          .isEqualTo(quoted(transfer.hash().toHex()));
      awaitReceipt(node, transfer);
    }
    try (Node node = start()) {
      assertThat(call(node, "eth_getBalance", quoted(PAYEE.toHex()))).isEqualTo("\"0x3e8\"");
      assertThat(call(node, "eth_getTransactionCount", quoted(payer.address().toHex())))
          .isEqualTo("\"0x1\"");
      assertThat(call(node, "eth_blockNumber")).isEqualTo("\"0x1\"");
      assertThat(error(node, "eth_sendRawTransaction", quoted(transfer.encoded().toHex())))
          .contains("nonce too low");
    }
  }

  @Test
  void listsTheTestMnemonicsAccounts() {
    assertThat(DevAccounts.keys().stream().map(key -> key.address().toChecksumHex()))
        .hasSize(10)
        .startsWith(
            "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266",
            "0x70997970C51812dc3A010C7d01b50e0d17dc79C8");
    try (Node node = start()) {
      for (PrivateKey key : DevAccounts.keys()) {
        assertThat(call(node, "eth_getBalance", quoted(key.address().toHex())))
            .isEqualTo("\"0x21e19e0c9bab2400000\"");
      }
    }
  }

  @Test
  void refusesAFolderThatAnotherNodeHas() {
    try (Node first = start()) {
      assertThat(first.rpcPort()).isPositive();
      var result = command("--dev", "--data", folder.toString(), "--rpc-port", "0");
      assertThat(result.exit()).isEqualTo(1);
      assertThat(result.err()).contains("The node cannot start").contains(folder.toString());
    }
  }

  @Test
  void refusesAGenesisFileThatIsWrong() throws Exception {
    Path genesis = folder.resolve("genesis.json");
    Files.writeString(genesis, "{\"config\":{\"chainId\":1},\"gasLimt\":\"0x1\"}");
    var result =
        command("--data", folder.resolve("chain").toString(), "--genesis", genesis.toString());
    assertThat(result.exit()).isEqualTo(1);
    assertThat(result.err()).contains("gasLimit is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --colour green           | There is no option --colour
          --dev --dev              | --dev was given twice
          --mine                   | --mine needs a value
          --mine 0x12              | --mine needs an address
          --seal md5               | --seal needs sha256d or scrypt, not md5
          --rpc-port 65536         | --rpc-port needs a number from 0 to 65535
          --block-transactions 0   | --block-transactions needs a number from 1
          --peer node.example      | --peer needs an address like ws://HOST:PORT, not node.example
          --peer ftp://a:1         | --peer needs an address like ws://HOST:PORT
          --max-peers 0 --peer ws://a:1 | --max-peers 0 is less than the 1 of --peer
          --mining-threads 0       | --mining-threads needs a number from 1
          --dev --genesis x.json   | either --dev or --genesis
          --rpc-rate many          | --rpc-rate needs a number from 0 to 1000000
          --reserve-for 0x12       | --reserve-for needs an address
          --sender-percent 101     | --sender-percent needs a number from 0 to 100
          --min-gas-price -1       | --min-gas-price needs a number from 0
          """)
  void refusesWrongOptionsByName(String line, String message) {
    var result = command(line.split(" "));
    assertThat(result.exit()).isEqualTo(2);
    assertThat(result.err()).contains(message);
  }

  @Test
  void limitsStrangersByItsOptions() {
    assertThat(options().rpcRate()).isZero();
    assertThat(options("--rpc-host", "0.0.0.0").rpcRate()).isEqualTo(1_000);
    assertThat(options("--rpc-host", "0.0.0.0", "--rpc-rate", "7").rpcRate()).isEqualTo(7);
    NodeOptions shares =
        options("--reserve-for", PAYEE.toHex(), "--reserve-percent", "60", "--sender-percent", "5");
    assertThat(shares.pool().reservedSenders()).containsExactly(PAYEE);
    assertThat(shares.pool().reservedPercent()).isEqualTo(60);
    assertThat(shares.pool().quotaPercent()).isEqualTo(5);
    try (Node node = start("--min-gas-price", "5")) {
      String raw = quoted(transfer(DevAccounts.keys().getFirst(), 0).encoded().toHex());
      assertThat(error(node, "eth_sendRawTransaction", raw))
          .isEqualTo("transaction underpriced: fee per gas 0, minimum needed 5");
    }
  }

  private static NodeOptions options(String... arguments) {
    return NodeOptionsParser.parse(List.of(arguments));
  }

  @Test
  void explainsItself() {
    var result = command("--help");
    assertThat(result.exit()).isZero();
    assertThat(result.out()).contains("--data DIR").contains("--mine ADDRESS");
  }

  private Node start(String... more) {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--dev", "--data", folder.toString(), "--rpc-port", "0"));
    arguments.addAll(List.of("--block-interval", "5"));
    arguments.addAll(List.of(more));
    return Node.start(NodeOptionsParser.parse(arguments), Clock.systemUTC());
  }

  private record Result(int exit, String out, String err) {}

  private static Result command(String... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    int exit =
        NodeCommand.run(
            List.of(arguments),
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8));
    return new Result(exit, out.toString(UTF_8), err.toString(UTF_8));
  }

  private static Transaction transfer(PrivateKey payer, long nonce) {
    return UnsignedTransaction.feeMarket(CHAIN_ID)
        .nonce(nonce)
        .maxFeePerGas(U256.ZERO)
        .maxPriorityFeePerGas(U256.ZERO)
        .gasLimit(21_000)
        .to(PAYEE)
        .value(U256.of(1_000))
        .sign(payer);
  }

  private static void awaitReceipt(Node node, Transaction transaction) {
    String hash = quoted(transaction.hash().toHex());
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (call(node, "eth_getTransactionReceipt", hash).equals("null")) {
      assertThat(System.nanoTime()).as("mined within 60 s").isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  private static String quoted(String text) {
    return '"' + text + '"';
  }

  private static String call(Node node, String method, String... params) {
    JsonNode answer = answer(node, method, params);
    assertThat(answer.has("error")).as("%s: %s", method, answer).isFalse();
    return answer.path("result").toString();
  }

  private static String error(Node node, String method, String... params) {
    return answer(node, method, params).path("error").path("message").asString();
  }

  private static JsonNode answer(Node node, String method, String... params) {
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":[%s]}"
            .formatted(method, String.join(",", params));
    return JsonMapper.shared()
        .readTree(node.rpc().handle(request.getBytes(UTF_8), RpcSession.REQUEST_ONLY));
  }
}
