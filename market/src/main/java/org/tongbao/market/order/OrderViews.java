package org.tongbao.market.order;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.address.PostalAddress;
import org.tongbao.market.fulfilment.Shipment;
import org.tongbao.market.payment.PaymentView;
import org.tongbao.primitives.money.Money;

/// Orders as the REST API shows them.
public final class OrderViews {
  private OrderViews() {}

  /// Minor units by the exponent of ISO 4217.
  public record Amount(long amountMinor, String currency) {
    static Amount of(Money money) {
      return new Amount(money.amountMinor().longValueExact(), money.currency().code());
    }

    static Amount of(SellerOrder order, long minor) {
      return new Amount(minor, order.currency().code());
    }
  }

  /// An order with its parts.
  ///
  /// @param due what nobody has paid yet
  public record Whole(
      String number,
      Instant placedAt,
      Instant payBy,
      Amount total,
      Amount due,
      PostalAddress address,
      List<Brief> parts,
      List<PaymentView> payments) {}

  /// A seller order in a list.
  public record Brief(
      UUID id,
      String number,
      int position,
      UUID merchantId,
      OrderState state,
      ClaimState claim,
      @Nullable StepKind pendingStep,
      Amount total,
      Amount refunded,
      Instant placedAt,
      @Nullable Instant dueAt,
      List<Line> lines) {}

  public record Line(
      UUID variantId,
      UUID productId,
      String title,
      String options,
      int quantity,
      Amount unitPrice,
      Amount discount,
      Amount total) {
    static Line of(Placement.Line line) {
      return new Line(
          line.variant(),
          line.product(),
          line.title(),
          line.options(),
          line.quantity(),
          Amount.of(line.unitPrice()),
          Amount.of(line.discount()),
          Amount.of(line.total()));
    }
  }

  /// A seller order.
  ///
  /// @param refusal why the chain refused the last step, for programs
  /// @param toSign what waits for the wallet of whoever asks
  public record Part(
      Brief order,
      Amount payable,
      Amount received,
      Amount owed,
      @Nullable String refusal,
      Claim claim,
      @Nullable Instant returnUntil,
      boolean ended,
      Delivery delivery,
      List<Reduction> breakdown,
      String message,
      PostalAddress address,
      Frozen terms,
      List<Happening> history,
      List<ToSign> toSign) {}

  public record Claim(
      ClaimState state, Amount amount, Amount ruling, int failed, @Nullable Instant dueAt) {}

  public record Delivery(UUID methodId, String name, boolean pickup, @Nullable Parcel shipment) {}

  public record Parcel(
      String carrier, String trackingNumber, LocalDate shippedOn, List<Shipment.Report> trail) {
    static Parcel of(Shipment shipment) {
      return new Parcel(
          shipment.carrier(), shipment.trackingNumber(), shipment.shippedOn(), shipment.trail());
    }
  }

  public record Reduction(String kind, String name, String bearer, Amount amount) {}

  /// What was frozen at placing.
  ///
  /// @param reference the order's id on the chain
  /// @param hash the EIP-712 hash of the terms
  /// @param commission what whoever brought the buyer gets, out of the merchant's share
  /// @param cashback what the buyer gets back when nothing can be returned any more
  public record Frozen(
      String reference,
      String hash,
      Amount goods,
      Amount shipping,
      Amount discount,
      Amount fee,
      Amount commission,
      Amount cashback,
      long pointsUsed,
      Amount pointsValue,
      long pointsEarned,
      long shipWithinSeconds,
      long receiveWithinSeconds,
      long returnWithinSeconds) {}

  /// A line of the time line.
  ///
  /// @param by BUYER, MERCHANT, PLATFORM or TIME
  /// @param transaction and block: where the chain says so
  public record Happening(
      String event,
      String state,
      String claim,
      String by,
      @Nullable Long amountMinor,
      String note,
      @Nullable String transaction,
      @Nullable Long block,
      Instant at) {}

  /// @param document for `eth_signTypedData_v4`
  public record ToSign(UUID command, StepKind step, Instant signBy, Map<String, Object> document) {}
}
