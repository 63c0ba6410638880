package org.tongbao.chain.evm;

import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// What code can see of the transaction it runs in.
///
/// @param gasPrice the effective price of a unit of gas in wei (EIP-1559)
/// @param blobHashes versioned hashes for BLOBHASH (EIP-4844)
public record TxContext(Address origin, U256 gasPrice, List<Hash> blobHashes) {
  public TxContext {
    blobHashes = List.copyOf(blobHashes);
  }
}
