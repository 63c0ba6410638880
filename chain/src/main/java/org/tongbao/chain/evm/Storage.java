package org.tongbao.chain.evm;

import org.tongbao.chain.state.MutableAccount;

/// SLOAD and SSTORE: access costs of EIP-2929, net gas metering of EIP-2200, refunds of EIP-3529;
/// TSTORE (EIP-1153).
final class Storage {
  private Storage() {}

  static long load(Frame f, long[] s, int top, long gas) {
    MutableAccount self = f.self;
    int slot = self.slot(s, top);
    long left = gas;
    if (self.warmSlot(slot)) {
      left -= Gas.COLD_SLOT - Gas.WARM_ACCESS;
      if (left < 0) {
        return Halts.OUT_OF_GAS;
      }
    }
    self.readSlot(slot, s, top);
    return left;
  }

  static long store(Frame f, long[] s, int top, long gas) {
    if (f.isStatic) {
      return Halts.STATIC_STATE_CHANGE;
    }
    if (gas <= Gas.SSTORE_SENTRY) {
      return Halts.OUT_OF_GAS;
    }
    MutableAccount self = f.self;
    int slot = self.slot(s, top);
    int value = top - 4;
    long left = self.warmSlot(slot) ? gas - Gas.COLD_SLOT : gas;
    if (self.slotIs(slot, s, value)) {
      left -= Gas.WARM_ACCESS;
      return left < 0 ? Halts.OUT_OF_GAS : left;
    }
    left -= changeCost(self, slot);
    if (left < 0) {
      return Halts.OUT_OF_GAS;
    }
    f.refund += refund(self, slot, s, value);
    self.writeSlot(slot, s, value);
    return left;
  }

  static long storeTransient(Frame f, long[] s, int top, long gas) {
    if (f.isStatic) {
      return Halts.STATIC_STATE_CHANGE;
    }
    f.self.writeTransient(s, top, top - 4);
    return gas;
  }

  /// The cost of giving a slot another value: the full one at its first change in the transaction.
  private static long changeCost(MutableAccount self, int slot) {
    if (self.slotIsDirty(slot)) {
      return Gas.WARM_ACCESS;
    }
    return self.slotIsZero(slot) ? Gas.SSTORE_SET : Gas.SSTORE_RESET;
  }

  /// What changing the slot to the value at `s[value]`, another than the current one, adds to the
  /// refund counter.
  private static long refund(MutableAccount self, int slot, long[] s, int value) {
    boolean originalIsZero = self.originalIsZero(slot);
    long refund = 0;
    if (!originalIsZero) {
      if (self.slotIsZero(slot)) {
        refund -= Gas.SSTORE_CLEAR_REFUND;
      } else if (Stack.isZero(s, value)) {
        refund += Gas.SSTORE_CLEAR_REFUND;
      }
    }
    if (self.originalIs(slot, s, value)) {
      refund += (originalIsZero ? Gas.SSTORE_SET : Gas.SSTORE_RESET) - Gas.WARM_ACCESS;
    }
    return refund;
  }
}
