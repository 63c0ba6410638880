package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.digests.KeccakDigest;
import org.junit.jupiter.api.Test;

class Keccak256Test {

  @Test
  void agreesWithBouncyCastleAtEveryLength() {
    Random random = new Random(1);
    for (int length = 0; length <= 500; length++) {
      byte[] input = new byte[length + 3];
      random.nextBytes(input);
      assertThat(Keccak256.hash(input, 2, length))
          .as("hash of %d bytes", length)
          .isEqualTo(bouncyCastle(input, 2, length));
    }
  }

  @Test
  void agreesWithBouncyCastleOnALongInput() {
    byte[] input = new byte[1_000_003];
    new Random(2).nextBytes(input);
    assertThat(Keccak256.hash(input)).isEqualTo(bouncyCastle(input, 0, input.length));
  }

  @Test
  void writesToArraysAndWords() {
    byte[] array = new byte[200];
    new Random(3).nextBytes(array);
    Hash expected = bouncyCastle(array, 5, 150);
    long[] words = new long[12];
    Keccak256.hashToWord(array, 5, 150, words, 4);
    assertThat(Hash.fromWord(words, 4)).isEqualTo(expected);
    assertThat(words[3] | words[8]).isZero();

    byte[] before = array.clone();
    Keccak256.hashTo(array, 5, 150, array, 20); // over its own input
    assertThat(Hash.of(array, 20)).isEqualTo(expected);
    assertThat(Arrays.copyOf(array, 20)).isEqualTo(Arrays.copyOf(before, 20));
    assertThat(Arrays.copyOfRange(array, 52, 200)).isEqualTo(Arrays.copyOfRange(before, 52, 200));
  }

  @Test
  void refusesPlacesOutsideTheArrays() {
    byte[] array = new byte[40];
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Keccak256.hash(array, 1, 40));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Keccak256.hashTo(array, 0, 1, array, 9));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Keccak256.hashToWord(array, 0, 1, new long[4], 1));
  }

  @Test
  void knowsTheHashesOfEmptyThings() {
    assertThat(Bytes.EMPTY.keccak256()).isEqualTo(Hash.EMPTY_KECCAK);
    assertThat(Bytes.fromHex("0x80").keccak256()).isEqualTo(Hash.EMPTY_TRIE_ROOT);
    assertThat(Bytes.fromHex("0xc0").keccak256()).isEqualTo(Hash.EMPTY_LIST_KECCAK);
  }

  private static Hash bouncyCastle(byte[] input, int offset, int length) {
    KeccakDigest digest = new KeccakDigest(256);
    digest.update(input, offset, length);
    byte[] hash = new byte[32];
    digest.doFinal(hash, 0);
    return Hash.of(hash);
  }
}
