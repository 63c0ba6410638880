package org.tongbao.market.promotion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.ledger.contract.VoucherUse;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
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

/// Vouchers between database and chain, with real threads and a real chain.
final class VoucherChainTest {
  @RegisterExtension
  private static final TestChain CHAIN =
      new TestChain()
          .with("tongbao.session.timeout", "30m")
          .scanning("identity", "currency", "merchant", "promotion");

  private static Merchant shop;

  @BeforeAll
  static void open() {
    shop = LiveShops.live(CHAIN, "vouchers", "CNY");
  }

  @Test
  void aCampaignRunsWhenTheChainHasIt() {
    Campaign asked = CHAIN.bean(Campaigns.class).publish(shop.owner(), coupon(10, 1).draft());
    assertThat(asked.state()).isEqualTo(Campaign.State.PUBLISHING);
    assertRefused("promotion.not-running", () -> claim(LiveShops.user(CHAIN), asked));

    CHAIN.settle();
    assertThat(known(asked).state()).isEqualTo(Campaign.State.PUBLISHED);
    var onChain = CHAIN.bean(ChainView.class).call(vouchers().campaignOf(asked.chainId()));
    assertThat(onChain.bearer()).isEqualTo(shop.account());
    assertThat(onChain.value()).isEqualTo(U256.of(500));
  }

  /// M7: a code works once, however many type it in at once; what does not come of it can be used
  /// later.
  @Test
  void aCodeWorksOnceForHoweverMany() throws Exception {
    Campaign campaign = published(coupon(3, 2));
    VoucherCodes codes = CHAIN.bean(VoucherCodes.class);
    List<String> made = codes.make(shop.owner(), campaign, 2, 2);
    List<UserId> users = IntStream.range(0, 8).mapToObj(i -> LiveShops.user(CHAIN)).toList();

    List<String> outcomes =
        atOnce(
            users.size(),
            i -> () -> codes.use(users.get(i), made.getFirst().toLowerCase(Locale.ROOT)));
    CHAIN.settle();

    assertThat(outcomes).containsOnlyOnce("done");
    assertThat(outcomes).containsOnly("done", "promotion.unknown-code");
    assertThat(users.stream().mapToLong(user -> onChain(user, campaign)).sum()).isEqualTo(2);
    UserId late = LiveShops.user(CHAIN);
    for (int i = 0; i < 2; i++) {
      assertRefused("promotion.all-claimed", () -> codes.use(late, made.getLast()));
    }
    assertRefused("promotion.unknown-code", () -> codes.use(late, "00000-00000-00000-00000"));
    assertThat(CHAIN.jdbc().sql("SELECT code_hash FROM voucher_codes").query(String.class).list())
        .noneMatch(made::contains);
  }

  /// M7: the limit of an account cannot be got round by asking many times at once.
  @Test
  void anAccountGetsItsLimitHoweverOftenItAsksAtOnce() throws Exception {
    Campaign campaign = published(coupon(100, 2));
    UserId user = LiveShops.user(CHAIN);

    List<String> outcomes = atOnce(20, i -> () -> claim(user, campaign));
    CHAIN.settle();

    assertThat(outcomes.stream().filter("done"::equals)).hasSize(2);
    assertThat(outcomes).containsOnly("done", "promotion.limit-reached");
    assertThat(units(user, campaign)).isEqualTo(2);
    assertThat(onChain(user, campaign)).isEqualTo(2);
  }

  /// M7 and M20: of many who claim at once as many get one as there are, and nobody a failure.
  @Test
  void manyWhoClaimAtOnceGetAsManyAsThereAre() throws Exception {
    Campaign campaign = published(coupon(7, 1));
    List<UserId> users = IntStream.range(0, 30).mapToObj(i -> LiveShops.user(CHAIN)).toList();

    List<String> outcomes = atOnce(users.size(), i -> () -> claim(users.get(i), campaign));
    CHAIN.settle();

    assertThat(outcomes.stream().filter("done"::equals)).hasSize(7);
    assertThat(outcomes).containsOnly("done", "promotion.all-claimed");
    assertThat(users.stream().mapToLong(user -> onChain(user, campaign)).sum()).isEqualTo(7);
    assertThat(CHAIN.bean(Campaigns.class).progress(campaign.id()).issued()).isEqualTo(7);
  }

