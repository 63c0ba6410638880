package org.tongbao.market.order;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.market.address.PostalAddress;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// What a buyer confirmed at checkout, with every price decided. All money is of `currency`.
///
/// @param cart the cart that becomes the order; with `cartVersion` it makes one order only
/// @param payBy when the order is void if it is unpaid, in whole seconds
public record Placement(
    UUID cart,
    int cartVersion,
    UserId buyer,
    Currency currency,
    Instant payBy,
    PostalAddress address,
    List<Part> parts) {

  public Placement {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || !payBy.truncatedTo(ChronoUnit.SECONDS).equals(payBy)) {
      throw new IllegalArgumentException("parts " + parts.size() + ", pay by " + payBy);
    }
    for (Part part : parts) {
      part.requireSound(currency);
    }
    if (parts.stream().map(Part::merchant).distinct().count() != parts.size()) {
      throw new IllegalArgumentException("two parts of one merchant");
    }
  }

  /// What one merchant sells and delivers.
  ///
  /// @param id of the seller order, and of its reservation of stock; made by the caller
  /// @param vouchers as the chain is told; those that their own merchant bears have value zero,
  ///   their worth is in the discounts
  /// @param deductions how the price came about, for people to read
  /// @param sharing what others than merchant and platform get of it
  /// @param message to the merchant; may be empty
  public record Part(
      UUID id,
      MerchantId merchant,
      List<Line> lines,
      Delivery delivery,
      List<VoucherUse> vouchers,
      Points points,
      List<Deduction> deductions,
      Sharing sharing,
      String message) {
    private static final int MOST_VOUCHERS = 4;

    public Part {
      lines = List.copyOf(lines);
      vouchers = List.copyOf(vouchers);
      deductions = List.copyOf(deductions);
    }

    /// The lines at full price.
    public Money goods(Currency currency) {
      return Money.sum(lines.stream().map(Line::gross).toList(), currency);
    }

    /// What is taken off lines and delivery.
    public Money discount(Currency currency) {
      return Money.sum(lines.stream().map(Line::discount).toList(), currency)
          .plus(delivery.discount());
    }

    /// Goods and delivery, less discounts.
    public Money total(Currency currency) {
      return goods(currency).plus(delivery.price()).minus(discount(currency));
    }

    /// What the buyer pays in money: the total, less what vouchers and points pay.
    public Money due(Currency currency) {
      Money due = total(currency).minus(points.value());
      for (VoucherUse use : vouchers) {
        due = due.minus(new Money(use.value().toBigInteger(), currency));
      }
      return due;
    }

    private void requireSound(Currency currency) {
      if (lines.isEmpty() || due(currency).isNegative() || vouchers.size() > MOST_VOUCHERS) {
        throw new IllegalArgumentException("part " + id + " of " + due(currency));
      }
    }
  }

  /// So many of a variant.
  ///
  /// @param options the chosen ones, for people to read; may be empty
  /// @param discount what is taken off the whole line
  public record Line(
      UUID variant,
      UUID product,
      String title,
      String options,
      Money unitPrice,
      int quantity,
      Money discount) {
    public Line {
      if (quantity <= 0
          || unitPrice.isNegative()
          || discount.isNegative()
          || discount.compareTo(unitPrice.times(quantity)) > 0) {
        throw new IllegalArgumentException(
            quantity + " of " + variant + " at " + unitPrice + " less " + discount);
      }
    }

    public Money gross() {
      return unitPrice.times(quantity);
    }

    /// What the line costs.
    public Money total() {
      return gross().minus(discount);
    }
  }

  /// How a part is delivered.
  ///
  /// @param method the merchant's method
  /// @param pickup whether the buyer fetches it with a code
  /// @param serviceEnds when a booked service is over, which takes the place of a delivery; the
  ///   merchant has until some days after that to report it. Null for what is sent
  public record Delivery(
      UUID method,
      String name,
      boolean pickup,
      Money price,
      Money discount,
      @Nullable Instant serviceEnds) {
    public Delivery(UUID method, String name, boolean pickup, Money price, Money discount) {
      this(method, name, pickup, price, discount, null);
    }

    public Delivery {
      if (price.isNegative() || discount.isNegative() || discount.compareTo(price) > 0) {
        throw new IllegalArgumentException("delivery at " + price + " less " + discount);
      }
    }
  }

  /// Points of a part.
  ///
  /// @param used which pay a part of it
  /// @param value what those are worth; zero when none are used
  /// @param earned what the buyer gets when the order completes
  public record Points(long used, Money value, long earned) {
    public Points {
      if (used < 0 || earned < 0 || value.isNegative() || (used == 0) != value.isZero()) {
        throw new IllegalArgumentException(used + " points worth " + value + ", " + earned);
      }
    }
  }

  /// Who else gets a share of what is paid, when nothing can be returned any more.
  ///
  /// @param cashback what the buyer gets back, out of the platform's fee
  /// @param affiliate the account of whoever brought the buyer; the zero address for nobody
  /// @param commission what that account gets, out of the merchant's share
  public record Sharing(Money cashback, Address affiliate, Money commission) {
    public Sharing {
      if (cashback.isNegative()
          || commission.isNegative()
          || (commission.isPositive() && affiliate.isZero())) {
        throw new IllegalArgumentException(
            "cash-back " + cashback + ", " + commission + " for " + affiliate);
      }
    }

    /// Nobody else gets anything.
    public static Sharing none(Currency currency) {
      return new Sharing(Money.zero(currency), Address.ZERO, Money.zero(currency));
    }
  }

  /// A line of the price's breakdown.
  ///
  /// @param kind for programs, such as `flash-sale`, `merchant-coupon`, `points`
  /// @param bearer who pays for it: `merchant`, `platform` or `buyer`
  public record Deduction(String kind, String name, String bearer, Money amount) {}
}
