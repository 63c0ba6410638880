package org.tongbao.market.onchain;

import java.time.Instant;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.rpc.EthClient;

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

  /// The newest block's time.
  public Instant time() {
    return client.head().timestamp();
  }

  /// The newest block's number.
  public long blockNumber() {
    return client.blockNumber();
  }
}
