package org.tongbao.ledger.intent;

import com.esaulpaugh.headlong.abi.TupleType;
import java.util.Map;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.ledger.contract.Application;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.Merchants;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The register of merchants. Amounts are minor units.
public final class MerchantActions {
  private final Merchants merchants;

  public MerchantActions(Intents intents) {
    this.merchants = intents.contracts().merchants();
  }

  /// By the merchant: applies to sell under these conditions.
  public Action applyFor(Application conditions) {
    return action(
        "Apply",
        Map.of(
            "cash",
            conditions.cash(),
            "payout",
            conditions.payout(),
            "feeBps",
            conditions.feeBps(),
            "commissionBps",
            conditions.commissionBps(),
            "bond",
            conditions.bond(),
            "profile",
            conditions.profile()),
        i -> merchants.applyFor(conditions, i));
  }

  /// By a registrar: approves exactly what was applied for.
  public Action approve(Application conditions) {
    return action(
        "Approve",
        Map.of(
            "merchant",
            conditions.merchant(),
            "cash",
            conditions.cash(),
            "application",
            hash(conditions)),
        i -> merchants.approve(conditions, i));
  }

  /// By a registrar: returns an application.
  public Action giveBack(Address merchant, Address cash, Hash application, Hash reason) {
    return action(
        "Return",
        Map.of("merchant", merchant, "cash", cash, "application", application, "reason", reason),
        i -> merchants.giveBack(merchant, cash, application, reason, i));
  }

  /// By a registrar: no new orders.
  public Action suspend(Address merchant, Hash reason) {
    return action(
        "Suspend",
        Map.of("merchant", merchant, "reason", reason),
        i -> merchants.suspend(merchant, reason, i));
  }

  /// By a registrar.
  public Action reinstate(Address merchant, Hash reason) {
    return action(
        "Reinstate",
        Map.of("merchant", merchant, "reason", reason),
        i -> merchants.reinstate(merchant, reason, i));
  }

  /// By the merchant: where its money is paid, after a notice period.
  public Action changePayout(Address payout) {
    return action("ChangePayout", Map.of("payout", payout), i -> merchants.changePayout(payout, i));
  }

  /// By the merchant or the platform: money that answers for refunds.
  public Action postBond(Address cash, U256 amount) {
    return action(
            "PostBond",
            Map.of("cash", cash, "amount", amount),
            i -> merchants.postBond(cash, amount, i))
        .withPayment(cash, amount);
  }

  /// By its owner: takes bond back, after a notice period.
  public Action withdrawBond(Address cash, U256 amount) {
    return action(
        "WithdrawBond",
        Map.of("cash", cash, "amount", amount),
        i -> merchants.withdrawBond(cash, amount, i));
  }

  /// By which an application is known: keccak256 of its ABI encoding.
  public static Hash hash(Application conditions) {
    return RecordCodec.encode(APPLICATION, conditions).keccak256();
  }

  private static final TupleType<?> APPLICATION =
      TupleType.parse("(address,address,address,uint16,uint16,uint96,bytes32)");

  private Action action(
      String type, Map<String, Object> members, Function<Intent, ContractCall<?>> call) {
    return new Action(
        "Merchants", merchants.address(), type, members, null, Action.USUAL_GAS, call);
  }
}
