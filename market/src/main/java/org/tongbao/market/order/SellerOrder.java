package org.tongbao.market.order;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A seller order as the database has it: the mirror of its escrow on the chain, and what is under
/// way. Amounts are minor units of `currency`.
///
/// @param terms as frozen at placing; the chain knows their hash
/// @param termsHash the EIP-712 hash of the terms
/// @param stock how far the reservation of its stock has come
/// @param pickup whether it is fetched with a code
/// @param version grows with each change
public record SellerOrder(
    OrderRef ref,
    int position,
    OrderState state,
    Currency currency,
    Terms terms,
    Hash termsHash,
    boolean pickup,
    Stock stock,
    Books books,
    Claim claim,
    Times times,
    @Nullable Pending pending,
    @Nullable String refusal,
    int version) {

  /// What the escrow counts.
  ///
  /// @param total goods and delivery, less discounts
  /// @param due what the buyer has to pay in money
  /// @param received what has been paid for the buyer in money
  /// @param refunded what has been granted back of the total
  /// @param owedByMerchant granted back, but not covered by the merchant's bond yet
  /// @param owedByPlatform granted back, but not covered by the platform's bond yet
  public record Books(
      long total,
      long due,
      long received,
      long refunded,
      long owedByMerchant,
      long owedByPlatform) {
    /// What can still be refunded.
    public long remaining() {
      return total - refunded;
    }
  }

  /// The buyer's claim for a refund.
  ///
  /// @param claimed how much was asked for
  /// @param ruling how much the arbiter granted
  /// @param failed how many claims were refused or taken back
  /// @param due when its present state ends by itself
  public record Claim(
      ClaimState state, long claimed, long ruling, int failed, @Nullable Instant due) {
    public boolean isOpen() {
      return state != ClaimState.NONE;
    }
  }

  /// The goods in the warehouse.
  public enum Stock {
    HELD,
    SOLD,
    /// Paid when they were sold to others: the order is cancelled by itself.
    GONE,
    FREE
  }

  /// @param deadline when anybody may push the state on
  /// @param returnUntil until when a refund can be asked for; known from receipt on
  /// @param released whether commission and cash-back are paid
  public record Times(
      Instant placedAt,
      @Nullable Instant deadline,
      @Nullable Instant returnUntil,
      boolean released) {}

  /// A step that was asked for and that the chain has not answered yet.
  public record Pending(UUID command, StepKind step) {}

  /// When anybody may push the order on, if ever.
  public @Nullable Instant dueAt() {
    return claim.isOpen() ? claim.due() : times.deadline();
  }

  public UUID id() {
    return ref.id();
  }

  Money money(long amountMinor) {
    return Money.ofMinor(amountMinor, currency);
  }
}
