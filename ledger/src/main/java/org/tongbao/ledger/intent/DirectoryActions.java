package org.tongbao.ledger.intent;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Directory;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// Actions of guardians, and of accounts on versions.
public final class DirectoryActions {
  private final Directory directory;

  public DirectoryActions(Intents intents) {
    this.directory = intents.contracts().directory();
  }

  /// By a guardian: takes roles from an operator at once.
  public Action revoke(Address operator, Set<Role> roles) {
    return action(
        "Revoke",
        Map.of("operator", operator, "roles", Role.mask(roles)),
        i -> directory.revoke(operator, Role.mask(roles), i));
  }

  /// By a guardian: stops new entries for a while.
  public Action pause(Hash reason) {
    return action("Pause", Map.of("reason", reason), i -> directory.pause(reason, i));
  }

  /// By a guardian: ends a pause early.
  public Action resume() {
    return action("Resume", Map.of(), i -> directory.resume(i));
  }

  /// By any account: lets a later version of a contract act for it.
  public Action acceptVersion(Address version) {
    return action(
        "AcceptVersion", Map.of("version", version), i -> directory.acceptVersion(version, i));
  }

  private Action action(
      String type, Map<String, Object> members, Function<Intent, ContractCall<?>> call) {
    return new Action(
        "Directory", directory.address(), type, members, null, Action.USUAL_GAS, call);
  }
}