  /// M7: one coupon used five times at once works once (macrozheng/mall 1003).
  @Test
  void oneCouponUsedFiveTimesAtOnceWorksOnce() throws Exception {
    Campaign campaign = published(coupon(10, 1));
    UserId user = LiveShops.user(CHAIN);
    claim(user, campaign);
    CHAIN.settle();

    List<String> outcomes = atOnce(5, i -> () -> use(user, campaign, UUID.randomUUID()));

    assertThat(outcomes.stream().filter("done"::equals)).hasSize(1);
    assertThat(outcomes).containsOnly("done", "promotion.not-held");
    assertThat(CHAIN.bean(Vouchers.class).held(user)).isEmpty();
  }

  @Test
  void anOrderThatFailsTakesNothing() throws Exception {
    Campaign campaign = published(coupon(10, 1));
    UserId user = LiveShops.user(CHAIN);
    claim(user, campaign);
    CHAIN.settle();
    UUID order = UUID.randomUUID();

    assertThatThrownBy(
            () ->
                CHAIN.inTransaction(
                    () -> {
                      use(user, campaign, order);
                      throw new IllegalStateException("sold out");
                    }))
        .hasMessage("sold out");
    assertThat(CHAIN.bean(Vouchers.class).held(user)).hasSize(1);

    use(user, campaign, order);
    assertThat(CHAIN.bean(Vouchers.class).held(user)).isEmpty();
    CHAIN.bean(Vouchers.class).restore(order);
    CHAIN.bean(Vouchers.class).restore(order);
    assertThat(CHAIN.bean(Vouchers.class).held(user))
        .singleElement()
        .satisfies(held -> assertThat(held.units()).isOne());
  }

  /// The whole way: used in an order on the chain, given back when the order is cancelled.
  @Test
  void theContractBurnsWhatAnOrderUsesAndGivesItBack() {
    Campaign campaign = published(coupon(10, 1));
    UserId user = LiveShops.user(CHAIN);
    claim(user, campaign);
    CHAIN.settle();
    UUID order = UUID.randomUUID();
    VoucherUse use = use(user, campaign, order);
    assertThat(use).isEqualTo(new VoucherUse(campaign.chainId(), U256.ONE, U256.ZERO));

    Terms terms = place(user, order, use, 500);
    assertThat(state(order)).isEqualTo("REDEEMED");
    assertThat(units(user, campaign)).isEqualTo(onChain(user, campaign)).isZero();
    CHAIN.bean(Vouchers.class).restore(order);
    assertThat(CHAIN.bean(Vouchers.class).held(user)).as("the contract has it").isEmpty();

    cancel(user, terms);
    assertThat(state(order)).isEqualTo("RESTORED");
    assertThat(units(user, campaign)).isEqualTo(onChain(user, campaign)).isOne();
    assertThat(CHAIN.bean(Vouchers.class).held(user)).hasSize(1);
  }

  /// A funded campaign hands out no more than its pot covers, and the pot follows the chain.
  @Test
  void thePlatformsCouponNeedsMoneyInItsPot() {
    Campaign campaign = published(platforms(VoucherKind.COUPON, 300, 10, 1));
    UserId user = LiveShops.user(CHAIN);
    assertRefused("promotion.not-funded", () -> claim(user, campaign));

    fund(campaign, 500);
    claim(user, campaign);
    assertRefused("promotion.not-funded", () -> claim(LiveShops.user(CHAIN), campaign));
    CHAIN.settle();
    UUID order = UUID.randomUUID();
    Terms terms = place(user, order, use(user, campaign, order), 0);
    assertThat(pot(campaign)).isEqualTo(potOnChain(campaign)).isEqualTo(200);
    cancel(user, terms);
    assertThat(pot(campaign)).isEqualTo(potOnChain(campaign)).isEqualTo(500);
  }

