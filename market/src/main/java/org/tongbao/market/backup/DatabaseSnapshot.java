package org.tongbao.market.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.postgresql.PGConnection;

/// The whole database as it is at one moment, while others go on writing to it: one REPEATABLE READ
/// transaction, which lasts until this is closed. For one thread.
public final class DatabaseSnapshot implements AutoCloseable {
  /// Tables that are not copied: sign-ins and what makes one once, of which some may have been
  /// ended or used since, and the list of migrations, which the migrations write.
  static final Set<String> LEFT_OUT =
      Set.of(
          "flyway_schema_history",
          "sign_ins",
          "half_sign_ins",
          "passkey_challenges",
          "wallet_nonces",
          "mail_tokens");

  private final Connection connection;

  private DatabaseSnapshot(Connection connection) {
    this.connection = connection;
  }

  /// A table and its columns in their order.
  public record Table(String name, List<String> columns) {
    public Table {
      columns = List.copyOf(columns);
    }
  }

  /// Begins it; the connection is used up and closed with it.
  public static DatabaseSnapshot begin(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.setReadOnly(true);
    connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
    var snapshot = new DatabaseSnapshot(connection);
    // The moment is that of the first query.
    if (!snapshot.exists("flyway_schema_history")) {
      throw new BackupException("The database holds no marketplace: it was never started.");
    }
    return snapshot;
  }

  private boolean exists(String table) throws SQLException {
    try (PreparedStatement select =
        connection.prepareStatement("SELECT to_regclass('public.' || ?) IS NOT NULL")) {
      select.setString(1, table);
      try (ResultSet row = select.executeQuery()) {
        return row.next() && row.getBoolean(1);
      }
    }
  }

  /// The migrations that were made, oldest first.
  public List<SchemaVersion> schema() throws SQLException {
    List<SchemaVersion> versions = new ArrayList<>();
    each(
        """
        SELECT version, checksum FROM flyway_schema_history
        WHERE success AND version IS NOT NULL ORDER BY installed_rank
        """,
        row -> versions.add(new SchemaVersion(row.getString(1), row.getInt(2))));
    return versions;
  }

  /// The newest block that the database knows anything of: the chain up to there is the one that
  /// fits to it. Empty when it knows of none.
  public Optional<ChainPoint> chain() throws SQLException {
    List<ChainPoint> found = new ArrayList<>();
    each(
        """
        SELECT number, hash FROM (
          SELECT number, hash FROM chain_blocks
          UNION ALL
          SELECT block_number, block_hash FROM relay_items WHERE block_number IS NOT NULL) known
        ORDER BY number DESC LIMIT 1
        """,
        row -> found.add(new ChainPoint(row.getLong(1), row.getString(2))));
    return found.stream().findFirst();
  }

  /// The master keys under which private keys and other secrets are sealed.
  public List<String> masterKeys() throws SQLException {
    return strings(
        """
        SELECT master_key_id FROM sealed_keys
        UNION SELECT master_key_id FROM second_factors WHERE master_key_id IS NOT NULL
        UNION SELECT master_key_id FROM webhook_endpoints WHERE master_key_id IS NOT NULL
        UNION SELECT master_key_id FROM merchant_document_files
        ORDER BY 1
        """);
  }

  /// The names of all files of media.
  public List<String> media() throws SQLException {
    return strings("SELECT hash FROM media ORDER BY 1");
  }

  /// All tables that are copied. Columns whose values are computed are left out.
  public List<Table> tables() throws SQLException {
    Map<String, List<String>> columns = new LinkedHashMap<>();
    each(
        """
        SELECT c.relname, a.attname
        FROM pg_class c
        JOIN pg_attribute a ON a.attrelid = c.oid
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r'
          AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        ORDER BY c.relname, a.attnum
        """,
        row ->
            columns
                .computeIfAbsent(row.getString(1), it -> new ArrayList<>())
                .add(row.getString(2)));
    return columns.entrySet().stream()
        .filter(each -> !LEFT_OUT.contains(each.getKey()))
        .map(each -> new Table(each.getKey(), each.getValue()))
        .toList();
  }

  /// Writes the rows of a table in PostgreSQL's text format.
  ///
  /// @return how many
  public long copy(Table table, OutputStream out) throws SQLException, IOException {
    return connection
        .unwrap(PGConnection.class)
        .getCopyAPI()
        .copyOut("COPY " + DatabaseRestore.reference(table) + " TO STDOUT", out);
  }

  /// What each sequence has handed out last; only those that have handed out anything.
  public Map<String, Long> sequences() throws SQLException {
    Map<String, Long> values = new LinkedHashMap<>();
    each(
        """
        SELECT sequencename, last_value FROM pg_sequences
        WHERE schemaname = 'public' AND last_value IS NOT NULL ORDER BY 1
        """,
        row -> values.put(row.getString(1), row.getLong(2)));
    return values;
  }

  private List<String> strings(String query) throws SQLException {
    List<String> values = new ArrayList<>();
    each(query, row -> values.add(row.getString(1)));
    return values;
  }

  private interface Row {
    void read(ResultSet row) throws SQLException;
  }

  private void each(String query, Row reader) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      while (row.next()) {
        reader.read(row);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    try (connection) {
      connection.rollback();
    }
  }
}
