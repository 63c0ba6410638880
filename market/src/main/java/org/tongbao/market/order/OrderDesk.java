package org.tongbao.market.order;

import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.payment.PaymentAttempt;

/// The main line of an order, from payment to completion, for features that act for its buyer and
/// its merchants; people do it by the REST API. What is asked of the chain is answered by
/// [Orders#standings]. Thread-safe.
@Component
public class OrderDesk {
  private final OrderPayments payments;
  private final OrderWork work;

  OrderDesk(OrderPayments payments, OrderWork work) {
    this.payments = payments;
    this.work = work;
  }

  /// Begins to pay all that is due at an institution, or finds that this has begun.
  ///
  /// @return nothing when nothing is due: it was paid
  public Optional<PaymentAttempt> pay(WholeOrder order, String institution) {
    try {
      return payments.pay(order, institution, URI.create("/orders/" + order.number()), null);
    } catch (DomainException refused) {
      if (refused.code() == OrderError.NOTHING_DUE) {
        return Optional.empty();
      }
      throw refused;
    }
  }

  /// A parcel as it was handed to its carrier.
  public record Parcel(String carrier, String trackingNumber, LocalDate shippedOn) {}

  /// Ships a seller order. Refuses with [OrderError].
  public void ship(MerchantId merchant, UserId by, UUID sellerOrder, Parcel parcel) {
    SellerOrder _ =
        work.ship(
            merchant,
            by,
            new OrderWork.Parcel(
                sellerOrder, parcel.carrier, parcel.trackingNumber, parcel.shippedOn));
  }

  /// Locks a seller order until the caller's transaction ends: features lock it before rows of
  /// their own that follow it, as the mirror of the chain does.
  @Transactional(propagation = Propagation.MANDATORY)
  public Optional<SellerOrder> lock(UUID sellerOrder) {
    return work.locked(sellerOrder);
  }

  public Optional<SellerOrder> find(UUID sellerOrder) {
    return work.standing(sellerOrder);
  }

  /// The merchant cancels, and everything goes back. Refuses with [OrderError].
  public void cancel(MerchantId merchant, UserId by, UUID sellerOrder, String reason) {
    SellerOrder _ =
        work.merchant(merchant, by, sellerOrder, Command.Wish.of(StepKind.CANCEL, reason));
  }

  /// The buyer says that it came. Refuses with [OrderError].
  public void confirmReceipt(UserId buyer, UUID sellerOrder) {
    SellerOrder _ = work.buyer(buyer, sellerOrder, Command.Wish.of(StepKind.CONFIRM_RECEIPT, ""));
  }

  /// Asks for money back. Refuses with [OrderError].
  public void requestRefund(UserId buyer, UUID sellerOrder, long amountMinor, String reason) {
    SellerOrder _ =
        work.buyer(
            buyer, sellerOrder, Command.Wish.of(StepKind.REQUEST_REFUND, amountMinor, reason));
  }

  /// The merchant grants or refuses what the buyer asks back now. Refuses with [OrderError].
  public void answerRefund(
      MerchantId merchant, UserId by, UUID sellerOrder, boolean granted, String reason) {
    SellerOrder _ = work.answer(merchant, by, sellerOrder, granted, reason);
  }

  /// Takes a refusal to the platform's arbiter. Refuses with [OrderError].
  public void dispute(UserId buyer, UUID sellerOrder, String reason) {
    SellerOrder _ = work.buyer(buyer, sellerOrder, Command.Wish.of(StepKind.DISPUTE, reason));
  }

  /// Cancels what has not been shipped. Refuses with [OrderError].
  public void cancel(UserId buyer, UUID sellerOrder, String reason) {
    SellerOrder _ = work.buyer(buyer, sellerOrder, Command.Wish.of(StepKind.CANCEL, reason));
  }

  /// The merchant says that the money came. Refuses with [OrderError].
  public void acknowledgePayout(MerchantId merchant, UserId by, UUID sellerOrder) {
    SellerOrder _ =
        work.merchant(merchant, by, sellerOrder, Command.Wish.of(StepKind.ACKNOWLEDGE_PAYOUT, ""));
  }
}
