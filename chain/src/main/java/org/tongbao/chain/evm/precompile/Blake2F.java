package org.tongbao.chain.evm.precompile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// 0x09: the compression function F of BLAKE2b with any number of rounds (EIP-152, RFC 7693 §3.2).
///
/// Input, 213 bytes: rounds (4, big-endian), state h (64), message block m (128), offset counter t
/// (16), final block flag f (1). One gas a round.
final class Blake2F implements Precompile {

  private static final int INPUT_LENGTH = 213;

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private static final long[] IV = {
    0x6a09e667f3bcc908L, 0xbb67ae8584caa73bL, 0x3c6ef372fe94f82bL, 0xa54ff53a5f1d36f1L,
    0x510e527fade682d1L, 0x9b05688c2b3e6c1fL, 0x1f83d9abfb41bd6bL, 0x5be0cd19137e2179L
  };

  /// The order in which the message words enter, a row for each of ten rounds; then it starts
  /// again.
  private static final String SIGMA =
      "0123456789abcdef"
          + "ea489fd61c02b753"
          + "b8c052fdae367194"
          + "7931dcbe265a40f8"
          + "905724afe1bc683d"
          + "2c6a0b834d75fe19"
          + "c51fed4a0763928b"
          + "db7ec13950f4862a"
          + "6fe9b308c2d714a5"
          + "a2847615fb9e3cd0";

  @Override
  public long gas(byte[] input) {
    return input.length == INPUT_LENGTH ? rounds(input) : 0;
  }

  private static long rounds(byte[] input) {
    return (int) INT.get(input, 0) & 0xffffffffL;
  }

  @Override
  public byte @Nullable [] run(byte[] input) {
    if (input.length != INPUT_LENGTH || (input[212] & 0xfe) != 0) {
      return null;
    }
    long[] h = words(input, 4, 8);
    long[] v = new long[16];
    System.arraycopy(h, 0, v, 0, 8);
    System.arraycopy(IV, 0, v, 8, 8);
    v[12] ^= (long) LONG.get(input, 196);
    v[13] ^= (long) LONG.get(input, 204);
    if (input[212] != 0) {
      v[14] = ~v[14];
    }
    mix(v, scheduled(words(input, 68, 16)), rounds(input));
    byte[] output = new byte[64];
    for (int i = 0; i < 8; i++) {
      LONG.set(output, 8 * i, h[i] ^ v[i] ^ v[i + 8]);
    }
    return output;
  }

  private static long[] words(byte[] input, int offset, int count) {
    long[] words = new long[count];
    for (int i = 0; i < count; i++) {
      words[i] = (long) LONG.get(input, offset + 8 * i);
    }
    return words;
  }

  /// The message words in the order of their use over ten rounds.
  private static long[] scheduled(long[] message) {
    long[] schedule = new long[SIGMA.length()];
    for (int i = 0; i < schedule.length; i++) {
      schedule[i] = message[Character.digit(SIGMA.charAt(i), 16)];
    }
    return schedule;
  }

  private static void mix(long[] v, long[] schedule, long rounds) {
    int at = 0;
    for (long round = 0; round < rounds; round++) {
      mix(v, 0, 4, 8, 12, schedule[at], schedule[at + 1]);
      mix(v, 1, 5, 9, 13, schedule[at + 2], schedule[at + 3]);
      mix(v, 2, 6, 10, 14, schedule[at + 4], schedule[at + 5]);
      mix(v, 3, 7, 11, 15, schedule[at + 6], schedule[at + 7]);
      mix(v, 0, 5, 10, 15, schedule[at + 8], schedule[at + 9]);
      mix(v, 1, 6, 11, 12, schedule[at + 10], schedule[at + 11]);
      mix(v, 2, 7, 8, 13, schedule[at + 12], schedule[at + 13]);
      mix(v, 3, 4, 9, 14, schedule[at + 14], schedule[at + 15]);
      at = at == schedule.length - 16 ? 0 : at + 16;
    }
  }

  /// The mixing function G (RFC 7693 §3.1).
  private static void mix(long[] v, int a, int b, int c, int d, long x, long y) {
    v[a] += v[b] + x;
    v[d] = Long.rotateRight(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = Long.rotateRight(v[b] ^ v[c], 24);
    v[a] += v[b] + y;
    v[d] = Long.rotateRight(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = Long.rotateRight(v[b] ^ v[c], 63);
  }
}
