package org.tongbao.chain.node;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.miner.MinerOptions;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.rpc.NodeRpc;
import org.tongbao.chain.rpc.RpcEndpoint;
import org.tongbao.chain.rpc.RpcLimits;
import org.tongbao.chain.rpc.SyncStatus;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.chain.rpc.server.RpcServerConfig;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.chain.sync.PeerNetwork;
import org.tongbao.chain.sync.SyncOptions;
import org.tongbao.primitives.Address;

/// A running node. Opening it starts everything; closing it stops everything in the order that
/// loses nothing: mining, peers, requests, the chain.
public final class Node implements AutoCloseable {
  private static final String CLIENT = "Tongbao/v0.1.0/java";
  private static final long HISTORY_BLOCKS = 1_024;

  /// A block of the largest size in hex, and room around it.
  private static final int MAX_MESSAGE_BYTES = 20 << 20;

  private static final int MAX_GENESIS_BYTES = 64 << 20;

  private final Blockchain chain;
  private final TxPool pool;
  private final @Nullable Miner miner;
  private final PeerNetwork network;
  private final NodeRpc rpc;
  private final RpcServer server;

  private Node(NodeOptions options, Clock clock, Consumer<String> news) {
    StoreOptions store = store(options);
    chain = Blockchain.open(options.data(), genesis(options), store, clock);
    try {
      pool = new TxPool(chain, options.pool());
      miner = miner(options, clock);
      SyncOptions sync =
          SyncOptions.DEFAULT
              .withPeers(options.peers(), options.maxPeers())
              .withDeepestReorg(store.historyBlocks());
      network = new PeerNetwork(chain, pool, sync, clock, news);
      rpc =
          new NodeRpc(
              chain,
              pool,
              miner,
              network,
              RpcLimits.DEFAULT,
              options.admin(),
              CLIENT,
              clock,
              network);
      server = RpcServer.start(serverConfig(options), rpc);
    } catch (RuntimeException e) {
      chain.close();
      throw e;
    }
    network.start();
    if (miner != null) {
      miner.holdWhile(() -> network.progress() != null);
      miner.start();
    }
  }

  private static StoreOptions store(NodeOptions options) {
    return StoreOptions.DEFAULT
        .withHistory(options.archive() ? StoreOptions.ARCHIVE : HISTORY_BLOCKS)
        .withDurability(
            options.fastWrites()
                ? StoreOptions.Durability.PROCESS_DEATH
                : StoreOptions.Durability.POWER_LOSS);
  }

  /// A node that tells nobody of its peers.
  ///
  /// @see #start(NodeOptions, Clock, Consumer)
  public static Node start(NodeOptions options, Clock clock) {
    return start(options, clock, line -> {});
  }

  /// @throws org.tongbao.chain.store.StoreException.Refused when the data folder cannot be used
  /// @throws org.tongbao.chain.genesis.GenesisException when the genesis file is wrong
  /// @throws UncheckedIOException when a file cannot be read or the port cannot be had
  ///
  /// @param news hears, one line each, what the operator should know of peers
  public static Node start(NodeOptions options, Clock clock, Consumer<String> news) {
    return new Node(options, clock, news);
  }

  private @Nullable Miner miner(NodeOptions options, Clock clock) {
    Address coinbase = options.coinbase();
    if (coinbase == null) {
      return null;
    }
    MinerOptions mining =
        MinerOptions.of(coinbase)
            .withBlocks(options.blockTransactions(), options.blockInterval())
            .withThreads(options.miningThreads());
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
        MAX_MESSAGE_BYTES,
        defaults.maxConnections(),
        defaults.maxPendingBytes(),
        Duration.ofMinutes(2),
        options.rpcOrigins(),
        options.rpcHosts().isEmpty() ? Set.of("localhost") : options.rpcHosts(),
        defaults.limits().withRequestsPerSecond(options.rpcRate()));
  }

  public Blockchain chain() {
    return chain;
  }

  /// The node's JSON-RPC for callers in the same process.
  public RpcEndpoint rpc() {
    return rpc;
  }

  /// Where the node stands among others.
  public SyncStatus sync() {
    return network;
  }

  public int rpcPort() {
    return server.port();
  }

  @Override
  public void close() {
    if (miner != null) {
      miner.close();
    }
    network.close();
    server.close();
    rpc.close();
    chain.close();
  }
}
