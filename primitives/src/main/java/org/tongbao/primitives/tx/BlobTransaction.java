package org.tongbao.primitives.tx;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.crypto.Signature;

/// Type 3: refers to blobs by their hashes and pays for them (EIP-4844). The blobs themselves are
/// not part of it.
public final class BlobTransaction extends SignedTransaction implements Transaction {
  BlobTransaction(UnsignedTransaction unsigned, Signature signature, @Nullable Bytes encoded) {
    super(unsigned, signature, encoded);
  }

  /// Never null: this type creates no contracts.
  @Override
  public Address to() {
    return requireNonNull(unsigned().to());
  }
}
