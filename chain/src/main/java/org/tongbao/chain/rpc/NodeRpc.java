package org.tongbao.chain.rpc;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.miner.Miner;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.primitives.Hash;

/// The JSON-RPC of a node: every method over one chain. Thread-safe.
public final class NodeRpc implements RpcEndpoint, AutoCloseable {
  private final RpcDispatcher dispatcher;
  private final Filters filters;

  /// @param miner null when the node does not mine
  /// @param admin whether methods that change how the node runs are offered
  /// @param clientVersion what `web3_clientVersion` says
  /// @param more methods of other parts of the node
  public NodeRpc(
      Blockchain chain,
      TxPool pool,
      @Nullable Miner miner,
      SyncStatus sync,
      RpcLimits limits,
      boolean admin,
      String clientVersion,
      Clock clock,
      RpcModule... more) {
    ChainReader reader = chain.reader();
    ChainRules rules = chain.consensus().processor().rules();
    var blocks = new BlockResolver(reader);
    var simulator = new Simulator(reader, rules, limits);
    this.filters = new Filters(chain.events(), limits, clock);
    Map<String, RpcMethod> methods = new HashMap<>();
    Hash genesis = requireNonNull(reader.canonicalHash(0));
    new NetworkMethods(rules, genesis, clientVersion, sync).register(methods);
    new BlockMethods(reader, blocks, rules).register(methods);
    new TransactionMethods(reader, blocks, pool, rules).register(methods);
    new StateMethods(blocks, pool).register(methods);
    new CallMethods(blocks, simulator, rules, limits).register(methods);
    new FeeMethods(reader, blocks, rules, limits).register(methods);
    new LogMethods(new LogQuery(reader, blocks, limits), filters).register(methods);
    new Subscriptions(chain.events(), filters, limits).register(methods);
    new PoolMethods(pool).register(methods);
    new TraceMethods(reader, blocks, simulator, rules, limits).register(methods);
    new TongbaoMethods(reader, blocks, miner).register(methods, admin);
    for (RpcModule module : more) {
      module.register(methods);
    }
    this.dispatcher = new RpcDispatcher(methods, limits);
  }

  /// The names of all methods that are offered.
  public Set<String> methods() {
    return dispatcher.methods();
  }

  @Override
  public byte[] handle(byte[] request, RpcSession session) {
    return dispatcher.handle(request, session);
  }

  @Override
  public void close() {
    filters.close();
  }
}
