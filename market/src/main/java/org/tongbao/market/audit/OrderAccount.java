package org.tongbao.market.audit;

import java.math.BigInteger;
import java.time.Instant;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.ledger.contract.OrdersEvent;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.primitives.Address;

/// The books of one seller order, kept from events: what came in, what went out, and to whom.
/// Amounts are minor units of the order's money.
public final class OrderAccount {
  private static final String CHECK = "orders add up";

  private final OrderKey key;
  private final Terms terms;
  private final OrdersEvent.Placed placed;
  private final Instant placedAt;
  private OrderState state = OrderState.PLACED;
  private boolean released;
  BigInteger fromVouchers = BigInteger.ZERO;
  BigInteger fromPoints = BigInteger.ZERO;
  BigInteger received = BigInteger.ZERO;
  BigInteger drawn = BigInteger.ZERO;
  BigInteger merchant = BigInteger.ZERO;
  BigInteger platform = BigInteger.ZERO;
  BigInteger affiliate = BigInteger.ZERO;
  BigInteger cashback = BigInteger.ZERO;
  BigInteger refunds = BigInteger.ZERO;
  BigInteger change = BigInteger.ZERO;
  BigInteger refunded = BigInteger.ZERO;
  BigInteger owed = BigInteger.ZERO;

  OrderAccount(OrderKey key, OrdersEvent.Placed placed, Instant placedAt) {
    this.key = key;
    this.placed = placed;
    this.terms = placed.order();
    this.placedAt = placedAt;
  }

  public OrderKey key() {
    return key;
  }

  public Terms terms() {
    return terms;
  }

  public OrdersEvent.Placed placed() {
    return placed;
  }

  public Instant placedAt() {
    return placedAt;
  }

  public OrderState state() {
    return state;
  }

  /// Commission and cash-back have been paid, so that nothing more can happen.
  public boolean released() {
    return released;
  }

  /// Money that came in for the order: paid by the buyer, from vouchers and from points.
  public BigInteger paid() {
    return received.add(fromVouchers).add(fromPoints);
  }

  /// What the merchant has, what its bond gave back taken off.
  public BigInteger merchant() {
    return merchant;
  }

  public BigInteger platform() {
    return platform;
  }

  public BigInteger affiliate() {
    return affiliate;
  }

  public BigInteger cashback() {
    return cashback;
  }

  /// What went back to the buyer, to vouchers and to the sponsor of points.
  public BigInteger refunds() {
    return refunds;
  }

  public BigInteger change() {
    return change;
  }

  /// What of the order has been refunded, whether its money was there yet or not.
  public BigInteger refunded() {
    return refunded;
  }

  /// Refunded, but not covered by the bonds yet.
  public BigInteger owed() {
    return owed;
  }

  public boolean ended() {
    return released || state == OrderState.CANCELLED || state == OrderState.REFUNDED;
  }

  /// What came in and has not gone out.
  public BigInteger held() {
    return paid()
        .subtract(merchant)
        .subtract(platform)
        .subtract(affiliate)
        .subtract(cashback)
        .subtract(refunds)
        .subtract(change);
  }

  BigInteger remaining() {
    return Shares.total(terms).subtract(refunded);
  }

  /// Money of a bond, which the merchant or the platform gives back out of its share.
  void draw(BigInteger amount, boolean byMerchant) {
    drawn = drawn.add(amount);
    if (byMerchant) {
      merchant = merchant.subtract(amount);
    } else {
      platform = platform.subtract(amount);
    }
  }

  void enter(OrdersEvent event, Findings findings) {
    switch (event) {
      case OrdersEvent.PaymentReceived e -> receive(e, findings);
      case OrdersEvent.Paid e -> markPaid(e, findings);
      case OrdersEvent.Cancelled _ -> state = OrderState.CANCELLED;
      case OrdersEvent.Shipped _ -> move(OrderState.PAID, OrderState.SHIPPED, findings);
      case OrdersEvent.Received _ -> move(OrderState.SHIPPED, OrderState.RECEIVED, findings);
      case OrdersEvent.Settled e -> settle(e, findings);
      case OrdersEvent.Completed e -> complete(e, findings);
      case OrdersEvent.ChangePaid e -> change = change.add(e.amount().toBigInteger());
      case OrdersEvent.Released e -> release(e, findings);
      case OrdersEvent.Refunded e -> refund(e, findings);
      case OrdersEvent.RefundPaid e ->
          refunds =
              refunds.add(
                  e.toBuyer().addExact(e.toVouchers()).addExact(e.toSponsor()).toBigInteger());
      case OrdersEvent.OwedPaid e ->
          owed = owed.subtract(e.fromMerchant().addExact(e.fromPlatform()).toBigInteger());
      case OrdersEvent.Placed _,
          OrdersEvent.LateDeposit _,
          OrdersEvent.Delivered _,
          OrdersEvent.RefundRequested _,
          OrdersEvent.RefundAnswered _,
          OrdersEvent.ClaimClosed _,
          OrdersEvent.Disputed _,
          OrdersEvent.Ruled _,
          OrdersEvent.Appealed _,
          OrdersEvent.EIP712DomainChanged _ -> {}
    }
  }

