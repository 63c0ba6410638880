package org.tongbao.chain.node;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.ChainEvent;
import org.tongbao.chain.genesis.GenesisException;
import org.tongbao.chain.store.StoreException;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.primitives.crypto.PrivateKey;

/// `node`: runs a node until it is told to end, with one line for each block.
public final class NodeCommand {
  private static final int EVENT_CAPACITY = 10_000;

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
    try (Node node = Node.start(options, Clock.systemUTC())) {
      introduce(node, options, out);
      node.chain()
          .events()
          .subscribe(
              EVENT_CAPACITY,
              event -> report(event, out),
              () -> out.println("… too many blocks to print; reporting has stopped"));
      ended.await();
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

  private static void report(ChainEvent event, PrintStream out) {
    if (!(event instanceof ChainEvent.NewHead news)) {
      return;
    }
    if (!news.removed().isEmpty()) {
      out.printf(Locale.ROOT, "the last %,d blocks gave way to others:%n", news.removed().size());
    }
    for (StoredBlock stored : news.added()) {
      Block block = stored.block();
      out.printf(
          Locale.ROOT,
          "block %,d  %,d transactions  %,d gas  %s%n",
          block.number(),
          block.transactions().size(),
          block.header().gasUsed(),
          block.hash().toHex().substring(0, 18));
    }
    out.flush();
  }
}
