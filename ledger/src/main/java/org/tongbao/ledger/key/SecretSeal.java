package org.tongbao.ledger.key;

import java.security.SecureRandom;
import org.tongbao.primitives.Bytes;

/// Seals small secrets that are no accounts' keys under the master key, so that whoever has the
/// database alone has none of them. Each is bound to what it is for and to whom it belongs.
/// Thread-safe.
public final class SecretSeal {
  private final MasterKey master;
  private final SecureRandom random;

  public SecretSeal(MasterKey master, SecureRandom random) {
    this.master = master;
    this.random = random;
  }

  /// Which master key this seals with.
  public String masterKeyId() {
    return master.id();
  }

  /// @param purpose a word of ASCII, another one for each kind of secret
  public Bytes seal(String purpose, Bytes owner, byte[] secret) {
    return AesGcm.seal(master.bytes(), kind(purpose), owner, secret, random);
  }

  /// The caller wipes the result.
  ///
  /// @throws KeyVaultException when master key, purpose or owner are others, or a bit has changed
  public byte[] open(String purpose, Bytes owner, Bytes sealed) {
    return AesGcm.open(master.bytes(), kind(purpose), owner, sealed);
  }

  /// Never the purpose of a part of an account's key.
  private static String kind(String purpose) {
    return "other/" + purpose;
  }
}
