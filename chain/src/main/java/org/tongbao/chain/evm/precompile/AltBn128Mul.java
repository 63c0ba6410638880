package org.tongbao.chain.evm.precompile;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.precompile.altbn128.G1;

/// 0x07: a point of alt_bn128 times a scalar of 32 bytes (EIP-196, priced by EIP-1108).
final class AltBn128Mul implements Precompile {

  @Override
  public long gas(byte[] input) {
    return 6_000;
  }

  @Override
  public byte @Nullable [] run(byte[] input) {
    byte[] padded = Inputs.padded(input, 0, G1.BYTES + 32);
    G1 point = G1.fromBytes(padded, 0);
    BigInteger scalar = new BigInteger(1, padded, G1.BYTES, 32);
    return point == null ? null : point.multiply(scalar).toBytes();
  }
}
