package org.tongbao.market.audit;

import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.ledger.contract.MerchantsEvent;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.ledger.contract.PointsEvent;
import org.tongbao.ledger.contract.TreasuryEvent;
import org.tongbao.ledger.contract.VouchersEvent;
import org.tongbao.primitives.Hash;

/// Which order an event is about.
public final class OrderEvents {
  private OrderEvents() {}

  /// The order's id, or null when the event is about none.
  public static @Nullable Hash idOf(ContractEvent event) {
    return switch (event) {
      case OrdersEvent e -> idOf(e);
      case TreasuryEvent.DepositedToOrder e -> e.order();
      case VouchersEvent.Redeemed e -> e.order();
      case VouchersEvent.Restored e -> e.order();
      case PointsEvent.Awarded e -> e.order();
      case PointsEvent.Spent e -> e.order();
      case PointsEvent.Restored e -> e.order();
      case PointsEvent.Reversed e -> e.order();
      case MerchantsEvent.BondSlashed e -> e.order();
      default -> null;
    };
  }

  static @Nullable Hash idOf(OrdersEvent event) {
    return switch (event) {
      case OrdersEvent.Appealed e -> e.id();
      case OrdersEvent.Cancelled e -> e.id();
      case OrdersEvent.ChangePaid e -> e.id();
      case OrdersEvent.ClaimClosed e -> e.id();
      case OrdersEvent.Completed e -> e.id();
      case OrdersEvent.Delivered e -> e.id();
      case OrdersEvent.Disputed e -> e.id();
      case OrdersEvent.LateDeposit e -> e.id();
      case OrdersEvent.OwedPaid e -> e.id();
      case OrdersEvent.Paid e -> e.id();
      case OrdersEvent.PaymentReceived e -> e.id();
      case OrdersEvent.Placed e -> e.id();
      case OrdersEvent.Received e -> e.id();
      case OrdersEvent.RefundAnswered e -> e.id();
      case OrdersEvent.RefundPaid e -> e.id();
      case OrdersEvent.RefundRequested e -> e.id();
      case OrdersEvent.Refunded e -> e.id();
      case OrdersEvent.Released e -> e.id();
      case OrdersEvent.Ruled e -> e.id();
      case OrdersEvent.Settled e -> e.id();
      case OrdersEvent.Shipped e -> e.id();
      case OrdersEvent.EIP712DomainChanged _ -> null;
    };
  }
}
