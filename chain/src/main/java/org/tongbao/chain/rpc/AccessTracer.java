package org.tongbao.chain.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tongbao.chain.evm.Step;
import org.tongbao.chain.evm.Tracer;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.AccessListEntry;

/// Notes the accounts and slots that code touches, for an access list (EIP-2930).
final class AccessTracer implements Tracer {
  private static final int BALANCE = 0x31;
  private static final int EXTCODESIZE = 0x3b;
  private static final int EXTCODECOPY = 0x3c;
  private static final int EXTCODEHASH = 0x3f;
  private static final int SLOAD = 0x54;
  private static final int SSTORE = 0x55;
  private static final int CALL = 0xf1;
  private static final int CALLCODE = 0xf2;
  private static final int DELEGATECALL = 0xf4;
  private static final int STATICCALL = 0xfa;
  private static final int SELFDESTRUCT = 0xff;

  /// Accounts that are warm anyway: they need a place in the list only for their slots.
  private final Set<Address> warm;

  private final Map<Address, Set<U256>> touched = new TreeMap<>();

  private final Deadline deadline;

  AccessTracer(Set<Address> warm, Deadline deadline) {
    this.warm = Set.copyOf(warm);
    this.deadline = deadline;
  }

  @Override
  public boolean tracesInstructions() {
    return true;
  }

  @Override
  public void before(Step step) {
    deadline.step();
    switch (step.opcode()) {
      case SLOAD, SSTORE -> {
        if (step.stackSize() >= 1) {
          touched.computeIfAbsent(step.address(), address -> new TreeSet<>()).add(step.stack(0));
        }
      }
      case BALANCE, EXTCODESIZE, EXTCODECOPY, EXTCODEHASH, SELFDESTRUCT -> account(step, 0);
      case CALL, CALLCODE, DELEGATECALL, STATICCALL -> account(step, 1);
      default -> {}
    }
  }

  private void account(Step step, int fromTop) {
    if (step.stackSize() <= fromTop) {
      return;
    }
    long[] word = new long[4];
    step.stack(fromTop).toWord(word, 0);
    Address address = Address.fromWord(word, 0);
    if (!warm.contains(address)) {
      touched.computeIfAbsent(address, key -> new TreeSet<>());
    }
  }

  List<AccessListEntry> accessList() {
    List<AccessListEntry> entries = new ArrayList<>();
    touched.forEach(
        (address, slots) -> {
          if (!slots.isEmpty() || !warm.contains(address)) {
            entries.add(new AccessListEntry(address, List.copyOf(slots)));
          }
        });
    return entries;
  }
}
