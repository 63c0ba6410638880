package org.tongbao.primitives.crypto;

import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// An ECDSA signature over secp256k1 with the parity of the nonce point's y, from which the signer
/// can be recovered.
///
/// Holds whatever 256-bit values it is given, because consensus has to carry invalid signatures too
/// (an EIP-7702 authorisation with a bad one is skipped, not refused); `isValid` tells.
///
/// @param yParity 0 or 1 in a valid signature; anything that fits a byte is carried
public record Signature(U256 r, U256 s, int yParity) {
  /// The length of `r ‖ s ‖ v`, the form wallets exchange.
  public static final int SIZE = 65;

  public Signature {
    if (yParity < 0 || yParity > 0xff) {
      throw new IllegalArgumentException("yParity " + yParity + " does not fit a byte");
    }
  }

  /// Whether `r` and `s` lie in 1…n−1 and the parity is 0 or 1. A high `s` is allowed here.
  public boolean isValid() {
    return Secp256k1.isScalar(r) && Secp256k1.isScalar(s) && yParity <= 1;
  }

  /// Whether `s` is in the lower half of the group order, as EIP-2 asks of transactions.
  public boolean isLowS() {
    return s.compareTo(Secp256k1.HALF_ORDER) <= 0;
  }

  /// `r ‖ s ‖ v` with v = 27 + parity: 65 bytes, as `personal_sign` answers and `ecrecover` in
  /// Solidity libraries expects.
  public Bytes toBytes() {
    byte[] out = new byte[SIZE];
    r.writeTo(out, 0);
    s.writeTo(out, 32);
    out[64] = (byte) (27 + yParity);
    return Bytes.wrap(out);
  }

  /// Reads `r ‖ s ‖ v`; v may be 27 or 28, or the bare parity.
  ///
  /// @throws IllegalArgumentException for another length or another v
  public static Signature fromBytes(Bytes bytes) {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a signature has 65 bytes, not " + bytes.size());
    }
    int v = bytes.get(64) & 0xff;
    int yParity = v >= 27 ? v - 27 : v;
    if (yParity > 1) {
      throw new IllegalArgumentException("signature v is " + v + ", not 0, 1, 27 or 28");
    }
    return new Signature(
        U256.fromBytes(bytes.slice(0, 32).toArray()),
        U256.fromBytes(bytes.slice(32, 32).toArray()),
        yParity);
  }

  /// `r ‖ s`: 64 bytes.
  byte[] compact() {
    byte[] out = new byte[64];
    r.writeTo(out, 0);
    s.writeTo(out, 32);
    return out;
  }
}
