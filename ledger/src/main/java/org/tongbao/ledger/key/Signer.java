package org.tongbao.ledger.key;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Signature;

/// Signs for one account. Where the key is, is the signer's business.
public interface Signer {
  Address address();

  /// Signs the hash as it is; the signature has a low s.
  Signature sign(Hash hash);

  /// A signer with its key in memory.
  static Signer of(PrivateKey key) {
    return new KeySigner(key);
  }
}
