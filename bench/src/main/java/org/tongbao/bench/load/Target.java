package org.tongbao.bench.load;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// A node in a process of its own on a free port. A folder that was made for it goes with it.
final class Target implements AutoCloseable {
  static final String ANVIL = "anvil";
  static final String TONGBAO = "tongbao";

  private static final long START_LIMIT = TimeUnit.SECONDS.toNanos(30);

  private final String name;
  private final int port;
  private final Path folder;
  private final boolean temporary;
  private final Process process;
  private final Thread end = new Thread(this::end);

  private record Home(Path folder, boolean temporary) {
    static Home made() throws IOException {
      return new Home(Files.createTempDirectory("load"), true);
    }
  }

  private Target(
      String name, int port, Home home, List<String> command, Map<String, String> environment)
      throws IOException {
    this.name = name;
    this.port = port;
    this.folder = home.folder();
    this.temporary = home.temporary();
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile());
    builder.environment().putAll(environment);
    process = builder.start();
    Runtime.getRuntime().addShutdownHook(end);
    awaitAnswer();
  }

  /// anvil with a block gas limit like ours.
  ///
  /// @param manual whether it mines only when told to, instead of every second
  static Target anvil(Path program, boolean manual) throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(program.toString(), "--port", "" + port));
    command.addAll(List.of("--gas-limit", "2000000000", "--hardfork", "osaka", "--quiet"));
    command.addAll(manual ? List.of("--no-mining") : List.of("--block-time", "1"));
    return new Target(ANVIL, port, Home.made(), command, Map.of());
  }

  /// Our node as its users start it, with its defaults: every block is synced to the disk before it
  /// is announced.
  ///
  /// @param jvm options for the virtual machine
  /// @param options further options of the node
  static Target tongbao(List<String> jvm, List<String> options) throws IOException {
    return tongbao(Home.made(), jvm, options);
  }

  /// The same on a folder that may hold a chain already, and that stays.
  static Target tongbao(Path folder) throws IOException {
    return tongbao(new Home(folder, false), List.of(), List.of());
  }

  private static Target tongbao(Home home, List<String> jvm, List<String> options)
      throws IOException {
    int port = freePort();
    List<String> command = new ArrayList<>(List.of(launcher().toString(), "node", "--dev"));
    command.addAll(List.of("--data", dataIn(home.folder()).toString(), "--rpc-port", "" + port));
    command.addAll(options);
    Map<String, String> environment =
        jvm.isEmpty() ? Map.of() : Map.of("JAVA_TOOL_OPTIONS", String.join(" ", jvm));
    return new Target(TONGBAO, port, home, command, environment);
  }

  /// Where a node of ours that was given this folder keeps its chain.
  static Path dataIn(Path folder) {
    return folder.resolve("data");
  }

  private static Path launcher() {
    String root = System.getProperty("tongbao.root");
    if (root == null) {
      throw new IllegalStateException("start this with ./tongbao bench: tongbao.root is not set");
    }
    return Path.of(root, "tongbao").toAbsolutePath();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void awaitAnswer() throws IOException {
    long limit = System.nanoTime() + START_LIMIT;
    while (true) {
      try (Rpc rpc = rpc()) {
        rpc.call("eth_chainId", "[]");
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > limit || !process.isAlive()) {
          String log = Files.readString(folder.resolve("log"));
          close();
          throw new IOException(name + " did not start: " + log, notYet);
        }
        Thread.onSpinWait();
      }
    }
  }

  String name() {
    return name;
  }

  int port() {
    return port;
  }

  Rpc rpc() throws IOException {
    return new Rpc(port);
  }

  /// Processor time used so far, in milliseconds.
  long cpuMillis() {
    return process.info().totalCpuDuration().orElseThrow().toMillis();
  }

  /// Resident memory in bytes, or -1 where the system has no `/proc`.
  long residentBytes() throws IOException {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    if (!Files.exists(status)) {
      return -1;
    }
    return Files.readAllLines(status).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
        .findFirst()
        .orElse(-1);
  }

  /// What its folder holds, in bytes.
  long diskBytes() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    }
  }

  /// Ends the process as `kill -9` does and leaves its folder as it is.
  void kill() throws InterruptedException {
    Runtime.getRuntime().removeShutdownHook(end);
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws IOException {
    Runtime.getRuntime().removeShutdownHook(end);
    end();
  }

  private void end() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      if (temporary) {
        deleteFolder();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      System.err.println("Could not delete " + folder + ": " + e);
    }
  }

  private void deleteFolder() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
