package org.tongbao.market.order;

import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.payment.Payable;
import org.tongbao.market.payment.PaymentAttempt;
import org.tongbao.market.payment.Payments;
import org.tongbao.payments.Payer;
import org.tongbao.primitives.money.Money;

/// Paying for an order, by an institution or from the balance.
@Component
class OrderPayments {
  /// The method that is no institution.
  static final String BALANCE = "balance";

  private final OrderStore orders;
  private final SellerOrderStore parts;
  private final OrderDeposits deposits;
  private final Steps steps;
  private final Payments payments;

  OrderPayments(
      OrderStore orders,
      SellerOrderStore parts,
      OrderDeposits deposits,
      Steps steps,
      Payments payments) {
    this.orders = orders;
    this.parts = parts;
    this.deposits = deposits;
    this.steps = steps;
    this.payments = payments;
  }

  /// Begins to pay what nobody has paid yet. Refuses with [OrderError#NOTHING_DUE].
  ///
  /// @param payer at what the payer sits; null when nobody knows
  /// @return the attempt, where an institution takes it
  @Transactional
  public Optional<PaymentAttempt> pay(
      WholeOrder order, String method, URI returnTo, @Nullable Payer payer) {
    orders.lock(order.id());
    List<SellerOrder> all = parts.lockParts(order.id());
    Money due = Money.sum(all.stream().map(deposits::stillDue).toList(), order.currency());
    if (due.isZero()) {
      throw new DomainException(OrderError.NOTHING_DUE);
    }
    if (method.equals(BALANCE)) {
      all.stream().filter(it -> deposits.stillDue(it).isPositive()).forEach(this::fromBalance);
      return Optional.empty();
    }
    return Optional.of(
        payments.start(
            new Payable(
                Endings.PAYABLE,
                order.id(),
                order.buyer(),
                due,
                "Tongbao " + order.number(),
                order.payBy()),
            method,
            returnTo,
            payer));
  }

  private void fromBalance(SellerOrder part) {
    if (part.state() == OrderState.NEW) {
      parts.payWhenPlaced(part.id(), true);
    } else if (deposits.isUnderWay(part)) {
      throw new DomainException(OrderError.BUSY, StepKind.PAY.name());
    } else {
      steps.pay(part);
    }
  }

  List<PaymentAttempt> of(WholeOrder order) {
    return payments.of(Endings.PAYABLE, order.id());
  }
}
