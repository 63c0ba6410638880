package org.tongbao.chain.evm;

import org.tongbao.chain.evm.code.Op;
import org.tongbao.chain.state.MutableAccount;
import org.tongbao.primitives.U256;

/// The instructions that end a frame: RETURN, REVERT (EIP-140), SELFDESTRUCT.
final class ControlFlow {
  private ControlFlow() {}

  static long end(int op, Frame f, long[] s, int top, long gas) {
    long left = f.memory.touch(s, top, top - 4, gas);
    if (left >= 0) {
      int size = (int) s[top - 4];
      f.end(op == Op.REVERT, size == 0 ? 0 : (int) s[top], size);
    }
    return left;
  }

  /// Sends the balance away; only a contract created in the same transaction is removed, and only
  /// then is a balance sent to itself burnt (EIP-6780).
  static long selfDestruct(Frame f, long[] s, int top, long gas) {
    if (f.isStatic) {
      return Halts.STATIC_STATE_CHANGE;
    }
    MutableAccount self = f.self;
    MutableAccount beneficiary = f.evm.world.account(s, top);
    U256 balance = self.balance();
    long left = beneficiary.warm() ? gas - Gas.COLD_ACCOUNT : gas;
    if (!balance.isZero() && beneficiary.isEmpty()) {
      left -= Gas.NEW_ACCOUNT;
    }
    if (left < 0) {
      return Halts.OUT_OF_GAS;
    }
    self.subtractBalance(balance);
    beneficiary.addBalance(balance);
    if (self.isCreatedInTransaction()) {
      self.setBalance(U256.ZERO);
      self.markDestroyed();
    }
    f.end(false, 0, 0);
    f.evm.tracer.selfDestruct(self.address(), beneficiary.address(), balance);
    return left;
  }
}
