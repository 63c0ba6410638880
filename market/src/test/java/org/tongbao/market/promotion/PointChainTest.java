package org.tongbao.market.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.intent.Action;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.merchant.LiveShops;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.market.onchain.TestChain;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Points between database and chain: earned by an order, used once, given back.
final class PointChainTest {
  @RegisterExtension
  private static final TestChain CHAIN =
      new TestChain()
          .with("tongbao.session.timeout", "30m")
          .scanning("identity", "currency", "merchant", "promotion");

  private static final long EARNED = 400;

  private static Merchant shop;

  @BeforeAll
  static void open() {
    shop = LiveShops.live(CHAIN, "points", "CNY");
  }

  @Test
  void areEarnedUsedAndGivenBackAsTheContractSays() {
    UserId user = withPoints();
    assertThat(points().available(user)).isEqualTo(onChain(user)).isEqualTo(EARNED);
    fundPot(1_000);
    long pot = pot();

    UUID order = UUID.randomUUID();
    CHAIN.inTransaction(() -> points().use(user, order, orderId(order), 150));
    assertThat(points().available(user)).as("reserved").isEqualTo(EARNED - 150);
    Terms terms = terms(user, order, 150, 0);
    place(user, order, terms);
    assertThat(points().available(user)).isEqualTo(onChain(user)).isEqualTo(EARNED - 150);
    assertThat(pot()).isEqualTo(potOnChain()).isEqualTo(pot - 150);
    points().restore(order);
    assertThat(points().available(user)).as("the contract has them").isEqualTo(EARNED - 150);

    act(account(user), orders().cancel(terms, Hash.EMPTY_KECCAK));
    assertThat(points().available(user)).isEqualTo(onChain(user)).isEqualTo(EARNED);
  }

  /// M7 for points: all of them used five times at once are used once.
  @Test
  void allOfThemUsedFiveTimesAtOnceAreUsedOnce() throws Exception {
    UserId user = withPoints();
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(5)) {
      List<Future<?>> started = new ArrayList<>();
      for (int i = 0; i < 5; i++) {
        UUID order = UUID.randomUUID();
        started.add(
            threads.submit(
                () ->
                    CHAIN.inTransaction(() -> points().use(user, order, orderId(order), EARNED))));
      }
      for (Future<?> each : started) {
        outcomes.add(outcome(each));
      }
    }

