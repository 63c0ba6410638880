package org.tongbao.ledger.intent;

import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.contract.Treasury;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Deposits, withdrawals and the reserve. Amounts are minor units.
public final class TreasuryActions {
  private final Intents intents;
  private final Treasury treasury;

  public TreasuryActions(Intents intents) {
    this.intents = intents;
    this.treasury = intents.contracts().treasury();
  }

  /// By an issuer: credits money that an institution received for an account. The reference is the
  /// institution's payment, once among all issuers.
  public Action deposit(Address cash, Address to, U256 amount) {
    return action(
        "Deposit",
        Map.of("cash", cash, "to", to, "amount", amount),
        i -> treasury.deposit(cash, to, amount, i));
  }

  /// By an issuer: credits money that an institution received for an order.
  public Action depositToOrder(Terms terms, U256 amount) {
    Address orders = intents.contracts().orders().address();
    Hash hash = new OrderActions(intents).hash(terms);
    return action(
            "DepositToOrder",
            Map.of("orders", orders, "terms", hash, "amount", amount),
            i -> treasury.depositToOrder(orders, terms, amount, i))
        .withGas(500_000);
  }

  /// By the owner: locks money to be paid out.
  ///
  /// @param destination salted hash of the account outside
  public Action requestWithdrawal(Address cash, U256 amount, Hash destination) {
    return action(
            "Withdraw",
            Map.of("cash", cash, "amount", amount, "destination", destination),
            i -> treasury.requestWithdrawal(cash, amount, destination, i))
        .withPayment(cash, amount);
  }

  /// By a cashier: burns the money, which is then to be paid out. Above the limit two must approve.
  ///
  /// @param id what `Treasury.withdrawalId` gives for account and reference
  public Action approve(Hash id, Hash document) {
    return action(
        "ApproveWithdrawal",
        Map.of("id", id, "document", document),
        i -> treasury.approve(id, document, i));
  }

  /// By a cashier: gives the money back.
  public Action reject(Hash id, Hash reason) {
    return action(
        "RejectWithdrawal",
        Map.of("id", id, "reason", reason),
        i -> treasury.reject(id, reason, i));
  }

  /// By an attestor: states what the institutions hold.
  ///
  /// @param asOf when the figure was true
  /// @param document hash of the statement
  public Action attestReserve(Address cash, U256 amount, Instant asOf, Hash document) {
    return action(
        "AttestReserve",
        Map.of(
            "cash",
            cash,
            "amount",
            amount,
            "asOf",
            U256.of(asOf.getEpochSecond()),
            "document",
            document),
        i -> treasury.attestReserve(cash, amount, asOf.getEpochSecond(), document, i));
  }

  private Action action(
      String type, Map<String, Object> members, Function<Intent, ContractCall<?>> call) {
    return new Action("Treasury", treasury.address(), type, members, null, Action.USUAL_GAS, call);
  }
}
