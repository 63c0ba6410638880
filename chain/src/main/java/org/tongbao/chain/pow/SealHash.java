package org.tongbao.chain.pow;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.bouncycastle.crypto.generators.SCrypt;

/// The function that turns an 80-byte parent header into the number that must meet the target. A
/// chain setting. The result is 32 bytes, least significant first, as Bitcoin and Litecoin have it.
public enum SealHash {
  /// SHA-256 twice (Bitcoin, Namecoin).
  SHA256D("sha256d") {
    @Override
    public byte[] of(byte[] header) {
      return Sha256d.hash(header);
    }
  },
  /// scrypt with N = 1024, r = 1, p = 1 and the header as password and salt (Litecoin, Dogecoin).
  SCRYPT("scrypt") {
    @Override
    public byte[] of(byte[] header) {
      return SCrypt.generate(header, header, 1024, 1, 1, 32);
    }
  };

  private final String settingName;

  SealHash(String settingName) {
    this.settingName = settingName;
  }

  /// The hash of a header, 32 bytes, least significant first. Thread-safe.
  public abstract byte[] of(byte[] header);

  /// How genesis files and the command line write it.
  public String settingName() {
    return settingName;
  }

  /// @throws IllegalArgumentException when no function has this name
  public static SealHash named(String settingName) {
    for (SealHash each : values()) {
      if (each.settingName.equals(settingName)) {
        return each;
      }
    }
    throw new IllegalArgumentException(
        "unknown seal '" + settingName + "': it is sha256d or scrypt");
  }

  /// A SHA-256 digest of the JDK, which uses the processor's instructions for it.
  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
