package org.tongbao.ledger.intent;

import java.util.Map;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.Points;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// The pots that pay for points. Amounts are minor units.
public final class PointActions {
  private final Points points;

  public PointActions(Intents intents) {
    this.points = intents.contracts().points();
  }

  /// By a promoter: money that pays for points used.
  public Action fundPot(Address cash, U256 amount) {
    return action(
            "FundPot", Map.of("cash", cash, "amount", amount), i -> points.fundPot(cash, amount, i))
        .withPayment(cash, amount);
  }

  /// By the sponsor.
  public Action withdrawPot(Address cash, U256 amount) {
    return action(
        "WithdrawPot",
        Map.of("cash", cash, "amount", amount),
        i -> points.withdrawPot(cash, amount, i));
  }

  private Action action(
      String type, Map<String, Object> members, Function<Intent, ContractCall<?>> call) {
    return new Action("Points", points.address(), type, members, null, Action.USUAL_GAS, call);
  }
}
