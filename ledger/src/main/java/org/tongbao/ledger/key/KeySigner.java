package org.tongbao.ledger.key;

import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Signature;

/// A key in memory.
record KeySigner(PrivateKey key) implements Signer {
  @Override
  public Address address() {
    return key.address();
  }

  @Override
  public Signature sign(Hash hash) {
    return key.sign(hash);
  }

  @Override
  public String toString() {
    return "signer of " + address();
  }
}
