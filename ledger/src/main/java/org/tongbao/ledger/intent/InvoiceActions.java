package org.tongbao.ledger.intent;

import java.util.Map;
import java.util.function.Function;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Intent;
import org.tongbao.ledger.contract.Invoices;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Invoices of merchants. Amounts are minor units.
public final class InvoiceActions {
  private final Intents intents;
  private final Invoices invoices;

  public InvoiceActions(Intents intents) {
    this.intents = intents;
    this.invoices = intents.contracts().invoices();
  }

  /// By the merchant: over what the order comes to now.
  public Action issue(Terms terms, U256 amount, Hash content) {
    Address orders = intents.contracts().orders().address();
    Hash hash = new OrderActions(intents).hash(terms);
    return action(
        "IssueInvoice",
        Map.of("orders", orders, "terms", hash, "amount", amount, "content", content),
        i -> invoices.issue(orders, terms, amount, content, i));
  }

  /// By the issuer.
  public Action reverse(U256 number, Hash reason) {
    return action(
        "ReverseInvoice",
        Map.of("number", number, "reason", reason),
        i -> invoices.reverse(number, reason, i));
  }

  private Action action(
      String type, Map<String, Object> members, Function<Intent, ContractCall<?>> call) {
    return new Action("Invoices", invoices.address(), type, members, null, Action.USUAL_GAS, call);
  }
}
