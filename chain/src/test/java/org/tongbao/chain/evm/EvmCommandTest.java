package org.tongbao.chain.evm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EvmCommandTest {
  private static final String ADD = "PUSH1 2 PUSH1 3 ADD PUSH0 MSTORE PUSH1 32 PUSH0 RETURN";

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int run(String... args) {
    PrintStream outStream = new PrintStream(out, true, StandardCharsets.UTF_8);
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    List<String> all = Stream.concat(Stream.of("run"), Stream.of(args)).toList();
    return EvmCommand.run(all, outStream, errStream);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void printsTheResult() {
    assertThat(run(ADD)).isZero();
    assertThat(out())
        .contains("result    success", "gas used  22", "output    0x" + "0".repeat(63) + "5");
    assertThat(err()).isEmpty();
  }

  @Test
  void takesHexAndFiles(@TempDir Path folder) throws IOException {
    assertThat(run("0x6002600301")).isZero();
    Path file = folder.resolve("code.easm");
    Files.writeString(file, ADD + " // adds\n");
    assertThat(run("@" + file)).isZero();
    assertThat(out()).contains("gas used  9", "gas used  22");
  }

  @Test
  void passesInputValueAndGas() {
    String code =
        "PUSH0 CALLDATALOAD CALLVALUE ADD GAS ADD" + ADD.substring(ADD.indexOf(" PUSH0 MSTORE"));
    assertThat(run("--gas", "1000", "--value", "5", "--input", "0x" + "0".repeat(63) + "7", code))
        .isZero();
    assertThat(out()).contains(Integer.toHexString(1000 - 12 + 12));
  }

  @Test
  void saysHowItFailed() {
    assertThat(run("PUSH1 1 JUMP")).isEqualTo(1);
    assertThat(run("PUSH0 PUSH0 REVERT")).isEqualTo(1);
    assertThat(run("--gas", "2", "PUSH1 1")).isEqualTo(1);
    assertThat(out())
        .contains("halted: invalid jump destination", "reverted", "halted: out of gas");
  }

  @Test
  void createsContracts() {
    assertThat(run("--create", "PUSH1 1 PUSH0 RETURN")).isZero();
    assertThat(out()).contains("gas used  208", "output    0x00");
  }

  @Test
  void tracesOnStandardError() {
    assertThat(run("--trace", "PUSH1 2 PUSH0 ADD")).isZero();
    assertThat(err().lines())
        .containsExactly(
            """
            {"pc":0,"op":96,"gas":"0x1c9c380","gasCost":"0x3","stack":[],\
            "depth":1,"returnData":"0x","refund":"0x0","memSize":0,"opName":"PUSH1"}
            {"pc":2,"op":95,"gas":"0x1c9c37d","gasCost":"0x2","stack":["0x2"],\
            "depth":1,"returnData":"0x","refund":"0x0","memSize":0,"opName":"PUSH0"}
            {"pc":3,"op":1,"gas":"0x1c9c37b","gasCost":"0x3","stack":["0x2","0x0"],\
            "depth":1,"returnData":"0x","refund":"0x0","memSize":0,"opName":"ADD"}
            {"pc":4,"op":0,"gas":"0x1c9c378","gasCost":"0x0","stack":["0x2"],\
            "depth":1,"returnData":"0x","refund":"0x0","memSize":0,"opName":"STOP"}
            """
                .lines()
                .toArray(String[]::new));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NOSUCH",
        "PUSH1",
        "PUSH1 256",
        "PUSH1 x",
        "@nowhere",
        "0x123",
        "--gas x ADD",
        "--gas 100000000001 ADD",
        "--value -1 ADD",
        "--input zz ADD",
        "--gas",
        "--colour ADD",
        "PUSH2",
        "@@a"
      })
  void refusesWrongArguments(String arguments) {
    String[] args =
        arguments.startsWith("--") ? arguments.split(" ", -1) : new String[] {arguments};
    assertThat(run(arguments.isEmpty() ? new String[0] : args)).isEqualTo(2);
    assertThat(err()).startsWith("tongbao evm: ").contains("Usage:");
    assertThat(out()).isEmpty();
  }

  @Test
  void knowsNothingButRun() {
    PrintStream errStream = new PrintStream(err, true, StandardCharsets.UTF_8);
    assertThat(EvmCommand.run(List.of("walk"), errStream, errStream)).isEqualTo(2);
    assertThat(EvmCommand.run(List.of(), errStream, errStream)).isEqualTo(2);
    assertThat(err()).startsWith("tongbao evm: the first word is 'run'");
  }

  @Test
  void helps() {
    assertThat(run("--help")).isZero();
    assertThat(out()).startsWith("Usage: tongbao evm run");
  }
}
