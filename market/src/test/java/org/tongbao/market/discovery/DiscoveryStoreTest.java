package org.tongbao.market.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.catalog.TestCatalog;

final class DiscoveryStoreTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  private final JdbcClient jdbc = DATABASE.jdbc();

  @Test
  void severalProcessesCountEachOrderOnce() throws Exception {
    PairStore pairs = new PairStore(jdbc);
    TransactionTemplate transaction =
        new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));
    Set<UUID> products = new TreeSet<>(List.of(product(), product(), product()));
    int count = 40;
    for (int i = 0; i < count; i++) {
      pairs.await(order(i));
    }

    int counted = 0;
    try (ExecutorService processes = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Integer>> all = new ArrayList<>();
      for (int i = 0; i < 6; i++) {
        all.add(processes.submit(() -> countAll(pairs, transaction, products)));
      }
      for (Future<Integer> each : all) {
        counted += each.get();
      }
    }
    // Who finds all that is left locked stops early; nothing may be left when all have stopped.
    counted += countAll(pairs, transaction, products);

    assertThat(counted).isEqualTo(count);
    for (UUID product : products) {
      assertThat(pairs.strongest(product, 10))
          .hasSize(2)
          .allMatch(it -> it.orders() == count && products.contains(it.product()));
    }
  }

  private static int countAll(
      PairStore pairs, TransactionTemplate transaction, Set<UUID> products) {
    int counted = 0;
    while (Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              Optional<PairStore.Waiting> waiting = pairs.lockOne();
              waiting.ifPresent(
                  it -> {
                    assertThat(it.counted()).isEmpty();
                    pairs.count(products, products);
                    pairs.counted(it.order(), products);
                  });
              return waiting.isPresent();
            }))) {
      counted++;
    }
    return counted;
  }

  @Test
  void aPartThatCompletesLaterAddsItsOwnPairsOnly() {
    PairStore pairs = new PairStore(jdbc);
    UUID one = product();
    UUID two = product();
    UUID three = product();
    pairs.count(Set.of(one, two), Set.of(one, two));
    pairs.count(Set.of(three), Set.of(one, two, three));

    assertThat(pairs.strongest(one, 10))
        .containsExactlyInAnyOrder(new PairStore.Pair(two, 1), new PairStore.Pair(three, 1));
    assertThat(pairs.strongest(three, 10))
        .containsExactlyInAnyOrder(new PairStore.Pair(one, 1), new PairStore.Pair(two, 1));
  }

  @Test
  void looksAreBoundedAndGoOverToTheUser() {
    ViewStore views = new ViewStore(jdbc);
    String user = "u:" + UUID.randomUUID();
    String guest = "g:" + "ab".repeat(32);
    List<UUID> products = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      products.add(product());
      views.put(guest, products.get(i), NOON.plusSeconds(i));
      views.bound(guest, 3);
    }
    assertThat(views.latest(guest))
        .containsExactly(products.get(4), products.get(3), products.get(2));

    views.put(user, products.get(3), NOON.plusSeconds(10));
    views.move(guest, user);
    assertThat(views.latest(guest)).isEmpty();
    assertThat(views.latest(user))
        .containsExactly(products.get(3), products.get(4), products.get(2));

    views.put(guest, products.get(0), NOON);
    assertThat(views.deleteOfGuests(NOON.plusSeconds(60), 10)).isEqualTo(1);
    assertThat(views.latest(user)).hasSize(3);
  }

  private UUID product() {
    UUID variant = TestCatalog.onSale(jdbc, UUID.randomUUID(), "茶", 100, "CNY");
    return jdbc.sql("SELECT product_id FROM variants WHERE id = ?")
        .param(variant)
        .query(UUID.class)
        .single();
  }

  private UUID order(int number) {
    UUID id = UUID.randomUUID();
    UUID buyer = UUID.randomUUID();
    jdbc.sql("INSERT INTO users (id, display_name, version, created_at) VALUES (?, 'Li', 1, now())")
        .param(buyer)
        .update();
    jdbc.sql(
            """
            INSERT INTO orders (id, number, buyer_id, cart_id, cart_version, currency, pay_by,
              recipient, phone, country, region, city, district, street, postal_code, placed_at)
            VALUES (:id, :number, :buyer, :id, 1, 'CNY', now(), '', '', '', '', '', '', '', '',
              now())
            """)
        .param("id", id)
        .param("number", "260301-%06d".formatted(number))
        .param("buyer", buyer)
        .update();
    return id;
  }
}
