package org.tongbao.market.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.Operators;
import org.tongbao.market.onchain.TestChain;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// Claims and refunds; after each step the database says what the chain says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrderClaimTest {
  @RegisterExtension private static final TestChain CHAIN = Market.newChain();

  private static final long TOTAL = 10_500;

  private final Market market = new Market(CHAIN);
  private MerchantId shop = new MerchantId(new UUID(0, 0));

  @BeforeAll
  void open() {
    shop = market.shop();
  }

  private ClaimState claim(SellerOrder order, OrderState state) {
    return market.expect(order.id(), state).claim().state();
  }

  private void claims(SellerOrder order, long amount) {
    market.asBuyer(order, Command.Wish.of(StepKind.REQUEST_REFUND, amount, "torn"));
    assertThat(claim(order, order.state())).isEqualTo(ClaimState.REQUESTED);
  }

  private void disputes(SellerOrder order, long amount) {
    claims(order, amount);
    market.answer(order, false);
    assertThat(claim(order, order.state())).isEqualTo(ClaimState.REFUSED);
    market.asBuyer(order, Command.Wish.of(StepKind.DISPUTE, "see the picture"));
    assertThat(claim(order, order.state())).isEqualTo(ClaimState.DISPUTED);
  }

  private void rules(UserId arbiter, SellerOrder order, boolean onAppeal, long amount) {
    CHAIN.bean(OrderWork.class).rule(arbiter, order.id(), onAppeal, amount, "heard both");
    CHAIN.settle();
  }

  @Test
  void aPartRefundBeforeSettlementShrinksTheOrder() {
    UserId buyer = market.buyer(20_000);
    long before = market.balance(shop);
    SellerOrder order = market.shipped(buyer, shop);
    claims(order, 2_500);
    market.answer(order, true);
    assertThat(market.expect(order.id(), OrderState.SHIPPED).books().refunded()).isEqualTo(2_500);

    market.asBuyer(order, Command.Wish.of(StepKind.CONFIRM_RECEIPT, ""));
    market.sweep();

    market.expect(order.id(), OrderState.SETTLED);
    assertThat(market.balance(buyer)).isEqualTo(20_000 - TOTAL + 2_500);
    assertThat(market.balance(shop) - before).isEqualTo(8_000 - 400);
  }

  /// M10: parts of refunds sum to the whole, the last takes what remains.
  @Test
  void refundsUntilNothingRemains() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.shipped(buyer, shop);
    for (long amount : new long[] {3_333, 3_333, 3_834}) {
      market.asMerchant(order, Command.Wish.of(StepKind.GIVE_REFUND, amount, "sorry"));
    }

    assertThat(market.expect(order.id(), OrderState.REFUNDED).books().remaining()).isZero();
    assertThat(market.balance(buyer)).isEqualTo(20_000);
    assertThat(market.escrow(order)).isZero();
  }

  /// M3: never more than was paid, whatever is asked for.
  @Test
  void neverRefundsMoreThanRemains() {
    SellerOrder order = market.shipped(market.buyer(20_000), shop);
    market.asMerchant(order, Command.Wish.of(StepKind.GIVE_REFUND, 10_000, ""));

    assertThatThrownBy(
            () -> market.asMerchant(order, Command.Wish.of(StepKind.GIVE_REFUND, 501, "")))
        .isInstanceOfSatisfying(
            DomainException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(OrderError.BAD_AMOUNT));
    assertThat(market.expect(order.id(), OrderState.SHIPPED).books().refunded()).isEqualTo(10_000);
  }

  /// M15, M19: a refund after the end takes back the points, under the terms of the order.
  @Test
  void aRefundAfterCompletionComesFromTheBondsAndReversesPoints() {
    UserId buyer = market.buyer(20_000);
    MerchantId bonded = market.shop();
    SellerOrder order = market.completed(buyer, bonded);
    CHAIN
        .jdbc()
        .sql("UPDATE merchants SET fee_bps = 9000 WHERE id = ?")
        .param(bonded.value())
        .update();

    claims(order, 5_250);
    market.answer(order, true);

    SellerOrder owing = market.expect(order.id(), OrderState.COMPLETED);
    assertThat(owing.books().refunded()).isEqualTo(5_250);
    assertThat(owing.books().owedByMerchant()).isEqualTo(5_250 - 262 - 1);
    assertThat(market.points(buyer)).isEqualTo(50);
    assertThat(market.balance(buyer)).isEqualTo(20_000 - TOTAL);

    postBond(CHAIN.bean(ChainAccounts.class).of(Holder.of(bonded)), 6_000);
    postBond(CHAIN.bean(Operators.class).feeAccount(), 1_000);
    CHAIN.settle();

    SellerOrder paid = market.expect(order.id(), OrderState.COMPLETED);
    assertThat(paid.books().owedByMerchant() + paid.books().owedByPlatform()).isZero();
    assertThat(market.balance(buyer)).isEqualTo(20_000 - TOTAL + 5_250);
  }

  private void postBond(Address account, long amount) {
    Address cash = CHAIN.bean(Contracts.class).address("Cash:CNY");
    CHAIN.give(account, Market.money(amount));
    market.act(
        account, new MerchantActions(CHAIN.bean(Intents.class)).postBond(cash, U256.of(amount)));
  }

  @Test
  void silenceGrantsAClaim() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.shipped(buyer, shop);
    claims(order, TOTAL);

    market.later(Duration.ofHours(72));

    market.expect(order.id(), OrderState.REFUNDED);
    assertThat(market.balance(buyer)).isEqualTo(20_000);
  }

  @Test
  void aRefusalThatNobodyDisputesStands() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.shipped(buyer, shop);
    claims(order, TOTAL);
    market.answer(order, false);

    market.later(Duration.ofHours(72));

    assertThat(claim(order, OrderState.SHIPPED)).isEqualTo(ClaimState.NONE);
    assertThat(market.balance(buyer)).isEqualTo(20_000 - TOTAL);
  }

  @Test
  void aRulingIsCarriedOutWhenNobodyAppeals() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.shipped(buyer, shop);
    disputes(order, 8_000);
    rules(market.person(), order, false, 3_000);
    assertThat(claim(order, OrderState.SHIPPED)).isEqualTo(ClaimState.RULED);

    market.later(Duration.ofDays(3));

    assertThat(market.expect(order.id(), OrderState.SHIPPED).books().refunded()).isEqualTo(3_000);
  }

  @Test
  void anArbiterWhoIsSilentGivesHalf() {
    SellerOrder order = market.shipped(market.buyer(20_000), shop);
    disputes(order, 8_000);

    market.later(Duration.ofDays(7));

    assertThat(market.expect(order.id(), OrderState.SHIPPED).books().refunded()).isEqualTo(4_000);
  }

  @Test
  void anAppealIsRuledBySomebodyElse() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.shipped(buyer, shop);
    UserId arbiter = market.person();
    disputes(order, 8_000);
    rules(arbiter, order, false, 1_000);
    market.asBuyer(order, Command.Wish.of(StepKind.APPEAL, "too little"));
    assertThat(claim(order, OrderState.SHIPPED)).isEqualTo(ClaimState.APPEALED);

    assertThatThrownBy(() -> rules(arbiter, order, true, 8_000))
        .isInstanceOfSatisfying(
            DomainException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(OrderError.SAME_ARBITER));
    rules(market.person(), order, true, 6_000);

    assertThat(claim(order, OrderState.SHIPPED)).isEqualTo(ClaimState.NONE);
    assertThat(market.balance(buyer)).isEqualTo(20_000 - TOTAL + 6_000);
  }

  @Test
  void aClaimThatIsTakenBackIsOver() {
    SellerOrder order = market.shipped(market.buyer(20_000), shop);
    for (int time = 1; time <= 3; time++) {
      claims(order, 100);
      market.asBuyer(order, Command.Wish.of(StepKind.WITHDRAW_CLAIM, ""));
      assertThat(market.expect(order.id(), OrderState.SHIPPED).claim().failed()).isEqualTo(time);
    }
    assertThatThrownBy(() -> claims(order, 100))
        .isInstanceOfSatisfying(
            DomainException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(OrderError.TOO_MANY_CLAIMS));
  }
}
