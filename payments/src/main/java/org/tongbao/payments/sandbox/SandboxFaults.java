package org.tongbao.payments.sandbox;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;

/// How often a sandbox institution does what wrong. The same seed and the same sequence of events
/// give the same faults.
///
/// @param percent of the notifications or calls that a fault strikes; 0 for those not named
/// @param delay how late what is late comes
public record SandboxFaults(long seed, Map<SandboxFault, Integer> percent, Duration delay) {
  public SandboxFaults {
    percent = Map.copyOf(percent);
    percent.forEach(
        (fault, chance) -> {
          if (chance < 0 || chance > 100) {
            throw new IllegalArgumentException(fault + " " + chance + " %");
          }
        });
    if (delay.isNegative() || delay.compareTo(Duration.ofMinutes(5)) > 0) {
      throw new IllegalArgumentException("a delay of " + delay);
    }
  }

  /// None at all.
  public static SandboxFaults none() {
    return new SandboxFaults(0, Map.of(), Duration.ofMillis(500));
  }

  public SandboxFaults with(SandboxFault fault, int chance) {
    Map<SandboxFault, Integer> more = new EnumMap<>(SandboxFault.class);
    more.putAll(percent);
    more.put(fault, chance);
    return new SandboxFaults(seed, more, delay);
  }

  public SandboxFaults withSeed(long other) {
    return new SandboxFaults(other, percent, delay);
  }

  public SandboxFaults withDelay(Duration other) {
    return new SandboxFaults(seed, percent, other);
  }

  int chance(SandboxFault fault) {
    return percent.getOrDefault(fault, 0);
  }
}
