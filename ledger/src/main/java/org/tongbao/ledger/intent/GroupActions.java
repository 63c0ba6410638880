package org.tongbao.ledger.intent;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.ledger.contract.Group;
import org.tongbao.ledger.contract.GroupBuys;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.Quote;
import org.tongbao.ledger.contract.Tier;
import org.tongbao.ledger.key.Signer;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.TypedData;

/// Group buys. Amounts are minor units.
public final class GroupActions {
  private final Intents intents;
  private final GroupBuys groupBuys;

  public GroupActions(Intents intents) {
    this.intents = intents;
    this.groupBuys = intents.contracts().groupBuys();
  }

  /// The hash by which a group is known: the EIP-712 hashStruct of its terms.
  public Hash hash(Group group) {
    return document("Group", RecordCodec.toMap(group)).messageHash();
  }

  private TypedData document(String type, Map<String, ?> message) {
    return intents.typedData("GroupBuys", groupBuys.address(), type, message);
  }

  /// The platform's word for a group's terms.
  public Quote quote(Group group, Signer clerk) {
    TypedData document = document("QuoteGroup", Map.of("group", RecordCodec.toMap(group)));
    return new Quote(clerk.address(), clerk.sign(document.hash()).toBytes());
  }

  /// By the merchant.
  public Action open(Group group, Quote quote) {
    return action(
        "OpenGroup",
        Map.of("group", RecordCodec.toMap(group)),
        i -> groupBuys.open(group, quote, i));
  }

  /// By a buyer: pledges to take some units for at most so much each. Locked is the dearest tier's
  /// price that `maxPrice` allows, times the units.
  ///
  /// @throws IllegalArgumentException when no tier is that cheap
  public Action join(Group group, long quantity, U256 maxPrice, Hash details) {
    U256 price =
        group.tiers().stream()
            .map(Tier::price)
            .filter(each -> each.compareTo(maxPrice) <= 0)
            .max(Comparator.naturalOrder())
            .orElseThrow(() -> new IllegalArgumentException("No tier costs at most " + maxPrice));
    return action(
            "Join",
            Map.of(
                "group",
                hash(group),
                "quantity",
                quantity,
                "maxPrice",
                maxPrice,
                "details",
                details),
            i -> groupBuys.join(group, quantity, maxPrice, details, i))
        .withPayment(group.cash(), price.mulExact(U256.of(quantity)));
  }

  /// By the merchant, before the close.
  public Action cancel(Group group, Hash reason) {
    return action(
        "CancelGroup",
        Map.of("group", hash(group), "reason", reason),
        i -> groupBuys.cancel(group, reason, i));
  }

  private Action action(
      String type, Map<String, Object> members, Function<Intent, ContractCall<?>> call) {
    return new Action(
        "GroupBuys", groupBuys.address(), type, members, null, Action.USUAL_GAS, call);
  }
}
