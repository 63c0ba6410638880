package org.tongbao.market.explorer;

import java.time.Instant;
import java.util.Map;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The network, and the contracts of the marketplace there.
///
/// @param chainId EIP-155
/// @param contracts addresses by the names of the deployment, such as `Orders` or `Cash:CNY`
public record ChainStatus(
    U256 chainId,
    long blockNumber,
    Hash blockHash,
    Instant blockAt,
    Map<String, Address> contracts) {
  public ChainStatus {
    contracts = Map.copyOf(contracts);
  }
}
