package org.tongbao.market.promotion;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Money;

/// What a basket costs, step by step.
///
/// @param unused campaigns of the basket that no part could use
public record PricedBasket(List<Part> parts, Money payable, long pointsUsed, List<UUID> unused) {
  public PricedBasket {
    parts = List.copyOf(parts);
    unused = List.copyOf(unused);
  }

  /// The published order in which reductions are applied, each to what the one before it left.
  public enum Stage {
    /// A shop's reduction of a line.
    ITEM,
    /// A shop's own coupon.
    MERCHANT,
    /// The platform's coupon.
    PLATFORM,
    /// Gift cards.
    VOUCHER,
    POINTS,
    /// A shop's reduction of its shipping, and what gift cards pay of the rest.
    SHIPPING
  }

  /// One shop's part. Sums hold: payable = goods + shipping - discount - vouchers - points' value,
  /// as in the terms of an order.
  ///
  /// @param goods before any reduction
  /// @param shipping before any reduction
  /// @param discount what the shop bears: steps without a pot of money
  /// @param pointsEarned for what the buyer pays for goods
  public record Part(
      MerchantId merchant,
      Money goods,
      Money shipping,
      Money discount,
      List<Use> uses,
      long pointsUsed,
      Money pointsValue,
      Money payable,
      long pointsEarned,
      List<Line> lines,
      List<Step> steps) {
    public Part {
      uses = List.copyOf(uses);
      lines = List.copyOf(lines);
      steps = List.copyOf(steps);
    }
  }

  /// What an order uses of a campaign.
  ///
  /// @param value what the pot pays; zero where the shop takes it off its price
  public record Use(Campaign campaign, long units, Money value) {}

  /// A line and what is left to pay of it, after all steps.
  public record Line(UUID variant, Money amount, Money left) {}

  /// One reduction.
  ///
  /// @param campaign which one, where it is one's
  /// @param perLine its share of each line; all zero for shipping
  public record Step(Stage stage, @Nullable UUID campaign, Money amount, List<Money> perLine) {
    public Step {
      perLine = List.copyOf(perLine);
    }
  }
}
