package org.tongbao.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The packaged application in a process of its own, started by the launcher on a free port.
final class LaunchedApplication implements AutoCloseable {
  private static final Path ROOT = Path.of(System.getProperty("tongbao.root"));
  private static final long LIMIT_SECONDS = 600;

  /// Lets it fill itself with shops and products.
  static final String WITH_DEMONSTRATION = "--demo=true";

  private static final Pattern READY =
      Pattern.compile("(?:Address +|ready at )(http://localhost:[0-9]+)");

  private final Process process;
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final CompletableFuture<URI> address = new CompletableFuture<>();
  private final HttpClient client = HttpClient.newHttpClient();
  private final Thread reader;

  private LaunchedApplication(Process process) {
    this.process = process;
    this.reader = Thread.ofVirtual().name("reads what the application prints").start(this::read);
  }

  /// Starts it and returns at once.
  static LaunchedApplication begin(Path dataFolder, String... options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(ROOT.resolve("tongbao").toString(), "run", "--no-build", "--port", "0"));
    command.addAll(List.of("--data", dataFolder.toString()));
    if (!List.of(options).contains(WITH_DEMONSTRATION)) {
      command.add("--demo=false");
    }
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // The launcher has to find its JDK as in a shell that has set nothing up.
    builder.environment().keySet().removeIf(name -> name.startsWith("TONGBAO_"));
    builder.environment().remove("JAVA_HOME");
    return new LaunchedApplication(builder.start());
  }

  /// Starts it and waits until it says that it is ready.
  static LaunchedApplication start(Path dataFolder, String... options) throws Exception {
    LaunchedApplication application = begin(dataFolder, options);
    try {
      application.address.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException tooSlow) {
      application.close();
      throw new AssertionError("not ready in time; it printed:\n" + application.printed(), tooSlow);
    }
    return application;
  }

  /// Where it answers, with a slash at the end.
  URI address() throws Exception {
    return uri("");
  }

  HttpResponse<String> get(String path, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  HttpResponse<String> post(String path, String form, String cookies) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(uri(path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Cookie", cookies)
            .POST(HttpRequest.BodyPublishers.ofString(form))
            .build();
    return client.send(request, BodyHandlers.ofString());
  }

  /// `kill -9`.
  void kill() throws Exception {
    process.destroyForcibly().waitFor();
  }

  /// What a terminal's Ctrl-C or a service manager does; returns the exit status. Not through
  /// [Process#destroy()], which would throw away what has been printed and not been read yet.
  int stop() throws Exception {
    process.toHandle().destroy();
    return awaitExit();
  }

  int awaitExit() throws Exception {
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      throw new AssertionError("still running; it printed:\n" + printed());
    }
    var _ = reader.join(Duration.ofSeconds(30));
    return process.exitValue();
  }

  /// Waits until it has printed this, for half a minute at most.
  void awaitPrinted(String text) {
    awaitPrinted(text, Duration.ofSeconds(30));
  }

  void awaitPrinted(String text, Duration atMost) {
    long deadline = System.nanoTime() + atMost.toNanos();
    while (!printed().contains(text)) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("did not print \"" + text + "\"; it printed:\n" + printed());
      }
      LockSupport.parkNanos(10_000_000);
    }
  }

  String printed() {
    return String.join("\n", lines);
  }

  /// Stops it as [#stop] does, so that its database server ends too.
  @Override
  public void close() {
    client.close();
    process.destroy();
    try {
      if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException interrupted) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  private URI uri(String path) throws Exception {
    return address.get().resolve(path);
  }

  private void read() {
    try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
      String line;
      while ((line = reader.readLine()) != null) {
        lines.add(line);
        Matcher ready = READY.matcher(line);
        if (ready.find()) {
          address.complete(URI.create(ready.group(1) + "/"));
        }
      }
    } catch (IOException closed) {
      lines.add("(reading ended: " + closed + ")");
    }
    address.completeExceptionally(new AssertionError("it ended and printed:\n" + printed()));
  }
}
