package org.tongbao.ledger.intent;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.Memberships;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// Tiers. A time is in whole seconds.
public final class MembershipActions {
  private final Memberships memberships;

  public MembershipActions(Intents intents) {
    this.memberships = intents.contracts().memberships();
  }

  /// By a steward.
  public Action grant(Address member, int tier, Instant expires) {
    return action(
        "GrantMembership",
        Map.of("member", member, "tier", tier, "expires", expires.getEpochSecond()),
        i -> memberships.grant(member, tier, expires.getEpochSecond(), i));
  }

  /// By a steward.
  public Action renew(Address member, int tier, Instant expires) {
    return action(
        "RenewMembership",
        Map.of("member", member, "tier", tier, "expires", expires.getEpochSecond()),
        i -> memberships.renew(member, tier, expires.getEpochSecond(), i));
  }

  /// By a steward.
  public Action revoke(Address member, Hash reason) {
    return action(
        "RevokeMembership",
        Map.of("member", member, "reason", reason),
        i -> memberships.revoke(member, reason, i));
  }

  /// By the member.
  public Action resign() {
    return action("ResignMembership", Map.of(), i -> memberships.resign(i));
  }

  private Action action(
      String type, Map<String, Object> members, Function<Intent, ContractCall<?>> call) {
    return new Action(
        "Memberships", memberships.address(), type, members, null, Action.USUAL_GAS, call);
  }
}
