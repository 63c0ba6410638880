package org.tongbao.market.order;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.payment.PaymentArriving;
import org.tongbao.market.payment.PaymentCaptured;
import org.tongbao.market.treasury.ReserveGrown;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Money;

/// Brings what institutions were paid for orders into the orders' escrows: each payment once, all
/// of it, whatever has become of the order. What an order does not need any more reaches the
/// buyer's account: the contract sees to that, and for an order that never came to be we do.
@Component
class OrderDeposits {
  private static final int RETRIED_AT_ONCE = 50;

  private final OrderDepositStore store;
  private final OrderStore orders;
  private final SellerOrderStore parts;
  private final TreasuryActions treasury;
  private final Operators operators;
  private final Outbox outbox;
  private final Clock clock;

  OrderDeposits(
      OrderDepositStore store,
      OrderStore orders,
      SellerOrderStore parts,
      TreasuryActions treasury,
      Operators operators,
      Outbox outbox,
      Clock clock) {
    this.store = store;
    this.orders = orders;
    this.parts = parts;
    this.treasury = treasury;
    this.operators = operators;
    this.outbox = outbox;
    this.clock = clock;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(PaymentArriving arriving) {
    if (arriving.kind().equals(Endings.PAYABLE)) {
      orders.lock(arriving.id());
    }
  }

  /// The order is locked since [PaymentArriving].
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(PaymentCaptured captured) {
    if (!captured.kind().equals(Endings.PAYABLE)) {
      return;
    }
    List<SellerOrder> all = parts.lockParts(captured.id());
    if (store.knows(captured.attempt())
        || !captured.amount().currency().equals(all.getFirst().currency())) {
      return;
    }
    List<Money> shares =
        DepositSplit.of(captured.amount(), all.stream().map(this::stillDue).toList());
    for (int i = 0; i < all.size(); i++) {
      if (shares.get(i).isPositive()) {
        SellerOrder part = all.get(i);
        long amount = shares.get(i).amountMinor().longValueExact();
        UUID id = Uuid7.next(clock);
        store.add(
            new OrderDepositStore.Deposit(
                id, captured.attempt(), part.id(), amount, false, OrderDepositStore.State.WAITING),
            clock.instant());
        if (part.state() != OrderState.NEW) {
          sendWaiting(part.id());
        }
      }
    }
  }

  /// What nobody has paid of a part yet; what is on its way counts as paid.
  Money stillDue(SellerOrder part) {
    boolean unpaid = part.state() == OrderState.NEW || part.state() == OrderState.PLACED;
    long due = part.books().due() - part.books().received() - store.underWay(part.id());
    return part.money(unpaid ? Math.max(due, 0) : 0);
  }

  boolean isUnderWay(SellerOrder part) {
    return store.underWay(part.id()) > 0;
  }

  /// The chain knows the order now, or never will.
  void sendWaiting(UUID sellerOrder) {
    SellerOrder part = parts.lock(sellerOrder).orElseThrow();
    store.waiting(sellerOrder).forEach(it -> send(it, part, part.state() == OrderState.VOID));
  }

  private void send(OrderDepositStore.Deposit deposit, SellerOrder part, boolean toAccount) {
    U256 amount = U256.of(deposit.amountMinor());
    Action action =
        toAccount
            ? treasury.deposit(part.terms().cash(), part.terms().buyer(), amount)
            : treasury.depositToOrder(part.terms(), amount);
    Hash reference =
        References.of(toAccount ? "order/deposit-to-buyer" : "order/deposit", deposit.id());
    Address issuer = operators.account(Role.ISSUER);
    Hash item = outbox.act(issuer, action, reference, Steps.subject(part.id()));
    store.sent(deposit.id(), toAccount, reference, item);
  }

  /// Tries again what the chain refused.
  void retry() {
    store.lockToRetry(clock.instant(), RETRIED_AT_ONCE).forEach(this::bringAgain);
  }

  /// What the attested reserve did not cover may be covered now.
  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(ReserveGrown grown) {
    store.lockRefused(grown.currency()).forEach(this::bringAgain);
  }

  private void bringAgain(OrderDepositStore.Deposit deposit) {
    send(deposit, parts.find(deposit.sellerOrder()).orElseThrow(), deposit.toAccount());
  }
}
