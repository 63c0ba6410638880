package org.tongbao.primitives.tx;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.Signature;

/// Type 0: the original form, with the chain id inside `v` (EIP-155) or without one.
public final class LegacyTransaction extends SignedTransaction implements Transaction {
  static final U256 MAX_CHAIN_ID = U256.MAX.sub(U256.of(36)).shr(1);

  LegacyTransaction(UnsignedTransaction unsigned, Signature signature, @Nullable Bytes encoded) {
    super(unsigned, signature, encoded);
  }

  /// 27 or 28 plus nothing, or 35 or 36 plus twice the chain id (EIP-155).
  public U256 v() {
    return v(chainId(), signature().yParity());
  }

  static U256 v(@Nullable U256 chainId, int yParity) {
    return chainId == null
        ? U256.of(27 + yParity)
        : chainId.add(chainId).add(U256.of(35 + yParity));
  }
}
