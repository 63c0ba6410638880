package org.tongbao.market.operations;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// How much the database holds, by what it knows of its files and by its own statistics: nothing is
/// counted.
@Repository
final class DatabaseSizeStore {
  private final JdbcClient jdbc;

  DatabaseSizeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// In bytes.
  long size() {
    return jdbc.sql("SELECT pg_database_size(current_database())").query(Long.class).single();
  }

  /// The largest tables with their indexes, the largest first.
  List<OperationsPage.Table> largest(int limit) {
    return jdbc.sql(
            """
            SELECT c.relname, pg_total_relation_size(c.oid) AS bytes,
              greatest(CAST(c.reltuples AS BIGINT), pg_stat_get_live_tuples(c.oid), 0) AS about
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE n.nspname = current_schema() AND c.relkind = 'r'
            ORDER BY bytes DESC, c.relname LIMIT ?
            """)
        .param(limit)
        .query(
            (row, number) ->
                new OperationsPage.Table(
                    row.getString("relname"), row.getLong("bytes"), row.getLong("about")))
        .list();
  }
}
