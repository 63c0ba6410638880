package org.tongbao.chain.evm;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.chain.evm.code.Op;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// CALL, CALLCODE, DELEGATECALL (EIP-7), STATICCALL (EIP-214): Yellow Paper appendix H.2, f0s; gas
/// by EIP-150, EIP-2929 and EIP-7702.
///
/// In here `top` is the place where the result will stand, that of the last operand; operand i of n
/// stands n − 1 − i words above.
final class Calls {
  private Calls() {}

  /// Starts a call or a creation. If it must run, it is left in `f.child`.
  ///
  /// @param first the place of the first operand, the top of the stack
  /// @return the gas left for this frame, or why it halts
  static long start(int op, Frame f, long[] s, int first, long gas) {
    return switch (op) {
      case Op.CALL -> call(CallKind.CALL, f, s, first - 24, gas);
      case Op.CALLCODE -> call(CallKind.CALLCODE, f, s, first - 24, gas);
      case Op.DELEGATECALL -> call(CallKind.DELEGATECALL, f, s, first - 20, gas);
      case Op.STATICCALL -> call(CallKind.STATICCALL, f, s, first - 20, gas);
      case Op.CREATE -> Creations.create(CallKind.CREATE, f, s, first - 8, gas);
      default -> Creations.create(CallKind.CREATE2, f, s, first - 12, gas);
    };
  }

  private static long call(CallKind kind, Frame f, long[] s, int top, long gas) {
    boolean takesValue = kind == CallKind.CALL || kind == CallKind.CALLCODE;
    U256 value = takesValue ? value(s, top + 16) : U256.ZERO;
    boolean moves = !value.isZero();
    if (moves && f.isStatic && kind == CallKind.CALL) {
      return Halts.STATIC_STATE_CHANGE;
    }
    long left = payMemory(f.memory, s, top, gas);
    if (left < 0) {
      return left;
    }
    int gasAt = top + 4 * (takesValue ? 6 : 5);
    MutableAccount target = f.evm.world.account(s, gasAt - 4);
    Code code = target.code();
    @Nullable Address delegate = code.delegate();
    left = Environment.payAccess(target, left);
    if (delegate != null) {
      MutableAccount account = f.evm.world.account(delegate);
      left -= account.warm() ? Gas.COLD_ACCOUNT : Gas.WARM_ACCESS;
      code = account.code();
    }
    if (moves) {
      left -= Gas.CALL_VALUE + (kind == CallKind.CALL && target.isEmpty() ? Gas.NEW_ACCOUNT : 0);
    }
    if (left < 0) {
      return Halts.OUT_OF_GAS;
    }
    long childGas = childGas(s, gasAt, left);
    suspend(f, s, top, left - childGas);
    Frame child = f.evm.frame(f.depth + 1);
    child.prepare(kind, moves ? childGas + Gas.CALL_STIPEND : childGas, f.refund);
    fill(child, f, target, value);
    int inputSize = (int) s[top + 8];
    child.setInput(f.memory.bytes(), inputSize == 0 ? 0 : (int) s[top + 12], inputSize);
    return open(child, f, Messages.startCall(child, f.self, target, code, delegate != null));
  }

  /// Makes the ranges of input and output active.
  private static long payMemory(Memory memory, long[] s, int top, long gas) {
    long left = memory.touch(s, top + 12, top + 8, gas);
    return left < 0 ? left : memory.touch(s, top + 4, top, left);
  }

  /// What the call asks for, but at most all but one 64th of the gas left (EIP-150).
  private static long childGas(long[] s, int at, long gas) {
    long limit = gas - gas / 64;
    boolean more = (s[at + 1] | s[at + 2] | s[at + 3]) != 0 || s[at] < 0;
    return more ? limit : Math.min(s[at], limit);
  }

  private static U256 value(long[] s, int at) {
    return (s[at] | s[at + 1] | s[at + 2] | s[at + 3]) == 0 ? U256.ZERO : U256.fromWord(s, at);
  }

  /// Readies the calling frame for its child: failure is what it finds unless success is delivered.
  static void suspend(Frame f, long[] s, int top, long gas) {
    f.outSize = (int) s[top];
    f.outOffset = f.outSize == 0 ? 0 : (int) s[top + 4];
    f.save(f.pc, top, gas);
  }

  /// Sets whose account a child acts for and in whose name.
  private static void fill(Frame child, Frame f, MutableAccount target, U256 value) {
    boolean keepsMessage = child.kind == CallKind.DELEGATECALL;
    boolean keepsSelf = keepsMessage || child.kind == CallKind.CALLCODE;
    child.self = keepsSelf ? f.self : target;
    child.caller = keepsMessage ? f.caller : f.self.address();
    child.value = keepsMessage ? f.value : value;
    child.isStatic = f.isStatic || child.kind == CallKind.STATICCALL;
  }

  /// Leaves a child that runs to the machine, and takes the result of one that has ended.
  ///
  /// @return the gas left for the calling frame
  static long open(Frame child, Frame f, boolean runs) {
    if (runs) {
      f.child = child;
      f.stops = true;
    } else {
      Messages.finish(child);
      Messages.deliver(child, f);
    }
    return f.gas;
  }
}
