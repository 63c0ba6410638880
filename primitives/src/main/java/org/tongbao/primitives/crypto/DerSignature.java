package org.tongbao.primitives.crypto;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.U256;

/// An ECDSA signature in DER, as passkeys (WebAuthn) and key management services give it: `SEQUENCE
/// { INTEGER r, INTEGER s }` (SEC 1 v2.0 §C.5).
public record DerSignature(U256 r, U256 s) {
  private static final int SEQUENCE = 0x30;
  private static final int INTEGER = 0x02;

  /// Reads strict DER: shortest lengths and numbers, nothing before, between or after. Null for
  /// anything else, and for numbers that are negative or over 256 bits.
  public static @Nullable DerSignature parse(Bytes der) {
    Reader reader = new Reader(der.unsafeArray());
    if (!reader.isSequenceToTheEnd()) {
      return null;
    }
    U256 r = reader.integer();
    U256 s = reader.integer();
    return r == null || s == null || reader.at != der.size() ? null : new DerSignature(r, s);
  }

  /// Two numbers of 33 bytes with their headers have 70 bytes, so that a length is always one byte.
  private static final class Reader {
    private final byte[] in;
    private int at;

    Reader(byte[] in) {
      this.in = in;
    }

    boolean isSequenceToTheEnd() {
      boolean fits = in.length >= 2 && in.length <= 72;
      at = 2;
      return fits && in[0] == SEQUENCE && in[1] == in.length - 2;
    }

    @Nullable U256 integer() {
      if (in.length - at < 3 || in[at] != INTEGER) {
        return null;
      }
      int length = in[at + 1];
      int start = at + 2;
      if (length < 1 || length > 33 || length > in.length - start) {
        return null;
      }
      at = start + length;
      return isShortest(start, length) ? U256.fromBytes(in, at - trim(length), trim(length)) : null;
    }

    /// Not negative, and a leading zero byte only where the sign bit needs it.
    private boolean isShortest(int start, int length) {
      boolean padded = in[start] == 0 && length > 1;
      return in[start] >= 0 && (!padded || in[start + 1] < 0) && (length <= 32 || padded);
    }

    private static int trim(int length) {
      return Math.min(length, 32);
    }
  }
}
