package org.tongbao.app;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.util.FileSystemUtils;
import org.tongbao.app.settings.Settings;
import org.tongbao.ledger.network.MovableClock;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.onchain.ChainNode;
import org.tongbao.market.onchain.ChainProgress;
import org.tongbao.market.postgres.PostgresLogin;

/// The whole application, as `run` starts it, on a free port and a database of its own: register it
/// as a static extension of a test class.
///
/// With the system property `tongbao.chain.url` the chain is the node there, such as an anvil,
/// instead of one in the process.
public final class RunningApplication implements BeforeAllCallback, AfterAllCallback {
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);
  private static final Duration RARE = Duration.ofMinutes(10);
  private static final Duration FIRST_MINUTE = Duration.ofMinutes(1);

  /// Where the chain is; empty for a node in the process.
  private static final String CHAIN_URL = System.getProperty("tongbao.chain.url", "");

  private final TestDatabase database;
  private final boolean ownsDatabase;
  private final List<String> options;
  private final HttpClient client = HttpClient.newHttpClient();
  private final MovableClock clock;
  private @Nullable ConfigurableApplicationContext context;
  private @Nullable Path dataFolder;
  private URI address = URI.create("http://localhost/");

  /// Starts it with these settings beside the ones that keep it apart from others.
  public RunningApplication(String... options) {
    this(new TestDatabase(), true, new MovableClock(), options);
  }

  private RunningApplication(
      TestDatabase database, boolean ownsDatabase, MovableClock clock, String... options) {
    this.database = database;
    this.ownsDatabase = ownsDatabase;
    this.clock = clock;
    this.options = List.of(options);
  }

  /// Another process of the same marketplace: with this one's database, master key and time, and
  /// the chain that `options` name. Started and stopped by its own `start` and `stop`.
  public RunningApplication another(String... options) {
    List<String> all = new ArrayList<>(List.of(options));
    all.addAll(List.of("--master-key-file", Objects.requireNonNull(dataFolder) + "/master-key"));
    return new RunningApplication(database, false, clock, all.toArray(String[]::new));
  }

  @Override
  public void beforeAll(ExtensionContext test) throws IOException {
    open(test.getRequiredTestClass().getSimpleName());
  }

  /// For what is no test; whoever opens it closes it.
  void open(String owner) throws IOException {
    if (ownsDatabase) {
      database.open(owner);
    }
    start();
  }

  /// Starts it on a new data folder.
  public void start() throws IOException {
    PostgresLogin login = database.login();
    dataFolder = Files.createTempDirectory("tongbao-test");
    List<String> all =
        new ArrayList<>(
            List.of("--port", "0", "--data", dataFolder.toString(), "--database.url", login.url()));
    all.addAll(List.of("--database.user", login.user(), "--database.password", login.password()));
    if (!CHAIN_URL.isEmpty() && !options.contains("--chain.url")) {
      all.addAll(List.of("--chain.url", CHAIN_URL));
    }
    // Tests ask more in a minute than people do.
    all.addAll(List.of("--limits.requests-per-user", "0", "--limits.requests-per-key", "0"));
    all.add("--webhooks.local");
    all.addAll(options);
    Settings settings = Settings.read(all, Map.of(), dataFolder);
    context = RunCommand.start(settings, clock);
    address = URI.create(Announcement.address(context, settings));
    cancelRareTasks();
  }

  /// What only runs every ten minutes or more rarely, such as forgetting what is old, would fall
  /// into the middle of some test: it runs when a test says so ([#scheduled]).
  private void cancelRareTasks() {
    bean(ScheduledTaskHolder.class).getScheduledTasks().stream()
        .filter(
            each ->
                each.getTask() instanceof IntervalTask task
                    && task.getIntervalDuration().compareTo(RARE) >= 0
                    && task.getInitialDelayDuration().compareTo(FIRST_MINUTE) >= 0)
        .forEach(each -> each.cancel(false));
  }

  @Override
  public void afterAll(ExtensionContext test) throws IOException {
    close();
  }

  void close() throws IOException {
    stop();
    client.close();
    if (ownsDatabase) {
      database.close();
    }
  }

  /// Stops it as a signal does. A second call does nothing.
  public void stop() throws IOException {
    if (context != null) {
      context.close();
      context = null;
    }
    FileSystemUtils.deleteRecursively(dataFolder);
  }

  /// A client of its own, with cookies of its own.
  public ApiClient client() {
    return new ApiClient(address);
  }

  /// A part of the running application.
  public <T> T bean(String name, Class<T> type) {
    return Objects.requireNonNull(context).getBean(name, type);
  }

  /// A part of the running application, of which there is one.
  public <T> T bean(Class<T> type) {
    return Objects.requireNonNull(context).getBean(type);
  }

  /// Does at once what a scheduled method does from time to time.
  ///
  /// @param method such as `Uploads.removeForgotten`
  public void scheduled(String method) {
    bean(ScheduledTaskHolder.class).getScheduledTasks().stream()
        .filter(task -> task.toString().endsWith("." + method))
        .findFirst()
        .orElseThrow()
        .getTask()
        .getRunnable()
        .run();
  }

  /// Waits until the outbox is empty and everything that the chain says is mirrored.
  public void settle() {
    ChainProgress progress = bean(ChainProgress.class);
    Optional<Boolean> settled =
        Polling.until(
            SETTLED_WITHIN, () -> progress.isSettled() ? Optional.of(true) : Optional.empty());
    if (settled.isEmpty()) {
      throw new IllegalStateException(
          "Not settled: %d wait in the outbox, block %d of %d is mirrored"
              .formatted(progress.waiting(), progress.mirroredBlock(), progress.newestBlock()));
    }
  }

  /// Moves the time of the application and of the chain in it, by whole seconds, so that the two
  /// never part. The next block is at the new time.
  public void advance(Duration duration) {
    long seconds = duration.plusNanos(999_999_999).toSeconds();
    clock.advance(Duration.ofSeconds(seconds));
    if (!(bean(ChainNode.class) instanceof EmbeddedChain)) {
      EthClient chain = bean(EthClient.class);
      chain.rpc().request("evm_increaseTime", seconds);
      chain.rpc().request("evm_mine");
    }
  }

  /// The application's time.
  public Clock clock() {
    return clock;
  }

  /// The folder that it holds while it runs.
  public Path dataFolder() {
    return Objects.requireNonNull(dataFolder);
  }

  public JdbcClient jdbc() {
    return database.jdbc();
  }

  public TestDatabase database() {
    return database;
  }

  /// `headers` are names and values in turn.
  public HttpResponse<String> get(String path, String... headers)
      throws IOException, InterruptedException {
    return send(HttpRequest.newBuilder(address.resolve(path)), headers);
  }

  public HttpResponse<String> post(String path, String form, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form)),
        headers);
  }

  public HttpResponse<String> postJson(String path, String json, String... headers)
      throws IOException, InterruptedException {
    return send(
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(json)),
        headers);
  }

  /// Where it listens.
  public URI address() {
    return address;
  }

  private HttpResponse<String> send(HttpRequest.Builder request, String... headers)
      throws IOException, InterruptedException {
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }
}
