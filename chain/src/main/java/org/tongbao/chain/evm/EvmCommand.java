package org.tongbao.chain.evm;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tongbao.chain.evm.code.Assembler;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hex;

/// `tongbao evm run CODE`: executes a piece of code in an empty world and prints what came of it.
public final class EvmCommand {
  private static final String USAGE =
      """
      Usage: tongbao evm run [OPTIONS] CODE

      CODE is hex (0x6001…), assembly ("PUSH1 2 PUSH1 3 ADD"), or @FILE with either. It runs
      in a world that holds nothing else.

        --input HEX    call data
        --value WEI    value of the call
        --gas N        gas of the call, 30000000 unless given
        --create       run CODE as initialisation code
        --trace        a JSON line for each instruction (EIP-3155) on standard error

      It exits with 0 when the code succeeds, 1 when it reverts or halts, 2 for a wrong argument.
      """;

  private EvmCommand() {}

  /// @return 0 when the code succeeded, 1 when it reverted or halted, 2 for wrong arguments
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.contains("--help")) {
      out.print(USAGE);
      return 0;
    }
    EvmRun run;
    try {
      run = EvmRun.parse(options(args), EvmCommand::code);
    } catch (IllegalArgumentException wrong) {
      err.println("tongbao evm: " + wrong.getMessage());
      err.print(USAGE);
      return 2;
    }
    Tracer tracer = run.traces() ? new InstructionTrace(err) : Tracer.NONE;
    CallResult result = run.execute(tracer);
    out.println("result    " + outcome(result));
    out.println("gas used  " + (run.gas() - result.gasLeft()));
    out.println("refund    " + result.refund());
    out.println("output    " + result.output().toHex());
    return result.success() ? 0 : 1;
  }

  /// What follows `run`, the only thing that `evm` can do.
  private static List<String> options(List<String> args) {
    if (args.isEmpty() || !args.getFirst().equals("run")) {
      throw new IllegalArgumentException("the first word is 'run'");
    }
    return args.subList(1, args.size());
  }

  private static String outcome(CallResult result) {
    HaltReason halt = result.halt();
    if (halt != null) {
      return "halted: " + halt.text();
    }
    return result.reverted() ? "reverted" : "success";
  }

  private static Bytes code(String argument) {
    String text = argument.startsWith("@") ? read(argument.substring(1)) : argument;
    return text.startsWith("0x") ? Bytes.wrap(Hex.decode(text)) : Assembler.assemble(text);
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read " + file + ": " + e.getMessage(), e);
    }
  }
}
