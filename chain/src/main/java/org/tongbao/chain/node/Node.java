package org.tongbao.chain.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
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
import org.tongbao.chain.rpc.SyncStatus;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.chain.rpc.server.RpcServerConfig;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.primitives.Address;

/// A running node. Opening it starts everything; closing it stops everything in the order that
/// loses nothing: mining, requests, the chain.
public final class Node implements AutoCloseable {
  private static final String CLIENT = "Tongbao/v0.1.0/java";
  private static final int MAX_GENESIS_BYTES = 64 << 20;

  private final Blockchain chain;
  private final TxPool pool;
  private final @Nullable Miner miner;
  private final NodeRpc rpc;
  private final RpcServer server;

  private Node(NodeOptions options, Clock clock) {
    StoreOptions store =
        StoreOptions.DEFAULT
            .withHistory(options.archive() ? StoreOptions.ARCHIVE : 1_024)
            .withDurability(
                options.fastWrites()
                    ? StoreOptions.Durability.PROCESS_DEATH
                    : StoreOptions.Durability.POWER_LOSS);
    chain = Blockchain.open(options.data(), genesis(options), store, clock);
    try {
      pool = new TxPool(chain, PoolOptions.DEFAULT);
      miner = miner(options, clock);
      rpc =
          new NodeRpc(
              chain,
              pool,
              miner,
              SyncStatus.ALONE,
              RpcLimits.DEFAULT,
              options.admin(),
              CLIENT,
              clock);
      server = RpcServer.start(serverConfig(options), rpc);
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
    if (miner != null) {
      miner.start();
    }
  }

  /// @throws org.tongbao.chain.store.StoreException.Refused when the data folder cannot be used
  /// @throws org.tongbao.chain.genesis.GenesisException when the genesis file is wrong
  /// @throws UncheckedIOException when a file cannot be read or the port cannot be had
  public static Node start(NodeOptions options, Clock clock) {
    return new Node(options, clock);
  }

  private @Nullable Miner miner(NodeOptions options, Clock clock) {
    Address coinbase = options.coinbase();
    if (coinbase == null) {
      return null;
    }
    MinerOptions mining =
        MinerOptions.of(coinbase).withBlocks(options.blockTransactions(), options.blockInterval());
    return new Miner(chain, pool, mining, clock);
  }

  private static Genesis genesis(NodeOptions options) {
    Path file = options.genesis();
    Genesis genesis =
        options.dev()
            ? Genesis.dev()
            : file == null ? Genesis.builtIn() : Genesis.parse(read(file));
    return options.seal() == null ? genesis : genesis.with(options.seal());
  }

  private static byte[] read(Path file) {
    try {
      if (Files.size(file) > MAX_GENESIS_BYTES) {
        throw new UncheckedIOException(
            new IOException(file + " is larger than " + MAX_GENESIS_BYTES + " bytes"));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the genesis file " + file, e);
    }
  }

  private static RpcServerConfig serverConfig(NodeOptions options) {
    RpcServerConfig defaults = RpcServerConfig.onLoopback(options.rpcPort());
    return new RpcServerConfig(
        options.rpcHost(),
        options.rpcPort(),
        defaults.maxMessageBytes(),
        defaults.maxConnections(),
        defaults.maxPendingBytes(),
        Duration.ofMinutes(2),
        options.rpcOrigins(),
        options.rpcHosts().isEmpty() ? Set.of("localhost") : options.rpcHosts());
  }

  public Blockchain chain() {
    return chain;
  }

  /// The node's JSON-RPC for callers in the same process.
  public RpcEndpoint rpc() {
    return rpc;
  }

  public int rpcPort() {
    return server.port();
  }

  @Override
  public void close() {
    if (miner != null) {
      miner.close();
    }
    server.close();
    rpc.close();
    chain.close();
  }
}
