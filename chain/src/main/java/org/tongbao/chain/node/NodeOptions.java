package org.tongbao.chain.node;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.pool.PoolOptions;
import org.tongbao.chain.pow.SealHash;
import org.tongbao.primitives.Address;

/// What the operator of a node decides.
///
/// @param data folder of the chain
/// @param genesis file of another network than the built-in one
/// @param dev the local network with funded accounts instead of the built-in one
/// @param seal another hash function for the work than the genesis names
/// @param coinbase who earns the blocks; null: the node does not mine
/// @param blockInterval a block is begun when a transaction has waited so long
/// @param blockTransactions or when so many wait
/// @param miningThreads so many threads search for a seal
/// @param archive whether the state after every block is kept
/// @param fastWrites whether blocks need to survive only the death of the process, not a loss of
///   power
/// @param rpcRate requests per second that one connection may send; 0: no limit
/// @param pool what the pool takes, and how blocks are shared out
/// @param admin whether methods that change how the node runs are offered
/// @param peers nodes to keep connected to
/// @param maxPeers connections to other nodes at once, both ways together
public record NodeOptions(
    Path data,
    @Nullable Path genesis,
    boolean dev,
    @Nullable SealHash seal,
    String rpcHost,
    int rpcPort,
    Set<String> rpcOrigins,
    Set<String> rpcHosts,
    @Nullable Address coinbase,
    Duration blockInterval,
    int blockTransactions,
    int miningThreads,
    boolean archive,
    boolean fastWrites,
    int rpcRate,
    PoolOptions pool,
    boolean admin,
    List<URI> peers,
    int maxPeers) {
  public NodeOptions {
    rpcOrigins = Set.copyOf(rpcOrigins);
    rpcHosts = Set.copyOf(rpcHosts);
    peers = List.copyOf(peers);
  }
}
