package org.tongbao.market.order;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.market.error.DomainException;

/// Which step may be asked for when: the contract's own conditions, so that what it would refuse is
/// refused before it is sent. The contract decides all the same.
final class StepRules {
  static final int MOST_FAILED_CLAIMS = 3;

  private static final Set<OrderState> SHIPPED_TO_COMPLETED =
      EnumSet.range(OrderState.SHIPPED, OrderState.COMPLETED);
  private static final Set<OrderState> PAID_TO_COMPLETED =
      EnumSet.range(OrderState.PAID, OrderState.COMPLETED);

  private StepRules() {}

  /// Refuses with [OrderError] what cannot be done now.
  ///
  /// @param amount of a refund or a ruling; ignored elsewhere
  static void require(SellerOrder order, StepKind step, long amount, Instant now) {
    switch (step) {
      case PLACE -> requireState(order, Set.of(OrderState.NEW));
      case PAY -> {
        requireState(order, Set.of(OrderState.PLACED));
        requireBefore(order.times().deadline(), now);
      }
      case CANCEL -> requireState(order, Set.of(OrderState.PLACED, OrderState.PAID));
      case SHIP -> {
        requireState(order, Set.of(OrderState.PAID));
        requireBefore(order.times().deadline(), now);
      }
      case CONFIRM_DELIVERY, CONFIRM_RECEIPT -> requireState(order, Set.of(OrderState.SHIPPED));
      case ACKNOWLEDGE_PAYOUT -> requireState(order, Set.of(OrderState.SETTLED));
      case REQUEST_REFUND -> requireRequest(order, amount, now);
      case GIVE_REFUND -> requireGift(order, amount);
      case ANSWER_REFUND -> requireClaim(order, now, ClaimState.REQUESTED);
      case DISPUTE -> requireClaim(order, now, ClaimState.REFUSED);
      case APPEAL -> requireClaim(order, now, ClaimState.RULED);
      case RULE -> {
        requireClaim(order, now, ClaimState.DISPUTED, ClaimState.APPEALED);
        requireAmount(amount, 0, order.claim().claimed());
      }
      case WITHDRAW_CLAIM ->
          requireClaimState(order, ClaimState.REQUESTED, ClaimState.REFUSED, ClaimState.DISPUTED);
      case ADVANCE -> requireDue(order, now);
    }
  }

  private static void requireRequest(SellerOrder order, long amount, Instant now) {
    requireState(order, SHIPPED_TO_COMPLETED);
    requireBefore(order.times().returnUntil(), now);
    requireNoClaim(order);
    if (order.claim().failed() >= MOST_FAILED_CLAIMS) {
      throw new DomainException(OrderError.TOO_MANY_CLAIMS, String.valueOf(MOST_FAILED_CLAIMS));
    }
    requireAmount(amount, 1, order.books().remaining());
  }

  private static void requireGift(SellerOrder order, long amount) {
    requireState(order, PAID_TO_COMPLETED);
    if (order.times().released()) {
      throw new DomainException(OrderError.TOO_LATE);
    }
    requireNoClaim(order);
    requireAmount(amount, 1, order.books().remaining());
  }

  private static void requireDue(SellerOrder order, Instant now) {
    Instant due = order.dueAt();
    if (due == null || now.isBefore(due)) {
      throw new IllegalStateException("Nothing of order " + order.id() + " is due");
    }
  }

  private static void requireState(SellerOrder order, Set<OrderState> states) {
    if (!states.contains(order.state())) {
      throw new DomainException(OrderError.WRONG_STATE, order.state().name());
    }
  }

  private static void requireNoClaim(SellerOrder order) {
    if (order.claim().isOpen()) {
      throw new DomainException(OrderError.CLAIM_OPEN, order.claim().state().name());
    }
  }

  private static void requireClaim(SellerOrder order, Instant now, ClaimState... states) {
    requireClaimState(order, states);
    requireBefore(order.claim().due(), now);
  }

  private static void requireClaimState(SellerOrder order, ClaimState... states) {
    if (!Set.of(states).contains(order.claim().state())) {
      throw new DomainException(OrderError.WRONG_CLAIM, order.claim().state().name());
    }
  }

  private static void requireBefore(@Nullable Instant deadline, Instant now) {
    if (deadline != null && !now.isBefore(deadline)) {
      throw new DomainException(OrderError.TOO_LATE);
    }
  }

  private static void requireAmount(long amount, long least, long most) {
    if (amount < least || amount > most) {
      throw new DomainException(OrderError.BAD_AMOUNT, String.valueOf(least), String.valueOf(most));
    }
  }
}
