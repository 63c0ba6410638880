package org.tongbao.primitives;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Keccak-256 with the original padding, as Ethereum uses it (not NIST SHA3-256). Thread-safe.
public final class Keccak256 {

  /// Bytes absorbed per permutation.
  private static final int RATE = 136;

  private static final long[] ROUND = {
    0x0000000000000001L, 0x0000000000008082L, 0x800000000000808aL,
    0x8000000080008000L, 0x000000000000808bL, 0x0000000080000001L,
    0x8000000080008081L, 0x8000000000008009L, 0x000000000000008aL,
    0x0000000000000088L, 0x0000000080008009L, 0x000000008000000aL,
    0x000000008000808bL, 0x800000000000008bL, 0x8000000000008089L,
    0x8000000000008003L, 0x8000000000008002L, 0x8000000000000080L,
    0x000000000000800aL, 0x800000008000000aL, 0x8000000080008081L,
    0x8000000000008080L, 0x0000000080000001L, 0x8000000080008008L,
  };

  private Keccak256() {}

  public static Hash hash(byte[] input) {
    return hash(input, 0, input.length);
  }

  public static Hash hash(byte[] input, int offset, int length) {
    long[] word = new long[4];
    hashToWord(input, offset, length, word, 0);
    return Hash.fromWord(word, 0);
  }

  /// Writes the 32 bytes of the hash to `out` at `outOffset`; `out` may be the input.
  public static void hashTo(byte[] input, int offset, int length, byte[] out, int outOffset) {
    Objects.checkFromIndexSize(outOffset, Hash.SIZE, out.length);
    sponge(input, offset, length, out, null, outOffset);
  }

  /// Writes the hash as a big-endian number into the word at `at`, least significant limb first.
  public static void hashToWord(byte[] input, int offset, int length, long[] words, int at) {
    Objects.checkFromIndexSize(at, 4, words.length);
    sponge(input, offset, length, null, words, at);
  }

