package org.tongbao.market.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/// A PostgreSQL server of this process's own. Its data, password and program files live in one
/// folder, which the caller must hold exclusively; it listens on a random port of the loopback
/// interface alone.
///
/// The server is a process of its own and outlives a killed JVM. [#start] on the same folder then
/// takes it over, or starts a new one on the same data, which recovers by itself.
public final class PostgresServer implements AutoCloseable {
  static final String MAJOR_VERSION = "18";
  private static final Logger log = LoggerFactory.getLogger(PostgresServer.class);
  private static final Duration TAKE_OVER_LIMIT = Duration.ofSeconds(60);
  private static final int PORTS_TO_TRY = 5;

  private final PostgresProgram program;
  private final Path folder;
  private final Path cluster;
  private final String password;
  private int port;

  private PostgresServer(PostgresProgram program, Path folder, Path cluster, String password) {
    this.program = program;
    this.folder = folder;
    this.cluster = cluster;
    this.password = password;
  }

  /// [#start(Path, Path)] with the program files in the data folder too.
  public static PostgresServer start(Path dataFolder) {
    return start(dataFolder, dataFolder);
  }

  /// Starts or takes over the server of `dataFolder`, creating its data the first time; its program
  /// files are unpacked into `programFolder`. Returns when the server accepts connections. Throws
  /// [PostgresException] when that cannot be had.
  public static PostgresServer start(Path dataFolder, Path programFolder) {
    Path folder = dataFolder.toAbsolutePath();
    Path cluster = folder.resolve("postgres");
    try {
      Files.createDirectories(folder);
      PostgresProgram program =
          PostgresProgram.unpackedIn(
              programFolder.toAbsolutePath(), folder.resolve("postgres-command.log"));
      String password = PasswordFile.of(folder.resolve("postgres.password"), cluster);
      if (!Files.isDirectory(cluster)) {
        createCluster(program, cluster, folder.resolve("postgres.password"));
      }
      checkVersion(cluster);
      PostgresServer server = new PostgresServer(program, folder, cluster, password);
      server.takeOverOrStart();
      return server;
    } catch (IOException failure) {
      throw new PostgresException(
          "The database in " + cluster + " cannot be used: " + failure, failure);
    }
  }

  /// How to connect to a database on the server of `dataFolder`, which somebody else has started;
  /// empty when none runs.
  public static Optional<PostgresLogin> loginOfRunning(Path dataFolder, String database) {
    Path folder = dataFolder.toAbsolutePath();
    Path cluster = folder.resolve("postgres");
    try {
      Optional<PostmasterFile> running = PostmasterFile.ofRunning(cluster);
      if (running.isEmpty() || !running.get().isReady()) {
        return Optional.empty();
      }
      String password = PasswordFile.of(folder.resolve("postgres.password"), cluster);
      return Optional.of(login(running.get().port(), database, password));
    } catch (IOException failure) {
      throw new PostgresException(
          "The database in " + cluster + " cannot be used: " + failure, failure);
    }
  }

  private static PostgresLogin login(int port, String database, String password) {
    return new PostgresLogin(
        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, PostgresLogin.ROLE, password);
  }

  public int port() {
    return port;
  }

  /// How the application connects: a role that owns its database and is no superuser.
  public PostgresLogin login(String database) {
    return login(port, database, password);
  }

  /// How databases and roles are made.
  public PostgresAdmin admin() {
    return new PostgresAdmin(port, password);
  }

  /// Stops the server: open transactions are rolled back, everything committed is on disk.
  @Override
  public void close() {
    try {
      program.run("pg_ctl", List.of("stop", "-D", cluster.toString(), "-m", "fast", "-w"));
    } catch (IOException failure) {
      throw new PostgresException("PostgreSQL did not stop: " + failure, failure);
    }
  }

  private static void createCluster(PostgresProgram program, Path cluster, Path passwordFile)
      throws IOException {
    log.info("Creating the database in {}", cluster);
    // Made beside its place and renamed, so that a run that is killed here leaves nothing half.
    Path unfinished = cluster.resolveSibling("postgres.new");
    FileSystemUtils.deleteRecursively(unfinished);
    program.run(
        "initdb",
        List.of(
            "--pgdata=" + unfinished,
            "--username=" + PostgresAdmin.SUPERUSER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--data-checksums"));
    Files.move(unfinished, cluster, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void checkVersion(Path cluster) throws IOException {
    String version = Files.readString(cluster.resolve("PG_VERSION")).strip();
    if (!version.equals(MAJOR_VERSION)) {
      throw new PostgresException(
          "%s was made by PostgreSQL %s; this version brings PostgreSQL %s. Move the data with pg_dump, or set TONGBAO_DATABASE_URL."
              .formatted(cluster, version, MAJOR_VERSION));
    }
  }

  private void takeOverOrStart() throws IOException {
    Optional<PostmasterFile> running = awaitSettled();
    if (running.isPresent()) {
      port = running.get().port();
      if (!admin().serves(cluster)) {
        throw new PostgresException(
            "A server of %s runs on port %d but does not accept the password of this folder; stop process %d and try again."
                .formatted(cluster, port, running.get().pid()));
      }
      log.info("Took over the running database server on port {}", port);
      return;
    }
    Files.deleteIfExists(cluster.resolve("postmaster.pid"));
    startOnFreePort();
  }

  /// Waits while a server that is already there starts or stops; empty when none is left.
  private Optional<PostmasterFile> awaitSettled() throws IOException {
    long deadline = System.nanoTime() + TAKE_OVER_LIMIT.toNanos();
    while (true) {
      Optional<PostmasterFile> found = PostmasterFile.ofRunning(cluster);
      if (found.isEmpty() || found.get().isReady()) {
        return found;
      }
      if (System.nanoTime() > deadline) {
        throw new PostgresException(
            "PostgreSQL process %d is neither ready nor gone after %d s (%s)."
                .formatted(found.get().pid(), TAKE_OVER_LIMIT.toSeconds(), found.get().state()));
      }
      Pause.briefly();
    }
  }

  private void startOnFreePort() throws IOException {
    for (int attempt = 1; ; attempt++) {
      port = freePort();
      try {
        program.run("pg_ctl", startArguments());
        log.info("Started the database server on port {}", port);
        return;
      } catch (PostgresException failure) {
        // Somebody may have taken the port between the two steps.
        if (attempt == PORTS_TO_TRY) {
          throw failure;
        }
      }
    }
  }

  private List<String> startArguments() {
    List<String> options = new ArrayList<>();
    for (String setting : settings()) {
      options.add("-c " + setting);
    }
    return List.of(
        "start",
        "-D",
        cluster.toString(),
        "-w",
        "-l",
        folder.resolve("postgres-start.log").toString(),
        "-o",
        String.join(" ", options));
  }

  private List<String> settings() {
    return List.of(
        "port=" + port,
        "listen_addresses=127.0.0.1",
        "unix_socket_directories=",
        // Said although they are the defaults: money is only acknowledged when it is on disk.
        "fsync=on",
        "synchronous_commit=on",
        "full_page_writes=on",
        "max_connections=100",
        "shared_buffers=128MB",
        "random_page_cost=1.1",
        "jit=off",
        "timezone=UTC",
        "log_timezone=UTC",
        // A week of logs beside the data, one file a day.
        "logging_collector=on",
        "log_directory=../postgres-log",
        "log_filename=%a.log",
        "log_rotation_age=1d",
        "log_truncate_on_rotation=on");
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
