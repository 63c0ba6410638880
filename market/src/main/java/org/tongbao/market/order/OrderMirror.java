package org.tongbao.market.order;

import java.time.Instant;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.ledger.contract.MerchantsEvent;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Makes the rows follow the chain: the only place where an order's state, claim and amounts
/// change. Inside the indexer's transaction; events come in the chain's order, each once.
@Component
class OrderMirror {
  private final SellerOrderStore orders;
  private final OrderDepositStore deposits;
  private final PaymentMirror payment;
  private final FulfilmentMirror fulfilment;
  private final ClaimMirror claims;
  private final Debts debts;

  OrderMirror(
      SellerOrderStore orders,
      OrderDepositStore deposits,
      PaymentMirror payment,
      FulfilmentMirror fulfilment,
      ClaimMirror claims,
      Debts debts) {
    this.orders = orders;
    this.deposits = deposits;
    this.payment = payment;
    this.fulfilment = fulfilment;
    this.claims = claims;
    this.debts = debts;
  }

  @EventListener
  @Transactional(propagation = Propagation.MANDATORY)
  public void on(ChainEvent heard) {
    ContractEvent event = heard.event();
    if (event instanceof OrdersEvent ours) {
      follow(ours, heard);
    } else if (event instanceof TreasuryEvent.DepositedToOrder deposit) {
      deposits.done(deposit.ref());
    } else if (event instanceof TreasuryEvent.Deposited deposit) {
      deposits.done(deposit.ref());
    } else if (event instanceof MerchantsEvent.BondPosted bond) {
      debts.bondPosted(bond.account());
    }
  }

  private void follow(OrdersEvent event, ChainEvent heard) {
    switch (event) {
      case OrdersEvent.Placed e -> find(e.id()).ifPresent(o -> payment.placed(o, heard));
      case OrdersEvent.PaymentReceived e ->
          find(e.id()).ifPresent(o -> payment.received(o, e, heard));
      case OrdersEvent.Paid e -> find(e.id()).ifPresent(o -> payment.paid(o, e, heard));
      case OrdersEvent.LateDeposit e -> find(e.id()).ifPresent(o -> payment.late(o, e, heard));
      case OrdersEvent.Cancelled e -> find(e.id()).ifPresent(o -> payment.cancelled(o, e, heard));
      case OrdersEvent.ChangePaid e -> find(e.id()).ifPresent(o -> payment.change(o, e, heard));
      case OrdersEvent.Shipped e -> find(e.id()).ifPresent(o -> fulfilment.shipped(o, e, heard));
      case OrdersEvent.Delivered e ->
          find(e.id()).ifPresent(o -> fulfilment.delivered(o, e, heard));
      case OrdersEvent.Received e -> find(e.id()).ifPresent(o -> fulfilment.received(o, e, heard));
      case OrdersEvent.Settled e -> find(e.id()).ifPresent(o -> fulfilment.settled(o, e, heard));
      case OrdersEvent.Completed e ->
          find(e.id()).ifPresent(o -> fulfilment.completed(o, e, heard));
      case OrdersEvent.Released e -> find(e.id()).ifPresent(o -> fulfilment.released(o, heard));
      case OrdersEvent.RefundRequested e ->
          find(e.id()).ifPresent(o -> claims.requested(o, e, heard));
      case OrdersEvent.RefundAnswered e ->
          find(e.id()).ifPresent(o -> claims.answered(o, e, heard));
      case OrdersEvent.ClaimClosed e -> find(e.id()).ifPresent(o -> claims.closed(o, e, heard));
      case OrdersEvent.Disputed e -> find(e.id()).ifPresent(o -> claims.disputed(o, e, heard));
      case OrdersEvent.Ruled e -> find(e.id()).ifPresent(o -> claims.ruled(o, e, heard));
      case OrdersEvent.Appealed e -> find(e.id()).ifPresent(o -> claims.appealed(o, e, heard));
      case OrdersEvent.Refunded e -> find(e.id()).ifPresent(o -> claims.refunded(o, e, heard));
      case OrdersEvent.RefundPaid e -> find(e.id()).ifPresent(o -> claims.refundPaid(o, e, heard));
      case OrdersEvent.OwedPaid e -> find(e.id()).ifPresent(o -> claims.owedPaid(o, e, heard));
      case OrdersEvent.EIP712DomainChanged _ -> {
        // About the contract, not an order.
      }
    }
  }

  /// Orders that were placed without this marketplace are none of its business.
  private Optional<SellerOrder> find(Hash reference) {
    return orders.lockByReference(reference);
  }

  static Instant time(U256 seconds) {
    return Instant.ofEpochSecond(seconds.toLongExact());
  }
}
