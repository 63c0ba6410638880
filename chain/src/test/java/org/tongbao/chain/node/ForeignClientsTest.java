package org.tongbao.chain.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.node.ForeignClients.Output;

/// Clients that nobody here wrote, against a node of ours: each script of `src/test/node` prints
/// the Test Anything Protocol, and each of its lines becomes a test.
class ForeignClientsTest {
  private static final Duration SCRIPT_LIMIT = Duration.ofSeconds(120);
  private static final Pattern PLAN = Pattern.compile("1\\.\\.(\\d+)(?: # SKIP (.*))?");
  private static final Pattern VERDICT = Pattern.compile("(not )?ok (\\d+) - (.*)");

  @TempDir static Path data;

  private static ForeignClients clients;
  private static Node node;

  @BeforeAll
  static void start() {
    clients = ForeignClients.install();
    List<String> options =
        List.of("--dev", "--data", data.toString(), "--rpc-port", "0", "--block-interval", "5");
    node = Node.start(NodeOptionsParser.parse(options), Clock.systemUTC());
  }

  @AfterAll
  static void stop() {
    if (node != null) {
      node.close();
    }
  }

  @TestFactory
  List<DynamicTest> ethers() {
    return checks("ethers.mjs", 15);
  }

  @TestFactory
  List<DynamicTest> viem() {
    return checks("viem.mjs", 13);
  }

  @TestFactory
  List<DynamicTest> web3() {
    return checks("web3.mjs", 10);
  }

  @TestFactory
  List<DynamicTest> cast() {
    return checks("cast.mjs", 12);
  }

  @Test
  void theContractsAreWhatTheirSourcesCompileTo() {
    Output output = clients.run(SCRIPT_LIMIT, "compile.mjs", "--check");
    assertThat(output.exit()).as(output.text()).isZero();
  }

  /// @param count of the script's checks, so that none goes missing unnoticed
  private static List<DynamicTest> checks(String script, int count) {
    String address = "127.0.0.1:" + node.rpcPort();
    Output output = clients.run(SCRIPT_LIMIT, script, "http://" + address, "ws://" + address);
    Matcher plan = PLAN.matcher(output.lines().isEmpty() ? "" : output.lines().getFirst());
    assertThat(plan.matches()).as("a plan at the start of: %s", output.text()).isTrue();
    String reasonToSkip = plan.group(2);
    Assumptions.assumeTrue(reasonToSkip == null, () -> "skipped: " + reasonToSkip);
    assertThat(Integer.parseInt(plan.group(1))).as("checks of %s", script).isEqualTo(count);
    List<DynamicTest> tests = verdicts(output);
    assertThat(tests).as("every check was made: %s", output.text()).hasSize(count);
    tests.add(dynamicTest("ends well", () -> assertThat(output.exit()).isZero()));
    return tests;
  }

  private static List<DynamicTest> verdicts(Output output) {
    List<DynamicTest> tests = new ArrayList<>();
    List<String> lines = output.lines();
    for (int i = 0; i < lines.size(); i++) {
      Matcher verdict = VERDICT.matcher(lines.get(i));
      if (verdict.matches()) {
        boolean passed = verdict.group(1) == null;
        List<String> rest = lines.subList(i + 1, lines.size());
        List<String> why = rest.stream().takeWhile(line -> line.startsWith("#")).toList();
        tests.add(
            dynamicTest(
                verdict.group(3), () -> assertThat(passed).as(String.join("\n", why)).isTrue()));
      }
    }
    return tests;
  }
}
