package org.tongbao.chain.statetest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.tx.UnsignedTransaction;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ObjectNode;

class StateTestCommandTest {
  /// `PUSH1 5, PUSH1 3, SSTORE`, called with gas price 10 and base fee 7.
  private static final String TEST =
      """
      {"env": {"currentCoinbase": "0x2adc25665018aa1fe0e6bc666dac8fc2697ff9ba",
               "currentGasLimit": "0x07270e00", "currentNumber": "0x01",
               "currentTimestamp": "0x03e8", "currentBaseFee": "0x07"},
       "pre": {"0x00000000000000000000000000000000000000aa":
                 {"nonce": "0x01", "balance": "0x00", "code": "0x6005600355", "storage": {}},
               "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b":
                 {"nonce": "0x00", "balance": "0x3635c9adc5dea00000", "code": "0x", "storage": {}}},
       "transaction": {"nonce": "0x00", "gasPrice": "0x0a", "gasLimit": ["0x0186a0", "0x5208"],
                       "to": "0x00000000000000000000000000000000000000aa",
                       "value": ["0x00"], "data": ["0x"],
                       "sender": "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b",
                       "secretKey":
                 "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8"},
       "post": {"Prague": [{"not": "looked at"}],
                "Osaka": [{"indexes": {"data": 0, "gas": 0, "value": 0},
                 "hash": "0xd56c04d822188da306dc5dca9ea8d5de87f65c4a64eec7663422e8cdcc53ed71",
                 "logs": "0x1dcc4de8dec75d7aab85b567b6ccd41ad312451b948a7413f0a142fd40d49347"}]}}
      """;

  /// The test's transaction with a higher price, signed by its sender.
  private static final String SIGNED_WITH_GAS_PRICE_11 =
      UnsignedTransaction.legacy(U256.ONE)
          .nonce(0)
          .gasPrice(U256.of(11))
          .gasLimit(100_000)
          .to(Address.fromHex("0x00000000000000000000000000000000000000aa"))
          .sign(
              PrivateKey.of(
                  Hash.fromHex(
                      "0x45a915e4d060149eb4365960e6a7a45f334393093061116b197e3240065ff2d8")))
          .encoded()
          .toHex();

  private static final String ROOT_BEFORE =
      "0x225d445fe3deca487770e6fe4e308ffab0f1200aa721ca9a9bdb79e4b0977c43";

  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private Path folder;

  private record Run(int status, String out, String err) {}