  @Test
  void aFundingThatTheBearerCannotPayIsRefused() {
    Campaign campaign = published(platforms(VoucherKind.GIFT_CARD, 1, 1_000, 1_000));
    long balance = CHAIN.balance(campaign.bearer(), "CNY");
    CHAIN.bean(Campaigns.class).fund(shop.owner(), campaign, fen(balance + 1));
    CHAIN.settle();

    assertThat(CHAIN.bean(Campaigns.class).fundings(campaign.id()))
        .singleElement()
        .satisfies(it -> assertThat(it.state()).isEqualTo("REFUSED"));
    assertThat(pot(campaign)).isZero();
  }

  @Test
  void aRechargeCouponBecomesMoneyOnce() throws Exception {
    Campaign campaign = published(platforms(VoucherKind.RECHARGE, 2_000, 10, 3));
    fund(campaign, 6_000);
    UserId user = LiveShops.user(CHAIN);
    CHAIN.bean(Claims.class).claim(user, campaign, 3);
    CHAIN.settle();

    List<String> outcomes =
        atOnce(
            4,
            i ->
                () -> {
                  CHAIN.bean(VoucherRecharges.class).recharge(user, campaign, 2);
                  return true;
                });
    CHAIN.settle();

    assertThat(outcomes.stream().filter("done"::equals)).hasSize(1);
    assertThat(CHAIN.balance(account(user), "CNY")).isEqualTo(4_000);
    assertThat(units(user, campaign)).isEqualTo(onChain(user, campaign)).isOne();
    assertThat(CHAIN.bean(Vouchers.class).held(user))
        .singleElement()
        .satisfies(held -> assertThat(held.units()).isOne());
  }

  /// What a wallet of its owner's own did not sign within an hour can be used again.
  @Test
  void aRechargeThatNoWalletSignsIsFreeAgain() {
    Campaign campaign = published(platforms(VoucherKind.RECHARGE, 2_000, 10, 3));
    fund(campaign, 6_000);
    UserId user = LiveShops.user(CHAIN);
    Address wallet = Address.fromHex("0x" + "5a".repeat(20));
    CHAIN.bean(ChainAccounts.class).useWallet(Holder.of(user), wallet);
    CHAIN.bean(Claims.class).claim(user, campaign, 3);
    CHAIN.settle();
    VoucherRecharges recharges = CHAIN.bean(VoucherRecharges.class);
    VoucherRecharge asked = recharges.recharge(user, campaign, 3);
    assertThat(asked.state()).isEqualTo(VoucherRecharge.State.TO_SIGN);
    assertThat(recharges.toSign(asked)).isPresent();
    assertThat(CHAIN.bean(Vouchers.class).held(user)).isEmpty();
    assertThat(recharges.endUnsigned()).isZero();

    CHAIN.advance(Duration.ofMinutes(61));
    assertThat(recharges.endUnsigned()).isOne();
    assertThat(recharges.require(user, asked.id()).refusal()).isEqualTo("unsigned");
    assertThat(CHAIN.bean(Vouchers.class).held(user))
        .singleElement()
        .satisfies(held -> assertThat(held.units()).isEqualTo(3));
  }

  /// A claim that the chain refuses counts no longer against any limit.
  @Test
  void aClaimThatTheChainRefusesIsFreeAgain() {
    Campaign campaign = published(coupon(1, 1));
    CHAIN.jdbc().sql("UPDATE campaigns SET cap = 2 WHERE id = ?").param(campaign.id()).update();
    Campaign believed = known(campaign);
    claim(LiveShops.user(CHAIN), believed);
    CHAIN.settle();
    UserId late = LiveShops.user(CHAIN);
    Claims.Claim asked = claim(late, believed);
    CHAIN.settle();

    Claims.Claim refused = CHAIN.bean(Claims.class).of(late).getFirst();
    assertThat(refused.id()).isEqualTo(asked.id());
    assertThat(refused.refusal()).isEqualTo("Vouchers_CapReached");
    assertThat(CHAIN.bean(Campaigns.class).progress(campaign.id()).claimed()).isOne();
  }

