package org.tongbao.primitives.tx;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.crypto.Signature;

/// Type 1: one gas price and an access list (EIP-2930).
public final class AccessListTransaction extends SignedTransaction implements Transaction {
  AccessListTransaction(
      UnsignedTransaction unsigned, Signature signature, @Nullable Bytes encoded) {
    super(unsigned, signature, encoded);
  }
}
