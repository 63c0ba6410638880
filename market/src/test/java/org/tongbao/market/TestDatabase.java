package org.tongbao.market;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.market.postgres.PostgresLogin;
import org.tongbao.market.postgres.PostgresServer;

/// A database for one test class: register it as a static extension. It is a copy of a template
/// that holds all migrations, on the same kind of server that the application starts.
///
/// The server is started once for a test run and its data is kept under `target`.
public final class TestDatabase implements BeforeAllCallback, AfterAllCallback {
  /// Shared by all tests of a process, so that the programs are unpacked once; tests run in two
  /// processes at a time, which share nothing.
  public static final Path PROGRAM_FOLDER =
      Path.of("target", "test-" + System.getProperty("tongbao.test.process", "process"))
          .toAbsolutePath();

  private static final Logger LOG = System.getLogger(TestDatabase.class.getName());

  private @Nullable HikariDataSource dataSource;
  private @Nullable PostgresLogin login;
  private String name = "";

  @Override
  public void beforeAll(ExtensionContext context) {
    open(context.getRequiredTestClass().getSimpleName());
  }

  /// For what is no test; whoever opens it closes it.
  public void open(String owner) {
    name = owner.toLowerCase(Locale.ROOT);
    Server.RUNNING.admin().copyDatabase(Server.TEMPLATE, name);
    login = Server.RUNNING.login(name);
    dataSource = connect(login);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  public void close() {
    if (dataSource != null) {
      dataSource.close();
      Server.RUNNING.admin().dropDatabase(name);
    }
  }

  public DataSource dataSource() {
    return opened();
  }

  public JdbcClient jdbc() {
    return JdbcClient.create(opened());
  }

  /// Something that is kept for the whole process and uses a database.
  public interface Kept {
    void close() throws Exception;
  }

  /// Ends something at the end of the process, while its database is still there.
  public static void beforeItStops(Kept kept) {
    Server.KEPT.add(kept);
  }

  /// For tests that start an application of their own on this database.
  public PostgresLogin login() {
    if (login == null) {
      throw new IllegalStateException("register TestDatabase as a static @RegisterExtension");
    }
    return login;
  }

  /// Takes the database away from everybody who uses it.
  public void drop() {
    Server.RUNNING.admin().dropDatabase(name);
  }

  private DataSource opened() {
    if (dataSource == null) {
      throw new IllegalStateException("register TestDatabase as a static @RegisterExtension");
    }
    return dataSource;
  }

  private static HikariDataSource connect(PostgresLogin login) {
    HikariDataSource pool = new HikariDataSource();
    pool.setJdbcUrl(login.url());
    pool.setUsername(login.user());
    pool.setPassword(login.password());
    pool.setMaximumPoolSize(20);
    pool.setMinimumIdle(0);
    return pool;
  }

  /// Made when the first test class asks for a database; stopped when the JVM ends.
  private static final class Server {
    static final String TEMPLATE = "migrated";
    static final Queue<Kept> KEPT = new ConcurrentLinkedQueue<>();
    static final PostgresServer RUNNING = startMigrated();

    private static PostgresServer startMigrated() {
      PostgresServer server =
          PostgresServer.start(PROGRAM_FOLDER.resolve("postgres-test"), PROGRAM_FOLDER);
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> stop(server), "stop the test database"));
      server.admin().dropDatabase(TEMPLATE);
      server.admin().ensureDatabase(TEMPLATE);
      PostgresLogin login = server.login(TEMPLATE);
      Flyway.configure().dataSource(login.url(), login.user(), login.password()).load().migrate();
      return server;
    }

    private static void stop(PostgresServer server) {
      for (Kept each : KEPT) {
        try {
          each.close();
        } catch (Exception failure) {
          LOG.log(Level.WARNING, "The process ends, but something was not closed", failure);
        }
      }
      server.close();
    }
  }
}
