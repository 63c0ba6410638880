package org.tongbao.chain.evm.precompile;

/// 0x04: gives its input back (Yellow Paper appendix E).
final class Identity implements Precompile {

  @Override
  public long gas(byte[] input) {
    return Inputs.gasByWords(15, 3, input.length);
  }

  @Override
  public byte[] run(byte[] input) {
    return input.clone();
  }
}
