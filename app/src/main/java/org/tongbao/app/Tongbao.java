package org.tongbao.app;

import java.io.ByteArrayOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.tongbao.app.backup.BackupCommand;
import org.tongbao.app.backup.RestoreCommand;
import org.tongbao.app.replay.ImportCommand;
import org.tongbao.app.replay.ReplayCommand;
import org.tongbao.app.reseal.ResealCommand;
import org.tongbao.app.verify.VerifyCommand;
import org.tongbao.chain.evm.EvmCommand;
import org.tongbao.chain.node.NodeCommand;
import org.tongbao.chain.statetest.StateTestCommand;

/// The main class. The first argument names a command, the others belong to it.
public final class Tongbao {
  /// What a command answers when it was asked for in a wrong way.
  static final int USAGE = 2;

  private Tongbao() {}

  public static void main(String[] arguments) {
    PrintStream out = utf8(FileDescriptor.out);
    PrintStream err = utf8(FileDescriptor.err);
    System.setOut(out);
    System.setErr(err);
    int status = run(Arrays.asList(arguments), out, err);
    if (status != RunCommand.RUNNING) {
      System.exit(status);
    }
  }

  /// Our texts are UTF-8 whatever the locale says: a terminal without one shows them all the same,
  /// and a file that they are sent to is readable.
  private static PrintStream utf8(FileDescriptor stream) {
    return new PrintStream(new FileOutputStream(stream), true, StandardCharsets.UTF_8);
  }

  /// Runs one command and returns its exit status.
  static int run(List<String> arguments, PrintStream out, PrintStream err) {
    String command = arguments.isEmpty() ? "" : arguments.getFirst();
    List<String> rest = arguments.isEmpty() ? List.of() : arguments.subList(1, arguments.size());
    return switch (command) {
      case "run" -> RunCommand.run(rest, out, err);
      case "node" -> NodeCommand.run(rest, out, err);
      case "state-test" -> StateTestCommand.run(rest, out, err);
      case "rehearse" -> RehearseCommand.run(out, err);
      case "verify" -> {
        CommandLog.quiet();
        yield VerifyCommand.run(rest, StoppedApplication::open, out, err);
      }
      case "backup" -> BackupCommand.run(rest, BackedUpApplication::open, out, err);
      case "reseal" -> {
        CommandLog.quiet();
        yield ResealCommand.run(rest, StoppedApplication::open, out, err);
      }
      case "restore" -> RestoreCommand.run(rest, RestoredData::open, out, err);
      case "import" -> ImportCommand.run(rest, BatchApplication::start, out, err);
      case "replay" ->
          ReplayCommand.run(
              rest, BatchApplication::start, verify -> verified(verify, err), out, err);
      case "evm" -> EvmCommand.run(rest, out, err);
      default -> {
        err.println("tongbao: there is no command '" + command + "'; ./tongbao help lists them.");
        yield USAGE;
      }
    };
  }

  /// `verify` of a replay's folder, with its report in a text.
  private static ReplayCommand.Verified verified(List<String> arguments, PrintStream err) {
    var out = new ByteArrayOutputStream();
    var text = new PrintStream(out, true, StandardCharsets.UTF_8);
    int status = VerifyCommand.run(arguments, StoppedApplication::open, text, err);
    return new ReplayCommand.Verified(status, out.toString(StandardCharsets.UTF_8));
  }
}
