package org.tongbao.chain.evm.precompile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// 0x0b and 0x0d: the sum of two points of BLS12-381 (EIP-2537). They need not be in the subgroup.
record BlsAdd(BlsGroup group, long price) implements Precompile {

  @Override
  public long gas(byte[] input) {
    return price;
  }

  @Override
  public byte @Nullable [] run(byte[] input) {
    int size = group.encodedBytes();
    if (input.length != 2 * size) {
      return null;
    }
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment sum = memory.allocate(group.pointBytes(), 8); // Zeros: the point at infinity.
      MemorySegment affine = memory.allocate(group.affineBytes(), 8);
      for (int at = 0; at < input.length; at += size) {
        switch (group.decode(input, at, affine, memory)) {
          case INVALID -> {
            return null;
          }
          case INFINITY -> {}
          case POINT -> {
            if (at == 0) {
              group.set(sum, affine);
            } else {
              group.add(sum, affine);
            }
          }
        }
      }
      return group.encode(sum, memory);
    }
  }
}
