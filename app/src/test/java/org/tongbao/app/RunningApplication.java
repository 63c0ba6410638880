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
import org.springframework.util.FileSystemUtils;
import org.tongbao.app.settings.Settings;
import org.tongbao.ledger.network.MovableClock;
import org.tongbao.ledger.tx.Polling;
import org.tongbao.market.TestDatabase;
import org.tongbao.market.onchain.ChainProgress;
import org.tongbao.market.postgres.PostgresLogin;

/// The whole application, as `run` starts it, on a free port and a database of its own: register it
/// as a static extension of a test class.
public final class RunningApplication implements BeforeAllCallback, AfterAllCallback {
  private static final Duration SETTLED_WITHIN = Duration.ofSeconds(30);

  private final TestDatabase database = new TestDatabase();
  private final List<String> options;
  private final HttpClient client = HttpClient.newHttpClient();
  private final MovableClock clock = new MovableClock();
  private @Nullable ConfigurableApplicationContext context;
  private @Nullable Path dataFolder;
  private URI address = URI.create("http://localhost/");

  /// Starts it with these settings beside the ones that keep it apart from others.
  public RunningApplication(String... options) {
    this.options = List.of(options);
  }

  @Override
  public void beforeAll(ExtensionContext test) throws IOException {
    database.beforeAll(test);
    PostgresLogin login = database.login();
    dataFolder = Files.createTempDirectory("tongbao-test");
    List<String> all =
        new ArrayList<>(
            List.of("--port", "0", "--data", dataFolder.toString(), "--database.url", login.url()));
    all.addAll(List.of("--database.user", login.user(), "--database.password", login.password()));
    all.addAll(options);
    Settings settings = Settings.read(all, Map.of(), dataFolder);
    context = RunCommand.start(settings, clock);
    address = URI.create(Announcement.address(context, settings));
  }

  @Override
  public void afterAll(ExtensionContext test) throws IOException {
    client.close();
    if (context != null) {
      context.close();
    }
    FileSystemUtils.deleteRecursively(dataFolder);
    database.afterAll(test);
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

  /// Moves the time of the application and of the chain in it. The next block is at the new time.
  public void advance(Duration duration) {
    clock.advance(duration);
  }

  /// The application's time.
  public Clock clock() {
    return clock;
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
