package org.tongbao.market.promotion;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// What is to be priced: one part for each shop, all in one currency, and what the buyer wants to
/// use.
///
/// @param vouchers what the buyer chose, in the order in which it is tried
/// @param points the most points that the buyer wants to use
/// @param pointRule null where points cannot be used
public record Basket(
    Currency currency,
    List<Part> parts,
    List<VoucherHeld> vouchers,
    long points,
    @Nullable PointRule pointRule) {
  public Basket {
    parts = List.copyOf(parts);
    vouchers = List.copyOf(vouchers);
    if (parts.isEmpty() || points < 0 || parts.stream().anyMatch(it -> it.lines.isEmpty())) {
      throw new IllegalArgumentException("an empty basket, or points below zero");
    }
    List<MerchantId> shops = parts.stream().map(Part::merchant).distinct().toList();
    List<UUID> campaigns = vouchers.stream().map(it -> it.campaign().id()).distinct().toList();
    if (shops.size() != parts.size() || campaigns.size() != vouchers.size()) {
      throw new IllegalArgumentException("a shop or a campaign twice");
    }
  }

  /// What is bought in one shop.
  ///
  /// @param shippingReduction what the shop takes off its own shipping
  public record Part(
      MerchantId merchant, List<Line> lines, Money shipping, Money shippingReduction) {
    public Part {
      lines = List.copyOf(lines);
      requireNotNegative(shipping);
      requireNotNegative(shippingReduction);
    }
  }

  /// One line.
  ///
  /// @param amount price times quantity
  /// @param reduction what the shop takes off this line alone
  public record Line(UUID variant, Money amount, Money reduction) {
    public Line {
      requireNotNegative(amount);
      requireNotNegative(reduction);
    }
  }

  Optional<PointRule> rule() {
    return Optional.ofNullable(pointRule);
  }

  private static void requireNotNegative(Money amount) {
    if (amount.isNegative()) {
      throw new IllegalArgumentException("below zero: " + amount);
    }
  }
}
