package org.tongbao.app.verify;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/// One moment of a database, to be read as often as one likes: a transaction that sees what was
/// committed when it was taken and nothing that came later. It writes nothing and locks no row.
///
/// Take it before the chain's head is asked for: the chain then has everything that the database
/// has heard of.
final class DatabaseSnapshot implements AutoCloseable {
  private final @Nullable Connection connection;

  private DatabaseSnapshot(@Nullable Connection connection) {
    this.connection = connection;
  }

  /// @param database null for none
  /// @throws VerifyException when it cannot be read
  static DatabaseSnapshot take(@Nullable DataSource database) {
    if (database == null) {
      return new DatabaseSnapshot(null);
    }
    var snapshot = new DatabaseSnapshot(connected(database));
    try {
      snapshot.begin();
      return snapshot;
    } catch (SQLException unreadable) {
      snapshot.close();
      throw unreadable(unreadable);
    }
  }

  private static Connection connected(DataSource database) {
    try {
      return database.getConnection();
    } catch (SQLException unreachable) {
      throw unreadable(unreachable);
    }
  }

  private static VerifyException unreadable(SQLException why) {
    return new VerifyException("The database cannot be read: " + why.getMessage());
  }

  private void begin() throws SQLException {
    Connection begun = Objects.requireNonNull(connection);
    begun.setReadOnly(true);
    begun.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    begun.setAutoCommit(false);
    try (Statement first = begun.createStatement()) {
      // The chain may be read for hours between two questions.
      first.execute("SET LOCAL idle_in_transaction_session_timeout = 0");
      // The first question is the moment.
      first.execute("SELECT FROM pg_class LIMIT 1");
    }
  }

  /// To read it by; null when there is none.
  @Nullable DataSource dataSource() {
    return connection == null ? null : new SingleConnectionDataSource(connection, true);
  }

  @Override
  public void close() {
    if (connection == null) {
      return;
    }
    try (connection) {
      if (!connection.getAutoCommit()) {
        connection.rollback();
      }
    } catch (SQLException gone) {
      throw new VerifyException("The database went away: " + gone.getMessage());
    }
  }
}
