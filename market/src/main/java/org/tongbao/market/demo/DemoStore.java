package org.tongbao.market.demo;

import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// The table `demo_things`.
@Repository
final class DemoStore {
  /// Any number that nobody else locks.
  private static final long LOCK = 0x746F_6E67_6261_6F01L;

  private final JdbcClient jdbc;

  DemoStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Keeps other processes from making the same thing until the transaction ends.
  void lock() {
    var _ =
        jdbc.sql("SELECT pg_advisory_xact_lock(?)").param(LOCK).query((row, number) -> "").list();
  }

  Optional<UUID> find(String key) {
    return jdbc.sql("SELECT id FROM demo_things WHERE key = ?")
        .param(key)
        .query(UUID.class)
        .optional();
  }

  void add(String key, UUID id) {
    jdbc.sql("INSERT INTO demo_things (key, id) VALUES (?, ?)").params(key, id).update();
  }
}
