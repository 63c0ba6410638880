package org.tongbao.ledger.key;

import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;

/// Seals files, each under a data key of its own which a [SecretSeal] seals: another master key
/// takes the place of one without a file being read. Each is bound to what it is for and to whom it
/// belongs. Thread-safe.
public final class FileSeal {
  private final SecretSeal seal;
  private final SecureRandom random;

  public FileSeal(SecretSeal seal, SecureRandom random) {
    this.seal = seal;
    this.random = random;
  }

  /// A file as it is kept.
  ///
  /// @param dataKey sealed under the master key
  /// @param content sealed under the data key
  public record Sealed(Bytes dataKey, Bytes content) {}

  /// Which master key this seals with.
  public String masterKeyId() {
    return seal.masterKeyId();
  }

  /// @param purpose a word of ASCII, another one for each kind of file
  public Sealed seal(String purpose, Bytes owner, byte[] content) {
    byte[] dataKey = new byte[AesGcm.KEY_SIZE];
    random.nextBytes(dataKey);
    try {
      return new Sealed(
          seal.seal(keyOf(purpose), owner, dataKey),
          AesGcm.seal(dataKey, fileOf(purpose), owner, content, random));
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /// @throws KeyVaultException when master key, purpose or owner are others, or a bit has changed
  public byte[] open(String purpose, Bytes owner, Sealed sealed) {
    byte[] dataKey = seal.open(keyOf(purpose), owner, sealed.dataKey);
    try {
      return AesGcm.open(dataKey, fileOf(purpose), owner, sealed.content);
    } finally {
      Arrays.fill(dataKey, (byte) 0);
    }
  }

  /// A file's data key under the next master key; its content stays as it is.
  ///
  /// @param under the id of the key that it is under
  /// @throws KeyVaultException when it is under neither, or does not open
  public static Bytes reseal(
      MasterKeyChange change, String purpose, Bytes owner, Bytes dataKey, @Nullable String under) {
    return change.reseal(keyOf(purpose), owner, dataKey, under);
  }

  /// Opens a file's data key and throws it away.
  ///
  /// @throws KeyVaultException when it does not open
  public void check(String purpose, Bytes owner, Bytes dataKey) {
    Arrays.fill(seal.open(keyOf(purpose), owner, dataKey), (byte) 0);
  }

  private static String keyOf(String purpose) {
    return purpose + "/key";
  }

  /// Never the purpose of what a master key seals.
  private static String fileOf(String purpose) {
    return "file/" + purpose;
  }
}
