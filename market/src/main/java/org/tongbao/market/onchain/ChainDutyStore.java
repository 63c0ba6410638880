package org.tongbao.market.onchain;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/// Work that one process of several does at a time, guarded by advisory locks of the database.
@Repository
final class ChainDutyStore {
  private static final int CHECK_SECONDS = 2;

  private final JdbcClient jdbc;
  private final DataSource dataSource;
  private final TransactionTemplate transaction;

  ChainDutyStore(JdbcClient jdbc, DataSource dataSource) {
    this.jdbc = jdbc;
    this.dataSource = dataSource;
    this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
  }

  /// Waits until no other process does this, and does it.
  <T> T alone(String duty, Supplier<T> work) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:duty, 0)) IS NULL")
                  .param("duty", name(duty))
                  .query(Boolean.class)
                  .single();
              return work.get();
            }));
  }

  /// Takes a duty on for as long as the result is open and its connection lives: the database gives
  /// it to another process when this one dies.
  Optional<Held> take(String duty) {
    Connection connection = null;
    try {
      connection = dataSource.getConnection();
      if (ask(connection, "SELECT pg_try_advisory_lock(hashtextextended(?, 0))", name(duty))) {
        Held held = new Held(connection, name(duty));
        connection = null;
        return Optional.of(held);
      }
      return Optional.empty();
    } catch (SQLException e) {
      return Optional.empty();
    } finally {
      closeQuietly(connection);
    }
  }

  private static String name(String duty) {
    return "chain duty " + duty;
  }

  private static boolean ask(Connection connection, String sql, String name) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      statement.setString(1, name);
      try (ResultSet row = statement.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  private static void closeQuietly(@org.jspecify.annotations.Nullable Connection connection) {
    if (connection != null) {
      try {
        connection.close();
      } catch (SQLException e) {
        // The pool takes a broken connection away by itself.
      }
    }
  }

  /// A duty that this process has.
  static final class Held implements AutoCloseable {
    private final Connection connection;
    private final String name;

    private Held(Connection connection, String name) {
      this.connection = connection;
      this.name = name;
    }

    /// Whether the duty is still this process's.
    boolean isHeld() {
      try {
        return connection.isValid(CHECK_SECONDS);
      } catch (SQLException e) {
        return false;
      }
    }

    @Override
    public void close() {
      try {
        ask(connection, "SELECT pg_advisory_unlock(hashtextextended(?, 0))", name);
      } catch (SQLException e) {
        // The connection is gone, and the lock with it.
      } finally {
        closeQuietly(connection);
      }
    }
  }
}
