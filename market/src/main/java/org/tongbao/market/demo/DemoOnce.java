package org.tongbao.market.demo;

import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Makes each thing of the demonstration once, in one transaction with the note that it is there.
@Component
class DemoOnce {
  private final DemoStore store;
  private final TransactionTemplate transaction;

  DemoOnce(DemoStore store, TransactionTemplate transaction) {
    this.store = store;
    this.transaction = transaction;
  }

  /// What has this key, made now where it is missing.
  UUID make(String key, Supplier<UUID> how) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              store.lock();
              Optional<UUID> known = store.find(key);
              if (known.isPresent()) {
                return known.get();
              }
              UUID id = how.get();
              store.add(key, id);
              return id;
            }));
  }

  /// Looks at what features show only inside a transaction.
  <T> T look(Supplier<T> how) {
    return Objects.requireNonNull(transaction.execute(status -> how.get()));
  }

  Optional<UUID> known(String key) {
    return look(() -> store.find(key));
  }
}
