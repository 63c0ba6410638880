package org.tongbao.payments.sandbox;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.SplittableRandom;

/// Decides when faults strike. Each kind of fault has a sequence of its own, so that what happens
/// to notifications does not depend on how many calls came between them. Thread-safe.
final class FaultDice {
  private SandboxFaults faults = SandboxFaults.none();
  private final Map<SandboxFault, SplittableRandom> sequences = new EnumMap<>(SandboxFault.class);

  /// Begins the sequences anew.
  synchronized void set(SandboxFaults next) {
    faults = next;
    sequences.clear();
  }

  synchronized SandboxFaults faults() {
    return faults;
  }

  synchronized boolean strikes(SandboxFault fault) {
    int chance = faults.chance(fault);
    return chance > 0
        && sequences
                .computeIfAbsent(
                    fault,
                    kind -> new SplittableRandom(faults.seed() * 31 + kind.name().hashCode()))
                .nextInt(100)
            < chance;
  }

  synchronized Duration delay() {
    return faults.delay();
  }
}
