package org.tongbao.ledger.network;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.core.ImportOutcome;
import org.tongbao.chain.core.SealedBlock;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.miner.MinerOptions;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.rpc.NodeRpc;
import org.tongbao.chain.rpc.RpcSession;
import org.tongbao.chain.rpc.SyncStatus;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.chain.rpc.server.RpcServerConfig;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.InProcessTransport;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.ledger.rpc.RpcTransport;
import org.tongbao.primitives.Address;

/// Our node in this process, reached through bytes alone.
public final class OwnNetwork implements TestNetwork {
  private static final Duration BLOCK_INTERVAL = Duration.ofMillis(10);

  private final Path folder;
  private final MovableClock clock = new MovableClock();
  private final Blockchain chain;
  private final Miner miner;
  private final NodeRpc rpc;
  private final EthClient client;
  private final boolean kept;
  private boolean running = true;

  public OwnNetwork() {
    this(Address.ZERO);
  }

  /// @param coinbase makes blocks of two networks different
  public OwnNetwork(Address coinbase) {
    this(newFolder(), coinbase, false);
  }

  /// @param folder keeps the chain after the network was closed
  public static OwnNetwork keptIn(Path folder) {
    return new OwnNetwork(folder, Address.ZERO, true);
  }

  private OwnNetwork(Path folder, Address coinbase, boolean kept) {
    this.folder = folder;
    this.kept = kept;
    StoreOptions store = StoreOptions.DEFAULT.withDurability(StoreOptions.Durability.PROCESS_DEATH);
    chain = Blockchain.open(folder, Genesis.dev(), store, clock);
    var pool = new TxPool(chain, PoolOptions.DEFAULT);
    miner =
        new Miner(chain, pool, MinerOptions.of(coinbase).withBlocks(500, BLOCK_INTERVAL), clock);
    rpc =
        new NodeRpc(
            chain,
            pool,
            miner,
            SyncStatus.ALONE,
            org.tongbao.chain.rpc.RpcLimits.DEFAULT,
            false,
            "Test/1",
            clock);
    client = new EthClient(connect(), RpcLimits.DEFAULT);
    miner.start();
  }

  /// The node's time, which `advance` moves.
  public Clock clock() {
    return clock;
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("ledger-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Transactions wait until `resume`.
  public void pause() {
    running = false;
    miner.stop();
  }

  public void resume() {
    running = true;
    miner.start();
  }

  /// Serves the node over HTTP and WebSocket on this machine.
  ///
  /// @param port 0 for any
  public RpcServer serve(int port) {
    return RpcServer.start(RpcServerConfig.onLoopback(port), rpc);
  }

  /// Gives all blocks that the other network lacks to it.
  public void sendBlocksTo(OwnNetwork other) {
    ChainReader reader = chain.reader();
    for (long number = 1; number <= reader.head().header().number(); number++) {
      BlockHeader header = requireNonNull(reader.header(number));
      var sealed =
          new SealedBlock(
              requireNonNull(reader.block(header.hash())), requireNonNull(reader.seal(header)));
      ImportOutcome outcome = other.chain.importBlock(sealed);
      if (!(outcome instanceof ImportOutcome.Imported || outcome instanceof ImportOutcome.Known)) {
        throw new IllegalStateException("Block " + number + ": " + outcome);
      }
    }
  }

  /// Mines blocks at once, whether transactions wait or not.
  public void mine(int blocks) {
    for (int i = 0; i < blocks; i++) {
      advance(Duration.ZERO);
    }
  }

  @Override
  public RpcTransport connect() {
    return new InProcessTransport(
        request -> rpc.handle(request, RpcSession.REQUEST_ONLY), RpcLimits.DEFAULT);
  }

  @Override
  public EthClient client() {
    return client;
  }

  @Override
  public void advance(Duration duration) {
    clock.advance(duration);
    miner.stop();
    while (miner.mineOne(true) == null) {
      Thread.onSpinWait();
    }
    if (running) {
      miner.start();
    }
  }

  @Override
  public void close() {
    client.close();
    miner.close();
    rpc.close();
    chain.close();
    if (kept) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
