package org.tongbao.ledger.key;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.KeyStoreV3;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.ScryptCost;
import org.tongbao.primitives.crypto.Signature;

/// The keys of users who leave them with the platform: sealed one by one (envelope encryption),
/// opened for the moment of a signature. Thread-safe.
public final class KeyVault {
  private static final String DATA_KEY = "data-key";
  private static final String SECRET = "secret";

  private final SealedKeyStore store;
  private final MasterKey current;
  private final Map<String, MasterKey> masterKeys = new HashMap<>();
  private final SecureRandom random;

  /// @param current seals from now on
  /// @param former open what they sealed until it is rotated
  public KeyVault(
      SealedKeyStore store, MasterKey current, List<MasterKey> former, SecureRandom random) {
    this.store = store;
    this.current = current;
    this.random = random;
    former.forEach(key -> masterKeys.put(key.id(), key));
    masterKeys.put(current.id(), current);
  }

  /// Makes an account with a new key.
  public Address create() {
    PrivateKey key = PrivateKey.generate(random);
    try {
      add(key);
      return key.address();
    } finally {
      key.destroy();
    }
  }

  /// Takes a key in; the caller destroys its own.
  ///
  /// @throws KeyVaultException when the account is there already
  public void add(PrivateKey key) {
    byte[] dataKey = new byte[AesGcm.KEY_SIZE];
    random.nextBytes(dataKey);
    byte[] secret = key.exportSecret();
    try {
      Bytes sealed = AesGcm.seal(dataKey, SECRET, key.address(), secret, random);
      if (!store.add(
          new SealedKey(key.address(), current.id(), wrap(dataKey, key.address()), sealed))) {
        throw new KeyVaultException("There is a key of " + key.address() + " already");
      }
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }

  private Bytes wrap(byte[] dataKey, Address account) {
    return AesGcm.seal(current.bytes(), DATA_KEY, account, dataKey, random);
  }

  /// Signs for an account of the vault; the key is opened anew for each signature.
  ///
  /// @throws KeyVaultException when there is no such account
  public Signer signer(Address account) {
    return new VaultSigner(sealed(account));
  }

  /// The account's key as a file of Ethereum clients, under the owner's password.
  ///
  /// @throws KeyVaultException when there is no such account, or its key does not open
  public KeyStoreV3 export(Address account, char[] password, ScryptCost cost) {
    PrivateKey key = open(sealed(account));
    try {
      return KeyStoreV3.create(key, password, cost, random);
    } finally {
      key.destroy();
    }
  }

  /// Seals some data keys that are under a former master key by the current one; the accounts' keys
  /// themselves stay as they are. Can be interrupted and repeated, also beside other processes.
  ///
  /// @return how many were sealed anew; 0 when there are none left
  public int rotate(int limit) {
    int rotated = 0;
    for (Address account : store.notUnder(current.id(), limit)) {
      SealedKey before = sealed(account);
      byte[] dataKey = unwrap(before);
      try {
        var after = new SealedKey(account, current.id(), wrap(dataKey, account), before.secret());
        rotated += store.replace(before, after) ? 1 : 0;
      } finally {
        Arrays.fill(dataKey, (byte) 0);
      }
    }
    return rotated;
  }

  /// Opens the account's key and throws it away.
  ///
  /// @throws KeyVaultException when there is no such account, or its key does not open
  public void check(Address account) {
    open(sealed(account)).destroy();
  }

  private SealedKey sealed(Address account) {
    return store
        .find(account)
        .orElseThrow(() -> new KeyVaultException("There is no key of " + account));
  }

  private byte[] unwrap(SealedKey sealed) {
    MasterKey master = masterKeys.get(sealed.masterKeyId());
    if (master == null) {
      throw new KeyVaultException(
          "The key of %s is under the master key %s, which is not here"
              .formatted(sealed.address(), sealed.masterKeyId()));
    }
    return AesGcm.open(master.bytes(), DATA_KEY, sealed.address(), sealed.dataKey());
  }

  private PrivateKey open(SealedKey sealed) {
    Address account = sealed.address();
    byte[] dataKey = unwrap(sealed);
    byte[] secret = new byte[0];
    try {
      secret = AesGcm.open(dataKey, SECRET, account, sealed.secret());
      PrivateKey key = PrivateKey.of(secret);
      if (!key.address().equals(account)) {
        key.destroy();
        throw new KeyVaultException("The key stored for " + account + " is another account's");
      }
      return key;
    } finally {
      Arrays.fill(dataKey, (byte) 0);
      Arrays.fill(secret, (byte) 0);
    }
  }

  /// Keeps the sealed key, which no master key that is gone can open.
  private final class VaultSigner implements Signer {
    private final SealedKey sealed;

    private VaultSigner(SealedKey sealed) {
      this.sealed = sealed;
    }

    @Override
    public Address address() {
      return sealed.address();
    }

    @Override
    public Signature sign(Hash hash) {
      PrivateKey key = open(sealed);
      try {
        return key.sign(hash);
      } finally {
        key.destroy();
      }
    }

    @Override
    public String toString() {
      return "signer of " + sealed.address();
    }
  }
}
