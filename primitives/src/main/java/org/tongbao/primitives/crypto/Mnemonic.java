package org.tongbao.primitives.crypto;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/// A secret written as 12 to 24 words that people can copy and check (BIP-39), from which all keys
/// of a wallet follow (BIP-32).
///
/// The words are the secret: neither `toString` nor an error shows any of them.
public final class Mnemonic {
  private static final int WORD_BITS = 11;
  private static final int SEED_SIZE = 64;
  private static final int SEED_ITERATIONS = 2048;

  private final byte[] entropy;
  private final WordList words;

  private Mnemonic(byte[] entropy, WordList words) {
    this.entropy = entropy;
    this.words = words;
  }

  /// A fresh one.
  ///
  /// @param count 12, 15, 18, 21 or 24 words, for 128 to 256 bits
  public static Mnemonic generate(int count, WordList words, SecureRandom random) {
    requireCount(count);
    byte[] entropy = new byte[count / 3 * 4];
    random.nextBytes(entropy);
    return new Mnemonic(entropy, words);
  }

  /// The words for 16, 20, 24, 28 or 32 bytes of entropy.
  public static Mnemonic ofEntropy(byte[] entropy, WordList words) {
    if (entropy.length % 4 != 0) {
      throw new IllegalArgumentException(entropy.length + " bytes of entropy");
    }
    requireCount(entropy.length / 4 * 3);
    return new Mnemonic(entropy.clone(), words);
  }

  /// Reads a phrase; any white space separates, any Unicode form is taken.
  ///
  /// @throws IllegalArgumentException for another number of words, a word that is not in the list
  ///   (its place is named), or a wrong checksum
  public static Mnemonic parse(String phrase, WordList words) {
    String[] written = WordList.normalize(phrase).strip().split("\\s+", 25);
    requireCount(written.length);
    byte[] bits = new byte[(written.length * WORD_BITS + 7) / 8];
    for (int i = 0; i < written.length; i++) {
      Integer number = words.number(written[i]);
      if (number == null) {
        throw new IllegalArgumentException("word " + (i + 1) + " is not in the list " + words);
      }
      for (int bit = 0; bit < WORD_BITS; bit++) {
        if ((number >> (WORD_BITS - 1 - bit) & 1) != 0) {
          int at = i * WORD_BITS + bit;
          bits[at / 8] |= (byte) (0x80 >> at % 8);
        }
      }
    }
    Mnemonic mnemonic = new Mnemonic(Arrays.copyOf(bits, written.length / 3 * 4), words);
    if (bits[bits.length - 1] != mnemonic.checksum()) {
      throw new IllegalArgumentException("the words do not fit together: wrong checksum");
    }
    return mnemonic;
  }

  /// The words, separated as the language does.
  public String phrase() {
    return joined(words.separator());
  }

  public byte[] entropy() {
    return entropy.clone();
  }

  /// The 64-byte seed of the wallet: PBKDF2-HMAC-SHA-512 of the words, salted with the passphrase.
  /// Every passphrase gives a wallet; the usual one is empty.
  public byte[] seed(String passphrase) {
    char[] password = WordList.normalize(joined(" ")).toCharArray();
    byte[] salt = WordList.normalize("mnemonic" + passphrase).getBytes(UTF_8);
    return Pbkdf2.hmacSha512(password, salt, SEED_ITERATIONS, SEED_SIZE);
  }

  /// The wallet's root key.
  public HdKey rootKey(String passphrase) {
    return HdKey.ofSeed(seed(passphrase));
  }

  /// Entropy and checksum, 11 bits at a time.
  private String joined(String separator) {
    byte[] bits = Arrays.copyOf(entropy, entropy.length + 1);
    bits[entropy.length] = checksum();
    StringJoiner phrase = new StringJoiner(separator);
    for (int at = 0; at + WORD_BITS <= entropy.length / 4 * 33; at += WORD_BITS) {
      int number = 0;
      for (int bit = at; bit < at + WORD_BITS; bit++) {
        number = number << 1 | (bits[bit / 8] >> (7 - bit % 8) & 1);
      }
      phrase.add(words.word(number));
    }
    return phrase.toString();
  }

  /// One bit for each four bytes of entropy, from the left of a byte.
  private byte checksum() {
    try {
      int mask = 0xff00 >> (entropy.length / 4);
      return (byte) (MessageDigest.getInstance("SHA-256").digest(entropy)[0] & mask);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void requireCount(int count) {
    if (count < 12 || count > 24 || count % 3 != 0) {
      throw new IllegalArgumentException("a mnemonic has 12, 15, 18, 21 or 24 words, not " + count);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Mnemonic that
        && words == that.words
        && MessageDigest.isEqual(entropy, that.entropy);
  }

  @Override
  public int hashCode() {
    return words.hashCode();
  }

  @Override
  public String toString() {
    return "Mnemonic[" + entropy.length / 4 * 3 + " words, " + words + "]";
  }
}
