package org.tongbao.market.order;

import java.time.Clock;
import java.util.List;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.merchant.Merchants;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.primitives.Address;

/// Refunds that were granted when a bond could not cover them: paid as soon as there is more in it.
@Component
class Debts {
  private final SellerOrderStore orders;
  private final Merchants merchants;
  private final Operators operators;
  private final OrderActions actions;
  private final Outbox outbox;
  private final Clock clock;

  Debts(
      SellerOrderStore orders,
      Merchants merchants,
      Operators operators,
      OrderActions actions,
      Outbox outbox,
      Clock clock) {
    this.orders = orders;
    this.merchants = merchants;
    this.operators = operators;
    this.actions = actions;
    this.outbox = outbox;
    this.clock = clock;
  }

  /// An account has put money into its bond.
  void bondPosted(Address account) {
    if (account.equals(operators.feeAccount())) {
      pay(orders.lockOwed(null));
    } else {
      merchants.ofAccount(account).ifPresent(it -> payFor(it.id()));
    }
  }

  private void payFor(MerchantId merchant) {
    pay(orders.lockOwed(merchant));
  }

  private void pay(List<SellerOrder> owing) {
    for (SellerOrder order : owing) {
      outbox.relay(
          actions.payOwed(order.terms(), References.of("order/pay-owed", Uuid7.next(clock))),
          Steps.subject(order.id()));
    }
  }
}
