package org.tongbao.market.order;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;

/// What can be asked for in which state: the table of docs/orders.md.
final class StepRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");

  private static final Map<StepKind, Set<OrderState>> WITHOUT_CLAIM =
      Map.ofEntries(
          Map.entry(StepKind.PLACE, Set.of(OrderState.NEW)),
          Map.entry(StepKind.PAY, Set.of(OrderState.PLACED)),
          Map.entry(StepKind.CANCEL, Set.of(OrderState.PLACED, OrderState.PAID)),
          Map.entry(StepKind.SHIP, Set.of(OrderState.PAID)),
          Map.entry(StepKind.CONFIRM_DELIVERY, Set.of(OrderState.SHIPPED)),
          Map.entry(StepKind.CONFIRM_RECEIPT, Set.of(OrderState.SHIPPED)),
          Map.entry(StepKind.ACKNOWLEDGE_PAYOUT, Set.of(OrderState.SETTLED)),
          Map.entry(
              StepKind.REQUEST_REFUND, EnumSet.range(OrderState.SHIPPED, OrderState.COMPLETED)),
          Map.entry(StepKind.GIVE_REFUND, EnumSet.range(OrderState.PAID, OrderState.COMPLETED)),
          Map.entry(StepKind.ANSWER_REFUND, Set.of()),
          Map.entry(StepKind.WITHDRAW_CLAIM, Set.of()),
          Map.entry(StepKind.DISPUTE, Set.of()),
          Map.entry(StepKind.RULE, Set.of()),
          Map.entry(StepKind.APPEAL, Set.of()));

  private static final Map<StepKind, Set<ClaimState>> OF_CLAIMS =
      Map.of(
          StepKind.ANSWER_REFUND, Set.of(ClaimState.REQUESTED),
          StepKind.WITHDRAW_CLAIM,
              Set.of(ClaimState.REQUESTED, ClaimState.REFUSED, ClaimState.DISPUTED),
          StepKind.DISPUTE, Set.of(ClaimState.REFUSED),
          StepKind.RULE, Set.of(ClaimState.DISPUTED, ClaimState.APPEALED),
          StepKind.APPEAL, Set.of(ClaimState.RULED),
          StepKind.REQUEST_REFUND, Set.of(ClaimState.NONE),
          StepKind.GIVE_REFUND, Set.of(ClaimState.NONE));

  private static SellerOrder order(OrderState state, ClaimState claim, int failed) {
    Instant later = NOW.plusSeconds(60);
    return new SellerOrder(
        new OrderRef(
            UUID.randomUUID(),
            UUID.randomUUID(),
            new OrderNumber("261122-7K3Q9F"),
            new UserId(UUID.randomUUID()),
            new MerchantId(UUID.randomUUID())),
        1,
        state,
        Currency.CNY,
        terms(),
        Hash.ZERO,
        false,
        SellerOrder.Stock.SOLD,
        new SellerOrder.Books(1_000, 1_000, 1_000, 400, 0, 0),
        new SellerOrder.Claim(claim, 500, 0, failed, claim == ClaimState.NONE ? null : later),
        new SellerOrder.Times(NOW, later, later, false),
        null,
        null,
        1);
  }

  private static Terms terms() {
    Address a = Address.ZERO;
    U256 n = U256.ZERO;
    return new Terms(
        Hash.ZERO, a, a, a, a, n, n, n, n, n, n, a, n, n, n, 0, 0, 0, 0, 0, 1, Hash.ZERO,
        List.of());
  }

  private static @Nullable String refusal(
      SellerOrder order, StepKind step, long amount, Instant at) {
    try {
      StepRules.require(order, step, amount, at);
      return null;
    } catch (DomainException refusal) {
      return refusal.code().name();
    }
  }

  @Test
  void everyStepNeedsItsState() {
    WITHOUT_CLAIM.forEach(
        (step, states) -> {
          for (OrderState state : OrderState.values()) {
            String refusal = refusal(order(state, ClaimState.NONE, 0), step, 100, NOW);
            assertThat(refusal == null)
                .as(step + " when " + state)
                .isEqualTo(states.contains(state));
          }
        });
  }

  @Test
  void stepsOfClaimsNeedTheClaimsState() {
    OF_CLAIMS.forEach(
        (step, claims) -> {
          for (ClaimState claim : ClaimState.values()) {
            String refusal = refusal(order(OrderState.RECEIVED, claim, 0), step, 100, NOW);
            assertThat(refusal == null)
                .as(step + " when " + claim)
                .isEqualTo(claims.contains(claim));
          }
        });
  }

  @Test
  void nothingIsDoneWhenItsTimeIsOver() {
    Instant over = NOW.plusSeconds(60);
    assertThat(refusal(order(OrderState.PLACED, ClaimState.NONE, 0), StepKind.PAY, 0, over))
        .isEqualTo("TOO_LATE");
    assertThat(refusal(order(OrderState.PAID, ClaimState.NONE, 0), StepKind.SHIP, 0, over))
        .isEqualTo("TOO_LATE");
    assertThat(refusal(order(OrderState.RECEIVED, ClaimState.RULED, 0), StepKind.APPEAL, 0, over))
        .isEqualTo("TOO_LATE");
    assertThat(
            refusal(
                order(OrderState.RECEIVED, ClaimState.NONE, 0), StepKind.REQUEST_REFUND, 1, over))
        .isEqualTo("TOO_LATE");
  }

  /// M3: neither a refund nor a ruling goes above what remains or was claimed.
  @Test
  void amountsHaveTheirLimits() {
    SellerOrder calm = order(OrderState.RECEIVED, ClaimState.NONE, 0);
    assertThat(refusal(calm, StepKind.REQUEST_REFUND, 600, NOW)).isNull();
    assertThat(refusal(calm, StepKind.REQUEST_REFUND, 601, NOW)).isEqualTo("BAD_AMOUNT");
    assertThat(refusal(calm, StepKind.GIVE_REFUND, 0, NOW)).isEqualTo("BAD_AMOUNT");
    SellerOrder disputed = order(OrderState.RECEIVED, ClaimState.DISPUTED, 0);
    assertThat(refusal(disputed, StepKind.RULE, 0, NOW)).isNull();
    assertThat(refusal(disputed, StepKind.RULE, 501, NOW)).isEqualTo("BAD_AMOUNT");
    SellerOrder tired = order(OrderState.RECEIVED, ClaimState.NONE, 3);
    assertThat(refusal(tired, StepKind.REQUEST_REFUND, 1, NOW)).isEqualTo("TOO_MANY_CLAIMS");
  }
}
