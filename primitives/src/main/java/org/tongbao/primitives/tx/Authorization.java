package org.tongbao.primitives.tx;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Secp256k1;
import org.tongbao.primitives.crypto.Signature;

/// The consent of an account to run the code at `address` (EIP-7702).
///
/// One that is invalid (another chain, a bad signature, a stale nonce) does not invalidate its
/// transaction: it is paid for and skipped. So every value that fits its field is carried.
///
/// @param chainId the chain it is for; zero: every chain
/// @param address whose code to run; the zero address takes the delegation back
/// @param nonce the authority's nonce, unsigned
public record Authorization(U256 chainId, Address address, long nonce, Signature signature) {
  private static final byte MAGIC = 5;

  /// Signs a consent.
  public static Authorization sign(U256 chainId, Address address, long nonce, PrivateKey key) {
    return new Authorization(
        chainId, address, nonce, key.sign(signingHash(chainId, address, nonce)));
  }

  /// Who consents, or null when the signature is invalid or its `s` is high. Costs a recovery on
  /// each call.
  public @Nullable Address authority() {
    if (!signature.isLowS()) {
      return null;
    }
    Hash hash = signingHash(chainId, address, nonce);
    return Secp256k1.recover(hash, signature.yParity(), signature.r(), signature.s());
  }

  /// keccak256(0x05 ‖ rlp([chainId, address, nonce])).
  private static Hash signingHash(U256 chainId, Address address, long nonce) {
    RlpWriter writer = new RlpWriter(64).raw(new byte[] {MAGIC});
    writer.beginList().u256(chainId).address(address).uint(nonce).endList();
    return writer.keccak256();
  }
}
