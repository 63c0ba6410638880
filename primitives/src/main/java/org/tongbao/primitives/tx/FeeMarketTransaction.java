package org.tongbao.primitives.tx;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.crypto.Signature;

/// Type 2: a maximum fee and a priority fee (EIP-1559).
public final class FeeMarketTransaction extends SignedTransaction implements Transaction {
  FeeMarketTransaction(UnsignedTransaction unsigned, Signature signature, @Nullable Bytes encoded) {
    super(unsigned, signature, encoded);
  }
}
