package org.tongbao.market.news;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Hands out news to those who tell them, each once to each reader. Thread-safe.
@Component
public class NewsQueue {
  /// How long news are kept after they were told.
  static final Duration KEPT = Duration.ofDays(30);

  private static final int DELETED_AT_ONCE = 1000;

  private final NewsStore store;
  private final Clock clock;

  NewsQueue(NewsStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  /// Who tells.
  public enum Reader {
    NOTIFICATIONS,
    WEBHOOKS
  }

  /// The oldest news that this reader has not had, taken off its list in the caller's transaction:
  /// what the caller stores of them is committed together with that.
  @Transactional(propagation = Propagation.MANDATORY)
  public List<News> take(Reader reader, int limit) {
    return store.take(reader, limit);
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT6M")
  void forget() {
    while (store.deleteBefore(clock.instant().minus(KEPT), DELETED_AT_ONCE) == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }
}
