package org.tongbao.app;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What stands in all tables, to see whether something was changed. Without those of who is signed
/// in and what was answered, and what the application writes by itself.
final class DatabaseState {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "flyway_schema_history",
          "sign_ins",
          "half_sign_ins",
          "idempotency_keys",
          "failed_attempts",
          "audit_chain",
          "audit_entries",
          "passkey_challenges",
          "recovery_requests",
          "mail_tokens",
          "wallet_nonces",
          "chain_duties",
          "webhook_attempts",
          "webhook_endpoints",
          "webhook_messages",
          "paired_orders",
          "payment_notification_refusals",
          "product_pairs",
          "product_view_counts",
          "reconciliation_differences",
          "reconciliations",
          "payment_notification_mismatches",
          "product_changes", // forgotten after some time
          "relay_attempts",
          "reserve_days",
          "reserve_statements",
          "reserves",
          "statement_lines");

  private DatabaseState() {}

  /// By table, a hash of all its rows.
  static Map<String, String> of(JdbcClient jdbc) {
    return each(
        jdbc, "SELECT coalesce(md5(string_agg(t::TEXT, '|' ORDER BY t::TEXT)), '') FROM %s t");
  }

  /// By table, how many rows it has.
  static Map<String, String> rows(JdbcClient jdbc) {
    return each(jdbc, "SELECT count(*)::TEXT FROM %s");
  }

  private static Map<String, String> each(JdbcClient jdbc, String query) {
    String all =
        jdbc
            .sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
            .query(String.class)
            .list()
            .stream()
            .filter(table -> !LEFT_OUT.contains(table))
            .map(
                table ->
                    "SELECT '%s' AS name, (%s) AS state".formatted(table, query.formatted(table)))
            .collect(Collectors.joining(" UNION ALL "));
    Map<String, String> state = new TreeMap<>();
    for (Map<String, Object> row : jdbc.sql(all).query().listOfRows()) {
      state.put(String.valueOf(row.get("name")), String.valueOf(row.get("state")));
    }
    return state;
  }
}
