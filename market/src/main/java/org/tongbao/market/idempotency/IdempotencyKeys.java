package org.tongbao.market.idempotency;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/// The keys of all processes. Thread-safe; every decision is one statement in the database.
@Component
class IdempotencyKeys {
  static final Duration KEPT_FOR = Duration.ofHours(24);
  private static final int DELETED_AT_ONCE = 1000;

  private final IdempotencyStore store;
  private final Clock clock;

  IdempotencyKeys(IdempotencyStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Takes the key, or says why it cannot be had. Who has it keeps it until the caller's
  /// transaction ends, in whatever way; who dies has changed nothing and lets it go.
  Claim claim(IdempotentRequest request) {
    return store.claim(request, clock.instant());
  }

  /// Keeps the answer; false when there is one already. Called inside the transaction of the change
  /// that it tells about.
  boolean answer(IdempotentRequest request, StoredAnswer answer) {
    Instant now = clock.instant();
    return store.answer(request, answer, now, now.plus(KEPT_FOR));
  }

  /// Removes what has expired, in small transactions.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
  void deleteExpired() {
    while (store.deleteExpired(clock.instant(), DELETED_AT_ONCE) == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }
}
