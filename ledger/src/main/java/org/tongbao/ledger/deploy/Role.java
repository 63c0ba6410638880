package org.tongbao.ledger.deploy;

import java.util.Set;
import org.tongbao.primitives.U256;

/// What operators of the platform may do: the bits of their mask in the Directory. What each can
/// and cannot do is told in docs/contracts.md.
public enum Role {
  GUARDIAN(1),
  CLERK(2),
  ISSUER(4),
  ATTESTOR(8),
  CASHIER(16),
  REGISTRAR(32),
  ARBITER(64),
  APPEALS(128),
  CARRIER(256),
  MODERATOR(512),
  STEWARD(1024),
  PROMOTER(2048);

  private final long bit;

  Role(long bit) {
    this.bit = bit;
  }

  public long bit() {
    return bit;
  }

  /// The mask of several roles.
  public static U256 mask(Set<Role> roles) {
    return U256.of(roles.stream().mapToLong(role -> role.bit).sum());
  }
}
