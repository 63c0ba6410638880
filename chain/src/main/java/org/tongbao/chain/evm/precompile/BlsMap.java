package org.tongbao.chain.evm.precompile;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.jspecify.annotations.Nullable;

/// 0x10 and 0x11: maps a field element to a point of BLS12-381's subgroup (EIP-2537).
record BlsMap(BlsGroup group, long price) implements Precompile {

  @Override
  public long gas(byte[] input) {
    return price;
  }

  @Override
  public byte @Nullable [] run(byte[] input) {
    if (input.length != group.encodedBytes() / 2) {
      return null;
    }
    for (int at = 0; at < input.length; at += BlsGroup.FIELD_BYTES) {
      if (!BlsGroup.isFieldElement(input, at)) {
        return null;
      }
    }
    try (Arena memory = Arena.ofConfined()) {
      MemorySegment point = memory.allocate(group.pointBytes(), 8);
      group.map(input, point, memory);
      return group.encode(point, memory);
    }
  }
}
