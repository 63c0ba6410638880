package org.tongbao.chain.evm.precompile;

import org.bouncycastle.crypto.digests.RIPEMD160Digest;

/// 0x03: RIPEMD-160, left-padded to a word (Yellow Paper appendix E).
final class Ripemd160 implements Precompile {

  @Override
  public long gas(byte[] input) {
    return Inputs.gasByWords(600, 120, input.length);
  }

  @Override
  public byte[] run(byte[] input) {
    RIPEMD160Digest digest = new RIPEMD160Digest();
    digest.update(input, 0, input.length);
    byte[] word = new byte[32];
    digest.doFinal(word, 12);
    return word;
  }
}
