package org.tongbao.market.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.market.id.Uuid7;

/// The keys of all processes. Thread-safe; every decision is one statement in the database.
@Component
class IdempotencyKeys {
  /// How long one who carries out a request may take. Who dies meanwhile has changed nothing, since
  /// the change and the answer are committed together.
  static final Duration LEASE = Duration.ofMinutes(1);

  static final Duration KEPT_FOR = Duration.ofHours(24);
  private static final int DELETED_AT_ONCE = 1000;

  private final IdempotencyStore store;
  private final Clock clock;

  IdempotencyKeys(IdempotencyStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  Claim claim(IdempotentRequest request) {
    UUID id = Uuid7.next(clock);
    while (true) {
      Instant now = clock.instant();
      if (store.claim(request, id, now, now.plus(LEASE), now.plus(KEPT_FOR))) {
        return new Claim.Granted(id);
      }
      // Nothing is found when the holder has let go in between: then the key is free again.
      Optional<Claim> found = store.find(request);
      if (found.isPresent()) {
        return found.get();
      }
    }
  }

  /// Keeps the answer of the holder of `claim`; false when the holder has lost the key. Called
  /// inside the transaction of the change it tells about.
  boolean answer(IdempotentRequest request, UUID claim, StoredAnswer answer) {
    return store.answer(request, claim, answer);
  }

  void release(IdempotentRequest request, UUID claim) {
    store.release(request, claim);
  }

  /// Removes what has expired, in small transactions.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
  void deleteExpired() {
    while (store.deleteExpired(clock.instant(), DELETED_AT_ONCE) == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }
}
