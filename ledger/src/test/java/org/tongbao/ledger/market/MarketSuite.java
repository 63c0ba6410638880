package org.tongbao.ledger.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tongbao.ledger.market.Shop.TEXT;
import static org.tongbao.ledger.market.Shop.amount;
import static org.tongbao.ledger.market.Shop.newReference;
import static org.tongbao.ledger.market.Shop.signer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.tongbao.ledger.contract.Campaign;
import org.tongbao.ledger.contract.ClaimState;
import org.tongbao.ledger.contract.ContractError;
import org.tongbao.ledger.contract.IntentsError;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.ledger.contract.OrdersError;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.ledger.contract.WithdrawalState;
import org.tongbao.ledger.deploy.Deployment;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.PointActions;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.intent.VoucherActions;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.ledger.relay.MemoryRelayJournal;
import org.tongbao.ledger.relay.RelayConflictException;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Value on the chain as docs/ledger.md and the order's twelve steps describe it; the same on every
/// network, at the same addresses.
@Timeout(60)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class MarketSuite {
  private Shop shop;

  abstract TestNetwork start();

  @BeforeAll
  void open() {
    shop = new Shop(start());
  }

  @AfterAll
  void close() {
    if (shop != null) {
      shop.close();
    }
  }

  private OrderState state(Terms terms) {
    return shop.order(terms).state();
  }

  @Test
  void theContractsStandWhereTheManifestPutsThem() {
    assertThat(shop.client.call(shop.contracts.directory().lookup(Deployment.name("Orders"))))
        .isEqualTo(shop.contracts.address("Orders"));
    Terms terms = shop.anOrder();
    assertThat(shop.client.call(shop.contracts.orders().hashTerms(terms)))
        .isEqualTo(shop.orders.hash(terms));
  }

  @Test
  void anOrderGoesFromPlacedToCompleted() {
    Terms terms = shop.anOrder();
    long[] before = balances();
    long points = shop.points(shop.buyer);

    shop.done(shop.place(terms)); // 6
    assertThat(state(terms)).isEqualTo(OrderState.PLACED);
    // 7: the institution received 101.00 for an order of 100.00
    shop.done(shop.by(Shop.of(Role.ISSUER), shop.treasury.depositToOrder(terms, amount(10_100))));
    assertThat(state(terms)).isEqualTo(OrderState.PAID);
    assertThat(shop.escrow(terms)).isEqualTo(10_100);
    shop.done(shop.by(shop.merchant, shop.orders.ship(terms, TEXT))); // 8
    assertThat(state(terms)).isEqualTo(OrderState.SHIPPED);
    shop.done(shop.by(Shop.of(Role.CARRIER), shop.orders.confirmDelivery(terms, TEXT)));
    shop.done(shop.by(shop.buyer, shop.orders.confirmReceipt(terms))); // 9
    assertThat(state(terms)).isEqualTo(OrderState.RECEIVED);
    shop.done(shop.orders.settle(terms)); // 10
    assertThat(state(terms)).isEqualTo(OrderState.SETTLED);
    assertBalances(before, 0, 9_000, 500, 0);
    assertThat(shop.escrow(terms)).as("commission, cash-back and change").isEqualTo(600);
    shop.done(shop.by(shop.merchant, shop.orders.acknowledgePayout(terms))); // 11 and 12
    assertThat(state(terms)).isEqualTo(OrderState.COMPLETED);
    assertBalances(before, 100, 9_000, 500, 0);
    assertThat(shop.points(shop.buyer) - points).isEqualTo(100);

    shop.network.advance(Duration.ofDays(7));
    shop.done(shop.orders.advance(terms, newReference()));
    assertThat(shop.order(terms).released()).isTrue();
    assertBalances(before, 300, 9_000, 500, 300);
    assertThat(shop.escrow(terms)).isZero();
    shop.attest();
  }

  private long[] balances() {
    return new long[] {
      shop.balance(shop.buyer),
      shop.balance(shop.payout),
      shop.balance(signer("fees")),
      shop.balance(shop.affiliate)
    };
  }

  private void assertBalances(
      long[] before, long buyer, long payout, long platform, long affiliate) {
    long[] after = balances();
    assertThat(
            List.of(
                after[0] - before[0],
                after[1] - before[1],
                after[2] - before[2],
                after[3] - before[3]))
        .containsExactly(buyer, payout, platform, affiliate);
  }

  @Test
  void aPartialRefundBeforeSettlementComesOutOfTheEscrow() {
    Terms terms = shop.anOrder();
    long[] before = balances();
    shop.done(shop.placeAndPay(terms), shop.by(shop.merchant, shop.orders.ship(terms, TEXT)));
    shop.done(shop.by(shop.buyer, shop.orders.requestRefund(terms, amount(2_500), TEXT)));
    assertThat(shop.order(terms).claim()).isEqualTo(ClaimState.REQUESTED);
    shop.done(
        shop.by(
            shop.merchant,
            shop.orders.answerRefund(terms, shop.claimDue(terms), amount(2_500), true, TEXT)));
    assertThat(shop.order(terms).refunded()).isEqualTo(amount(2_500));
    shop.done(shop.by(shop.buyer, shop.orders.confirmReceipt(terms)), shop.orders.settle(terms));
    // Of 75.00: fee 3.75, commission 2.25 and cash-back 1.50 are held
    assertBalances(before, -7_500, 6_750, 375, 0);
    assertThat(shop.escrow(terms)).isEqualTo(225 + 150);
  }

  @Test
  void aPartialRefundAfterSettlementComesOutOfTheBond() {
    Terms terms = shop.completed();
    long points = shop.points(shop.buyer);
    shop.give(shop.merchant.address(), 10_000);
    shop.give(signer("fees").address(), 1_000);
    shop.done(
        shop.by(shop.merchant, shop.merchants.postBond(shop.cny, amount(10_000))),
        shop.by(signer("fees"), shop.merchants.postBond(shop.cny, amount(1_000))));
    long[] before = balances();
    shop.done(shop.by(shop.merchant, shop.orders.giveRefund(terms, amount(5_000), TEXT)));
    assertBalances(before, 5_000, 0, 0, 0);
    assertThat(shop.points(shop.buyer) - points).as("half the points").isEqualTo(-50);
    assertThat(shop.escrow(terms)).as("half of commission and cash-back").isEqualTo(250);
    assertThat(
            shop.client
                .call(shop.contracts.merchants().shopOf(shop.merchant.address(), shop.cny))
                .bond())
        .isEqualTo(amount(10_000 - 4_500));
  }

  @Test
  void vouchersAndPointsPayTheirParts() {
    Signer promoter = Shop.of(Role.PROMOTER);
    var vouchers = new VoucherActions(shop.intents);
    var points = new PointActions(shop.intents);
    shop.completed(); // earns 100 points
    shop.give(promoter.address(), 20_000);
    Hash reference = newReference();
    Campaign coupon = coupon(promoter.address());
    U256 id = shop.client.call(shop.contracts.vouchers().campaignId(promoter.address(), reference));
    shop.done(
        shop.intents.sign(vouchers.publish(coupon, TEXT), promoter, reference, shop.soon()),
        shop.by(promoter, vouchers.fund(id, shop.cny, amount(10_000))),
        shop.by(promoter, points.fundPot(shop.cny, amount(5_000))),
        shop.by(shop.buyer, vouchers.claim(id, U256.ONE)));
    long[] before = balances();
    long owned = shop.points(shop.buyer);

    Terms terms = shop.anOrder(List.of(new VoucherUse(id, U256.ONE, amount(2_000))), 60, 600);
    shop.done(shop.placeAndPay(terms));

    assertBalances(before, -(10_000 - 2_000 - 600), 0, 0, 0);
    assertThat(shop.points(shop.buyer)).isEqualTo(owned - 60);
    assertThat(voucherBalance(id)).isEqualTo(U256.ZERO);
    shop.done(shop.by(shop.buyer, shop.orders.cancel(terms, TEXT)));
    assertBalances(before, 0, 0, 0, 0);
    assertThat(shop.points(shop.buyer)).isEqualTo(owned);
    assertThat(voucherBalance(id)).isEqualTo(U256.ONE);
  }

  private U256 voucherBalance(U256 id) {
    return shop.client.call(shop.contracts.vouchers().balanceOf(shop.buyer.address(), id));
  }

  private Campaign coupon(Address bearer) {
    long now = shop.network.now().getEpochSecond();
    return new Campaign(
        bearer,
        VoucherKind.COUPON,
        true,
        false,
        true,
        now,
        now + Duration.ofDays(30).toSeconds(),
        shop.cny,
        amount(2_000),
        amount(5_000),
        amount(100),
        amount(2));
  }

  @Test
  void aWithdrawalIsBurnedByTwoCashiersOrGivenBack() {
    Signer owner = signer("owner of a withdrawal");
    shop.give(owner.address(), 10_000);
    Hash first = newReference();
    Hash second = newReference();
    var action = shop.treasury.requestWithdrawal(shop.cny, amount(3_000), TEXT);
    shop.done(
        shop.intents.sign(action, owner, first, shop.soon()),
        shop.intents.sign(action, owner, second, shop.soon()));
    assertThat(shop.balance(owner)).isEqualTo(4_000);
    Hash id = withdrawal(owner, first);
    shop.done(
        shop.by(Shop.of(Role.CASHIER), shop.treasury.approve(id, TEXT)),
        shop.by(signer("second CASHIER"), shop.treasury.approve(id, TEXT)),
        shop.by(Shop.of(Role.CASHIER), shop.treasury.reject(withdrawal(owner, second), TEXT)));
    assertThat(shop.client.call(shop.contracts.treasury().withdrawalOf(id)).state())
        .isEqualTo(WithdrawalState.BURNED);
    assertThat(shop.balance(owner)).isEqualTo(7_000);
    assertThat(shop.client.call(shop.contracts.treasury().isSolvent(shop.cny))).isTrue();
  }

  private Hash withdrawal(Signer owner, Hash reference) {
    return shop.client.call(shop.contracts.treasury().withdrawalId(owner.address(), reference));
  }

  @Test
  void aDisputeIsRuledAppealedAndRuledAgain() {
    Terms terms = shop.anOrder();
    long[] before = balances();
    shop.done(
        shop.placeAndPay(terms),
        shop.by(shop.merchant, shop.orders.ship(terms, TEXT)),
        shop.by(shop.buyer, shop.orders.requestRefund(terms, amount(8_000), TEXT)));
    shop.done(
        shop.by(
            shop.merchant,
            shop.orders.answerRefund(terms, shop.claimDue(terms), amount(8_000), false, TEXT)));
    shop.done(shop.by(shop.buyer, shop.orders.dispute(terms, shop.claimDue(terms), TEXT)));
    shop.done(
        shop.by(
            Shop.of(Role.ARBITER),
            shop.orders.rule(terms, shop.claimDue(terms), amount(1_000), TEXT)));
    shop.done(shop.by(shop.buyer, shop.orders.appeal(terms, shop.claimDue(terms), TEXT)));
    Instant due = shop.claimDue(terms);
    List<RelayResult> results =
        shop.relay(
            shop.by(Shop.of(Role.ARBITER), shop.orders.rule(terms, due, amount(8_000), TEXT)),
            shop.by(Shop.of(Role.APPEALS), shop.orders.rule(terms, due, amount(6_000), TEXT)));
    assertThat(results.get(0).succeeded()).as("the first arbiter has no second word").isFalse();
    assertThat(results.get(1)).isInstanceOf(RelayResult.Done.class);
    assertThat(shop.order(terms).claim()).isEqualTo(ClaimState.NONE);
    assertBalances(before, -4_000, 0, 0, 0);
  }

  @Test
  void aFailingIntentLeavesTheOthersStanding() {
    Terms good = shop.anOrder();
    Terms never = shop.anOrder();
    Terms late = shop.anOrder();
    List<RelayResult> results =
        shop.relay(
            shop.placeAndPay(good),
            shop.by(shop.merchant, shop.orders.ship(never, TEXT)),
            shop.placeAndPay(late),
            shop.by(shop.buyer, shop.orders.ship(late, TEXT)),
            shop.by(shop.merchant, shop.orders.ship(good, TEXT)));
    assertThat(error(results.get(1))).isEqualTo(new OrdersError.WrongTerms(never.id(), Hash.ZERO));
    assertThat(error(results.get(3)))
        .isEqualTo(new OrdersError.NotAParty(late.id(), shop.buyer.address()));
    assertThat(state(good)).isEqualTo(OrderState.SHIPPED);
    assertThat(state(late)).isEqualTo(OrderState.PAID);
  }

  private static ContractError error(RelayResult result) {
    assertThat(result).isInstanceOf(RelayResult.Failed.class);
    return ((RelayResult.Failed) result).error();
  }

  @Test
  void whatWasDoneIsDoneAndAnotherContentIsAnAlarm() {
    Terms terms = shop.anOrder();
    Hash reference = newReference();
    shop.done(shop.placeAndPay(terms));
    var ship = shop.orders.ship(terms, TEXT);
    RelayItem item = shop.intents.sign(ship, shop.merchant, reference, shop.soon());
    shop.done(item);
    assertThat(
            shop.client.call(shop.contracts.orders().contentOf(shop.merchant.address(), reference)))
        .as("what the contract remembers")
        .isEqualTo(shop.intents.contentOf(ship));
    // Another process, with another journal.
    var other = shop.relayer(shop.client, new MemoryRelayJournal());
    assertThat(other.relay(List.of(item, shop.placeAndPay(terms))).values())
        .allSatisfy(each -> assertThat(each).isInstanceOf(RelayResult.AlreadyDone.class));
    RelayItem changed =
        shop.intents.sign(
            shop.orders.ship(terms, Shop.hash("another parcel")),
            shop.merchant,
            reference,
            shop.soon());
    assertThatThrownBy(() -> shop.relay(changed)).isInstanceOf(RelayConflictException.class);
    var third = shop.relayer(shop.client, new MemoryRelayJournal());
    assertThat(third.relay(List.of(changed)).values())
        .singleElement()
        .isInstanceOfSatisfying(
            RelayResult.Conflict.class,
            conflict ->
                assertThat(conflict.error())
                    .isEqualTo(
                        new IntentsError.ReferenceUsed(
                            shop.merchant.address(), reference, shop.intents.contentOf(ship))));
  }

  @Test
  void anOrderPlacedOtherwiseIsNotTakenForPaid() {
    Terms terms = shop.anOrder();
    shop.done(shop.place(terms));
    assertThat(error(shop.relay(shop.placeAndPay(terms)).getFirst()))
        .isEqualTo(new OrdersError.AlreadyPlaced(terms.id()));
    shop.done(shop.orders.pay(terms, amount(10_000), shop.buyer));
    assertThat(shop.relay(shop.placeAndPay(terms)).getFirst())
        .isInstanceOf(RelayResult.AlreadyDone.class);
  }
}
