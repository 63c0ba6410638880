package org.tongbao.app;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Hears of every row that is really written, by triggers which write into a table of their own:
/// what is rolled back is never heard of.
final class ChangeWatch {
  /// What is written although a request was refused, or while nobody asks anything, and why.
  private static final Map<String, String> LEFT_OUT = new TreeMap<>();

  static {
    LEFT_OUT.put("flyway_schema_history", "never written while it runs");
    LEFT_OUT.put("idempotency_keys", "the refusal itself is kept, to be repeated");
    LEFT_OUT.put("failed_attempts", "counts what failed");
    LEFT_OUT.put("recovery_requests", "counts letters, whoever asks");
    LEFT_OUT.put("sign_ins", "when a session was last seen");
    LEFT_OUT.put("half_sign_ins", "waits for a second factor; forgotten by a job");
    LEFT_OUT.put("passkey_challenges", "a challenge is used up by a wrong answer too");
    LEFT_OUT.put("wallet_nonces", "so is a nonce");
    LEFT_OUT.put("payment_notification_refusals", "counts forged notifications");
    LEFT_OUT.put("audit_chain", "a job links entries");
    LEFT_OUT.put("audit_entries", "what staff tried stays written down");
    LEFT_OUT.put("chain_duties", "whose turn it is among the processes");
    LEFT_OUT.put("relay_attempts", "the outbox tries by itself");
    LEFT_OUT.put("reserves", "the reserve is stated by itself");
    LEFT_OUT.put("reserve_calls", "the reserve is stated by itself");
    LEFT_OUT.put("reserve_statements", "the reserve is stated by itself");
    LEFT_OUT.put("reconciliations", "days are reconciled by themselves");
    LEFT_OUT.put("reconciliation_differences", "days are reconciled by themselves");
    LEFT_OUT.put("product_pairs", "what is bought together is counted by itself");
    LEFT_OUT.put("paired_orders", "what is bought together is counted by itself");
    LEFT_OUT.put("product_changes", "the search index is fed by itself");
  }

  private final JdbcClient jdbc;

  ChangeWatch(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Begins to listen to all tables but those that are left out.
  ChangeWatch open() {
    jdbc.sql("CREATE SCHEMA IF NOT EXISTS watch").update();
    jdbc.sql("CREATE UNLOGGED TABLE IF NOT EXISTS watch.changes (written TEXT NOT NULL)").update();
    jdbc.sql(
            """
            CREATE OR REPLACE FUNCTION watch.note() RETURNS TRIGGER LANGUAGE plpgsql AS
            'BEGIN INSERT INTO watch.changes VALUES (TG_TABLE_NAME); RETURN NULL; END'
            """)
        .update();
    for (String table : tables()) {
      jdbc.sql(
              """
              CREATE OR REPLACE TRIGGER watch_note AFTER INSERT OR UPDATE OR DELETE ON %s
              FOR EACH ROW EXECUTE FUNCTION watch.note()
              """
                  .formatted(table))
          .update();
    }
    return this;
  }

  private List<String> tables() {
    return jdbc
        .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        .query((row, n) -> row.getString(1))
        .list()
        .stream()
        .filter(table -> !LEFT_OUT.containsKey(table))
        .toList();
  }

  /// The tables that were written to since this was asked last.
  Set<String> take() {
    return new TreeSet<>(
        jdbc.sql("DELETE FROM watch.changes RETURNING written").query(String.class).list());
  }
}
