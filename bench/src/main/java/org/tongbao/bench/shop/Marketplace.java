package org.tongbao.bench.shop;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// The packaged application as `./tongbao run` starts it, in a process of its own, on a port and a
/// data folder that stay the same from one start to the next.
final class Marketplace implements AutoCloseable {
  static final String ADMINISTRATOR = "root@bench.example";

  private static final long STARTS_WITHIN = TimeUnit.MINUTES.toNanos(5);
  private static final long PAUSE_MILLIS = 20;

  private final Path folder;
  private final List<String> options;
  private final List<String> jvm;
  private final int port;
  private final Thread end = new Thread(this::end);
  private Process process;

  /// Starts it and waits until it is ready.
  ///
  /// @param folder of everything that is kept; it may hold a marketplace already
  /// @param options further settings
  /// @param jvm options of its virtual machine
  Marketplace(Path folder, List<String> options, List<String> jvm)
      throws IOException, InterruptedException {
    this.folder = folder;
    this.options = List.copyOf(options);
    this.jvm = List.copyOf(jvm);
    this.port = freePort();
    Runtime.getRuntime().addShutdownHook(end);
    process = launch();
    awaitReady();
  }

  /// What makes another process a part of this marketplace: its database, its chain and its master
  /// key.
  List<String> share() throws IOException {
    // The fourth line names the port.
    String database = Files.readAllLines(postmasterFile()).get(3).strip();
    List<String> settings = new ArrayList<>();
    settings.addAll(List.of("--chain.url", address() + "/rpc"));
    settings.addAll(
        List.of("--database.url", "jdbc:postgresql://127.0.0.1:" + database + "/tongbao"));
    settings.addAll(List.of("--database.user", "tongbao"));
    String password = Files.readString(data().resolve("postgres.password")).strip();
    settings.addAll(List.of("--database.password", password));
    settings.addAll(List.of("--master-key-file", data().resolve("master-key").toString()));
    return settings;
  }

  /// Starts it again after it has ended, on the same data and port.
  void restart() throws IOException, InterruptedException {
    process = launch();
    awaitReady();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /// Where it keeps everything.
  Path data() {
    return folder.resolve("data");
  }

  long pid() {
    return process.pid();
  }

  /// The database server's first process.
  long postgres() throws IOException {
    return Long.parseLong(Files.readAllLines(postmasterFile()).getFirst());
  }

  private Path postmasterFile() {
    return data().resolve("postgres").resolve("postmaster.pid");
  }

  /// `kill -9`; its database server lives on.
  void kill() throws InterruptedException {
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  /// Ends it as a service manager does.
  void stop() throws IOException, InterruptedException {
    process.toHandle().destroy();
    if (!process.waitFor(60, TimeUnit.SECONDS)) {
      throw new IOException("it does not stop: " + printed());
    }
  }

  /// Runs `verify` on the data, which must not be in use.
  ///
  /// @return its exit code, and what it printed goes to `report`
  int verify(Path report) throws IOException, InterruptedException {
    List<String> command =
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            jar().toString(),
            "verify",
            "--data",
            data().toAbsolutePath().toString());
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(report.toFile())
        .start()
        .waitFor();
  }

  /// What it has printed since the first start.
  String printed() throws IOException {
    return Files.readString(log());
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(end);
    end();
  }

  private Process launch() throws IOException {
    List<String> command =
        new ArrayList<>(List.of(launcher().toString(), "run", "--no-build", "--demo=false"));
    command.addAll(List.of("--port", "" + port, "--data", data().toAbsolutePath().toString()));
    command.addAll(List.of("--administrator.name", ADMINISTRATOR));
    command.addAll(List.of("--administrator.password", Person.PASSWORD));
    command.addAll(options);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    if (!jvm.isEmpty()) {
      builder.environment().putAll(Map.of("JAVA_TOOL_OPTIONS", String.join(" ", jvm)));
    }
    return builder.start();
  }

  private void awaitReady() throws IOException, InterruptedException {
    long limit = System.nanoTime() + STARTS_WITHIN;
    while (!isReady()) {
      if (System.nanoTime() > limit || !process.isAlive()) {
        throw new IOException("it did not start: " + printed());
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
    }
  }

  private boolean isReady() {
    try (var visitor = new KeptConnection(address())) {
      String path = "/actuator/health/readiness";
      return visitor.exchange("GET", path, List.of(), new byte[0]).status() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }

  private Path log() {
    return folder.resolve("log");
  }

  /// The packaged application.
  static Path jar() {
    return Path.of(root(), "app", "target", "tongbao", "tongbao.jar").toAbsolutePath();
  }

  private static Path launcher() {
    return Path.of(root(), "tongbao").toAbsolutePath();
  }

  private static String root() {
    String root = System.getProperty("tongbao.root");
    if (root == null) {
      throw new IllegalStateException("start this with ./tongbao bench: tongbao.root is not set");
    }
    return root;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void end() {
    process.toHandle().destroy();
    try {
      if (!process.waitFor(60, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      // One that was killed has left it behind. One with somebody else's database has none.
      if (Files.exists(postmasterFile())) {
        ProcessHandle.of(postgres()).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("Could not end the database server: " + e);
    }
  }

  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
