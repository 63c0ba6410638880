package org.tongbao.market.inventory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.dao.DataIntegrityViolationException;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.ErrorCode;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.inventory.Inventory.Outcome;

final class InventoryTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();
  private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);

  private InventoryFixture stock = new InventoryFixture(DATABASE);
  private Inventory inventory = stock.inventory;

  @BeforeEach
  void startAnew() {
    stock = new InventoryFixture(DATABASE);
    stock.clear();
    inventory = stock.inventory;
  }

  @AfterEach
  void everythingAddsUp() {
    assertThat(stock.addsUp()).isTrue();
  }

  @Test
  void whatWasNeverReceivedIsSoldOut() {
    UUID variant = stock.variant(0);

    assertThat(inventory.available(variant)).isZero();
    assertThat(reserve(stock.id(), Map.of(variant, 1))).isEqualTo(new Outcome.SoldOut(variant, 0));
  }

  @Test
  void aReservationHoldsAllOfItsItemsOrNothing() {
    UUID plenty = stock.variant(10);
    UUID rare = stock.variant(2);

    assertThat(reserve(stock.id(), Map.of(plenty, 4, rare, 3)))
        .isEqualTo(new Outcome.SoldOut(rare, 2));
    assertThat(inventory.available(plenty)).isEqualTo(10);

    assertThat(reserve(stock.id(), Map.of(plenty, 4, rare, 2))).isEqualTo(new Outcome.Reserved());
    assertThat(inventory.available(plenty)).isEqualTo(6);
    assertThat(inventory.available(rare)).isZero();
  }

  @Test
  void tellsWhenAnItemRunsOutOrComesBackAndOnlyThen() {
    UUID variant = stock.id();
    stock.warehouse.receive(variant, 2, null);
    stock.warehouse.receive(variant, 1, null);
    assertThat(stock.news()).containsExactly("in stock " + variant);
    UUID one = stock.id();
    UUID two = stock.id();
    reserve(one, Map.of(variant, 1));
    assertThat(stock.news()).isEmpty();
    reserve(two, Map.of(variant, 2));
    assertThat(stock.news()).containsExactly("sold out " + variant);

    inventory.commit(one);
    assertThat(stock.news()).isEmpty();
    inventory.release(two);
    assertThat(stock.news()).containsExactly("in stock " + variant);
    inventory.giveBack(one);
    assertThat(stock.news()).isEmpty();
    stock.warehouse.count(
        variant, 0, stock.warehouse.movements(variant, 100, 1).getFirst().version(), null);
    assertThat(stock.news()).containsExactly("sold out " + variant);
    stock.warehouse.receive(variant, 1, null);
    UUID sold = stock.id();
    reserve(sold, Map.of(variant, 1));
    inventory.commit(sold);
    stock.news();
    inventory.giveBack(sold);
    assertThat(stock.news()).containsExactly("in stock " + variant);
  }

  // The mirror of the chain ends several orders in one transaction, in the order of their events.
  @Test
  void whoEndsReservationsOneAfterTheOtherKeepsNobodyWaiting() throws Exception {
    List<UUID> items = Stream.of(stock.variant(9), stock.variant(9)).sorted().toList();
    UUID sold = stock.id();
    UUID released = stock.id();
    UUID returned = stock.id();
    reserve(sold, Map.of(items.getLast(), 1));
    reserve(released, Map.of(items.getFirst(), 2));
    reserve(returned, Map.of(items.getFirst(), 4));
    inventory.commit(returned);

    stock.transaction.executeWithoutResult(
        open -> {
          inventory.commit(sold);
          inventory.giveBack(returned);
          UUID buyers = stock.id();
          Map<UUID, Integer> both = Map.of(items.getFirst(), 1, items.getLast(), 1);
          assertThat(CompletableFuture.supplyAsync(() -> reserve(buyers, both)))
              .succeedsWithin(Duration.ofSeconds(30))
              .isEqualTo(new Outcome.Reserved());
          inventory.release(released);
        });

    assertThat(inventory.stock(items.getFirst()))
        .extracting(Stock::onHand, Stock::reserved)
        .containsExactly(9, 1);
    assertThat(inventory.stock(items.getLast()))
        .extracting(Stock::onHand, Stock::reserved)
        .containsExactly(8, 1);
  }

  // M6: lines of one order shared a stock item and each passed alone.
  @Test
  void twoPartsOfAnOrderThatWantTheSameItemAreSummedFirst() {
    UUID variant = stock.variant(5);
    UUID one = stock.id();
    UUID two = stock.id();

    assertThat(
            inventory.reserve(
                Map.of(one, Map.of(variant, 3), two, Map.of(variant, 4)), stock.in(HALF_AN_HOUR)))
        .isEqualTo(new Outcome.SoldOut(variant, 5));
    assertThat(
            inventory.reserve(
                Map.of(one, Map.of(variant, 2), two, Map.of(variant, 3)), stock.in(HALF_AN_HOUR)))
        .isEqualTo(new Outcome.Reserved());
    assertThat(inventory.available(variant)).isZero();
  }

  @Test
  void soldOutLeavesTheCallersTransactionUsable() {
    UUID variant = stock.variant(1);
    UUID other = stock.variant(1);

    stock.transaction.executeWithoutResult(
        status -> {
          assertThat(reserve(stock.id(), Map.of(other, 1, variant, 2)))
              .isInstanceOf(Outcome.SoldOut.class);
          assertThat(reserve(stock.id(), Map.of(other, 1))).isEqualTo(new Outcome.Reserved());
        });

    assertThat(inventory.available(variant)).isEqualTo(1);
    assertThat(inventory.available(other)).isZero();
  }

  @Test
  void whatIsPaidLeavesTheWarehouseOnce() {
    UUID variant = stock.variant(5);
    UUID reservation = held(Map.of(variant, 2));

    assertThat(inventory.commit(reservation)).isTrue();
    assertThat(inventory.commit(reservation)).isTrue();
    inventory.release(reservation);

    Stock left = inventory.stock(variant);
    assertThat(left.onHand()).isEqualTo(3);
    assertThat(left.reserved()).isZero();
  }

  @Test
  void whatIsReleasedCanBeSoldAgainAndIsNotCommitted() {
    UUID variant = stock.variant(5);
    UUID reservation = held(Map.of(variant, 5));

    inventory.release(reservation);
    inventory.release(reservation);

    assertThat(inventory.available(variant)).isEqualTo(5);
    assertThat(inventory.commit(reservation)).isFalse();
    assertThat(inventory.renew(reservation, stock.in(HALF_AN_HOUR))).isFalse();
  }

  @Test
  void whatWasSoldComesBackOnce() {
    UUID variant = stock.variant(5);
    UUID reservation = held(Map.of(variant, 2));
    inventory.giveBack(reservation);
    assertThat(inventory.available(variant)).isEqualTo(3);

    inventory.commit(reservation);
    inventory.giveBack(reservation);
    inventory.giveBack(reservation);

    assertThat(inventory.available(variant)).isEqualTo(5);
    assertThat(stock.warehouse.movements(variant, Integer.MAX_VALUE, 10))
        .extracting(StockMovement::kind, StockMovement::quantity, StockMovement::onHand)
        .containsExactly(
            tuple(StockMovement.Kind.RETURNED, 2, 5),
            tuple(StockMovement.Kind.SOLD, -2, 3),
            tuple(StockMovement.Kind.RECEIVED, 5, 5));
  }

  // M5: paid after the stock was gone.
  @Test
  void anExpiredReservationIsHeldAgainWhileTheStockLasts() {
    UUID variant = stock.variant(5);
    UUID late = held(Map.of(variant, 4));
    stock.advance(HALF_AN_HOUR);
    assertThat(inventory.expire(10)).isEqualTo(1);
    assertThat(inventory.expire(10)).isZero();
    assertThat(inventory.commit(late)).isFalse();

    UUID faster = held(Map.of(variant, 2));
    assertThat(inventory.renew(late, stock.in(HALF_AN_HOUR))).isFalse();
    inventory.release(faster);
    assertThat(inventory.renew(late, stock.in(HALF_AN_HOUR))).isTrue();
    assertThat(inventory.available(variant)).isEqualTo(1);
    assertThat(inventory.commit(late)).isTrue();
    assertThat(inventory.renew(late, stock.in(HALF_AN_HOUR))).isTrue();
  }

  @Test
  void onlyWhatIsOverdueExpires() {
    UUID variant = stock.variant(5);
    UUID renewed = held(Map.of(variant, 1));
    held(Map.of(variant, 1));
    UUID paid = held(Map.of(variant, 1));
    inventory.commit(paid);
    inventory.renew(renewed, stock.in(HALF_AN_HOUR.multipliedBy(2)));
    stock.advance(HALF_AN_HOUR);

    assertThat(inventory.expire(10)).isEqualTo(1);
    assertThat(inventory.available(variant)).isEqualTo(3);
  }

  @Test
  void countingNeedsTheVersionThatWasSeenAndCoversWhatIsHeld() {
    UUID variant = stock.variant(5);
    UUID reservation = held(Map.of(variant, 3));
    Stock seen = inventory.stock(variant);

    refuses(InventoryError.RESERVED, () -> count(variant, 2, seen.version()));
    count(variant, 4, seen.version());
    refuses(RequestError.CHANGED_MEANWHILE, () -> count(variant, 9, seen.version()));
    inventory.commit(reservation);
    refuses(RequestError.CHANGED_MEANWHILE, () -> count(variant, 9, seen.version() + 1));
    assertThat(inventory.stock(variant).onHand()).isEqualTo(1);
  }

  @Test
  void anItemHoldsABoundedNumber() {
    UUID variant = stock.variant(Warehouse.MOST);

    refuses(InventoryError.TOO_MUCH, () -> stock.warehouse.receive(variant, 1, null));
    refuses(InventoryError.TOO_MUCH, () -> count(variant, Warehouse.MOST + 1, 1));
  }

  @Test
  void theDatabaseItselfRefusesToOversell() {
    UUID variant = stock.variant(1);
    held(Map.of(variant, 1));

    assertThatThrownBy(
            () ->
                stock
                    .jdbc
                    .sql("UPDATE stock_items SET reserved = 2 WHERE variant_id = ?")
                    .param(variant)
                    .update())
        .isInstanceOf(DataIntegrityViolationException.class);
    assertThatThrownBy(() -> reserve(stock.id(), Map.of(variant, -1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private Outcome reserve(UUID reservation, Map<UUID, Integer> demand) {
    return inventory.reserve(reservation, demand, stock.in(HALF_AN_HOUR));
  }

  private UUID held(Map<UUID, Integer> demand) {
    UUID reservation = stock.id();
    assertThat(reserve(reservation, demand)).isEqualTo(new Outcome.Reserved());
    return reservation;
  }

  private void count(UUID variant, int onHand, int version) {
    stock.warehouse.count(variant, onHand, version, null);
  }

  private static void refuses(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            DomainException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
