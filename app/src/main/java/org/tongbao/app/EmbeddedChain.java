package org.tongbao.app;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.miner.MinerOptions;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.rpc.NodeRpc;
import org.tongbao.chain.rpc.RpcEndpoint;
import org.tongbao.chain.rpc.RpcLimits;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.chain.rpc.SyncStatus;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.rpc.InProcessTransport;
import org.tongbao.ledger.rpc.RpcTransport;
import org.tongbao.market.onchain.ChainNode;
import org.tongbao.primitives.Address;

/// A node of our own in this process, with its data in the folder `chain`. It is opened while the
/// rest of the application is still being assembled, and mines as soon as the marketplace says for
/// whom. Gas is free on this chain.
final class EmbeddedChain implements ChainNode, AutoCloseable {
  private static final String CLIENT = "Tongbao/v0.1.0/java";

  /// A block is begun when a transaction has waited so long, or so many wait. The relayer, who
  /// sends nearly all, has one under way at a time: to wait for more would only make it wait.
  private static final Duration BLOCK_INTERVAL = Duration.ofMillis(5);

  private static final int BLOCK_TRANSACTIONS = 500;

  private final Clock clock;
  private final CompletableFuture<Blockchain> opening;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
  private @Nullable Running running;
  private boolean closed;

  /// The parts of the open node.
  private record Running(Blockchain chain, TxPool pool, Miner miner, NodeRpc rpc) {}

  private EmbeddedChain(Clock clock, CompletableFuture<Blockchain> opening) {
    this.clock = clock;
    this.opening = opening;
  }

  /// Begins to open the chain and returns at once.
  static EmbeddedChain begin(Path dataFolder, Clock clock) {
    return new EmbeddedChain(
        clock,
        CompletableFuture.supplyAsync(
            () ->
                Blockchain.open(
                    dataFolder.resolve("chain"), Genesis.builtIn(), StoreOptions.DEFAULT, clock)));
  }

  @Override
  public synchronized void begin(Address relayer) {
    if (running != null || closed) {
      return;
    }
    Blockchain chain = opened();
    TxPool pool = new TxPool(chain, PoolOptions.DEFAULT);
    MinerOptions options = MinerOptions.of(relayer).withBlocks(BLOCK_TRANSACTIONS, BLOCK_INTERVAL);
    Miner miner = new Miner(chain, pool, options, clock);
    NodeRpc rpc =
        new NodeRpc(chain, pool, miner, SyncStatus.ALONE, RpcLimits.DEFAULT, false, CLIENT, clock);
    chain.observe(head -> listeners.forEach(Runnable::run));
    running = new Running(chain, pool, miner, rpc);
    miner.start();
  }

  private Blockchain opened() {
    try {
      return opening.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw failure;
    }
  }

  private synchronized Running running() {
    if (running == null) {
      throw new IllegalStateException("The chain has not begun");
    }
    return running;
  }

  /// The node's JSON-RPC.
  RpcEndpoint rpc() {
    return running().rpc();
  }

  /// Copies the chain as it is now into a new folder.
  void checkpoint(Path folder) {
    opened().checkpoint(folder);
  }

  Blockchain chain() {
    return running().chain();
  }

  @Override
  public RpcTransport connect() {
    NodeRpc rpc = running().rpc();
    return new InProcessTransport(
        request -> rpc.handle(request, RpcSession.REQUEST_ONLY),
        org.tongbao.ledger.rpc.RpcLimits.DEFAULT);
  }

  /// Nothing to do: gas is free.
  @Override
  public void fund(Signer account) {}

  @Override
  public AutoCloseable onNewHead(Runnable listener) {
    listeners.add(listener);
    return () -> listeners.remove(listener);
  }

  /// Stops mining, then the rest, so that the last block is on the disk. A second call does
  /// nothing.
  @Override
  public synchronized void close() {
    if (closed) {
      return;
    }
    closed = true;
    if (running != null) {
      running.miner().close();
      running.rpc().close();
    }
    if (!opening.isCompletedExceptionally()) {
      opened().close();
    }
  }
}
