package org.tongbao.market.order;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.fulfilment.Pickups;
import org.tongbao.market.fulfilment.Shipment;
import org.tongbao.market.fulfilment.Shipments;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Operators;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// What buyers, merchants and the platform do to seller orders. Every method is one transaction;
/// what belongs to somebody else is refused with [RequestError#NOT_FOUND].
@Component
class OrderWork {
  private final SellerOrderStore orders;
  private final Steps steps;
  private final Shipments shipments;
  private final Pickups pickups;
  private final ChainAccounts accounts;
  private final Operators operators;
  private final ObjectProvider<ShippingCondition> conditions;
  private final Clock clock;

  OrderWork(
      SellerOrderStore orders,
      Steps steps,
      Shipments shipments,
      Pickups pickups,
      ChainAccounts accounts,
      Operators operators,
      ObjectProvider<ShippingCondition> conditions,
      Clock clock) {
    this.orders = orders;
    this.steps = steps;
    this.shipments = shipments;
    this.pickups = pickups;
    this.accounts = accounts;
    this.operators = operators;
    this.conditions = conditions;
    this.clock = clock;
  }

  /// A step of the buyer's.
  @Transactional
  public SellerOrder buyer(UserId buyer, UUID id, Command.Wish wish) {
    SellerOrder order = lockOf(buyer, id);
    steps.ask(order, Actor.buyer(buyer), order.terms().buyer(), wish);
    return again(order);
  }

  /// A step of the merchant's.
  @Transactional
  public SellerOrder merchant(MerchantId merchant, UserId by, UUID id, Command.Wish wish) {
    SellerOrder order = lockOf(merchant, id);
    steps.ask(order, Actor.merchant(by), order.terms().merchant(), wish);
    return again(order);
  }

  /// The merchant's answer to what is asked now, whatever the amount.
  @Transactional
  public SellerOrder answer(
      MerchantId merchant, UserId by, UUID id, boolean granted, String reason) {
    SellerOrder order = lockOf(merchant, id);
    Command.Wish wish =
        new Command.Wish(StepKind.ANSWER_REFUND, order.claim().claimed(), granted, reason);
    steps.ask(order, Actor.merchant(by), order.terms().merchant(), wish);
    return again(order);
  }

  /// A parcel as it was handed to its carrier.
  record Parcel(UUID order, String carrier, String trackingNumber, LocalDate shippedOn) {
    String text() {
      return carrier + " " + trackingNumber + " " + shippedOn;
    }
  }

  @Transactional
  public SellerOrder ship(MerchantId merchant, UserId by, Parcel parcel) {
    SellerOrder order = lockOf(merchant, parcel.order());
    requireReady(order);
    steps.ask(
        order,
        Actor.merchant(by),
        order.terms().merchant(),
        Command.Wish.of(StepKind.SHIP, parcel.text()));
    shipments.record(order.id(), parcel.carrier(), parcel.trackingNumber(), parcel.shippedOn());
    return again(order);
  }

  private void requireReady(SellerOrder order) {
    if (order.pickup() && accounts.signsHere(order.terms().buyer())) {
      throw new DomainException(OrderError.TO_BE_FETCHED);
    }
    requireStock(order);
    conditions.forEach(it -> it.require(order.id()));
  }

  /// Refuses what [#ship] would refuse now, and changes nothing.
  void requireShippable(SellerOrder order) {
    SellerOrder.Pending pending = order.pending();
    if (pending != null) {
      throw new DomainException(OrderError.BUSY, pending.step().name());
    }
    StepRules.require(order, StepKind.SHIP, 0, clock.instant());
    requireReady(order);
  }

  /// The buyer has fetched it and shown the code: shipped and received.
  @Transactional
  public SellerOrder handOver(MerchantId merchant, UserId by, UUID id, String code) {
    SellerOrder order = lockOf(merchant, id);
    requireStock(order);
    StepRules.require(order, StepKind.SHIP, 0, clock.instant());
    pickups.handOver(id, code, by);
    steps.ask(
        order,
        Actor.merchant(by),
        order.terms().merchant(),
        Command.Wish.of(StepKind.SHIP, "fetched"));
    return again(order);
  }

  private static void requireStock(SellerOrder order) {
    if (order.stock() == SellerOrder.Stock.GONE) {
      throw new DomainException(OrderError.OUT_OF_STOCK);
    }
  }

  /// What the carrier tells of a parcel; a delivery shortens the wait for the receipt.
  @Transactional
  public SellerOrder report(UserId by, UUID id, Shipment.Report report) {
    SellerOrder order = lock(id);
    if (shipments.find(id).isEmpty()) {
      throw new DomainException(OrderError.WRONG_STATE, order.state().name());
    }
    boolean isNew = shipments.report(id, report);
    if (isNew && report.kind() == Shipment.Kind.DELIVERED) {
      steps.ask(
          order,
          Actor.platform(by),
          operators.account(Role.CARRIER),
          Command.Wish.of(
              StepKind.CONFIRM_DELIVERY, report.place() + " " + report.note() + " " + report.at()));
    }
    return again(order);
  }

  /// A ruling, of a dispute or of an appeal. Whoever ruled first does not hear the appeal.
  @Transactional
  public SellerOrder rule(UserId by, UUID id, boolean onAppeal, long amount, String reason) {
    SellerOrder order = lock(id);
    ClaimState heard = onAppeal ? ClaimState.APPEALED : ClaimState.DISPUTED;
    if (order.claim().state() != heard) {
      throw new DomainException(OrderError.WRONG_CLAIM, order.claim().state().name());
    }
    if (onAppeal && orders.firstArbiter(id).filter(by::equals).isPresent()) {
      throw new DomainException(OrderError.SAME_ARBITER);
    }
    steps.ask(
        order,
        Actor.platform(by),
        operators.account(onAppeal ? Role.APPEALS : Role.ARBITER),
        Command.Wish.of(StepKind.RULE, amount, reason));
    if (!onAppeal) {
      orders.setFirstArbiter(id, by);
    }
    return again(order);
  }

  @Transactional
  public SellerOrder signAsBuyer(UserId buyer, UUID id, UUID command, Bytes signature) {
    SellerOrder order = lockOf(buyer, id);
    return sign(order, order.terms().buyer(), command, signature);
  }

  @Transactional
  public SellerOrder signAsMerchant(MerchantId merchant, UUID id, UUID command, Bytes signature) {
    SellerOrder order = lockOf(merchant, id);
    return sign(order, order.terms().merchant(), command, signature);
  }

  private SellerOrder sign(SellerOrder order, Address account, UUID command, Bytes signature) {
    steps.sign(order, account, command, signature);
    return again(order);
  }

  /// Locks a seller order until the caller's transaction ends.
  Optional<SellerOrder> locked(UUID id) {
    return orders.lock(id);
  }

  /// A seller order as it stands.
  Optional<SellerOrder> standing(UUID id) {
    return orders.find(id);
  }

  private SellerOrder lockOf(UserId buyer, UUID id) {
    return found(orders.lock(id).filter(it -> it.ref().buyer().equals(buyer)));
  }

  private SellerOrder lockOf(MerchantId merchant, UUID id) {
    return found(orders.lock(id).filter(it -> it.ref().merchant().equals(merchant)));
  }

  private SellerOrder lock(UUID id) {
    return found(orders.lock(id));
  }

  private static SellerOrder found(Optional<SellerOrder> order) {
    return order.orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  private SellerOrder again(SellerOrder order) {
    return orders.find(order.id()).orElseThrow();
  }
}
