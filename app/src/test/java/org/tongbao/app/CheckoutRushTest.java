package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;

/// Many buyers of one thing at once, over HTTP against the whole application.
@Timeout(600)
final class CheckoutRushTest {
  private static final String ROOT = "root@example.com";

  /// `-Dtongbao.rush=300` makes the rush of the story. Skipped without it: so many who sign in from
  /// one address at once are held back, and some come without a session.
  private static final int BUYERS = Integer.getInteger("tongbao.rush", 0);

  private static final int STOCK = BUYERS / 3;

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD);

  private final CheckoutStage stage = new CheckoutStage(APP);

  // M5, M20, M22: 300 buyers of a stock of 100; elsewhere 300 were sold, or 273 got a 500.
  @Test
  void asManyOrdersAreMadeAsThereIsStock() throws Exception {
    Assumptions.assumeTrue(BUYERS > 0, "skipped: -Dtongbao.rush names no number of buyers");
    Shop shop = Shop.live(APP, stage.reviewer(ROOT), "rush", "CNY");
    String delivery = CheckoutStage.deliveryOf(shop, 0);
    String variant = stage.goods(shop, 4999, "CNY", STOCK);
    List<Callable<Ready>> arrivals = new ArrayList<>();
    for (int i = 0; i < BUYERS; i++) {
      String name = "rush" + i + "@example.com";
      arrivals.add(() -> arrive(name, variant, shop, delivery));
    }
    List<Ready> ready;
    try (ExecutorService few = Executors.newFixedThreadPool(8)) {
      ready = results(few.invokeAll(arrivals));
    }

    CountDownLatch start = new CountDownLatch(1);
    List<Future<Answer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Ready each : ready) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return each.buyer.confirm(each.wishes, each.quote);
                }));
      }
      start.countDown();
    }
    List<String> outcomes = results(running).stream().map(Answer::outcome).toList();

    assertThat(outcomes).filteredOn("201"::equals).hasSize(STOCK);
    assertThat(outcomes)
        .filteredOn("409 checkout.sold-out"::equals)
        .as("the others: %s", outcomes.stream().distinct().toList())
        .hasSize(BUYERS - STOCK);
    assertThat(number("SELECT count(*) FROM orders")).isEqualTo(STOCK);
    assertThat(number("SELECT reserved FROM stock_items")).isEqualTo(STOCK);
    assertThat(number("SELECT on_hand FROM stock_items")).isEqualTo(STOCK);
  }

  private Ready arrive(String name, String variant, Shop shop, String delivery) throws Exception {
    Buyer buyer = stage.buyer(name);
    buyer.put(variant, 1);
    String wishes = buyer.wishes("CNY", "", shop.id(), delivery);
    Answer quote = buyer.quote(wishes);
    assertThat(quote.json().path("problems")).isEmpty();
    return new Ready(buyer, wishes, quote);
  }

  private static long number(String sql) {
    return APP.jdbc().sql(sql).query(Long.class).single();
  }

  private static <T> List<T> results(List<Future<T>> futures) throws Exception {
    List<T> results = new ArrayList<>();
    for (Future<T> each : futures) {
      results.add(each.get());
    }
    return results;
  }

  /// A buyer who has read the price and is about to confirm it.
  private record Ready(Buyer buyer, String wishes, Answer quote) {}
}
