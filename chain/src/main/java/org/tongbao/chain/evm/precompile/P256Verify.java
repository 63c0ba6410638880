package org.tongbao.chain.evm.precompile;

import java.util.Arrays;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.P256;

/// 0x100: whether a P-256 signature is right (EIP-7951). Input: hash, r, s, x, y, a word each.
/// Gives the word one, or nothing; it never fails.
final class P256Verify implements Precompile {

  private static final int INPUT_LENGTH = 160;
  private static final byte[] NOTHING = {};

  @Override
  public long gas(byte[] input) {
    return 6_900;
  }

  @Override
  public byte[] run(byte[] input) {
    boolean verified =
        input.length == INPUT_LENGTH
            && P256.verify(
                Hash.of(input, 0), word(input, 1), word(input, 2), word(input, 3), word(input, 4));
    return verified ? Inputs.word(true) : NOTHING;
  }

  private static U256 word(byte[] input, int index) {
    return U256.fromBytes(Arrays.copyOfRange(input, 32 * index, 32 * index + 32));
  }
}
