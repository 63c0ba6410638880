package org.tongbao.chain.evm.precompile;

import java.util.Arrays;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.Secp256k1;

/// 0x01: the address whose key signed a hash (Yellow Paper appendix E). Input: hash, v, r, s, a
/// word each. Gives nothing, and succeeds, when there is no such address.
final class EcRecover implements Precompile {

  private static final byte[] NOTHING = {};

  @Override
  public long gas(byte[] input) {
    return 3_000;
  }

  @Override
  public byte[] run(byte[] input) {
    byte[] words = Inputs.padded(input, 0, 128);
    U256 v = word(words, 1);
    if (v.bitLength() > 8) {
      return NOTHING;
    }
    int yParity = (int) v.lowLong() - 27;
    Address signer = Secp256k1.recover(Hash.of(words, 0), yParity, word(words, 2), word(words, 3));
    if (signer == null) {
      return NOTHING;
    }
    byte[] output = new byte[32];
    signer.writeTo(output, 12);
    return output;
  }

  private static U256 word(byte[] words, int index) {
    return U256.fromBytes(Arrays.copyOfRange(words, 32 * index, 32 * index + 32));
  }
}
