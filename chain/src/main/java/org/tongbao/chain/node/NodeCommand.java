package org.tongbao.chain.node;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.genesis.GenesisException;
import org.tongbao.chain.store.StoreException;
import org.tongbao.primitives.crypto.PrivateKey;

/// `node`: runs a node until it is told to end, with one line for each block.
public final class NodeCommand {
  private NodeCommand() {}

  /// @return 0 after an orderly end, 1 when the node could not start, 2 for a wrong command line
  public static int run(List<String> arguments, PrintStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      out.print(NodeOptionsParser.USAGE);
      return 0;
    }
    try {
      return run(NodeOptionsParser.parse(arguments), out);
    } catch (UsageException e) {
      err.println(e.getMessage());
      return 2;
    } catch (StoreException | GenesisException | UncheckedIOException e) {
      err.println("The node cannot start: " + e.getMessage());
      return 1;
    }
  }

  private static int run(NodeOptions options, PrintStream out) {
    var ended = new CountDownLatch(1);
    var closed = new CountDownLatch(1);
    Thread hook = new Thread(() -> endAndWait(ended, closed), "node-shutdown");
    Runtime.getRuntime().addShutdownHook(hook);
    NodeReport report = new NodeReport(out);
    try (Node node = Node.start(options, Clock.systemUTC(), report::say)) {
      introduce(node, options, out);
      try (report) {
        report.follow(node);
        ended.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      closed.countDown();
    }
    out.println("The node has stopped.");
    return 0;
  }

  /// Keeps the process alive until the node is closed: its last block must reach the disk.
  private static void endAndWait(CountDownLatch ended, CountDownLatch closed) {
    ended.countDown();
    try {
      closed.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void introduce(Node node, NodeOptions options, PrintStream out) {
    BlockHeader head = node.chain().head().header();
    out.printf(
        Locale.ROOT,
        "Tongbao node, chain %s, block %,d%n",
        node.chain().consensus().spec().chainId(),
        head.number());
    out.printf(
        "JSON-RPC (HTTP and WebSocket) at http://%s:%d%n", options.rpcHost(), node.rpcPort());
    out.println("Data in " + options.data().toAbsolutePath());
    if (options.coinbase() != null) {
      out.println("Mining for " + options.coinbase().toChecksumHex());
    }
    if (options.dev()) {
      introduceDevAccounts(out);
    }
    out.println("Stop with Ctrl-C.");
    out.flush();
  }

  private static void introduceDevAccounts(PrintStream out) {
    out.println("Accounts of the local network (everybody knows these keys: no real value here):");
    for (PrivateKey key : DevAccounts.keys()) {
      out.println("  " + key.address().toChecksumHex() + "  " + DevAccounts.reveal(key));
    }
  }
}
