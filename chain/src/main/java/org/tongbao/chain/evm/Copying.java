package org.tongbao.chain.evm;

import java.util.Arrays;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.chain.evm.code.Op;
import org.tongbao.chain.state.MutableAccount;

/// Copies into memory: CALLDATACOPY, CODECOPY, EXTCODECOPY (Yellow Paper appendix H.2, 30s),
/// RETURNDATACOPY (EIP-211), MCOPY (EIP-5656). The operands are target offset, source offset, size.
final class Copying {
  private Copying() {}

  static long copy(int op, Frame f, long[] s, int top, long gas) {
    long left = pay(f.memory, s, top, gas);
    if (left < 0) {
      return left;
    }
    switch (op) {
      case Op.CALLDATACOPY -> padded(f.input, f.inputOffset, f.inputSize, f.memory, s, top);
      case Op.CODECOPY -> padded(f.code.padded(), 0, f.code.size(), f.memory, s, top);
      case Op.RETURNDATACOPY -> {
        return returnData(f, s, top, left);
      }
      default -> {
        return withinMemory(f.memory, s, top, left);
      }
    }
    return left;
  }

  static long extCodeCopy(Frame f, long[] s, int top, long gas) {
    MutableAccount account = f.evm.world.account(s, top);
    long left = Environment.payAccess(account, gas);
    if (left < 0) {
      return left;
    }
    left = pay(f.memory, s, top - 4, left);
    if (left >= 0) {
      Code code = account.code();
      padded(code.padded(), 0, code.size(), f.memory, s, top - 4);
    }
    return left;
  }

  /// Charges for the words copied and for the memory written.
  private static long pay(Memory memory, long[] s, int top, long gas) {
    long left = memory.touch(s, top, top - 8, gas);
    if (left < 0) {
      return left;
    }
    left -= Gas.COPY_WORD * Gas.words(s[top - 8]);
    return left < 0 ? Halts.OUT_OF_GAS : left;
  }

  /// Copies from bytes that are followed by endless zeros.
  private static void padded(
      byte[] source, int sourceStart, int sourceSize, Memory memory, long[] s, int top) {
    int size = (int) s[top - 8];
    if (size == 0) {
      return;
    }
    int target = (int) s[top];
    int from = clamp(s, top - 4, sourceSize);
    int available = Math.min(size, sourceSize - from);
    System.arraycopy(source, sourceStart + from, memory.bytes(), target, available);
    Arrays.fill(memory.bytes(), target + available, target + size, (byte) 0);
  }

  private static long returnData(Frame f, long[] s, int top, long gas) {
    int size = (int) s[top - 8];
    int from = clamp(s, top - 4, f.returnSize + 1);
    if (from + (long) size > f.returnSize) {
      return Halts.RETURN_DATA_OUT_OF_BOUNDS;
    }
    if (size > 0) {
      int target = (int) s[top];
      System.arraycopy(f.returnData, f.returnOffset + from, f.memory.bytes(), target, size);
    }
    return gas;
  }

  private static long withinMemory(Memory memory, long[] s, int top, long gas) {
    long left = memory.touch(s, top - 4, top - 8, gas);
    int size = (int) s[top - 8];
    if (left >= 0 && size > 0) {
      byte[] bytes = memory.bytes();
      System.arraycopy(bytes, (int) s[top - 4], bytes, (int) s[top], size);
    }
    return left;
  }

  /// The word as an offset, at most `limit`.
  static int clamp(long[] s, int at, int limit) {
    boolean beyond = (s[at + 1] | s[at + 2] | s[at + 3]) != 0 || s[at] < 0 || s[at] > limit;
    return beyond ? limit : (int) s[at];
  }
}
