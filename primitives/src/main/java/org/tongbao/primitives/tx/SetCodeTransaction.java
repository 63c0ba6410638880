package org.tongbao.primitives.tx;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.crypto.Signature;

/// Type 4: sets the code of accounts that consent (EIP-7702).
public final class SetCodeTransaction extends SignedTransaction implements Transaction {
  SetCodeTransaction(UnsignedTransaction unsigned, Signature signature, @Nullable Bytes encoded) {
    super(unsigned, signature, encoded);
  }

  /// Never null: this type creates no contracts.
  @Override
  public Address to() {
    return requireNonNull(unsigned().to());
  }
}
