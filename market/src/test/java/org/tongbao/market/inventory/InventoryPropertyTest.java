package org.tongbao.market.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.error.DomainException;

/// Whatever is done in whatever order, the journal and the reservations sum to the stock.
final class InventoryPropertyTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private final InventoryFixture stock = new InventoryFixture(DATABASE);
  private final List<UUID> reservations = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void movementsAndReservationsSumToTheStock(long seed) {
    Random random = new Random(seed);
    List<UUID> variants = List.of(stock.variant(20), stock.variant(5), stock.variant(0));
    for (int step = 0; step < 150; step++) {
      act(random, variants);
      assertThat(stock.addsUp()).as("seed %d, step %d", seed, step).isTrue();
    }
    assertThat(reservations).isNotEmpty();
  }

  private void act(Random random, List<UUID> variants) {
    UUID variant = variants.get(random.nextInt(variants.size()));
    int action = random.nextInt(reservations.isEmpty() ? 3 : 9);
    switch (action) {
      case 0 -> stock.warehouse.receive(variant, 1 + random.nextInt(5), null);
      case 1 -> count(variant, random.nextInt(20));
      case 2, 3 -> reserve(demand(random, variants));
      case 4 -> stock.inventory.commit(reservation(random));
      case 5 -> stock.inventory.release(reservation(random));
      case 6 -> stock.inventory.giveBack(reservation(random));
      case 7 -> stock.inventory.renew(reservation(random), stock.in(Duration.ofMinutes(10)));
      default -> {
        stock.advance(Duration.ofMinutes(random.nextInt(6)));
        stock.inventory.expire(100);
      }
    }
  }

  private UUID reservation(Random random) {
    return reservations.get(random.nextInt(reservations.size()));
  }

  private void count(UUID variant, int onHand) {
    try {
      stock.warehouse.count(variant, onHand, stock.inventory.stock(variant).version(), null);
    } catch (DomainException refused) {
      assertThat(refused.code()).isEqualTo(InventoryError.RESERVED);
    }
  }

  private static Map<UUID, Integer> demand(Random random, List<UUID> variants) {
    Map<UUID, Integer> demand = new TreeMap<>();
    for (UUID variant : variants) {
      if (random.nextBoolean() || (variant.equals(variants.getLast()) && demand.isEmpty())) {
        demand.put(variant, 1 + random.nextInt(4));
      }
    }
    return demand;
  }

  private void reserve(Map<UUID, Integer> demand) {
    UUID reservation = stock.id();
    if (stock.inventory.reserve(reservation, demand, stock.in(Duration.ofMinutes(10)))
        instanceof Inventory.Outcome.Reserved) {
      reservations.add(reservation);
    }
  }
}
