package org.tongbao.ledger.intent;

import java.util.Map;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.ledger.contract.Campaign;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.Vouchers;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Coupons, gift cards and recharge coupons. Amounts are minor units.
public final class VoucherActions {
  private final Vouchers vouchers;

  public VoucherActions(Intents intents) {
    this.vouchers = intents.contracts().vouchers();
  }

  /// By the bearer of the cost. The campaign's id is `Vouchers.campaignId(bearer, ref)`.
  ///
  /// @param content hash of the notice
  public Action publish(Campaign campaign, Hash content) {
    return action(
        "Publish",
        Map.of("campaign", RecordCodec.toMap(campaign), "content", content),
        i -> vouchers.publish(campaign, content, i));
  }

  /// By anybody: money that pays for the campaign's vouchers.
  public Action fund(U256 id, Address cash, U256 amount) {
    return action(
            "FundCampaign", Map.of("id", id, "amount", amount), i -> vouchers.fund(id, amount, i))
        .withPayment(cash, amount);
  }

  /// By an account, of an open campaign.
  public Action claim(U256 id, U256 units) {
    return action("Claim", Map.of("id", id, "units", units), i -> vouchers.claim(id, units, i));
  }

  /// By the bearer: hands units out.
  public Action grant(U256 id, Address to, U256 units) {
    return action(
        "Grant", Map.of("id", id, "to", to, "units", units), i -> vouchers.grant(id, to, units, i));
  }

  /// By the owner: turns recharge coupons into money.
  public Action recharge(U256 id, U256 units) {
    return action(
        "Recharge", Map.of("id", id, "units", units), i -> vouchers.recharge(id, units, i));
  }

  private Action action(
      String type, Map<String, Object> members, Function<Intent, ContractCall<?>> call) {
    return new Action("Vouchers", vouchers.address(), type, members, null, Action.USUAL_GAS, call);
  }
}