  /// Absorbs the padded input and writes the hash to `out` or to `words`, whichever is there.
  ///
  /// All in one method, with the 25 lanes of the state in local variables and two of the 24 rounds
  /// of Keccak-f[1600] (FIPS 202 §3.2) per turn, because that is what is fast and allocates
  /// nothing; docs/adr/0021 has the figures. Lane `x + 5 * y` of the standard's A[x, y] is `ax`
  /// before an even round and `ex` before an odd one.
  private static void sponge(
      byte[] input,
      int offset,
      int length,
      byte @Nullable [] out,
      long @Nullable [] words,
      int to) {
    Objects.checkFromIndexSize(offset, length, input.length);
    long a0 = 0;
    long a1 = 0;
    long a2 = 0;
    long a3 = 0;
    long a4 = 0;
    long a5 = 0;
    long a6 = 0;
    long a7 = 0;
    long a8 = 0;
    long a9 = 0;
    long a10 = 0;
    long a11 = 0;
    long a12 = 0;
    long a13 = 0;
    long a14 = 0;
    long a15 = 0;
    long a16 = 0;
    long a17 = 0;
    long a18 = 0;
    long a19 = 0;
    long a20 = 0;
    long a21 = 0;
    long a22 = 0;
    long a23 = 0;
    long a24 = 0;
    int at = offset;
    int left = length;
    while (true) {
      a0 ^= lane(input, at, left);
      a1 ^= lane(input, at + 8, left - 8);
      a2 ^= lane(input, at + 16, left - 16);
      a3 ^= lane(input, at + 24, left - 24);
      a4 ^= lane(input, at + 32, left - 32);
      a5 ^= lane(input, at + 40, left - 40);
      a6 ^= lane(input, at + 48, left - 48);
      a7 ^= lane(input, at + 56, left - 56);
      a8 ^= lane(input, at + 64, left - 64);
      a9 ^= lane(input, at + 72, left - 72);
      a10 ^= lane(input, at + 80, left - 80);
      a11 ^= lane(input, at + 88, left - 88);
      a12 ^= lane(input, at + 96, left - 96);
      a13 ^= lane(input, at + 104, left - 104);
      a14 ^= lane(input, at + 112, left - 112);
      a15 ^= lane(input, at + 120, left - 120);
      a16 ^= lane(input, at + 128, left - 128);
      if (left < RATE) {
        a16 ^= Long.MIN_VALUE; // the last bit of the padding
      }
      for (int round = 0; round < ROUND.length; round += 2) {
        // Even round: theta, then rho, pi and chi row by row.
        long c0 = a0 ^ a5 ^ a10 ^ a15 ^ a20;
        long c1 = a1 ^ a6 ^ a11 ^ a16 ^ a21;
        long c2 = a2 ^ a7 ^ a12 ^ a17 ^ a22;
        long c3 = a3 ^ a8 ^ a13 ^ a18 ^ a23;
        long c4 = a4 ^ a9 ^ a14 ^ a19 ^ a24;
        long d0 = c4 ^ Long.rotateLeft(c1, 1);
        long d1 = c0 ^ Long.rotateLeft(c2, 1);
        long d2 = c1 ^ Long.rotateLeft(c3, 1);
        long d3 = c2 ^ Long.rotateLeft(c4, 1);
        long d4 = c3 ^ Long.rotateLeft(c0, 1);
        long b0 = a0 ^ d0;
        long b1 = Long.rotateLeft(a6 ^ d1, 44);
        long b2 = Long.rotateLeft(a12 ^ d2, 43);
        long b3 = Long.rotateLeft(a18 ^ d3, 21);
        long b4 = Long.rotateLeft(a24 ^ d4, 14);
        long e0 = b0 ^ (~b1 & b2) ^ ROUND[round];
        long e1 = b1 ^ (~b2 & b3);
        long e2 = b2 ^ (~b3 & b4);
        long e3 = b3 ^ (~b4 & b0);
        long e4 = b4 ^ (~b0 & b1);
        b0 = Long.rotateLeft(a3 ^ d3, 28);
        b1 = Long.rotateLeft(a9 ^ d4, 20);
        b2 = Long.rotateLeft(a10 ^ d0, 3);
        b3 = Long.rotateLeft(a16 ^ d1, 45);
        b4 = Long.rotateLeft(a22 ^ d2, 61);
        long e5 = b0 ^ (~b1 & b2);
        long e6 = b1 ^ (~b2 & b3);
        long e7 = b2 ^ (~b3 & b4);
        long e8 = b3 ^ (~b4 & b0);
        long e9 = b4 ^ (~b0 & b1);
        b0 = Long.rotateLeft(a1 ^ d1, 1);
        b1 = Long.rotateLeft(a7 ^ d2, 6);
        b2 = Long.rotateLeft(a13 ^ d3, 25);
        b3 = Long.rotateLeft(a19 ^ d4, 8);
        b4 = Long.rotateLeft(a20 ^ d0, 18);
        long e10 = b0 ^ (~b1 & b2);
        long e11 = b1 ^ (~b2 & b3);
        long e12 = b2 ^ (~b3 & b4);
        long e13 = b3 ^ (~b4 & b0);
        long e14 = b4 ^ (~b0 & b1);
        b0 = Long.rotateLeft(a4 ^ d4, 27);
        b1 = Long.rotateLeft(a5 ^ d0, 36);
        b2 = Long.rotateLeft(a11 ^ d1, 10);
        b3 = Long.rotateLeft(a17 ^ d2, 15);
        b4 = Long.rotateLeft(a23 ^ d3, 56);
        long e15 = b0 ^ (~b1 & b2);
        long e16 = b1 ^ (~b2 & b3);
        long e17 = b2 ^ (~b3 & b4);
        long e18 = b3 ^ (~b4 & b0);
        long e19 = b4 ^ (~b0 & b1);
        b0 = Long.rotateLeft(a2 ^ d2, 62);
        b1 = Long.rotateLeft(a8 ^ d3, 55);
        b2 = Long.rotateLeft(a14 ^ d4, 39);
        b3 = Long.rotateLeft(a15 ^ d0, 41);
        b4 = Long.rotateLeft(a21 ^ d1, 2);
        long e20 = b0 ^ (~b1 & b2);
        long e21 = b1 ^ (~b2 & b3);
        long e22 = b2 ^ (~b3 & b4);
        long e23 = b3 ^ (~b4 & b0);
        long e24 = b4 ^ (~b0 & b1);
        // Odd round, back into the a lanes.
        c0 = e0 ^ e5 ^ e10 ^ e15 ^ e20;
        c1 = e1 ^ e6 ^ e11 ^ e16 ^ e21;
        c2 = e2 ^ e7 ^ e12 ^ e17 ^ e22;
        c3 = e3 ^ e8 ^ e13 ^ e18 ^ e23;
        c4 = e4 ^ e9 ^ e14 ^ e19 ^ e24;
        d0 = c4 ^ Long.rotateLeft(c1, 1);
        d1 = c0 ^ Long.rotateLeft(c2, 1);
        d2 = c1 ^ Long.rotateLeft(c3, 1);
        d3 = c2 ^ Long.rotateLeft(c4, 1);
        d4 = c3 ^ Long.rotateLeft(c0, 1);
        b0 = e0 ^ d0;
        b1 = Long.rotateLeft(e6 ^ d1, 44);
        b2 = Long.rotateLeft(e12 ^ d2, 43);
        b3 = Long.rotateLeft(e18 ^ d3, 21);
        b4 = Long.rotateLeft(e24 ^ d4, 14);
        a0 = b0 ^ (~b1 & b2) ^ ROUND[round + 1];
        a1 = b1 ^ (~b2 & b3);
        a2 = b2 ^ (~b3 & b4);
        a3 = b3 ^ (~b4 & b0);
        a4 = b4 ^ (~b0 & b1);
        b0 = Long.rotateLeft(e3 ^ d3, 28);
        b1 = Long.rotateLeft(e9 ^ d4, 20);
        b2 = Long.rotateLeft(e10 ^ d0, 3);
        b3 = Long.rotateLeft(e16 ^ d1, 45);
        b4 = Long.rotateLeft(e22 ^ d2, 61);
        a5 = b0 ^ (~b1 & b2);
        a6 = b1 ^ (~b2 & b3);
        a7 = b2 ^ (~b3 & b4);
        a8 = b3 ^ (~b4 & b0);
        a9 = b4 ^ (~b0 & b1);
        b0 = Long.rotateLeft(e1 ^ d1, 1);
        b1 = Long.rotateLeft(e7 ^ d2, 6);
        b2 = Long.rotateLeft(e13 ^ d3, 25);
        b3 = Long.rotateLeft(e19 ^ d4, 8);
        b4 = Long.rotateLeft(e20 ^ d0, 18);
        a10 = b0 ^ (~b1 & b2);
        a11 = b1 ^ (~b2 & b3);
        a12 = b2 ^ (~b3 & b4);
        a13 = b3 ^ (~b4 & b0);
        a14 = b4 ^ (~b0 & b1);
        b0 = Long.rotateLeft(e4 ^ d4, 27);
        b1 = Long.rotateLeft(e5 ^ d0, 36);
        b2 = Long.rotateLeft(e11 ^ d1, 10);
        b3 = Long.rotateLeft(e17 ^ d2, 15);
        b4 = Long.rotateLeft(e23 ^ d3, 56);
        a15 = b0 ^ (~b1 & b2);
        a16 = b1 ^ (~b2 & b3);
        a17 = b2 ^ (~b3 & b4);
        a18 = b3 ^ (~b4 & b0);
        a19 = b4 ^ (~b0 & b1);
        b0 = Long.rotateLeft(e2 ^ d2, 62);
        b1 = Long.rotateLeft(e8 ^ d3, 55);
        b2 = Long.rotateLeft(e14 ^ d4, 39);
        b3 = Long.rotateLeft(e15 ^ d0, 41);
        b4 = Long.rotateLeft(e21 ^ d1, 2);
        a20 = b0 ^ (~b1 & b2);
        a21 = b1 ^ (~b2 & b3);
        a22 = b2 ^ (~b3 & b4);
        a23 = b3 ^ (~b4 & b0);
        a24 = b4 ^ (~b0 & b1);
      }
      if (left < RATE) {
        break;
      }
      at += RATE;
      left -= RATE;
    }
    if (out != null) {
      ByteAccess.littleLong(out, to, a0);
      ByteAccess.littleLong(out, to + 8, a1);
      ByteAccess.littleLong(out, to + 16, a2);
      ByteAccess.littleLong(out, to + 24, a3);
    } else if (words != null) {
      words[to] = Long.reverseBytes(a3);
      words[to + 1] = Long.reverseBytes(a2);
      words[to + 2] = Long.reverseBytes(a1);
      words[to + 3] = Long.reverseBytes(a0);
    }
  }

  /// The lane at `at` of an input that has `left` bytes from there on: behind its last byte comes
  /// the first bit of the padding, then zeros.
  private static long lane(byte[] input, int at, int left) {
    if (left >= 8) {
      return ByteAccess.littleLong(input, at);
    }
    return left < 0 ? 0 : partialLane(input, at, left);
  }

  private static long partialLane(byte[] input, int at, int left) {
    long lane = 1L << (8 * left);
    for (int i = 0; i < left; i++) {
      lane |= (input[at + i] & 0xffL) << (8 * i);
    }
    return lane;
  }
}
