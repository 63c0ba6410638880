package org.tongbao.ledger.contract;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What `eip712Domain` returns.
public record Eip712Domain(
    Bytes fields,
    String name,
    String version,
    U256 chainId,
    Address verifyingContract,
    Hash salt,
    List<U256> extensions) {
  public Eip712Domain {
    extensions = List.copyOf(extensions);
  }
}
