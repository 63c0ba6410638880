package org.tongbao.app;

import com.zaxxer.hikari.HikariConfig;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.market.postgres.PostgresException;
import org.tongbao.market.postgres.PostgresLogin;
import org.tongbao.market.postgres.PostgresServer;

/// The database that the settings ask for: one somewhere else by its address, or else a server of
/// our own, which starts while the rest of the application is still being assembled.
final class Database implements AutoCloseable {
  static final String NAME = "tongbao";

  private final Settings settings;
  private final @Nullable CompletableFuture<PostgresServer> starting;
  private final AtomicBoolean closed = new AtomicBoolean();

  private Database(Settings settings, @Nullable CompletableFuture<PostgresServer> starting) {
    this.settings = settings;
    this.starting = starting;
  }

  /// Begins to start the server, unless an outside one is set, and returns at once.
  static Database begin(Settings settings, Path dataFolder) {
    return new Database(
        settings,
        settings.has(Setting.DATABASE_URL)
            ? null
            : CompletableFuture.supplyAsync(() -> startServer(dataFolder)));
  }

  boolean isBuiltIn() {
    return starting != null;
  }

  /// Where to connect. Waits until a server of our own is up; throws [PostgresException] when it
  /// does not come up.
  HikariConfig connections() {
    HikariConfig config = new HikariConfig();
    if (starting == null) {
      config.setJdbcUrl(settings.get(Setting.DATABASE_URL));
      config.setUsername(settings.get(Setting.DATABASE_USER));
      config.setPassword(settings.get(Setting.DATABASE_PASSWORD));
    } else {
      PostgresLogin login = await(starting).login(NAME);
      config.setJdbcUrl(login.url());
      config.setUsername(login.user());
      config.setPassword(login.password());
    }
    config.setPoolName("database");
    config.setMaximumPoolSize(Integer.parseInt(settings.get(Setting.DATABASE_CONNECTIONS)));
    config.setMinimumIdle(1);
    config.setConnectionTimeout(10_000);
    return config;
  }

  /// Stops a server of our own. A second call does nothing.
  @Override
  public void close() {
    if (starting != null
        && closed.compareAndSet(false, true)
        && !starting.isCompletedExceptionally()) {
      await(starting).close();
    }
  }

  private static PostgresServer startServer(Path dataFolder) {
    PostgresServer server = PostgresServer.start(dataFolder);
    server.admin().ensureDatabase(NAME);
    return server;
  }

  private static PostgresServer await(CompletableFuture<PostgresServer> starting) {
    try {
      return starting.join();
    } catch (CompletionException failure) {
      if (failure.getCause() instanceof PostgresException cause) {
        throw cause;
      }
      throw failure;
    }
  }
}