  @Test
  void servesItsOwnShopWhileItRuns() {
    Campaign campaign = published(coupon(10, 1));
    UserId user = LiveShops.user(CHAIN);
    claim(user, campaign);
    CHAIN.settle();
    Vouchers vouchers = CHAIN.bean(Vouchers.class);
    var other = new MerchantId(UUID.randomUUID());

    assertThat(vouchers.usable(user, shop.id(), fen(1_000))).hasSize(1);
    assertThat(vouchers.usable(user, shop.id(), fen(999))).as("below its threshold").isEmpty();
    assertThat(vouchers.usable(user, other, fen(1_000))).isEmpty();
    assertThat(vouchers.chosen(user, List.of(campaign.id()))).hasSize(1);
    assertRefused("promotion.not-held", () -> vouchers.chosen(user, List.of(UUID.randomUUID())));

    CHAIN.advance(Duration.ofDays(31));
    assertThat(vouchers.held(user)).isEmpty();
    assertRefused("promotion.not-running", () -> use(user, campaign, UUID.randomUUID()));
  }

  private record Wanted(CampaignDraft draft) {}

  /// 5.00 off from 10.00 on, at the shop.
  private static Wanted coupon(long cap, long perAccount) {
    return wanted(shop.id(), VoucherKind.COUPON, 500, 1_000, cap, perAccount);
  }

  private static Wanted platforms(VoucherKind kind, long value, long cap, long perAccount) {
    return wanted(null, kind, value, 0, cap, perAccount);
  }

  private static Wanted wanted(
      @Nullable MerchantId bearer,
      VoucherKind kind,
      long value,
      long threshold,
      long cap,
      long perAccount) {
    Instant now = CHAIN.clock().instant();
    return new Wanted(
        new CampaignDraft(
            bearer,
            kind,
            new Campaign.Notice("券", "voucher", "", ""),
            fen(value),
            fen(threshold),
            bearer == null,
            true,
            cap,
            perAccount,
            now.minusSeconds(5),
            now.plus(Duration.ofDays(30))));
  }

  private static Campaign published(Wanted wanted) {
    Campaign campaign = CHAIN.bean(Campaigns.class).publish(shop.owner(), wanted.draft);
    CHAIN.settle();
    return known(campaign);
  }

  private static void fund(Campaign campaign, long minor) {
    CHAIN.give(campaign.bearer(), fen(minor));
    CHAIN.bean(Campaigns.class).fund(shop.owner(), campaign, fen(minor));
    CHAIN.settle();
  }

  private static Campaign known(Campaign campaign) {
    return CHAIN.bean(Campaigns.class).require(campaign.id());
  }

  private static Claims.Claim claim(UserId user, Campaign campaign) {
    return CHAIN.bean(Claims.class).claim(user, campaign, 1);
  }

  private static VoucherUse use(UserId user, Campaign campaign, UUID order) {
    Money value = campaign.funded() ? campaign.value() : fen(0);
    return CHAIN
        .bean(Vouchers.class)
        .use(user, order, orderId(order), new PricedBasket.Use(campaign, 1, value));
  }

