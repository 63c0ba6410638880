package org.tongbao.primitives.tx;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.Secp256k1;
import org.tongbao.primitives.crypto.Signature;

/// What the five kinds of transaction have in common: fields, signature, and what follows from
/// them, worked out when first asked for.
///
/// The caches are written without a lock where doing the work twice is cheap: each holds an
/// immutable object, so another thread sees it whole or not at all. Only recovering the sender is
/// guarded.
abstract class SignedTransaction {
  private final UnsignedTransaction unsigned;
  private final Signature signature;
  private @Nullable Bytes encoded;
  private @Nullable Hash hash;
  private volatile @Nullable Sender sender;

  /// @param address null: the signature is invalid
  private record Sender(@Nullable Address address) {}

  SignedTransaction(UnsignedTransaction unsigned, Signature signature, @Nullable Bytes encoded) {
    if (signature.yParity() > 1) {
      throw new TransactionException(
          TransactionError.SIGNATURE_OUT_OF_RANGE,
          "yParity: " + signature.yParity() + ", neither 0 nor 1");
    }
    this.unsigned = unsigned;
    this.signature = signature;
    this.encoded = encoded;
  }

  /// @param encoded the encoding these fields were read from, if they were
  static SignedTransaction of(
      UnsignedTransaction unsigned, Signature signature, @Nullable Bytes encoded) {
    return switch (unsigned.type()) {
      case 0 -> new LegacyTransaction(unsigned, signature, encoded);
      case 1 -> new AccessListTransaction(unsigned, signature, encoded);
      case 2 -> new FeeMarketTransaction(unsigned, signature, encoded);
      case 3 -> new BlobTransaction(unsigned, signature, encoded);
      case 4 -> new SetCodeTransaction(unsigned, signature, encoded);
      default -> throw new IllegalStateException("type " + unsigned.type());
    };
  }

  public UnsignedTransaction unsigned() {
    return unsigned;
  }

  public Signature signature() {
    return signature;
  }

  public Bytes encoded() {
    Bytes known = encoded;
    if (known == null) {
      known = TransactionEncoder.signed(unsigned, signature).toBytes();
      encoded = known;
    }
    return known;
  }

  public Hash hash() {
    Hash known = hash;
    if (known == null) {
      known = encoded().keccak256();
      hash = known;
    }
    return known;
  }

  public @Nullable Address sender() {
    Sender known = sender;
    if (known == null) {
      synchronized (this) {
        known = sender;
        if (known == null) {
          known = new Sender(recover());
          sender = known;
        }
      }
    }
    return known.address();
  }

  /// For a transaction signed here: spares the recovery.
  final void knowSender(Address address) {
    sender = new Sender(address);
  }

  private @Nullable Address recover() {
    if (!signature.isLowS()) {
      return null;
    }
    return Secp256k1.recover(
        unsigned.signingHash(), signature.yParity(), signature.r(), signature.s());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SignedTransaction that && encoded().equals(that.encoded());
  }

  @Override
  public int hashCode() {
    return hash().hashCode();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[" + hash() + "]";
  }
}
