package org.tongbao.chain.evm.precompile;

import static java.lang.foreign.ValueLayout.ADDRESS;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.precompile.BlsGroup.Decoded;

/// 0x0f: whether a product of pairings on BLS12-381 is one (EIP-2537).
final class BlsPairing implements Precompile {

  private static final int PAIR = BlsGroup.G1.encodedBytes() + BlsGroup.G2.encodedBytes();

  @Override
  public long gas(byte[] input) {
    return 37_700 + 32_600L * (input.length / PAIR);
  }

  @Override
  public byte @Nullable [] run(byte[] input) {
    if (input.length == 0 || input.length % PAIR != 0) {
      return null;
    }
    int pSize = BlsGroup.G1.affineBytes();
    int qSize = BlsGroup.G2.affineBytes();
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment ps = memory.allocate((long) input.length / PAIR * pSize, 8);
      MemorySegment qs = memory.allocate((long) input.length / PAIR * qSize, 8);
      long count = 0;
      for (int at = 0; at < input.length; at += PAIR) {
        MemorySegment p = ps.asSlice(count * pSize, pSize);
        MemorySegment q = qs.asSlice(count * qSize, qSize);
        Decoded first = decode(BlsGroup.G1, input, at, p, memory);
        Decoded second = decode(BlsGroup.G2, input, at + BlsGroup.G1.encodedBytes(), q, memory);
        if (first == Decoded.INVALID || second == Decoded.INVALID) {
          return null;
        }
        // A pairing with infinity is one: it changes nothing.
        count += first == Decoded.POINT && second == Decoded.POINT ? 1 : 0;
      }
      return Inputs.word(count == 0 || productIsOne(ps, qs, count, memory));
    }
  }

  /// As the group does it, and a point outside the subgroup is invalid too.
  private static Decoded decode(
      BlsGroup group, byte[] input, int offset, MemorySegment affine, Arena memory) {
    Decoded decoded = group.decode(input, offset, affine, memory);
    return decoded == Decoded.POINT && !group.isInSubgroup(affine) ? Decoded.INVALID : decoded;
  }

  private static boolean productIsOne(
      MemorySegment ps, MemorySegment qs, long count, Arena memory) {
    MemorySegment f = memory.allocate(Blst.FP12_BYTES, 8);
    try {
      Blst.MILLER_LOOP_N.invokeExact(
          f,
          Blst.contiguous(memory.allocate(ADDRESS, 2), qs),
          Blst.contiguous(memory.allocate(ADDRESS, 2), ps),
          count);
      MemorySegment product = memory.allocate(Blst.FP12_BYTES, 8);
      Blst.FINAL_EXP.invokeExact(product, f);
      return (int) Blst.FP12_IS_ONE.invokeExact(product) != 0;
    } catch (Throwable t) {
      throw Blst.impossible(t);
    }
  }
}
