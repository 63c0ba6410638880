package org.tongbao.chain.evm;

import java.util.Arrays;
import org.tongbao.chain.evm.code.Code;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;
import org.tongbao.primitives.U256;

/// CREATE and CREATE2 (EIP-1014): Yellow Paper appendix H.2, f0s; gas by EIP-150 and EIP-3860. The
/// operands lie as told at [Calls].
final class Creations {
  private Creations() {}

  static long create(CallKind kind, Frame f, long[] s, int top, long gas) {
    if (f.isStatic) {
      return Halts.STATIC_STATE_CHANGE;
    }
    int valueAt = top + (kind == CallKind.CREATE2 ? 12 : 8);
    long left = payInitCode(kind, f.memory, s, valueAt, gas);
    if (left < 0) {
      return left;
    }
    long childGas = left - left / 64;
    f.save(f.pc, top, left - childGas);
    f.outSize = 0;
    int size = (int) s[valueAt - 8];
    int offset = size == 0 ? 0 : (int) s[valueAt - 4];
    byte[] initCode = Arrays.copyOfRange(f.memory.bytes(), offset, offset + size);
    MutableAccount contract =
        f.evm.world.account(
            kind == CallKind.CREATE2
                ? Address.create2(f.self.address(), Hash.fromWord(s, top), Keccak256.hash(initCode))
                : Address.create(f.self.address(), f.self.nonce()));
    Frame child = f.evm.frame(f.depth + 1);
    child.prepare(kind, childGas, f.refund);
    child.self = contract;
    child.caller = f.self.address();
    child.value = U256.fromWord(s, valueAt);
    child.isStatic = false;
    return Calls.open(child, f, start(child, f.self, initCode));
  }

  /// Charges for memory and for the words of the initialisation code, which CREATE2 also hashes.
  private static long payInitCode(CallKind kind, Memory memory, long[] s, int valueAt, long gas) {
    long left = memory.touch(s, valueAt - 4, valueAt - 8, gas);
    if (left < 0) {
      return left;
    }
    int size = (int) s[valueAt - 8];
    if (size > Gas.MAX_INITCODE_SIZE) {
      return Halts.INITCODE_TOO_LARGE;
    }
    long perWord = Gas.INITCODE_WORD + (kind == CallKind.CREATE2 ? Gas.KECCAK256_WORD : 0);
    left -= perWord * Gas.words(size);
    return left < 0 ? Halts.OUT_OF_GAS : left;
  }

  /// The nonce and the warmth of the new address stay even when the creation fails.
  private static boolean start(Frame child, MutableAccount from, byte[] initCode) {
    Code code = Messages.takeInitCode(child, initCode);
    if (!Messages.canCreate(child, from)) {
      return false;
    }
    child.self.warm();
    from.incrementNonce();
    child.snapshot = child.evm.world.snapshot();
    return Messages.startCreate(child, from, code);
  }
}
