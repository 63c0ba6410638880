package org.tongbao.market.onchain;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// Questions to the chain's newest state. They cost a round trip to the node: not for inside a
/// database transaction that holds locks. Thread-safe.
@Component
public class ChainView {
  private final EthClient client;

  ChainView(EthClient client) {
    this.client = client;
  }

  /// @throws org.tongbao.ledger.rpc.RpcException when the node stays away or the call reverts
  public <R> R call(ContractCall<R> call) {
    return client.call(call);
  }

  /// What the node says of its blocks, transactions and accounts, in the words of Ethereum's
  /// JSON-RPC; JSON's null for what it does not know.
  ///
  /// @throws org.tongbao.ledger.rpc.RpcException when the node stays away or refuses
  public JsonNode ask(String method, Object... parameters) {
    return client.rpc().request(method, parameters);
  }

  /// The network's number (EIP-155).
  public U256 chainId() {
    return client.chainId();
  }

  /// The newest block's time.
  public Instant time() {
    return client.head().timestamp();
  }

  /// The newest block's number.
  public long blockNumber() {
    return client.blockNumber();
  }
}