    assertThat(outcomes).containsOnlyOnce("done").contains("promotion.too-few-points").hasSize(5);
    assertThat(points().available(user)).isZero();
  }

  @Test
  void anOrderThatNeverReachedTheChainGivesThemBack() {
    UserId user = withPoints();
    UUID order = UUID.randomUUID();
    CHAIN.inTransaction(() -> points().use(user, order, orderId(order), 100));

    points().restore(order);
    points().restore(order);

    assertThat(points().available(user)).isEqualTo(EARNED);
    assertThatThrownBy(() -> points().use(user, UUID.randomUUID(), orderId(order), EARNED + 1))
        .isInstanceOf(DomainException.class);
  }

  @Test
  void aFundingWithoutMoneyIsRefused() {
    PointRules rules = CHAIN.bean(PointRules.class);
    long balance = CHAIN.balance(rules.sponsor(), "USD");
    rules.fund(shop.owner(), Money.ofMinor(balance + 1, Currency.USD));
    CHAIN.settle();

    assertThat(rules.fundings(Currency.USD))
        .singleElement()
        .satisfies(it -> assertThat(it.state()).isEqualTo("REFUSED"));
    assertThat(rules.pot(Currency.USD).isZero()).isTrue();
  }

  /// A user who has completed an order that earns [#EARNED] points.
  private static UserId withPoints() {
    UserId user = LiveShops.user(CHAIN);
    UUID order = UUID.randomUUID();
    CHAIN.give(account(user), fen(1_000));
    Terms terms = terms(user, order, 0, EARNED);
    place(user, order, terms);
    act(shop.account(), orders().ship(terms, Hash.EMPTY_KECCAK));
    act(account(user), orders().confirmReceipt(terms));
    CHAIN.inTransaction(
        () -> CHAIN.bean(Outbox.class).relay(orders().settle(terms), new Subject("test", order)));
    CHAIN.settle();
    act(shop.account(), orders().acknowledgePayout(terms));
    return user;
  }

  /// An order of 10.00.
  private static Terms terms(UserId user, UUID order, long used, long earned) {
    return new Terms(
        orderId(order),
        account(user),
        shop.account(),
        Address.ZERO,
        contracts().address("Cash:CNY"),
        U256.of(1_000),
        U256.ZERO,
        U256.ZERO,
        U256.ZERO,
        U256.ZERO,
        U256.ZERO,
        used == 0 ? Address.ZERO : CHAIN.bean(PointRules.class).sponsor(),
        U256.of(used),
        U256.of(used),
        U256.of(earned),
        CHAIN.clock().instant().plus(Duration.ofMinutes(30)).getEpochSecond(),
        86_400,
        86_400,
        0,
        86_400,
        1,
        Hash.EMPTY_KECCAK,
        List.of());
  }

  /// Places an order; one that uses no points is paid from the balance at once.
  private static void place(UserId user, UUID order, Terms terms) {
    Outbox outbox = CHAIN.bean(Outbox.class);
    boolean paid = terms.pointsUsed().isZero();
    CHAIN.inTransaction(
        () ->
            outbox.relay(
                paid
                    ? orders()
                        .placeAndPay(
                            terms,
                            outbox.quote(terms),
                            outbox.sign(
                                account(user), orders().paying(terms, OrderActions.due(terms))))
                    : orders()
                        .place(
                            terms,
                            outbox.quote(terms),
                            outbox.sign(account(user), orders().placing(terms))),
                new Subject("test", order)));
    CHAIN.settle();
  }

  private static void act(Address account, Action action) {
    UUID id = UUID.randomUUID();
    CHAIN.inTransaction(
        () ->
            CHAIN
                .bean(Outbox.class)
                .act(account, action, References.of("test/act", id), new Subject("test", id)));
    CHAIN.settle();
  }

  private static void fundPot(long minor) {
    PointRules rules = CHAIN.bean(PointRules.class);
    CHAIN.give(rules.sponsor(), fen(minor));
    rules.fund(shop.owner(), fen(minor));
    CHAIN.settle();
    assertThat(rules.fundings(Currency.CNY).getFirst().state()).isEqualTo("DONE");
  }

  private static long pot() {
    return CHAIN.bean(PointRules.class).pot(Currency.CNY).amountMinor().longValueExact();
  }

  private static long potOnChain() {
    return CHAIN
        .bean(ChainView.class)
        .call(
            contracts()
                .points()
                .potOf(CHAIN.bean(PointRules.class).sponsor(), contracts().address("Cash:CNY")))
        .toLongExact();
  }

  private static long onChain(UserId user) {
    return CHAIN
        .bean(ChainView.class)
        .call(contracts().points().balanceOf(account(user)))
        .toLongExact();
  }

  private static String outcome(Future<?> each) throws Exception {
    try {
      each.get();
      return "done";
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof DomainException refused) {
        return refused.code().code();
      }
      throw failed;
    }
  }

  private static PointAccounts points() {
    return CHAIN.bean(PointAccounts.class);
  }

  private static OrderActions orders() {
    return CHAIN.bean(OrderActions.class);
  }

  private static Contracts contracts() {
    return CHAIN.bean(Contracts.class);
  }

  private static Hash orderId(UUID order) {
    return References.of("test/order", order);
  }

  private static Address account(UserId user) {
    return CHAIN.bean(ChainAccounts.class).of(Holder.of(user));
  }

  private static Money fen(long minor) {
    return Money.ofMinor(minor, Currency.CNY);
  }
}
