package org.tongbao.chain.rpc;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.core.DevKeys;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.UnsignedTransaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// The page `docs/rpc.md`: its methods, and its examples, which are asked of a node whose blocks
/// are the same at every run. Long values are cut in the page, with `…` at the end.
///
/// As a program it writes what the node answers into the page.
public final class RpcPage {
  private static final Pattern HEADING = Pattern.compile("(?m)^### `([a-z0-9]+_\\w+)`$");
  private static final Pattern EXAMPLE =
      Pattern.compile("(?ms)^```rpc\n(\\w+) (\\[.*?\\])\n(.*?)```$");
  private static final int LONG = 70;
  private static final int SHOWN = 34;
  private static final int MANY = 3;
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /// Adds one to slot 0, logs it under topic 0xaa and returns it; reverts when it gets input.
  private static final Bytes COUNTER =
      Bytes.fromHex(
          "0x602480600b6000396000f3"
              + "3615600a5760006000fd5b60005460010180600055600052"
              + "60aa60206000a160206000f3");

  private static final Address COUNTER_ADDRESS = Address.create(DevKeys.key(0).address(), 1);

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final String text;

  RpcPage(String text) {
    this.text = text;
  }

  static Path path() {
    return Path.of(System.getProperty("tongbao.root", ".."), "docs/rpc.md");
  }

  static RpcPage read() throws IOException {
    return new RpcPage(Files.readString(path()));
  }

  /// A request of the page and what the page says of its answer.
  record Example(String method, String params, String answer) {}

  /// The methods that have a section, in their order.
  List<String> methods() {
    return HEADING.matcher(text).results().map(found -> found.group(1)).toList();
  }

  List<Example> examples() {
    List<Example> examples = new ArrayList<>();
    Matcher found = EXAMPLE.matcher(text);
    while (found.find()) {
      examples.add(new Example(found.group(1), found.group(2), found.group(3)));
    }
    return examples;
  }

  /// The page with the answers of a node in its examples.
  String filled(TestNode node) {
    Client client = new Client();
    return EXAMPLE
        .matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    "```rpc\n%s %s\n%s```"
                        .formatted(
                            found.group(1),
                            found.group(2),
                            answer(node, client, found.group(1), found.group(2)))));
  }

  private static String answer(TestNode node, Client client, String method, String params) {
    JsonNode shown = result(node, client, method, params);
    return JSON.writeValueAsString(brief(shown)).replace("\r", "") + "\n";
  }

  /// The result, or the whole answer when it is an error.
  private static JsonNode result(TestNode node, Client client, String method, String params) {
    String request =
        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"%s\",\"params\":%s}".formatted(method, params);
    JsonNode answer = JSON.readTree(node.rpc().handle(request.getBytes(UTF_8), client));
    return answer.has("error") ? answer : answer.path("result");
  }

  /// Random ids are not shown at all.
  private static JsonNode brief(JsonNode value) {
    return switch (value) {
      case StringNode text when text.stringValue().matches("0x[0-9a-f]{" + LONG + ",}") ->
          StringNode.valueOf(text.stringValue().substring(0, SHOWN) + "…");
      case StringNode text when text.stringValue().matches("0x[0-9a-f]{24,32}") ->
          StringNode.valueOf("0x…");
      case ArrayNode array -> {
        ArrayNode all = JSON.createArrayNode();
        for (JsonNode item : array) {
          if (all.size() == MANY) {
            all.add("…");
            break;
          }
          all.add(brief(item));
        }
        yield all;
      }
      case ObjectNode object -> {
        ObjectNode all = JSON.createObjectNode();
        object.properties().forEach(each -> all.set(each.getKey(), brief(each.getValue())));
        yield all;
      }
      default -> value;
    };
  }

  /// A node with three blocks: a transfer, the counter's creation and a call of it, and nothing in
  /// the pool but what the examples send.
  static TestNode node(Path directory) {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    TestNode node = new TestNode(directory, PoolOptions.DEFAULT, RpcLimits.DEFAULT, clock);
    Address payee = DevKeys.key(1).address();
    send(node, transaction(0, payee, Bytes.EMPTY, U256.of(1_000_000_000_000_000_000L)));
    node.mine();
    send(node, transaction(1, null, COUNTER, U256.ZERO));
    node.mine();
    send(node, transaction(2, COUNTER_ADDRESS, Bytes.EMPTY, U256.ZERO));
    node.mine();
    return node;
  }

  private static String transaction(long nonce, @Nullable Address to, Bytes data, U256 value) {
    return UnsignedTransaction.feeMarket(U256.of(31_337))
        .nonce(nonce)
        .maxFeePerGas(U256.ZERO)
        .maxPriorityFeePerGas(U256.ZERO)
        .gasLimit(120_000)
        .to(to)
        .value(value)
        .data(data)
        .sign(DevKeys.key(0))
        .encoded()
        .toHex();
  }

  private static void send(TestNode node, String raw) {
    answer(node, new Client(), "eth_sendRawTransaction", "[\"" + raw + "\"]");
  }

  /// A client that could be told news, and is told none.
  private static final class Client implements RpcSession {
    @Override
    public boolean acceptsNotifications() {
      return true;
    }

    @Override
    public void push(byte[] message) {}

    @Override
    public void onClose(Runnable action) {}
  }

  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("rpc-page");
    try (TestNode node = node(folder)) {
      System.out.println("For examples:");
      System.out.println("  contract " + COUNTER_ADDRESS.toHex());
      System.out.println("  block 3 and its transaction");
      String[] block = {"eth_getBlockByNumber", "[\"0x3\", false]"};
      JsonNode shown = result(node, new Client(), block[0], block[1]);
      System.out.println("    " + shown.path("hash").asString());
      System.out.println("    " + shown.path("transactions").path(0).asString());
      System.out.println("  a new transaction");
      System.out.println("    " + transaction(3, DevKeys.key(1).address(), Bytes.EMPTY, U256.ONE));
      Files.writeString(path(), read().filled(node));
    }
  }
}