  /// Places an order of 10.00 that uses a voucher.
  private static Terms place(UserId user, UUID order, VoucherUse use, long discount) {
    Terms terms =
        new Terms(
            orderId(order),
            account(user),
            shop.account(),
            Address.ZERO,
            contracts().address("Cash:CNY"),
            U256.of(1_000),
            U256.ZERO,
            U256.of(discount),
            U256.ZERO,
            U256.ZERO,
            U256.ZERO,
            Address.ZERO,
            U256.ZERO,
            U256.ZERO,
            U256.ZERO,
            CHAIN.clock().instant().plus(Duration.ofMinutes(30)).getEpochSecond(),
            86_400,
            86_400,
            0,
            86_400,
            1,
            Hash.EMPTY_KECCAK,
            List.of(use));
    OrderActions actions = CHAIN.bean(OrderActions.class);
    Outbox outbox = CHAIN.bean(Outbox.class);
    CHAIN.inTransaction(
        () ->
            outbox.relay(
                actions.place(
                    terms, outbox.quote(terms), outbox.sign(account(user), actions.placing(terms))),
                new Subject("test", order)));
    CHAIN.settle();
    return terms;
  }

  private static void cancel(UserId user, Terms terms) {
    UUID id = UUID.randomUUID();
    CHAIN.inTransaction(
        () ->
            CHAIN
                .bean(Outbox.class)
                .act(
                    account(user),
                    CHAIN.bean(OrderActions.class).cancel(terms, Hash.EMPTY_KECCAK),
                    References.of("test/cancel", id),
                    new Subject("test", id)));
    CHAIN.settle();
  }

  private static Hash orderId(UUID order) {
    return References.of("test/order", order);
  }

  private static String state(UUID order) {
    return CHAIN
        .jdbc()
        .sql("SELECT state FROM voucher_uses WHERE order_id = ?")
        .param(order)
        .query(String.class)
        .single();
  }

  private static long units(UserId user, Campaign campaign) {
    return CHAIN
        .jdbc()
        .sql("SELECT units FROM voucher_holdings WHERE user_id = ? AND campaign_id = ?")
        .params(user.value(), campaign.id())
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private static long onChain(UserId user, Campaign campaign) {
    return CHAIN
        .bean(ChainView.class)
        .call(vouchers().balanceOf(account(user), campaign.chainId()))
        .toLongExact();
  }

  private static long pot(Campaign campaign) {
    return CHAIN.bean(Campaigns.class).progress(campaign.id()).potMinor();
  }

  private static long potOnChain(Campaign campaign) {
    return CHAIN
        .bean(ChainView.class)
        .call(vouchers().countOf(campaign.chainId()))
        .pot()
        .toLongExact();
  }

  private static org.tongbao.ledger.contract.Vouchers vouchers() {
    return contracts().vouchers();
  }

  private static Contracts contracts() {
    return CHAIN.bean(Contracts.class);
  }

  private static Address account(UserId user) {
    return CHAIN.bean(ChainAccounts.class).of(Holder.of(user));
  }

  private static Money fen(long minor) {
    return Money.ofMinor(minor, Currency.CNY);
  }

  private interface Attempt {
    Callable<?> number(int i);
  }

  /// Runs attempts at the same time, each in a transaction of its own, and answers `done` or the
  /// code of the refusal for each; anything else fails the test.
  private static List<String> atOnce(int count, Attempt attempt) throws Exception {
    TransactionTemplate transaction = CHAIN.bean(TransactionTemplate.class);
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(Math.min(count, 15))) {
      List<Future<?>> started = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        Callable<?> one = attempt.number(i);
        started.add(threads.submit(() -> transaction.execute(status -> call(one))));
      }
      for (Future<?> each : started) {
        outcomes.add(outcome(each));
      }
    }
    return outcomes;
  }

  private static @Nullable Object call(Callable<?> one) {
    try {
      return one.call();
    } catch (RuntimeException failed) {
      throw failed;
    } catch (Exception checked) {
      throw new IllegalStateException(checked);
    }
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

  private static void assertRefused(String code, Callable<?> attempt) {
    assertThatThrownBy(attempt::call)
        .isInstanceOfSatisfying(
            DomainException.class, it -> assertThat(it.code().code()).isEqualTo(code));
  }
}
