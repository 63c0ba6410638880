package org.tongbao.market.reconciliation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.payment.PaymentMethods;
import org.tongbao.market.web.PageOfList;
import org.tongbao.payments.PaymentInstitution;
import org.tongbao.payments.StatementLine;
import org.tongbao.payments.StatementOutcome;

/// Holds each institution's statement of each day against our payments and refunds. Comparing a day
/// again changes nothing unless something has changed; what a person has settled stays settled.
/// Thread-safe.
@Component
public class Reconciliations {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciliations.class);

  /// How long after the end of a day its statement is asked for.
  private static final Duration AFTER_MIDNIGHT = Duration.ofHours(2);

  /// Days that are compared by themselves: what moved about midnight is in the next one's
  /// statement.
  private static final int DAYS_BACK = 2;

  private static final Duration LEASE = Duration.ofMinutes(10);
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final int AT_ONCE = 10;

  private final ReconciliationStore store;
  private final ComparisonStore comparison;
  private final PaymentMethods methods;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Reconciliations(
      ReconciliationStore store,
      ComparisonStore comparison,
      PaymentMethods methods,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.comparison = comparison;
    this.methods = methods;
    this.transaction = transaction;
    this.clock = clock;
  }

  List<Reconciliation> list(@Nullable String institution, @Nullable LocalDate before, int limit) {
    return store.list(institution, before, limit);
  }

  PageOfList<Difference> differences(
      @Nullable String institution, @Nullable String state, PageOfList.Request asked) {
    return asked.page(store.differences(institution, state, asked), Difference::id);
  }

  /// In the caller's transaction: the statement of a day is fetched soon, and compared.
  void ask(String institution, LocalDate day) {
    require(institution, day);
    store.want(institution, day, clock.instant());
  }

  /// In the caller's transaction: compares with a statement that a person brings.
  void bring(String institution, LocalDate day, List<StatementLine> lines) {
    require(institution, day);
    compare(institution, day, lines);
  }

  private void require(String institution, LocalDate day) {
    if (!methods.names().contains(institution)) {
      throw new DomainException(ReconciliationError.UNKNOWN_INSTITUTION);
    }
    if (!day.isBefore(today())) {
      throw new DomainException(ReconciliationError.NOT_OVER);
    }
  }

  /// Settles a difference: `note` says what became of it.
  Difference resolve(UUID id, String note, UserId by) {
    Difference known =
        store.difference(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
    if (!store.resolve(known.id(), note, by, clock.instant())) {
      throw new DomainException(ReconciliationError.NOT_OPEN);
    }
    return store.difference(id).orElseThrow();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  @Scheduled(fixedDelayString = "PT2S", initialDelayString = "PT10S")
  void tick() {
    pass();
  }

  /// Fetches the statements that are due. Answers how many days that were.
  int pass() {
    Instant now = clock.instant();
    List<ReconciliationStore.Due> due = store.take(now, now.plus(LEASE), AT_ONCE);
    due.forEach(this::fetch);
    return due.size();
  }

  /// The last days of every institution.
  @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT20S")
  void plan() {
    for (String institution : methods.names()) {
      // A stand-in at which nobody has paid is not opened for this.
      if (methods.standIns().contains(institution) && !comparison.knows(institution)) {
        continue;
      }
      for (int back = 1; back <= DAYS_BACK; back++) {
        LocalDate day = today().minusDays(back);
        Instant end = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        store.plan(institution, day, end.plus(AFTER_MIDNIGHT));
      }
    }
  }

  /// Asks the institution, outside of any transaction.
  private void fetch(ReconciliationStore.Due due) {
    PaymentInstitution institution = methods.find(due.institution()).orElse(null);
    if (institution == null) {
      store.fileNeeded(due);
      return;
    }
    Instant from = due.day().atStartOfDay(ZoneOffset.UTC).toInstant();
    Instant until = due.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    switch (institution.statement(from, until)) {
      case StatementOutcome.Statement(List<StatementLine> lines) ->
          transaction.executeWithoutResult(status -> compare(due.institution(), due.day(), lines));
      case StatementOutcome.NotOffered none -> store.fileNeeded(due);
      case StatementOutcome.Unknown(String detail) -> {
        LOG.warn("no statement of {} for {}: {}", due.institution(), due.day(), detail);
        store.later(due, detail, clock.instant().plus(PATIENCE.multipliedBy(due.tries())));
      }
    }
  }

  private void compare(String institution, LocalDate day, List<StatementLine> lines) {
    Instant now = clock.instant();
    store.hold(institution, day, now);
    store.replaceLines(institution, day, lines);
    List<ComparisonStore.Found> found = comparison.compare(institution, day);
    for (ComparisonStore.Found each : found) {
      store.keep(Uuid7.next(clock), institution, day, each, now);
    }
    store.goneUnless(
        institution,
        day,
        found.stream().map(it -> it.problem() + " " + it.kind() + " " + it.reference()).toList());
    store.compared(institution, day, lines.size(), now);
  }
}
