package org.tongbao.market.onchain;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.deploy.DeploymentParameters;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.primitives.Address;

/// The platform's own accounts, one for each power, so that no key has two. They are made at the
/// first start; their keys are sealed like everybody's. Thread-safe.
@Component
public class Operators {
  private final Map<Role, Address> accounts = new EnumMap<>(Role.class);
  private final Address secondCashier;
  private final Address feeAccount;
  private final Address reservePot;
  private final Address founder;
  private final Address relayer;

  Operators(ChainAccounts holders) {
    for (Role role : Role.values()) {
      String office = role.name().toLowerCase(Locale.ROOT);
      accounts.put(role, holders.create(Holder.platform(office)));
    }
    secondCashier = holders.create(Holder.platform("second cashier"));
    feeAccount = holders.create(Holder.platform("fee account"));
    reservePot = holders.create(Holder.platform("reserve pot"));
    founder = holders.create(Holder.platform("founder"));
    relayer = holders.create(Holder.platform("relayer"));
  }

  /// The account that has this role and no other.
  public Address account(Role role) {
    return Objects.requireNonNull(accounts.get(role));
  }

  /// Approves large withdrawals together with the first one.
  public Address secondCashier() {
    return secondCashier;
  }

  /// Where the platform's fees arrive.
  public Address feeAccount() {
    return feeAccount;
  }

  /// The platform's own money for what it gives: vouchers, goodwill.
  public Address reservePot() {
    return reservePot;
  }

  /// The platform's accounts with the names of their offices, such as `cashier`: public, as what
  /// they do on the chain is.
  public Map<Address, String> offices() {
    Map<Address, String> offices = new LinkedHashMap<>();
    accounts.forEach((role, it) -> offices.put(it, role.name().toLowerCase(Locale.ROOT)));
    offices.put(secondCashier, "second cashier");
    offices.put(feeAccount, "fee account");
    offices.put(reservePot, "reserve pot");
    offices.put(founder, "founder");
    offices.put(relayer, "relayer");
    return offices;
  }

  Address founder() {
    return founder;
  }

  Address relayer() {
    return relayer;
  }

  /// What is deployed for these accounts.
  DeploymentParameters deployment() {
    Map<Address, Set<Role>> grants = new LinkedHashMap<>();
    accounts.forEach((role, account) -> grants.put(account, Set.of(role)));
    grants.put(secondCashier, Set.of(Role.CASHIER));
    return DeploymentParameters.of(founder, feeAccount, grants);
  }
}