  private static Run run(Object... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int status =
        StateTestCommand.run(
            Stream.of(args).map(Object::toString).toList(), print(out), print(err));
    return new Run(
        status, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  private static PrintStream print(OutputStream out) {
    return new PrintStream(out, false, StandardCharsets.UTF_8);
  }

  private Path file(String name, String text) {
    try {
      Path file = folder.resolve(name);
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      if (name.endsWith(".gz")) {
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
          out.write(bytes);
        }
      } else {
        Files.write(file, bytes);
      }
      return file;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /// The test after `edit`, as a file of one test.
  private Path edited(Consumer<ObjectNode> edit) {
    ObjectNode test = (ObjectNode) JSON.readTree(TEST);
    edit.accept(test);
    return file("edited.json", "{\"the test\": " + test + "}");
  }

  private static ObjectNode post(ObjectNode test) {
    return (ObjectNode) test.get("post").get("Osaka").get(0);
  }

  private static ObjectNode part(ObjectNode test, String name) {
    return (ObjectNode) test.get(name);
  }

  @Test
  void passesAJsonFileAndAFileOfLines() {
    String line = "{\"id\": \"a\", \"test\": " + TEST.replace("\n", " ") + "}\n";
    Run run =
        run(
            file("a.json", "{\"x\": " + TEST + ", \"y\": " + TEST + "}"),
            file("b.jsonl", line + "\n" + line),
            file("c.jsonl.gz", line),
            file("d.json.gz", "{\"z\": " + TEST + "}"));
    assertThat(run).isEqualTo(new Run(0, "6 passed, 0 failed\n", ""));
  }

  @Test
  void showsTheDifferenceOfAFailedCaseAndExitsWithOne() {
    Path file =
        edited(
            test -> {
              post(test).put("hash", "0x" + "11".repeat(32));
              ObjectNode state = post(test).putObject("state");
              state.setAll(part(test, "pre").deepCopy());
              part(state, "0x00000000000000000000000000000000000000aa")
                  .putObject("storage")
                  .put("0x03", "0x06");
              state
                  .putObject("0x00000000000000000000000000000000000000bb")
                  .put("nonce", "0x01")
                  .put("balance", "0x00")
                  .put("code", "0x");
            });
    Run run = run(file);
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out())
        .contains("FAILED the test [d0 g0 v0]\n")
        .contains("state root: expected 0x1111")
        .contains(
            "0x00000000000000000000000000000000000000aa\n    storage 0x3: expected 0x6, actual 0x5")
        .contains("0x00000000000000000000000000000000000000bb (actual: no such account)")
        .contains("nonce: expected 1, actual 0")
        .endsWith("\n0 passed, 1 failed\n");
  }

  @Test
  void showsWhatChangedWhenTheFixtureHasNoState() {
    Run run = run(edited(test -> post(test).put("hash", "0x" + "11".repeat(32))));
    assertThat(run.out()).contains("storage 0x3: before 0x0, after 0x5");
  }

  @Test
  void failsWhatIsExecutedAlthoughItMustBeRefused() {
    Run run = run(edited(test -> post(test).put("expectException", "SOME_REASON")));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("executed, although it must be refused with SOME_REASON");
  }

  @Test
  void failsWhatIsRefusedAlthoughItMustBeExecuted() {
    Run run = run(edited(test -> part(test, "transaction").put("nonce", "0x07")));
    assertThat(run.status()).isEqualTo(1);
    assertThat(run.out()).contains("refused (NONCE_TOO_HIGH): nonce 7 of 0xa94f");
  }

  @Test
  void refusesATransactionWithANumberTooLargeForItsField() {
    Run run =
        run(
            edited(
                test -> {
                  part(test, "transaction").putArray("value").add("0x:bigint 0x1" + "0".repeat(64));
                  post(test).put("expectException", "TransactionException.VALUE_OVERFLOW");
                  post(test).put("hash", ROOT_BEFORE);
                }));
    assertThat(run).isEqualTo(new Run(0, "1 passed, 0 failed\n", ""));
  }

  @Test
  void comparesTheEncodedTransactionWithItsFields() {
    Run run =
        run(
            edited(
                test -> {
                  part(test, "transaction").put("sender", "0x" + "22".repeat(20));
                  post(test).put("txbytes", SIGNED_WITH_GAS_PRICE_11);
                }));
    assertThat(run.out())
        .contains("transaction hash: expected 0x")
        .contains("sender: expected 0x2222222222222222222222222222222222222222, actual 0xa94f");
  }

  @Test
  void runsOnlyTheTestsThatTheFilterFinds() {
    Path file = file("a.json", "{\"one\": " + TEST + ", \"two\": " + TEST + "}");
    assertThat(run("--filter", "^tw", file).out()).isEqualTo("1 passed, 0 failed\n");
    Run none = run("--filter", "three", file);
    assertThat(none.status()).isEqualTo(2);
    assertThat(none.err()).contains("no test of the Osaka fork was run");
  }

  @Test
  void tracesEveryInstruction() {
    Run run = run("--trace", file("a.json", "{\"x\": " + TEST + "}"));
    List<String> lines = run.out().lines().toList();
    assertThat(lines).hasSize(6);
    assertThat(lines.get(2))
        .isEqualTo(
            "{\"pc\":4,\"op\":85,\"gas\":\"0x13492\",\"gasCost\":\"0x5654\","
                + "\"stack\":[\"0x5\",\"0x3\"],\"depth\":1,\"returnData\":\"0x\","
                + "\"refund\":\"0x0\",\"memSize\":0,\"opName\":\"SSTORE\"}");
    assertThat(JSON.readTree(lines.get(4)).get("gasUsed").asString()).isEqualTo("0xa862");
    assertThat(lines.get(5)).isEqualTo("1 passed, 0 failed");
  }

  @Test
  void refusesWrongArguments() {
    assertThat(run().err()).contains("no FILE given").contains("usage:");
    assertThat(run("--jobs", "0", "a.json").err()).contains("not from 1 to 1024: 0");
    assertThat(run("--jobs", "x", "a.json").err()).contains("not a number: x");
    assertThat(run("--filter", "(", "a.json").err()).contains("--filter: Unclosed group");
    assertThat(run("--filter").err()).contains("--filter needs a value");
    assertThat(run("--what", "a.json").err()).contains("unknown option --what");
    assertThat(run("--jobs", "0", "a.json").status()).isEqualTo(2);
    assertThat(run("--help").status()).isZero();
  }

  private record Unusable(String name, String file, String text, String message) {}

  @TestFactory
  Stream<DynamicTest> namesFileAndLineOfWhatItCannotUse() {
    String line = "{\"id\": \"a\", \"test\": " + TEST.replace("\n", " ") + "}\n";
    String deep = "[".repeat(100_000);
    return Stream.of(
            new Unusable("empty file", "a.json", "", "line 1: no object of tests"),
            new Unusable("an array", "a.json", "[]", "line 1: no object of tests"),
            new Unusable("two documents", "a.json", "{} {}", "line 1: something follows"),
            new Unusable("cut off", "a.json", "{\"x\":\n{\"env\": {", "line 2: Unexpected end"),
            new Unusable("no JSON", "a.jsonl", line + "what\n", "line 2: Unrecognized token"),
            new Unusable("no id", "a.jsonl", line + "{\"test\": {}}", "line 2: entry lacks id"),
            new Unusable("a number", "a.jsonl", "\n\n7\n", "line 3: entry lacks id"),
            new Unusable("deep", "a.json", "{\"x\": " + deep, "nesting depth"),
            new Unusable("deep line", "a.jsonl", deep, "nesting depth"),
            new Unusable(
                "long number", "a.json", "{\"x\": " + "9".repeat(5000) + "}", "line 1: Number"),
            new Unusable("no gzip", "a.json.gz.json", "\u001f\u008b", "line 1:"),
            new Unusable("unknown kind", "a.txt", "{}", "neither .json nor .jsonl"),
            new Unusable("duplicate", "a.json", "{\"x\": {\"a\": 1, \"a\": 2}}", "Duplicate"),
            new Unusable("no env", "a.json", "{\n\"x\": {\"post\": {}}}", "line 2: test lacks env"))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.name(),
                    () -> {
                      Run run = run(file(row.file(), row.text()));
                      assertThat(run.status()).isEqualTo(2);
                      assertThat(run.err()).contains(row.file()).contains(row.message());
                    }));
  }

