package org.tongbao.market.cart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.catalog.TestCatalog;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.ErrorCode;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

final class CartsTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-03-01T12:00:00Z"));
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final JdbcClient jdbc = DATABASE.jdbc();
  private final TransactionTemplate transaction =
      new TransactionTemplate(new JdbcTransactionManager(DATABASE.dataSource()));
  private final Carts carts =
      new Carts(new CartStore(jdbc), TestCatalog.of(jdbc), transaction, clock);
  private final UserId user = user();
  private final CartOwner owner = new CartOwner.User(user);

  @Test
  void aLineIsAddedChangedAndRemovedAndEachTimeTheVersionGrows() {
    UUID variant = variant();
    assertThat(carts.of(user)).isEqualTo(Cart.EMPTY);

    Cart added = set(owner, variant, 2);
    Cart changed = carts.set(owner, variant, new Carts.Wish(5, false, true), "CNY", null);
    Cart removed = carts.remove(owner, variant, changed.version());

    assertThat(added.lines())
        .containsExactly(
            new CartLine(variant, 2, true, false, Money.ofMinor(1999, Currency.CNY), now.get()));
    assertThat(changed.lines())
        .containsExactly(
            new CartLine(variant, 5, false, true, Money.ofMinor(1999, Currency.CNY), now.get()));
    assertThat(changed.ordered()).isEmpty();
    assertThat(removed.lines()).isEmpty();
    assertThat(List.of(added.version(), changed.version(), removed.version()))
        .containsExactly(2, 3, 4);
    refuses(RequestError.NOT_FOUND, () -> carts.remove(owner, variant, null));
  }

  @Test
  void anOldVersionIsRefusedAndChangesNothing() {
    UUID variant = variant();
    set(owner, variant, 2);

    refuses(RequestError.CHANGED_MEANWHILE, () -> set(owner, variant, 3, 1));
    refuses(RequestError.CHANGED_MEANWHILE, () -> carts.remove(owner, variant, 9));
    assertThat(carts.of(user).lines()).extracting(CartLine::quantity).containsExactly(2);
    assertThat(carts.of(user).version()).isEqualTo(2);
  }

  @Test
  void whatIsNotOfferedOrNotOnSaleCannotBePutIn() {
    UUID withdrawn = variant();
    UUID other = variant();
    set(owner, other, 1);
    jdbc.sql("UPDATE products SET state = 'WITHDRAWN' WHERE merchant_id = ?")
        .param(merchantOf(withdrawn))
        .update();

    refuses(RequestError.NOT_FOUND, () -> set(owner, UUID.randomUUID(), 1));
    refuses(CartError.NOT_ON_SALE, () -> set(owner, withdrawn, 1));
    refuses(
        RequestError.NOT_FOUND,
        () -> carts.set(owner, other, new Carts.Wish(1, null, null), "JPY", null));
    assertThat(carts.of(user).lines()).hasSize(1);
  }

  @Test
  void theSeenPriceIsThatOfTheLastTimeTheLineWasSet() {
    UUID variant = variant();
    set(owner, variant, 1);
    jdbc.sql("UPDATE prices SET amount_minor = 2500 WHERE variant_id = ?").param(variant).update();

    assertThat(carts.of(user).lines())
        .extracting(CartLine::priceSeen)
        .containsExactly(Money.ofMinor(1999, Currency.CNY));
    assertThat(set(owner, variant, 1).lines())
        .extracting(CartLine::priceSeen)
        .containsExactly(Money.ofMinor(2500, Currency.CNY));
  }

  @Test
  void holdsAHundredLinesAlsoWhenMoreComeAtOnce() throws Exception {
    List<UUID> variants = new ArrayList<>();
    for (int i = 0; i < Carts.MOST_LINES + 4; i++) {
      variants.add(variant());
    }
    List<Future<Object>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (UUID variant : variants) {
        running.add(threads.submit(() -> outcome(() -> set(owner, variant, 1))));
      }
    }
    List<Object> outcomes = new ArrayList<>();
    for (Future<Object> each : running) {
      outcomes.add(each.get());
    }

    assertThat(outcomes).filteredOn("done"::equals).hasSize(100);
    assertThat(outcomes).filteredOn(CartError.FULL::equals).hasSize(4);
    assertThat(carts.of(user).lines()).hasSize(100);
    assertThat(carts.of(user).version()).isEqualTo(101);
  }

  @Test
  void aGuestsCartSurvivesSigningInAndIsAddedOnce() throws Exception {
    UUID both = variant();
    UUID guests = variant();
    CartOwner.Guest guest = guest("a1");
    set(owner, both, 3);
    set(guest, both, 2);
    set(guest, guests, 7);

    List<Future<Object>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        running.add(threads.submit(() -> outcome(() -> carts.merge(guest, user))));
      }
    }
    for (Future<Object> each : running) {
      assertThat(each.get()).isEqualTo("done");
    }

    assertThat(carts.of(user).lines())
        .extracting(CartLine::variant, CartLine::quantity)
        .containsExactlyInAnyOrder(tuple(both, 3), tuple(guests, 7));
    assertThat(carts.of(user).version()).isEqualTo(3);
    assertThat(carts.of(guest)).isEqualTo(Cart.EMPTY);
  }

  // M16: two tabs made two orders of one cart.
  @Test
  void aVersionOfACartIsOrderedOnceHoweverManyTry() throws Exception {
    UUID ordered = variant();
    UUID waiting = variant();
    set(owner, ordered, 1);
    int version = carts.set(owner, waiting, new Carts.Wish(1, false, null), "CNY", null).version();
    List<Future<Object>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        running.add(
            threads.submit(
                () ->
                    outcome(
                        () ->
                            transaction.executeWithoutResult(
                                status -> carts.takeOrdered(carts.lock(user, version))))));
      }
    }
    List<Object> outcomes = new ArrayList<>();
    for (Future<Object> each : running) {
      outcomes.add(each.get());
    }

    assertThat(outcomes).filteredOn("done"::equals).hasSize(1);
    assertThat(outcomes).filteredOn(RequestError.CHANGED_MEANWHILE::equals).hasSize(19);
    assertThat(carts.of(user).lines()).extracting(CartLine::variant).containsExactly(waiting);
    assertThat(carts.of(user).version()).isEqualTo(version + 1);
  }

  @Test
  void forgottenCartsOfGuestsGo() {
    CartOwner.Guest forgotten = guest("b1");
    set(forgotten, variant(), 1);
    set(owner, variant(), 1);
    now.updateAndGet(it -> it.plus(Carts.GUESTS_KEPT_FOR).plus(Duration.ofSeconds(1)));
    CartOwner.Guest fresh = guest("b2");
    set(fresh, variant(), 1);

    carts.deleteForgotten();

    assertThat(carts.of(forgotten).lines()).isEmpty();
    assertThat(carts.of(fresh).lines()).hasSize(1);
    assertThat(carts.of(user).lines()).hasSize(1);
  }

  private Cart set(CartOwner owner, UUID variant, int quantity) {
    return carts.set(owner, variant, new Carts.Wish(quantity, null, null), "CNY", null);
  }

  private void set(CartOwner owner, UUID variant, int quantity, @Nullable Integer version) {
    carts.set(owner, variant, new Carts.Wish(quantity, null, null), "CNY", version);
  }

  private static Object outcome(Runnable action) {
    try {
      action.run();
      return "done";
    } catch (DomainException refused) {
      return refused.code();
    }
  }

  private static void refuses(ErrorCode code, ThrowingCallable action) {
    assertThatThrownBy(action)
        .isInstanceOfSatisfying(
            DomainException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }

  private static CartOwner.Guest guest(String mark) {
    return new CartOwner.Guest(mark.repeat(32));
  }

  private UUID variant() {
    return TestCatalog.onSale(jdbc, UUID.randomUUID(), "茶壶", 1999, "CNY");
  }

  private UUID merchantOf(UUID variant) {
    return jdbc.sql("SELECT merchant_id FROM variants WHERE id = ?")
        .param(variant)
        .query((row, number) -> row.getObject("merchant_id", UUID.class))
        .single();
  }

  private UserId user() {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            """
            INSERT INTO users (id, display_name, version, created_at) VALUES (?, '', 1, now())
            """)
        .param(id)
        .update();
    return new UserId(id);
  }
}
