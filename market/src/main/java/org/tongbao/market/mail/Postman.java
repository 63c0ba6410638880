package org.tongbao.market.mail;

import jakarta.annotation.PreDestroy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.market.work.DueWork;

/// Takes stored letters to the server, with growing pauses where it cannot be reached, until two
/// days have passed. Any number of processes may do so at once.
@Component
class Postman {
  static final Duration GIVEN_UP_AFTER = Duration.ofDays(2);
  static final Duration LEASE = Duration.ofMinutes(2);

  private static final Logger LOG = LoggerFactory.getLogger(Postman.class);
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(15);
  private static final Duration LONGEST_PAUSE = Duration.ofHours(2);

  private final MailStore store;
  private final @Nullable SmtpCarrier carrier;
  private final Clock clock;
  private final DueWork<Mail> work;

  @Autowired
  Postman(MailStore store, MailSettings settings, Clock clock) {
    this(store, settings.server().map(SmtpCarrier::new).orElse(null), clock);
  }

  Postman(MailStore store, @Nullable SmtpCarrier carrier, Clock clock) {
    this.store = store;
    this.carrier = carrier;
    this.clock = clock;
    this.work = new DueWork<>(only -> store.take(now(), now().plus(LEASE), only), this::deliver);
  }

  boolean hasServer() {
    return carrier != null;
  }

  /// As soon as the caller's transaction has committed.
  void soon(UUID id) {
    work.soon(id);
  }

  @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT5S")
  void tick() {
    if (hasServer()) {
      work.tick();
    }
  }

  int pass() {
    return work.pass();
  }

  @PreDestroy
  void close() {
    work.close();
  }

  /// After this many tries: 15 s, 30 s, 1 min, up to 2 h.
  static Duration pause(int tries) {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tries - 1, 12));
    return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
  }

  private void deliver(Mail mail) {
    if (carrier == null) {
      return;
    }
    switch (carrier.carry(mail)) {
      case SmtpCarrier.Taken() -> store.sent(mail.id(), now());
      case SmtpCarrier.Refused(String reply) -> giveUp(mail, reply);
      case SmtpCarrier.NotNow(String reply) -> {
        if (now().isAfter(mail.createdAt().plus(GIVEN_UP_AFTER))) {
          giveUp(mail, reply);
        } else {
          LOG.warn("mail {} is tried again after {}", mail.id(), pause(mail.tries()));
          store.later(mail, now().plus(pause(mail.tries())), reply);
        }
      }
    }
  }

  /// What the server said may name the recipient; it stands in the table, not in the log.
  private void giveUp(Mail mail, String reply) {
    LOG.warn("mail {} was given up after {} tries", mail.id(), mail.tries());
    store.giveUp(mail.id(), now(), reply);
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }
}