  /// 64 MiB of a single test, packed into some kilobytes.
  @Test
  void refusesATestThatIsTooLong() throws IOException {
    Path file = folder.resolve("huge.json.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write("{\"x\": {\"a\": [".getBytes(StandardCharsets.UTF_8));
      byte[] zeros = "\"0\",".repeat(1 << 18).getBytes(StandardCharsets.UTF_8);
      for (int written = 0; written <= 64 << 20; written += zeros.length) {
        out.write(zeros);
      }
    }
    Run run = run(file.toString());
    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("huge.json.gz").contains("a test of more than 67108864 bytes");
  }

  private record Malformed(String field, Consumer<ObjectNode> edit, String message) {}

  @TestFactory
  Stream<DynamicTest> namesTheFieldThatIsMalformed() {
    String huge = "0x" + "f".repeat(2000);
    return Stream.of(
            new Malformed(
                "env", test -> part(test, "env").put("currentCoinbase", "0x12"), "currentCoinbase"),
            new Malformed(
                "number",
                test -> part(test, "env").put("currentNumber", "0xzz"),
                "env.currentNumber: "),
            new Malformed(
                "huge",
                test -> part(test, "env").put("currentNumber", huge),
                "env.currentNumber is a number of 2002 characters"),
            new Malformed(
                "sign",
                test -> part(test, "env").put("currentNumber", "-1"),
                "env.currentNumber has a sign"),
            new Malformed(
                "float",
                test -> part(test, "env").put("currentNumber", 1e300),
                "env.currentNumber is no number"),
            new Malformed(
                "64 bits",
                test -> part(test, "env").put("currentGasLimit", "0x10000000000000000"),
                "currentGasLimit is over 64 bits"),
            new Malformed("pre", test -> test.put("pre", "0x"), "pre is no object"),
            new Malformed("address", test -> part(test, "pre").putObject("0x1"), "pre key 0x1"),
            new Malformed(
                "account",
                test -> part(test, "pre").putObject("0x" + "00".repeat(20)),
                "lacks nonce"),
            new Malformed(
                "balance",
                test ->
                    part(part(test, "pre"), "0xa94f5374fce5edbc8e2a8697c15331677e6ebf0b")
                        .put("balance", "0x1" + "0".repeat(64)),
                "balance is over 256 bits"),
            new Malformed(
                "index",
                test -> part(post(test), "indexes").put("gas", 2),
                "gasLimit has no element 2"),
            new Malformed(
                "key", test -> part(test, "transaction").put("secretKey", "0x00"), "secretKey"),
            new Malformed(
                "no key",
                test -> part(test, "transaction").remove("secretKey"),
                "lacks secretKey, and the post has no txbytes"),
            new Malformed("root", test -> post(test).remove("hash"), "post.Osaka[0] lacks hash"),
            new Malformed(
                "schedule",
                test -> test.putObject("config").putObject("blobSchedule").putObject("Osaka"),
                "config.blobSchedule.Osaka lacks target"))
        .map(
            row ->
                DynamicTest.dynamicTest(
                    row.field(),
                    () -> {
                      Run run = run(edited(row.edit()));
                      assertThat(run.status()).isEqualTo(2);
                      assertThat(run.err())
                          .contains("edited.json, line 1: ")
                          .contains(row.message());
                    }));
  }
}
