package org.tongbao.chain.sync;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.miner.MinerOptions;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.PoolResult;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.rpc.NodeRpc;
import org.tongbao.chain.rpc.RpcLimits;
import org.tongbao.chain.rpc.server.RpcServer;
import org.tongbao.chain.rpc.server.RpcServerConfig;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.tx.Transaction;

/// A whole node on a free port of this machine, mining only when told.
final class TestNode implements AutoCloseable {
  /// Quick to give up, to forgive and to try again.
  static final SyncOptions QUICK =
      SyncOptions.DEFAULT.withTimes(
          Duration.ofSeconds(2),
          Duration.ofMillis(300),
          Duration.ofMillis(20),
          Duration.ofSeconds(1));

  final Blockchain chain;
  final TxPool pool;
  final PeerNetwork network;
  final NodeRpc rpc;
  final List<String> news = new CopyOnWriteArrayList<>();
  private final Miner miner;
  private final RpcServer server;

  TestNode(Path directory, Genesis genesis, SyncOptions options, int port) {
    chain = Blockchain.open(directory, genesis, Chains.STORE, Chains.CLOCK);
    pool = new TxPool(chain, PoolOptions.DEFAULT);
    network = new PeerNetwork(chain, pool, options, Chains.CLOCK, news::add);
    Address coinbase = Address.of(hashOf(directory).toArray(), 12);
    miner = new Miner(chain, pool, MinerOptions.of(coinbase), Chains.CLOCK);
    rpc =
        new NodeRpc(
            chain, pool, miner, network, RpcLimits.DEFAULT, false, "test", Chains.CLOCK, network);
    server = RpcServer.start(RpcServerConfig.onLoopback(port), rpc);
    network.start();
  }

  static TestNode open(Path directory) {
    return new TestNode(directory, Chains.genesis(), QUICK, 0);
  }

  static TestNode open(Path directory, SyncOptions options) {
    return new TestNode(directory, Chains.genesis(), options, 0);
  }

  /// Miners of different folders have different accounts, so their blocks differ.
  private static Hash hashOf(Path directory) {
    return Keccak256.hash(directory.toString().getBytes(UTF_8));
  }

  int port() {
    return server.port();
  }

  URI address() {
    return URI.create("ws://127.0.0.1:" + server.port());
  }

  TestNode connect(TestNode other) {
    network.connect(other.address());
    return this;
  }

  /// Mines what waits, or an empty block.
  Hash mine() {
    return requireNonNull(miner.mineOne(true));
  }

  void mine(int blocks) {
    for (int i = 0; i < blocks; i++) {
      mine();
    }
  }

  void offer(Transaction transaction) {
    assertThat(pool.add(transaction)).isInstanceOf(PoolResult.Added.class);
  }

  Hash head() {
    return chain.head().header().hash();
  }

  long number() {
    return chain.head().header().number();
  }

  boolean isMined(Transaction transaction) {
    return chain.reader().place(transaction.hash()) != null;
  }

  boolean waits(Transaction transaction) {
    return pool.find(transaction.hash()) != null;
  }

  void awaitHead(Hash hash) {
    await("head " + hash, () -> head().equals(hash));
  }

  void awaitPeers(int count) {
    await(count + " peers", () -> network.peers() == count);
  }

  String awaitNews(String words) {
    await("news with \"" + words + "\"", () -> news.stream().anyMatch(l -> l.contains(words)));
    return news.stream().filter(line -> line.contains(words)).findFirst().orElseThrow();
  }

  void await(String what, BooleanSupplier condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime())
          .as("%s within 60 s; at block %d, news %s", what, number(), news)
          .isLessThan(deadline);
      LockSupport.parkNanos(1_000_000);
    }
  }

  @Override
  public void close() {
    miner.close();
    network.close();
    server.close();
    rpc.close();
    chain.close();
  }
}
