package org.tongbao.market.postgres;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.ds.PGSimpleDataSource;

/// Makes and drops databases, as the server's superuser.
public final class PostgresAdmin {
  static final String SUPERUSER = "postgres";

  private final PGSimpleDataSource dataSource = new PGSimpleDataSource();
  private final String password;

  PostgresAdmin(int port, String password) {
    this.password = password;
    dataSource.setServerNames(new String[] {"127.0.0.1"});
    dataSource.setPortNumbers(new int[] {port});
    dataSource.setDatabaseName("postgres");
    dataSource.setUser(SUPERUSER);
    dataSource.setPassword(password);
    dataSource.setConnectTimeout(10);
  }

  /// Makes the database and the application's role unless they exist.
  public void ensureDatabase(String database) {
    try (Connection connection = dataSource.getConnection()) {
      if (!exists(connection, "SELECT 1 FROM pg_roles WHERE rolname = ?", PostgresLogin.ROLE)) {
        // The password is hexadecimal, so it can stand in the text; CREATE ROLE takes no parameter.
        execute(
            connection, "CREATE ROLE " + PostgresLogin.ROLE + " LOGIN PASSWORD '" + password + "'");
      }
      if (!exists(connection, "SELECT 1 FROM pg_database WHERE datname = ?", database)) {
        execute(
            connection,
            "CREATE DATABASE " + quoted(database) + " OWNER " + quoted(PostgresLogin.ROLE));
      }
    } catch (SQLException failure) {
      throw new PostgresException("The database cannot be prepared: " + failure, failure);
    }
  }

  /// Makes `database` as a copy of `template`, which nobody may be connected to; an older database
  /// of that name is dropped.
  public void copyDatabase(String template, String database) {
    try (Connection connection = dataSource.getConnection()) {
      execute(connection, "DROP DATABASE IF EXISTS " + quoted(database) + " WITH (FORCE)");
      execute(
          connection,
          "CREATE DATABASE "
              + quoted(database)
              + " TEMPLATE "
              + quoted(template)
              + " OWNER "
              + quoted(PostgresLogin.ROLE));
    } catch (SQLException failure) {
      throw new PostgresException("The database cannot be copied: " + failure, failure);
    }
  }

  public void dropDatabase(String database) {
    try (Connection connection = dataSource.getConnection()) {
      execute(connection, "DROP DATABASE IF EXISTS " + quoted(database) + " WITH (FORCE)");
    } catch (SQLException failure) {
      throw new PostgresException("The database cannot be dropped: " + failure, failure);
    }
  }

  /// The server's value of a setting, for instance `fsync`.
  public String setting(String name) {
    try (Connection connection = dataSource.getConnection()) {
      return setting(connection, name);
    } catch (SQLException failure) {
      throw new PostgresException("The setting cannot be read: " + failure, failure);
    }
  }

  /// Whether the server on this port takes the password and has its data in `cluster`.
  boolean serves(Path cluster) throws IOException {
    try (Connection connection = dataSource.getConnection()) {
      return Path.of(setting(connection, "data_directory"))
          .toRealPath()
          .equals(cluster.toRealPath());
    } catch (SQLException refused) {
      return false;
    }
  }

  private static String setting(Connection connection, String name) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement("SELECT current_setting(?)")) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        row.next();
        return row.getString(1);
      }
    }
  }

  private static boolean exists(Connection connection, String query, String name)
      throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      select.setString(1, name);
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
