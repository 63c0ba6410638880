package org.tongbao.market.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.auditlog.AuditLog;
import org.tongbao.market.auditlog.TestAuditLog;

/// Whatever is done to entries that are linked is found, also by whoever links them anew.
final class AuditTrailComparisonTest {
  @RegisterExtension private static final TestDatabase DATABASE = new TestDatabase();

  private AuditLog log = TestAuditLog.on(DATABASE.dataSource(), Clock.systemUTC());

  @BeforeEach
  void sevenEntriesOfWhichTheChainKnowsFive() {
    sql("DELETE FROM audit_entries");
    sql("UPDATE audit_chain SET position = 0, hash = repeat('0', 64)");
    sql("DELETE FROM reserve_statements");
    sql("INSERT INTO reserves (currency, own_minor) VALUES ('CNY', 0) ON CONFLICT DO NOTHING");
    sql("UPDATE reserves SET statements = 0");
    log = TestAuditLog.on(DATABASE.dataSource(), Clock.systemUTC());
    act(5);
    anchor(1);
    act(2);
  }

  private void act(int times) {
    for (int i = 0; i < times; i++) {
      log.record(UUID.randomUUID().toString(), "PUT /roles", null, "id=" + i, Map.of("n", i));
    }
    assertThat(TestAuditLog.link(log)).isEqualTo(times);
  }

  private void anchor(int number) {
    AuditLog.Head head = log.head();
    String document =
        "reserve CNY %d as of now: own 0; audit log %d %s"
            .formatted(number, head.position(), head.hash());
    DATABASE
        .jdbc()
        .sql(
            """
            INSERT INTO reserve_statements (id, currency, number, as_of, own_minor, captured_minor,
              refunding_minor, leaving_minor, attested_minor, document, document_hash, state)
            VALUES (gen_random_uuid(), 'CNY', ?, now(), 0, 0, 0, 0, 0, ?, '0x' || repeat('1', 64),
              'ATTESTED')
            """)
        .params(number, document)
        .update();
    sql("UPDATE reserves SET statements = " + number + " WHERE currency = 'CNY'");
  }

  @Test
  void anUntouchedLogIsClean() {
    assertThat(found()).isEmpty();
    anchor(2);
    assertThat(found()).isEmpty();
  }

  @Test
  void aChangedEntryIsFound() {
    sql("UPDATE audit_entries SET details = '{\"n\":9}' WHERE position = 3");
    assertThat(found())
        .containsExactly("entry 3: does not follow from its content and the one before");
  }

  @Test
  void everyFieldIsHashed() {
    for (String change :
        List.of(
            "id = gen_random_uuid()",
            "at = at + INTERVAL '1 microsecond'",
            "actor = 'platform'",
            "action = action || 's'",
            "merchant_id = gen_random_uuid()",
            "subject = subject || ' '",
            "details = details || ' '",
            "request_id = request_id || 'x'")) {
      sevenEntriesOfWhichTheChainKnowsFive();
      sql("UPDATE audit_entries SET " + change + " WHERE position = 7");
      assertThat(found()).as(change).hasSize(1);
    }
  }

  @Test
  void aRemovedEntryIsFound() {
    sql("DELETE FROM audit_entries WHERE position = 3");
    assertThat(found()).contains("entry 3: is missing");
  }

  @Test
  void theLastEntriesRemovedAreFound() {
    sql("DELETE FROM audit_entries WHERE position >= 6");
    assertThat(found()).hasSize(2).allMatch(it -> it.startsWith("the last link"));
    // Also by whoever moves the last link back: what the chain knows is too much to lose.
    sql("DELETE FROM audit_entries WHERE position >= 4");
    sql(
        """
        UPDATE audit_chain SET position = 3,
          hash = (SELECT hash FROM audit_entries WHERE position = 3)
        """);
    assertThat(found()).singleElement().asString().startsWith("entry 5: stands on the chain");
  }

  @Test
  void anInsertedEntryIsFoundThoughEverythingAfterItIsLinkedAnew() {
    for (int position = 7; position >= 3; position--) {
      sql("UPDATE audit_entries SET position = 1 + position WHERE position = " + position);
    }
    sql(
        """
        INSERT INTO audit_entries (id, at, actor, action, subject, details, request_id, position,
          hash)
        VALUES (gen_random_uuid(), now(), 'platform', 'made up', '', '{}', '', 3, repeat('a', 64))
        """);
    linkAnew();
    assertThat(found())
        .singleElement()
        .asString()
        .startsWith("entry 5: stands on the chain as")
        .contains(", not ");
    // Nor does it help to take away what vouches for it.
    sql("DELETE FROM reserve_statements");
    assertThat(found()).singleElement().asString().contains("which vouch for it, are missing");
  }

  private static void linkAnew() {
    var store = new AuditTrailStore(DATABASE.dataSource());
    String before = "0".repeat(64);
    for (AuditTrailStore.EntryRow entry : store.after(0)) {
      before = AuditTrailComparison.hash(entry, before);
      sql(
          "UPDATE audit_entries SET hash = '%s' WHERE position = %d"
              .formatted(before, entry.position()));
      sql("UPDATE audit_chain SET position = %d, hash = '%s'".formatted(entry.position(), before));
    }
  }

  private static List<String> found() {
    Findings findings = new Findings();
    new AuditTrailComparison(new AuditTrailStore(DATABASE.dataSource()), findings).compare();
    return findings.all().stream().map(it -> it.subject() + ": " + it.problem()).toList();
  }

  private static void sql(String text) {
    DATABASE.jdbc().sql(text).update();
  }
}
