package org.tongbao.ledger.network;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.stream.Stream;
import org.tongbao.chain.core.Blockchain;
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

  public OwnNetwork() {
    this(Address.ZERO);
  }

  /// @param coinbase makes blocks of two networks different
  public OwnNetwork(Address coinbase) {
    try {
      folder = Files.createTempDirectory("ledger-test");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
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

  public Blockchain chain() {
    return chain;
  }

  public Miner miner() {
    return miner;
  }

  /// Serves the node over HTTP and WebSocket on this machine.
  ///
  /// @param port 0 for any
  public RpcServer serve(int port) {
    return RpcServer.start(RpcServerConfig.onLoopback(port), rpc);
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
    miner.start();
  }

  @Override
  public void close() {
    client.close();
    miner.close();
    rpc.close();
    chain.close();
    try (Stream<Path> files = Files.walk(folder)) {
      files.sorted(Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
