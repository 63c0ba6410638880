package org.tongbao.app;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/// What stands in all tables, to see whether something was changed. Without those of who is signed
/// in and what was answered, and what the application writes by itself.
final class DatabaseState {
  private static final Set<String> LEFT_OUT =
      Set.of(
          "flyway_schema_history",
          "spring_session",
          "spring_session_attributes",
          "sign_ins",
          "idempotency_keys",
          "failed_attempts",
          "chain_duties",
          "payment_notification_refusals",
          "reserves");

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
    List<String> tables =
        jdbc.sql("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
            .query(String.class)
            .list();
    Map<String, String> state = new TreeMap<>();
    for (String table : tables) {
      if (!LEFT_OUT.contains(table)) {
        state.put(table, jdbc.sql(query.formatted(table)).query(String.class).single());
      }
    }
    return state;
  }
}
