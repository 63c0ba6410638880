package org.tongbao.chain.state;

import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// An account as committed (Yellow Paper §4.1) without its storage root, which is the trie's
/// business. The nonce is below 2^64 − 1 (EIP-2681) and held as unsigned bits.
public record Account(long nonce, U256 balance, Hash codeHash) {
  /// No nonce, no balance, no code.
  public static final Account EMPTY = new Account(0, U256.ZERO, Hash.EMPTY_KECCAK);

  /// Whether the account is empty in the sense of EIP-161.
  public boolean isEmpty() {
    return nonce == 0 && balance.isZero() && codeHash.equals(Hash.EMPTY_KECCAK);
  }
}
