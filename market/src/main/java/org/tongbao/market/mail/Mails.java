package org.tongbao.market.mail;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.PageOfList;

/// Sends letters. Thread-safe.
@Component
public class Mails {
  /// How long it is known what became of a letter.
  static final Duration REMEMBERED = Duration.ofDays(30);

  /// How many letters the mailbox here holds.
  static final int MOST_KEPT = 10_000;

  private final MailStore store;
  private final Postman postman;
  private final Clock clock;

  Mails(MailStore store, Postman postman, Clock clock) {
    this.store = store;
    this.postman = postman;
    this.clock = clock;
  }

  /// Stores a letter in the caller's transaction, so that it is sent exactly when that commits.
  /// Delivery is tried for two days; a server that breaks off in the middle may get it twice, under
  /// the same message id.
  public UUID send(Letter letter) {
    UUID id = Uuid7.next(clock);
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    if (postman.hasServer()) {
      store.add(id, letter, Mail.State.WAITING, now);
      postman.soon(id);
    } else {
      store.add(id, letter, Mail.State.KEPT, now);
    }
    return id;
  }

  /// Whether letters stay in the mailbox here.
  public boolean areKept() {
    return !postman.hasServer();
  }

  public PageOfList<Mail> list(Mail.@Nullable State state, PageOfList.Request asked) {
    return asked.page(store.list(state, asked), Mail::id);
  }

  public Optional<Mail> find(UUID id) {
    return store.find(id);
  }

  /// How it stands; costs little, however many letters there are.
  public MailProgress progress() {
    return store.progress(areKept(), clock.instant());
  }

  /// Tries a letter again that was given up; false when it is not in that state.
  public boolean tryAgain(UUID id) {
    boolean waits = store.revive(id, clock.instant().truncatedTo(ChronoUnit.MICROS));
    if (waits) {
      postman.soon(id);
    }
    return waits;
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT4M")
  void forget() {
    store.deleteEndedBefore(clock.instant().minus(REMEMBERED));
    store.keepOnly(MOST_KEPT);
  }
}
