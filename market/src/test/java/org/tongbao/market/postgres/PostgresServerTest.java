package org.tongbao.market.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.util.FileSystemUtils;
import org.tongbao.market.TestDatabase;

final class PostgresServerTest {
  private static final Path FOLDER = Path.of("target/postgres-server-test").toAbsolutePath();
  private static PostgresServer server = startFresh();

  @BeforeEach
  void emptyTheDatabase() {
    server.admin().dropDatabase("shop");
    server.admin().ensureDatabase("shop");
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void acknowledgesOnlyWhatIsOnDisk() {
    assertThat(server.admin().setting("fsync")).isEqualTo("on");
    assertThat(server.admin().setting("synchronous_commit")).isEqualTo("on");
    assertThat(server.admin().setting("full_page_writes")).isEqualTo("on");
    assertThat(server.admin().setting("data_checksums")).isEqualTo("on");
  }

  @Test
  void letsNobodyInWithoutThePassword() throws IOException {
    PostgresLogin login = server.login("shop");

    assertThat(server.admin().setting("listen_addresses")).isEqualTo("127.0.0.1");
    assertThat(server.admin().setting("password_encryption")).isEqualTo("scram-sha-256");
    assertThat(Files.getPosixFilePermissions(FOLDER.resolve("postgres.password")))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    assertThat(login.toString()).doesNotContain(login.password());
    assertThatThrownBy(() -> DriverManager.getConnection(login.url(), login.user(), "guess"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("authentication failed");
  }

  @Test
  void givesTheApplicationNoSuperuser() throws SQLException {
    assertThatThrownBy(() -> execute("COPY (SELECT 1) TO PROGRAM 'true'"))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining("permission denied");
    execute("CREATE TABLE own_tables_are_fine (id INT)");
  }

  @Test
  void takesOverAServerThatIsStillRunning() throws SQLException {
    execute("CREATE TABLE kept AS SELECT 42 AS answer");

    PostgresServer second = PostgresServer.start(FOLDER, TestDatabase.PROGRAM_FOLDER);

    assertThat(second.port()).isEqualTo(server.port());
    assertThat(second.login("shop").password()).isEqualTo(server.login("shop").password());
    assertThat(answer()).isEqualTo(42);
  }

  @Test
  void recoversEverythingCommittedAfterTheServerWasKilled() throws Exception {
    execute("CREATE TABLE kept AS SELECT 42 AS answer");
    PostmasterFile running = PostmasterFile.read(FOLDER.resolve("postgres")).orElseThrow();
    ProcessHandle postmaster = ProcessHandle.of(running.pid()).orElseThrow();

    postmaster.destroyForcibly();
    postmaster.onExit().get();
    server = PostgresServer.start(FOLDER, TestDatabase.PROGRAM_FOLDER);

    assertThat(answer()).isEqualTo(42);
  }

  @Test
  void startsAlthoughTheNumberOfTheOldProcessIsTakenByAnother() throws Exception {
    execute("CREATE TABLE kept AS SELECT 42 AS answer");
    server.close();
    Files.writeString(
        FOLDER.resolve("postgres/postmaster.pid"),
        ProcessHandle.current().pid() + "\n/elsewhere\n1\n5432\n\n127.0.0.1\n0\nready\n");

    server = PostgresServer.start(FOLDER, TestDatabase.PROGRAM_FOLDER);

    assertThat(answer()).isEqualTo(42);
  }

  @Test
  void refusesTheDataOfAnotherMajorVersion() throws IOException {
    server.close();
    Path version = FOLDER.resolve("postgres/PG_VERSION");
    Files.writeString(version, "17\n");

    assertThatThrownBy(() -> PostgresServer.start(FOLDER, TestDatabase.PROGRAM_FOLDER))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("made by PostgreSQL 17");

    Files.writeString(version, "18\n");
    server = PostgresServer.start(FOLDER, TestDatabase.PROGRAM_FOLDER);
  }

  @Test
  void refusesDataWhosePasswordIsLost() throws IOException {
    Files.delete(FOLDER.resolve("postgres.password"));

    assertThatThrownBy(() -> PostgresServer.start(FOLDER, TestDatabase.PROGRAM_FOLDER))
        .isInstanceOf(PostgresException.class)
        .hasMessageContaining("postgres.password is missing");
  }

  @Test
  void copiesADatabaseFromATemplate() throws SQLException {
    execute("CREATE TABLE kept AS SELECT 42 AS answer");

    server.admin().copyDatabase("shop", "copy");

    assertThat(answerIn("copy")).isEqualTo(42);
    server.admin().dropDatabase("copy");
    assertThatThrownBy(() -> answerIn("copy")).hasMessageContaining("does not exist");
  }

  private static PostgresServer startFresh() {
    try {
      FileSystemUtils.deleteRecursively(FOLDER);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    return PostgresServer.start(FOLDER, TestDatabase.PROGRAM_FOLDER);
  }

  private int answer() throws SQLException {
    return answerIn("shop");
  }

  private int answerIn(String database) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT answer FROM kept")) {
      row.next();
      return row.getInt(1);
    }
  }

  private void execute(String sql) throws SQLException {
    try (Connection connection = connect("shop");
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private Connection connect(String database) throws SQLException {
    PostgresLogin login = server.login(database);
    return DriverManager.getConnection(login.url(), login.user(), login.password());
  }
}
