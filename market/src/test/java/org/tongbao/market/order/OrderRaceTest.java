package org.tongbao.market.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.ErrorCode;
import org.tongbao.market.fulfilment.FulfilmentError;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.TestChain;

/// Stories in which two did something at once, on real threads; and goods that are fetched.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OrderRaceTest {
  @RegisterExtension private static final TestChain CHAIN = Market.newChain();

  private static final long TOTAL = 10_500;

  private final Market market = new Market(CHAIN);
  private MerchantId shop = new MerchantId(new UUID(0, 0));

  @BeforeAll
  void open() {
    shop = market.shop();
  }

  /// Runs it on so many threads, all beginning at once; what each came to, refusals by their code.
  private static List<String> atOnce(int threads, Callable<String> work) throws Exception {
    CyclicBarrier start = new CyclicBarrier(threads);
    List<String> outcomes = new ArrayList<>();
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Future<String>> running = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        running.add(
            pool.submit(
                () -> {
                  start.await();
                  try {
                    return work.call();
                  } catch (DomainException refusal) {
                    return refusal.code().code();
                  }
                }));
      }
      for (Future<String> each : running) {
        outcomes.add(each.get());
      }
    }
    return outcomes;
  }

  /// M4: two cancel at once; one does, and the money comes back once.
  @Test
  void twoWhoCancelAtOnceGiveTheMoneyBackOnce() throws Exception {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.paid(buyer, shop);
    OrderWork work = CHAIN.bean(OrderWork.class);

    List<String> outcomes =
        atOnce(
            8,
            () -> {
              work.buyer(buyer, order.id(), Command.Wish.of(StepKind.CANCEL, ""));
              return "asked";
            });
    CHAIN.settle();

    assertThat(outcomes).containsOnly("asked", "order.busy").containsOnlyOnce("asked");
    market.expect(order.id(), OrderState.CANCELLED);
    assertThat(market.balance(buyer)).isEqualTo(20_000);
    assertThat(market.available(order)).isEqualTo(10);
  }

  /// A buyer who begins to pay locks the order and then its parts; news of the chain changes a part
  /// twice in one transaction. PostgreSQL checks the part's order again at the second change.
  @Test
  void newsOfTheChainDoesNotWaitForAPaymentThatBegins() {
    UserId buyer = market.buyer(0);
    SellerOrder part = market.placed(buyer, shop);
    SellerOrderStore parts = CHAIN.bean(SellerOrderStore.class);
    TransactionTemplate transaction = CHAIN.bean(TransactionTemplate.class);

    transaction.executeWithoutResult(
        paying -> {
          CHAIN.bean(OrderStore.class).lock(part.ref().order());
          CompletableFuture<Void> news =
              CompletableFuture.runAsync(
                  () ->
                      transaction.executeWithoutResult(
                          telling -> {
                            parts.payWhenPlaced(part.id(), true);
                            parts.payWhenPlaced(part.id(), false);
                          }));
          assertThat(news).succeedsWithin(Duration.ofSeconds(30));
        });
  }

  /// M16: two tabs confirm one cart; there is one order.
  @Test
  void oneCartMakesOneOrder() throws Exception {
    UserId buyer = market.buyer(0);
    UUID variant = market.variant(100);
    Placement first = market.placement(buyer, market.part(shop, variant));

    List<String> outcomes =
        atOnce(
            6,
            () -> {
              Placement again =
                  new Placement(
                      first.cart(),
                      first.cartVersion(),
                      buyer,
                      first.currency(),
                      first.payBy(),
                      first.address(),
                      List.of(market.part(shop, variant)));
              return market.confirm(again).getClass().getSimpleName();
            });
    CHAIN.settle();

    assertThat(outcomes).containsOnly("Placed", "Repeated").containsOnlyOnce("Placed");
    assertThat(
            CHAIN
                .jdbc()
                .sql("SELECT count(*) FROM seller_orders WHERE buyer_id = ?")
                .param(buyer.value())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  /// M2, M21: the same capture is booked by several at once; it is credited once.
  @Test
  void oneCaptureBookedByManyIsCreditedOnce() throws Exception {
    UserId buyer = market.buyer(0);
    CHAIN.attest("CNY");
    SellerOrder order = market.placed(buyer, shop);
    UUID attempt = UUID.randomUUID();

    atOnce(
        6,
        () -> {
          market.book(attempt, order.ref().order(), TOTAL);
          return "booked";
        });
    CHAIN.settle();

    assertThat(market.expect(order.id(), OrderState.PAID).books().received()).isEqualTo(TOTAL);
    assertThat(market.balance(buyer)).isZero();
  }

  /// M13: its time is over just when it is paid. Whichever the chain takes first, the money is
  /// either in the order or with the buyer, and a paid order stays paid.
  @Test
  void anExpiryNeverCancelsAPaidOrder() throws Exception {
    UserId buyer = market.buyer(0);
    CHAIN.attest("CNY");
    SellerOrder order = market.placed(buyer, shop);
    market.book(UUID.randomUUID(), order.ref().order(), TOTAL);
    CHAIN.settle();
    CHAIN.advance(Duration.ofMinutes(31));

    List<String> pushed = atOnce(4, () -> String.valueOf(CHAIN.bean(Deadlines.class).pushOn()));
    CHAIN.settle();

    assertThat(pushed).containsOnly("0");
    market.expect(order.id(), OrderState.PAID);
    assertThat(market.escrow(order)).isEqualTo(TOTAL);
  }

  /// Several processes sweep at once: each due step is asked for once.
  @Test
  void severalSweepersTakeEachStepOnce() throws Exception {
    UserId buyer = market.buyer(0);
    List<SellerOrder> orders = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      orders.add(market.placed(buyer, shop));
    }
    CHAIN.advance(Duration.ofMinutes(30));

    atOnce(4, () -> String.valueOf(CHAIN.bean(Deadlines.class).pushOn()));
    CHAIN.settle();

    orders.forEach(it -> market.expect(it.id(), OrderState.CANCELLED));
    orders.forEach(it -> assertThat(timesPushed(it)).isEqualTo(1));
  }

  private static int timesPushed(SellerOrder order) {
    return CHAIN
        .jdbc()
        .sql("SELECT count(*) FROM order_commands WHERE seller_order_id = ? AND step = 'ADVANCE'")
        .param(order.id())
        .query(Integer.class)
        .single();
  }

  /// M3: two refunds at once cannot be more than remains together.
  @Test
  void refundsAtOnceNeverExceedWhatWasPaid() throws Exception {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.shipped(buyer, shop);
    UserId staff = market.person();
    OrderWork work = CHAIN.bean(OrderWork.class);

    for (int round = 0; round < 2; round++) {
      atOnce(
          4,
          () -> {
            work.merchant(
                shop, staff, order.id(), Command.Wish.of(StepKind.GIVE_REFUND, 6_000, "sorry"));
            return "asked";
          });
      CHAIN.settle();
    }

    assertThat(market.expect(order.id(), OrderState.SHIPPED).books().refunded()).isEqualTo(6_000);
    assertThat(market.balance(buyer)).isEqualTo(20_000 - TOTAL + 6_000);
  }

  @Test
  void whatIsFetchedIsReceivedOnTheBuyersCode() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.placed(buyer, shop, true);
    market.payFromBalance(order);
    String code = CHAIN.bean(PickupCodes.class).of(market.expect(order.id(), OrderState.PAID));
    assertThat(code).matches("[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}");

    CHAIN
        .bean(OrderWork.class)
        .handOver(shop, market.person(), order.id(), code.toLowerCase(Locale.ROOT));
    CHAIN.settle();
    market.sweep();

    market.expect(order.id(), OrderState.SETTLED);
  }

  @Test
  void afterFiveWrongCodesOneHasToWait() {
    UserId buyer = market.buyer(20_000);
    SellerOrder order = market.placed(buyer, shop, true);
    market.payFromBalance(order);
    String code = CHAIN.bean(PickupCodes.class).of(market.expect(order.id(), OrderState.PAID));
    OrderWork work = CHAIN.bean(OrderWork.class);
    UserId staff = market.person();
    for (int i = 0; i < 5; i++) {
      assertRefused(FulfilmentError.WRONG_CODE, () -> work.handOver(shop, staff, order.id(), "0"));
    }
    assertRefused(FulfilmentError.WAIT, () -> work.handOver(shop, staff, order.id(), code));
    assertRefused(OrderError.TO_BE_FETCHED, () -> market.ship(order));

    CHAIN.advance(Duration.ofMinutes(1));
    work.handOver(shop, staff, order.id(), code);
    CHAIN.settle();

    assertThat(market.order(order.id()).state()).isNotEqualTo(OrderState.PAID);
  }

  private static void assertRefused(ErrorCode code, ThrowingCallable work) {
    assertThatThrownBy(work)
        .isInstanceOfSatisfying(
            DomainException.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
  }
}
