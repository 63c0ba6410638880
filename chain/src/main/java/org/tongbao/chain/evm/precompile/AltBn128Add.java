package org.tongbao.chain.evm.precompile;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.precompile.altbn128.G1;

/// 0x06: the sum of two points of alt_bn128 (EIP-196, priced by EIP-1108).
final class AltBn128Add implements Precompile {

  @Override
  public long gas(byte[] input) {
    return 150;
  }

  @Override
  public byte @Nullable [] run(byte[] input) {
    byte[] points = Inputs.padded(input, 0, 2 * G1.BYTES);
    G1 a = G1.fromBytes(points, 0);
    G1 b = G1.fromBytes(points, G1.BYTES);
    return a == null || b == null ? null : a.add(b).toBytes();
  }
}
