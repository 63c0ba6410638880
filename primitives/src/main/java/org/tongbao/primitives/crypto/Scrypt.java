package org.tongbao.primitives.crypto;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// scrypt (RFC 7914). Bouncy Castle's refuses r = 1 with a large N, which old keystores have.
final class Scrypt {
  private static final VarHandle LITTLE_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int SALSA_WORDS = 16;

  private Scrypt() {}

  /// Takes 128·n·r bytes of memory.
  ///
  /// @param n a power of two above 1
  static byte[] derive(char[] password, byte[] salt, int n, int r, int p, int size) {
    int blockSize = 128 * r;
    byte[] blocks = Pbkdf2.hmacSha256(password, salt, 1, p * blockSize);
    int[] block = new int[blockSize / 4];
    int[][] memory = new int[n][block.length];
    for (int i = 0; i < p; i++) {
      for (int word = 0; word < block.length; word++) {
        block[word] = (int) LITTLE_INT.get(blocks, i * blockSize + 4 * word);
      }
      mix(block, memory);
      for (int word = 0; word < block.length; word++) {
        LITTLE_INT.set(blocks, i * blockSize + 4 * word, block[word]);
      }
    }
    byte[] key = Pbkdf2.hmacSha256(password, blocks, 1, size);
    Arrays.fill(blocks, (byte) 0);
    return key;
  }

  /// scryptROMix (§5).
  private static void mix(int[] block, int[][] memory) {
    int[] scratch = new int[block.length];
    int last = block.length - SALSA_WORDS;
    for (int[] row : memory) {
      System.arraycopy(block, 0, row, 0, block.length);
      blockMix(block, scratch);
    }
    for (int i = 0; i < memory.length; i++) {
      int[] row = memory[block[last] & (memory.length - 1)];
      for (int word = 0; word < block.length; word++) {
        block[word] ^= row[word];
      }
      blockMix(block, scratch);
    }
  }

  /// scryptBlockMix (§4): Salsa20/8 chained over the parts, even ones to the front.
  private static void blockMix(int[] block, int[] scratch) {
    int parts = block.length / SALSA_WORDS;
    int[] x = Arrays.copyOfRange(block, block.length - SALSA_WORDS, block.length);
    for (int part = 0; part < parts; part++) {
      for (int word = 0; word < SALSA_WORDS; word++) {
        x[word] ^= block[part * SALSA_WORDS + word];
      }
      salsa8(x);
      int to = (part >> 1) + ((part & 1) == 0 ? 0 : parts >> 1);
      System.arraycopy(x, 0, scratch, to * SALSA_WORDS, SALSA_WORDS);
    }
    System.arraycopy(scratch, 0, block, 0, block.length);
  }

  /// The Salsa20/8 core (§3): four double rounds, with the words in locals.
  private static void salsa8(int[] x) {
    int x0 = x[0];
    int x1 = x[1];
    int x2 = x[2];
    int x3 = x[3];
    int x4 = x[4];
    int x5 = x[5];
    int x6 = x[6];
    int x7 = x[7];
    int x8 = x[8];
    int x9 = x[9];
    int x10 = x[10];
    int x11 = x[11];
    int x12 = x[12];
    int x13 = x[13];
    int x14 = x[14];
    int x15 = x[15];
    for (int round = 0; round < 4; round++) {
      x4 ^= Integer.rotateLeft(x0 + x12, 7);
      x8 ^= Integer.rotateLeft(x4 + x0, 9);
      x12 ^= Integer.rotateLeft(x8 + x4, 13);
      x0 ^= Integer.rotateLeft(x12 + x8, 18);
      x9 ^= Integer.rotateLeft(x5 + x1, 7);
      x13 ^= Integer.rotateLeft(x9 + x5, 9);
      x1 ^= Integer.rotateLeft(x13 + x9, 13);
      x5 ^= Integer.rotateLeft(x1 + x13, 18);
      x14 ^= Integer.rotateLeft(x10 + x6, 7);
      x2 ^= Integer.rotateLeft(x14 + x10, 9);
      x6 ^= Integer.rotateLeft(x2 + x14, 13);
      x10 ^= Integer.rotateLeft(x6 + x2, 18);
      x3 ^= Integer.rotateLeft(x15 + x11, 7);
      x7 ^= Integer.rotateLeft(x3 + x15, 9);
      x11 ^= Integer.rotateLeft(x7 + x3, 13);
      x15 ^= Integer.rotateLeft(x11 + x7, 18);
      x1 ^= Integer.rotateLeft(x0 + x3, 7);
      x2 ^= Integer.rotateLeft(x1 + x0, 9);
      x3 ^= Integer.rotateLeft(x2 + x1, 13);
      x0 ^= Integer.rotateLeft(x3 + x2, 18);
      x6 ^= Integer.rotateLeft(x5 + x4, 7);
      x7 ^= Integer.rotateLeft(x6 + x5, 9);
      x4 ^= Integer.rotateLeft(x7 + x6, 13);
      x5 ^= Integer.rotateLeft(x4 + x7, 18);
      x11 ^= Integer.rotateLeft(x10 + x9, 7);
      x8 ^= Integer.rotateLeft(x11 + x10, 9);
      x9 ^= Integer.rotateLeft(x8 + x11, 13);
      x10 ^= Integer.rotateLeft(x9 + x8, 18);
      x12 ^= Integer.rotateLeft(x15 + x14, 7);
      x13 ^= Integer.rotateLeft(x12 + x15, 9);
      x14 ^= Integer.rotateLeft(x13 + x12, 13);
      x15 ^= Integer.rotateLeft(x14 + x13, 18);
    }
    x[0] += x0;
    x[1] += x1;
    x[2] += x2;
    x[3] += x3;
    x[4] += x4;
    x[5] += x5;
    x[6] += x6;
    x[7] += x7;
    x[8] += x8;
    x[9] += x9;
    x[10] += x10;
    x[11] += x11;
    x[12] += x12;
    x[13] += x13;
    x[14] += x14;
    x[15] += x15;
  }
}
