package org.tongbao.market.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.fulfilment.Shipment;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.inventory.Inventory;
import org.tongbao.market.onchain.TestChain;

/// The main line and the ways off it before receipt; after each step the database says what the
/// chain says.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrderPathTest {
  @RegisterExtension private static final TestChain CHAIN = Market.newChain();

  private static final long TOTAL = 10_500;
  private static final long FEE = 525;

  private final Market market = new Market(CHAIN);
  private MerchantId shop = new MerchantId(new UUID(0, 0));

  @BeforeAll
  void open() {
    shop = market.shop();
  }

  @Test
  void goesFromConfirmedToCompletedAndPaysEverybodyExactly() {
    UserId buyer = market.buyer(20_000);
    long before = market.balance(shop);

    SellerOrder order = market.completed(buyer, shop);

    assertThat(market.balance(buyer)).isEqualTo(20_000 - TOTAL);
    assertThat(market.balance(shop) - before).isEqualTo(TOTAL - FEE);
    assertThat(market.points(buyer)).isEqualTo(100);
    assertThat(market.available(order)).isEqualTo(8);
    market.later(Duration.ofDays(7));
    assertThat(market.expect(order.id(), OrderState.COMPLETED).times().released()).isTrue();
    assertThat(market.escrow(order)).isZero();
  }

  @Test
  void endsByTimeAloneWhenNobodyDoesAnythingAfterShipping() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.shipped(buyer, shop);

    market.later(TermsBuilder.RECEIVE_WITHIN);
    market.expect(order.id(), OrderState.SETTLED);
    market.later(Duration.ofDays(3));
    market.expect(order.id(), OrderState.COMPLETED);
    market.later(Duration.ofDays(4));

    assertThat(market.expect(order.id(), OrderState.COMPLETED).times().released()).isTrue();
    assertThat(market.points(buyer)).isEqualTo(100);
  }

  @Test
  void cancelsWhatIsUnpaidAndGivesTheStockBack() {
    SellerOrder order = market.placed(market.buyer(0), shop);
    assertThat(market.available(order)).isEqualTo(8);

    market.asBuyer(order, Command.Wish.of(StepKind.CANCEL, "no longer wanted"));

    market.expect(order.id(), OrderState.CANCELLED);
    assertThat(market.available(order)).isEqualTo(10);
  }

  @Test
  void aMerchantCancelsWhatIsPaidAndEverythingGoesBack() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.paid(buyer, shop);

    market.asMerchant(order, Command.Wish.of(StepKind.CANCEL, "broken"));

    market.expect(order.id(), OrderState.CANCELLED);
    assertThat(market.balance(buyer)).isEqualTo(20_000);
    assertThat(market.available(order)).isEqualTo(10);
    assertThat(market.escrow(order)).isZero();
  }

  @Test
  void voidsWhatIsUnpaidInTimeAndReturnsAPartPayment() {
    UserId buyer = market.buyer(0);
    SellerOrder order = market.placed(buyer, shop);
    market.captured(UUID.randomUUID(), order.ref().order(), 4_000);
    assertThat(market.expect(order.id(), OrderState.PLACED).books().received()).isEqualTo(4_000);

    market.later(Duration.ofMinutes(30));

    market.expect(order.id(), OrderState.CANCELLED);
    assertThat(market.balance(buyer)).isEqualTo(4_000);
    assertThat(market.available(order)).isEqualTo(10);
  }

  @Test
  void refundsWhatIsNotShippedInTime() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.paid(buyer, shop);

    market.later(Duration.ofDays(3));

    market.expect(order.id(), OrderState.CANCELLED);
    assertThat(market.balance(buyer)).isEqualTo(20_000);
    assertThatThrownBy(() -> market.ship(order))
        .isInstanceOfSatisfying(
            DomainException.class,
            refusal -> assertThat(refusal.code()).isEqualTo(OrderError.WRONG_STATE));
  }

  /// M18: what is too much is change that the buyer gets in the end.
  @Test
  void keepsTooMuchAsChangeForTheBuyer() {
    UserId buyer = market.buyer(0);
    CHAIN.attest("CNY");
    SellerOrder order = market.placed(buyer, shop);
    market.captured(UUID.randomUUID(), order.ref().order(), TOTAL + 77);
    market.expect(order.id(), OrderState.PAID);
    assertThat(market.escrow(order)).isEqualTo(TOTAL + 77);

    market.ship(order);
    market.asBuyer(order, Command.Wish.of(StepKind.CONFIRM_RECEIPT, ""));
    market.sweep();
    market.asMerchant(order, Command.Wish.of(StepKind.ACKNOWLEDGE_PAYOUT, ""));

    market.expect(order.id(), OrderState.COMPLETED);
    assertThat(market.balance(buyer)).isEqualTo(77);
  }

  /// M18: two payments that together are enough.
  @Test
  void addsPartPaymentsUp() {
    UserId buyer = market.buyer(6_500);
    SellerOrder order = market.placed(buyer, shop);
    market.captured(UUID.randomUUID(), order.ref().order(), 4_000);
    market.payFromBalance(market.order(order.id()));

    market.expect(order.id(), OrderState.PAID);
    assertThat(market.balance(buyer)).isZero();
  }

  /// M13, M18: money that comes too late goes to the buyer's account.
  @Test
  void aLatePaymentGoesToTheBuyer() {
    UserId buyer = market.buyer(0);
    SellerOrder order = market.placed(buyer, shop);
    market.later(Duration.ofMinutes(30));
    market.expect(order.id(), OrderState.CANCELLED);
    CHAIN.attest("CNY");

    market.captured(UUID.randomUUID(), order.ref().order(), TOTAL);

    market.expect(order.id(), OrderState.CANCELLED);
    assertThat(market.balance(buyer)).isEqualTo(TOTAL);
  }

  /// M2, M21: one payment told twice is credited once.
  @Test
  void creditsOnePaymentOnce() {
    UserId buyer = market.buyer(0);
    CHAIN.attest("CNY");
    SellerOrder order = market.placed(buyer, shop);
    UUID attempt = UUID.randomUUID();
    market.captured(attempt, order.ref().order(), TOTAL);
    market.captured(attempt, order.ref().order(), TOTAL);

    assertThat(market.expect(order.id(), OrderState.PAID).books().received()).isEqualTo(TOTAL);
    assertThat(market.escrow(order)).isEqualTo(TOTAL);
  }

  @Test
  void sharesOnePaymentOutAmongSeveralMerchants() {
    UserId buyer = market.buyer(0);
    CHAIN.attest("CNY");
    MerchantId other = market.shop();
    Placement.Part first = market.part(shop, market.variant(10));
    Placement.Part second = market.part(other, market.variant(10));
    Placing placing = market.confirm(market.placement(buyer, first, second));
    UUID whole = market.order(first.id()).ref().order();
    assertThat(placing).isInstanceOf(Placing.Placed.class);

    // The money is here before the chain has the order.
    market.captured(UUID.randomUUID(), whole, 2 * TOTAL);

    market.expect(first.id(), OrderState.PAID);
    market.expect(second.id(), OrderState.PAID);
    market.asBuyer(market.order(second.id()), Command.Wish.of(StepKind.CANCEL, ""));
    market.expect(first.id(), OrderState.PAID);
    market.expect(second.id(), OrderState.CANCELLED);
    assertThat(market.balance(buyer)).isEqualTo(TOTAL);
  }

  /// M11: no money, no order paid; and the balance can be filled up and tried again.
  @Test
  void aPaymentThatTheChainRefusesCanBeTriedAgain() {
    UserId buyer = market.buyer(100);
    SellerOrder order = market.placed(buyer, shop);
    market.payFromBalance(order);
    SellerOrder refused = market.expect(order.id(), OrderState.PLACED);
    assertThat(refused.refusal()).contains("Insufficient");

    CHAIN.give(market.account(buyer), Market.money(TOTAL));
    market.payFromBalance(refused);

    market.expect(order.id(), OrderState.PAID);
    assertThat(market.balance(buyer)).isEqualTo(100);
  }

  /// What the chain refuses to place never was: everything is as before.
  @Test
  void whatTheChainRefusesToPlaceIsVoid() {
    UserId buyer = market.buyer(0);
    MerchantId stranger = market.shop();
    CHAIN
        .jdbc()
        .sql("UPDATE merchants SET fee_bps = 600 WHERE id = ?")
        .param(stranger.value())
        .update();
    Placement.Part part = market.part(stranger, market.variant(10));
    market.confirm(market.placement(buyer, part));
    UUID whole = market.order(part.id()).ref().order();
    CHAIN.attest("CNY");

    SellerOrder order = market.expect(part.id(), OrderState.VOID);
    assertThat(order.refusal()).isEqualTo("Merchants_FeeAboveAgreed");
    assertThat(market.available(order)).isEqualTo(10);
    // Money for it can only be the buyer's.
    market.captured(UUID.randomUUID(), whole, TOTAL);
    assertThat(market.balance(buyer)).isEqualTo(TOTAL);
  }

  /// M5: paid when the goods were gone: the money goes back by itself.
  @Test
  void refundsByItselfWhatIsPaidWhenTheStockIsGone() {
    UserId buyer = market.buyer(20_000);
    UUID variant = market.variant(2);
    Placement.Part part = market.part(shop, variant);
    market.confirm(market.placement(buyer, part));
    CHAIN.settle();
    CHAIN.bean(Inventory.class).release(part.id());

    market.payFromBalance(market.order(part.id()));

    SellerOrder order = market.expect(part.id(), OrderState.CANCELLED);
    assertThat(market.balance(buyer)).isEqualTo(20_000);
    assertThat(market.available(order)).isEqualTo(2);
  }

  @Test
  void theCarriersWordShortensTheWaitForTheReceipt() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.shipped(buyer, shop);
    var report =
        new Shipment.Report(UUID.randomUUID(), Shipment.Kind.DELIVERED, "上海", "", market.now());
    CHAIN.bean(OrderWork.class).report(market.person(), order.id(), report);
    CHAIN.settle();
    market.expect(order.id(), OrderState.SHIPPED);

    market.later(Duration.ofDays(2));

    market.expect(order.id(), OrderState.SETTLED);
  }
}
