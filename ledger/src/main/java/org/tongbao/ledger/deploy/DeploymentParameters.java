package org.tongbao.ledger.deploy;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.tongbao.primitives.Address;

/// What an operator chooses.
///
/// @param founder makes the one call that sets the Directory up, and proposes to the timelock
/// @param timelockDelay whole seconds that pass before a change of power takes effect
/// @param feeAccount where the platform's fees are paid
/// @param grants the roles given at the start; they do not influence the addresses
public record DeploymentParameters(
    Address founder, Duration timelockDelay, Address feeAccount, Map<Address, Set<Role>> grants) {
  public DeploymentParameters {
    if (timelockDelay.isNegative()) {
      throw new IllegalArgumentException("the timelock's delay is negative");
    }
    grants = Collections.unmodifiableMap(new LinkedHashMap<>(grants));
  }

  /// With the delay that the manifest proposes: two days.
  public static DeploymentParameters of(
      Address founder, Address feeAccount, Map<Address, Set<Role>> grants) {
    return new DeploymentParameters(founder, Duration.ofDays(2), feeAccount, grants);
  }
}
