package org.tongbao.chain.evm.precompile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.precompile.altbn128.G1;
import org.tongbao.chain.evm.precompile.altbn128.G2;
import org.tongbao.chain.evm.precompile.altbn128.Pairing;

/// 0x08: whether a product of pairings on alt_bn128 is one (EIP-197, priced by EIP-1108).
final class AltBn128Pairing implements Precompile {

  private static final int PAIR = G1.BYTES + G2.BYTES;

  @Override
  public long gas(byte[] input) {
    return 45_000 + 34_000L * (input.length / PAIR);
  }

  @Override
  public byte @Nullable [] run(byte[] input) {
    if (input.length % PAIR != 0) {
      return null;
    }
    List<G1> ps = new ArrayList<>();
    List<G2> qs = new ArrayList<>();
    for (int at = 0; at < input.length; at += PAIR) {
      G1 p = G1.fromBytes(input, at);
      G2 q = G2.fromBytes(input, at + G1.BYTES);
      if (p == null || q == null) {
        return null;
      }
      ps.add(p);
      qs.add(q);
    }
    return switch (Pairing.product(ps, qs)) {
      case ONE -> Inputs.word(true);
      case NOT_ONE -> Inputs.word(false);
      case OUTSIDE_SUBGROUP -> null;
    };
  }
}
