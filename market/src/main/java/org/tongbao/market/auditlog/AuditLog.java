package org.tongbao.market.auditlog;

import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.PageOfList;
import tools.jackson.databind.json.JsonMapper;

/// The log of who did what. Writes of the REST API by staff get into it by themselves
/// ([RequestAudit]); what else belongs there is recorded by its feature. Thread-safe.
@Component
public class AuditLog {
  /// Who acts when nobody does.
  public static final String PLATFORM = "platform";

  private static final int LINKED_AT_ONCE = 500;
  private static final int SUBJECT_LIMIT = 300;
  private static final int DETAILS_LIMIT = 4_000;
  private static final JsonMapper JSON = JsonMapper.shared();

  private final AuditLogStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  AuditLog(AuditLogStore store, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// The last link.
  ///
  /// @param hash 64 hex digits, zeros when there is no entry
  public record Head(long position, String hash) {}

  /// Adds an entry, in the caller's transaction.
  ///
  /// @param actor the id of a user, or [#PLATFORM]
  /// @param action what was done, a few words that stay the same
  /// @param merchant the shop in which it was done; null elsewhere
  /// @param details without secrets; what is too long is cut to its hash
  public void record(
      String actor,
      String action,
      @Nullable MerchantId merchant,
      String subject,
      Map<String, ?> details) {
    store.add(
        new AuditEntry(
            Uuid7.next(clock),
            clock.instant().truncatedTo(ChronoUnit.MICROS),
            actor,
            action,
            merchant == null ? null : merchant.value(),
            cut(subject),
            json(details),
            Optional.ofNullable(MDC.get("requestId")).orElse(""),
            null,
            null));
  }

  /// Whether there is such an entry of the last time.
  boolean hasSince(String actor, String action, Duration ago) {
    return store.exists(actor, action, clock.instant().minus(ago));
  }

  private static String cut(String subject) {
    return subject.length() <= SUBJECT_LIMIT ? subject : subject.substring(0, SUBJECT_LIMIT);
  }

  private static String json(Map<String, ?> details) {
    String json = JSON.writeValueAsString(details);
    return json.length() <= DETAILS_LIMIT
        ? json
        : JSON.writeValueAsString(Map.of("tooLong", json.length(), "sha256", Bodies.sha256(json)));
  }

  PageOfList<AuditEntry> list(AuditLogStore.Filter filter, PageOfList.Request asked) {
    return asked.page(store.list(filter, asked), AuditEntry::id);
  }

  /// The newest entry that is linked: what a statement on the chain vouches for.
  public Head head() {
    return store.head();
  }

  /// Links entries that were committed. One process at a time does, and nobody who acts waits for
  /// it. Answers how many.
  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT1S")
  int link() {
    if (!store.hasUnlinked()) {
      return 0;
    }
    Integer linked = transaction.execute(status -> store.lockHead().map(this::link).orElse(0));
    return linked == null ? 0 : linked;
  }

  private int link(Head last) {
    List<AuditEntry> entries = store.unlinked(LINKED_AT_ONCE);
    Head head = last;
    for (AuditEntry entry : entries) {
      long position = head.position() + 1;
      head = new Head(position, AuditHash.of(position, head.hash(), entry));
      store.link(entry.id(), head);
    }
    store.advance(head);
    return entries.size();
  }
}
