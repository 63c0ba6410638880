package org.tongbao.chain.evm;

import java.util.ArrayList;
import java.util.List;
import org.tongbao.chain.block.Log;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// LOG0 to LOG4 (Yellow Paper appendix H.2, a0s).
final class Logs {
  private Logs() {}

  static long log(int topicCount, Frame f, long[] s, int top, long gas) {
    if (f.isStatic) {
      return Halts.STATIC_STATE_CHANGE;
    }
    long left = f.memory.touch(s, top, top - 4, gas);
    if (left < 0) {
      return left;
    }
    int size = (int) s[top - 4];
    left -= Gas.LOG_BYTE * size;
    if (left < 0) {
      return Halts.OUT_OF_GAS;
    }
    int offset = size == 0 ? 0 : (int) s[top];
    List<Hash> topics = new ArrayList<>(topicCount);
    for (int i = 0; i < topicCount; i++) {
      topics.add(Hash.fromWord(s, top - 8 - 4 * i));
    }
    Bytes data = Bytes.copyOf(f.memory.bytes(), offset, size);
    f.evm.world.addLog(new Log(f.self.address(), topics, data));
    return left;
  }
}