  private void receive(OrdersEvent.PaymentReceived e, Findings findings) {
    received = received.add(e.amount().toBigInteger());
    findings.same(CHECK, key, "what it received", received, e.received().toBigInteger());
  }

  private void markPaid(OrdersEvent.Paid e, Findings findings) {
    move(OrderState.PLACED, OrderState.PAID, findings);
    BigInteger total = Shares.total(terms);
    findings.same(CHECK, key, "its total", total, e.total().toBigInteger());
    findings.same(CHECK, key, "what was paid", total.add(e.change().toBigInteger()), paid());
  }

  private void settle(OrdersEvent.Settled e, Findings findings) {
    move(OrderState.RECEIVED, OrderState.SETTLED, findings);
    merchant = merchant.add(e.merchantShare().toBigInteger());
    platform = platform.add(e.fee().toBigInteger());
    var paid =
        new Shares(
            e.merchantShare().toBigInteger(),
            e.fee().toBigInteger(),
            e.commissionHeld().toBigInteger(),
            e.cashbackHeld().toBigInteger());
    findings.same(CHECK, key, "its settlement", Shares.of(terms, remaining()), paid);
  }

  private void complete(OrdersEvent.Completed e, Findings findings) {
    move(OrderState.SETTLED, OrderState.COMPLETED, findings);
    BigInteger earned =
        Shares.scale(terms.pointsEarned().toBigInteger(), remaining(), Shares.total(terms));
    findings.same(CHECK, key, "its points", earned, e.points().toBigInteger());
  }

  private void release(OrdersEvent.Released e, Findings findings) {
    released = true;
    affiliate = affiliate.add(e.commission().toBigInteger());
    cashback = cashback.add(e.cashback().toBigInteger());
    Shares due = Shares.of(terms, remaining());
    findings.same(CHECK, key, "its commission", due.commission(), e.commission().toBigInteger());
    findings.same(CHECK, key, "its cash-back", due.cashback(), e.cashback().toBigInteger());
  }

  private void refund(OrdersEvent.Refunded e, Findings findings) {
    BigInteger amount = e.amount().toBigInteger();
    BigInteger parts =
        e.fromMerchant()
            .addExact(e.fromFee())
            .addExact(e.fromCommission())
            .addExact(e.fromCashback())
            .toBigInteger();
    findings.same(CHECK, key, "what a refund was taken from", amount, parts);
    refunded = refunded.add(amount);
    findings.same(CHECK, key, "what was refunded", refunded, e.refunded().toBigInteger());
    if (remaining().signum() < 0) {
      findings.differ(CHECK, key, "refunded " + refunded + " of " + Shares.total(terms));
    }
    owed = owed.add(e.owedByMerchant().addExact(e.owedByPlatform()).toBigInteger());
    if (remaining().signum() == 0 && state != OrderState.CANCELLED) {
      state = OrderState.REFUNDED;
    }
  }

  private void move(OrderState from, OrderState to, Findings findings) {
    if (state != from) {
      findings.differ(CHECK, key, "became %s while it was %s".formatted(to, state));
    }
    state = to;
  }

  /// At its end: paid = merchant + platform + affiliate + cash-back + refunds + change.
  void checkEnd(Findings findings) {
    findings.checked(CHECK, 1);
    if (ended() && held().signum() != 0) {
      findings.differ(
          CHECK,
          key,
          ("paid %s = merchant %s + platform %s + affiliate %s + cash-back %s + refunds %s"
                  + " + change %s leaves %s")
              .formatted(paid(), merchant, platform, affiliate, cashback, refunds, change, held()));
    } else if (held().signum() < 0) {
      findings.differ(CHECK, key, "more went out than came in: " + held().negate());
    }
  }

  /// Whom a bond's money counts for.
  boolean isMerchant(Address account) {
    return terms.merchant().equals(account);
  }
}
