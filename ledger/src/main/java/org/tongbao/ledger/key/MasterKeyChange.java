package org.tongbao.ledger.key;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;

/// A master key that takes the place of another: opens what either has sealed, seals with the next.
/// Thread-safe.
public final class MasterKeyChange {
  private final MasterKey former;
  private final MasterKey next;
  private final SecureRandom random;

  /// @throws KeyVaultException when the two are one
  public MasterKeyChange(MasterKey former, MasterKey next, SecureRandom random) {
    if (former.id().equals(next.id())) {
      throw new KeyVaultException("The former and the next master key are the same, " + next.id());
    }
    this.former = former;
    this.next = next;
    this.random = random;
  }

  public MasterKey former() {
    return former;
  }

  public MasterKey next() {
    return next;
  }

  /// What a [SecretSeal] has sealed, under the next master key.
  ///
  /// @param under the id of the key that it is under; null where nobody wrote it down, and both are
  ///   tried
  /// @throws KeyVaultException when it is under neither, or does not open
  public Bytes reseal(String purpose, Bytes owner, Bytes sealed, @Nullable String under) {
    byte[] secret = open(purpose, owner, sealed, under);
    try {
      return seal(purpose, owner, secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /// Seals what was not sealed so far.
  public Bytes seal(String purpose, Bytes owner, byte[] secret) {
    return new SecretSeal(next, random).seal(purpose, owner, secret);
  }

  private byte[] open(String purpose, Bytes owner, Bytes sealed, @Nullable String under) {
    if (under != null) {
      return new SecretSeal(named(under), random).open(purpose, owner, sealed);
    }
    try {
      return new SecretSeal(former, random).open(purpose, owner, sealed);
    } catch (KeyVaultException notUnderThis) {
      return new SecretSeal(next, random).open(purpose, owner, sealed);
    }
  }

  private MasterKey named(String id) {
    if (id.equals(former.id())) {
      return former;
    }
    if (id.equals(next.id())) {
      return next;
    }
    throw new KeyVaultException("A secret is under the master key " + id + ", which is not here");
  }

  /// The vault over these keys in the time between.
  public KeyVault vault(SealedKeyStore store) {
    return new KeyVault(store, next, List.of(former), random);
  }
}
