package org.tongbao.chain.evm;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Keccak256;

/// Keccak-256 of 64 bytes, remembered: that is how Solidity finds the slot of a mapping's key, and
/// the same few accounts come again and again.
///
/// A table of one entry per place in which the newer replaces the older. Shared by all threads
/// without locks: entries are immutable, and each is found only by the whole of its input, so that
/// a lost or late write costs time and nothing else.
final class MappingHashes {
  static final int INPUT_SIZE = 64;

  private static final int PLACE_BITS = 14;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final @Nullable Entry[] TABLE = new Entry[1 << PLACE_BITS];

  private MappingHashes() {}

  /// Writes the hash of 64 bytes as a word to `s[at]`.
  static void hashToWord(byte[] bytes, int offset, long[] s, int at) {
    long i0 = (long) LONG.get(bytes, offset);
    long i1 = (long) LONG.get(bytes, offset + 8);
    long i2 = (long) LONG.get(bytes, offset + 16);
    long i3 = (long) LONG.get(bytes, offset + 24);
    long i4 = (long) LONG.get(bytes, offset + 32);
    long i5 = (long) LONG.get(bytes, offset + 40);
    long i6 = (long) LONG.get(bytes, offset + 48);
    long i7 = (long) LONG.get(bytes, offset + 56);
    long mixed = mix(mix(i0, i1) ^ i2, mix(i3, i4) ^ i5) ^ mix(i6, i7);
    int place = (int) ((mixed * 0x9e3779b97f4a7c15L) >>> (Long.SIZE - PLACE_BITS));
    @Nullable Entry known = TABLE[place];
    if (known == null || !known.isOf(i0, i1, i2, i3, i4, i5, i6, i7)) {
      Keccak256.hashToWord(bytes, offset, INPUT_SIZE, s, at);
      TABLE[place] =
          new Entry(i0, i1, i2, i3, i4, i5, i6, i7, s[at], s[at + 1], s[at + 2], s[at + 3]);
      return;
    }
    s[at] = known.h0;
    s[at + 1] = known.h1;
    s[at + 2] = known.h2;
    s[at + 3] = known.h3;
  }

  private static long mix(long x, long y) {
    return (x ^ 0xa0761d6478bd642fL) * (y ^ 0xe7037ed1a0b428dbL) ^ Long.rotateLeft(x, 32) ^ y;
  }

  /// An input of eight longs in the machine's byte order, and its hash as a word.
  private record Entry(
      long i0,
      long i1,
      long i2,
      long i3,
      long i4,
      long i5,
      long i6,
      long i7,
      long h0,
      long h1,
      long h2,
      long h3) {
    boolean isOf(long j0, long j1, long j2, long j3, long j4, long j5, long j6, long j7) {
      long first = (i0 ^ j0) | (i1 ^ j1) | (i2 ^ j2) | (i3 ^ j3);
      return (first | (i4 ^ j4) | (i5 ^ j5) | (i6 ^ j6) | (i7 ^ j7)) == 0;
    }
  }
}
