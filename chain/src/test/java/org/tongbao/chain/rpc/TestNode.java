package org.tongbao.chain.rpc;

import java.nio.file.Path;
import java.time.Clock;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.Chains;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.miner.MinerOptions;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.sync.PeerNetwork;
import org.tongbao.chain.sync.SyncOptions;
import org.tongbao.primitives.Address;

/// The dev network and all its methods in this process, mined when told to.
public final class TestNode implements AutoCloseable {
  private final Blockchain chain;
  private final Miner miner;
  private final PeerNetwork network;
  private final NodeRpc rpc;

  public TestNode(Path directory, PoolOptions options, RpcLimits limits) {
    this(directory, options, limits, Clock.systemUTC());
  }

  public TestNode(Path directory, PoolOptions options, RpcLimits limits, Clock clock) {
    chain = Blockchain.open(directory, Genesis.dev(), Chains.STORE, clock);
    TxPool pool = new TxPool(chain, options);
    miner = new Miner(chain, pool, MinerOptions.of(Address.ZERO), clock);
    network = new PeerNetwork(chain, pool, SyncOptions.DEFAULT, clock, news -> {});
    rpc =
        new NodeRpc(
            chain, pool, miner, network, limits, true, "Tongbao/v0.1.0/java", clock, network);
  }

  public NodeRpc rpc() {
    return rpc;
  }

  public void mine() {
    miner.mineOne(false);
  }

  @Override
  public void close() {
    network.close();
    rpc.close();
    miner.close();
    chain.close();
  }
}
