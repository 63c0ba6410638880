package org.tongbao.ledger.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tongbao.ledger.abi.ContractAbi;
import org.tongbao.primitives.U256;

class RoleTest {
  @Test
  void theBitsAreTheManifests() {
    var published = new TreeMap<String, Long>();
    ContractAbi.resource("deployment.json")
        .path("roles")
        .forEachEntry((name, bit) -> published.put(name, bit.longValue()));
    var ours = new TreeMap<String, Long>();
    for (Role role : Role.values()) {
      ours.put(role.name(), role.bit());
    }
    assertThat(ours).isEqualTo(published);
    assertThat(Role.mask(Set.of(Role.CLERK, Role.CARRIER))).isEqualTo(U256.of(2 + 256));
  }
}
