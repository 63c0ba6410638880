package org.tongbao.market.backup;

import java.io.IOException;
import java.io.InputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationVersion;
import org.postgresql.PGConnection;
import org.tongbao.market.backup.DatabaseSnapshot.Table;

/// Makes an empty database what a backup says: the tables by the same migrations, then all rows in
/// one transaction, with every constraint checked at its end.
public final class DatabaseRestore {
  private final DataSource database;

  public DatabaseRestore(DataSource database) {
    this.database = database;
  }

  /// Where the rows of a table come from.
  @FunctionalInterface
  public interface Rows {
    InputStream of(Table table) throws IOException;
  }

  /// Whether this program has exactly the migrations that a backup's database was made by; later
  /// ones, which the next start makes, may be there.
  ///
  /// @throws BackupException when it has not
  public void requireSchema(List<SchemaVersion> backup) {
    if (backup.isEmpty()) {
      throw new BackupException("The backup does not say how its tables were made.");
    }
    MigrationVersion last = MigrationVersion.fromVersion(backup.getLast().version());
    List<SchemaVersion> here =
        Arrays.stream(Flyway.configure().dataSource(database).load().info().all())
            .filter(each -> each.getVersion() != null && !each.getVersion().isNewerThan(last))
            .map(DatabaseRestore::version)
            .toList();
    if (!here.equals(backup)) {
      throw new BackupException(
          "The backup was made by another version of the program, with the tables of version "
              + last
              + ", which this one does not have in the same form. Restore it with that version.");
    }
  }

  private static SchemaVersion version(MigrationInfo each) {
    Integer checksum = each.getChecksum();
    return new SchemaVersion(each.getVersion().getVersion(), checksum == null ? 0 : checksum);
  }

  /// @throws BackupException when the database is not empty
  public void requireEmpty() throws SQLException {
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'")) {
      if (row.next() && row.getInt(1) > 0) {
        throw new BackupException(
            "The database is not empty; a backup is only brought back into one without tables.");
      }
    }
  }

  /// Makes the tables.
  public void migrate(List<SchemaVersion> schema) {
    Flyway.configure().dataSource(database).target(schema.getLast().version()).load().migrate();
  }

  /// Takes everything away again from a database that was empty.
  public void clean() {
    Flyway.configure().dataSource(database).cleanDisabled(false).load().clean();
  }

  /// Fills the tables. All or nothing.
  public void fill(List<Table> tables, Map<String, Long> sequences, Rows rows)
      throws SQLException, IOException {
    try (Connection connection = database.getConnection()) {
      connection.setAutoCommit(false);
      List<ForeignKey> keys = foreignKeys(connection);
      for (ForeignKey key : keys) {
        execute(connection, "ALTER TABLE " + key.table + " DROP CONSTRAINT " + key.name);
      }
      execute(connection, "TRUNCATE " + names(tables));
      for (Table table : tables) {
        try (InputStream in = rows.of(table)) {
          connection
              .unwrap(PGConnection.class)
              .getCopyAPI()
              .copyIn("COPY " + reference(table) + " FROM STDIN", in);
        }
      }
      for (ForeignKey key : keys) {
        execute(
            connection,
            "ALTER TABLE " + key.table + " ADD CONSTRAINT " + key.name + " " + key.definition);
      }
      for (Map.Entry<String, Long> each : sequences.entrySet()) {
        advance(connection, each.getKey(), each.getValue());
      }
      execute(connection, "ANALYZE");
      connection.commit();
    }
  }

  private record ForeignKey(String table, String name, String definition) {}

  private static List<ForeignKey> foreignKeys(Connection connection) throws SQLException {
    List<ForeignKey> keys = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT conrelid::regclass::TEXT, quote_ident(conname), pg_get_constraintdef(oid)
                FROM pg_constraint
                WHERE contype = 'f' AND connamespace = 'public'::regnamespace
                ORDER BY 1, 2
                """)) {
      while (row.next()) {
        keys.add(new ForeignKey(row.getString(1), row.getString(2), row.getString(3)));
      }
    }
    return keys;
  }

  private static void advance(Connection connection, String sequence, long last)
      throws SQLException {
    try (PreparedStatement set =
        connection.prepareStatement("SELECT setval(CAST(? AS regclass), ?)")) {
      set.setString(1, "public." + quoted(sequence));
      set.setLong(2, last);
      set.execute();
    }
  }

  private static void execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static String names(List<Table> tables) {
    return tables.stream()
        .map(table -> "public." + quoted(table.name()))
        .collect(Collectors.joining(", "));
  }

  static String reference(Table table) {
    return "public."
        + quoted(table.name())
        + table.columns().stream()
            .map(DatabaseRestore::quoted)
            .collect(Collectors.joining(", ", " (", ")"));
  }

  private static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
