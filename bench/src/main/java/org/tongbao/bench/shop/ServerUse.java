package org.tongbao.bench.shop;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// What a marketplace of ours, its database server and this client have used up to a moment.
///
/// @param application seconds of processor; the next two are parts of it
/// @param compiler of the just-in-time compilers: what a longer warm-up takes away
/// @param collector of the garbage collector
/// @param postgres seconds of its database server, with all connections
/// @param client seconds of this process
/// @param requests that this client has sent
/// @param memory bytes that the application has resident, and at most had
/// @param disk bytes of the data folder
record ServerUse(
    double application,
    double compiler,
    double collector,
    double postgres,
    double client,
    long requests,
    Memory memory,
    long disk) {
  private static final List<String> COMPILERS = List.of("C1 ", "C2 ");
  private static final List<String> COLLECTORS = List.of("G1 ", "GC ", "VM Thread");
  private static final double MEBIBYTE = 1024 * 1024;
  private static final int MANY_ORDERS = 10_000;

  record Memory(long now, long most) {}

  static ServerUse of(Marketplace server) throws IOException {
    long pid = server.pid();
    return new ServerUse(
        ProcessorTime.secondsOf(pid),
        ProcessorTime.secondsOfThreads(pid, COMPILERS),
        ProcessorTime.secondsOfThreads(pid, COLLECTORS),
        ProcessorTime.secondsOfTree(server.postgres()),
        ProcessorTime.secondsOf(ProcessHandle.current().pid()),
        KeptConnection.exchanges(),
        memory(pid),
        size(server.data()));
  }

  /// What was used since `before`, in `seconds`, for so many orders.
  void print(ServerUse before, double seconds, int orders, PrintStream out) {
    print(before, seconds, "order", orders, out);
    double each = Math.max(orders, 1);
    out.printf(Locale.ROOT, "%.1f requests for each order%n", (requests - before.requests) / each);
    out.printf(
        Locale.ROOT,
        "disk %,.0f MiB more, %,.0f MiB for %,d orders at this rate%n",
        (disk - before.disk) / MEBIBYTE,
        (disk - before.disk) / MEBIBYTE / each * MANY_ORDERS,
        MANY_ORDERS);
  }

  /// The processors and the memory that were used since `before`, for so many of what was done.
  ///
  /// @param what its name
  void print(ServerUse before, double seconds, String what, int times, PrintStream out) {
    String line = "%-16s %6.2f processors, %6.2f ms for each " + what + "%n";
    double each = Math.max(times, 1);
    line(out, line, "application", application - before.application, seconds, each);
    line(out, line, "  its compiler", compiler - before.compiler, seconds, each);
    line(out, line, "  its collector", collector - before.collector, seconds, each);
    line(out, line, "postgres", postgres - before.postgres, seconds, each);
    line(out, line, "this client", client - before.client, seconds, each);
    out.printf(
        Locale.ROOT,
        "memory of the application %,.0f MiB, at most %,.0f MiB%n",
        memory.now / MEBIBYTE,
        memory.most / MEBIBYTE);
  }

  private static void line(
      PrintStream out, String line, String name, double used, double seconds, double each) {
    out.printf(Locale.ROOT, line, name, used / seconds, used * 1e3 / each);
  }

  /// By `VmRSS` and `VmHWM` of proc(5), in kB; 0 where there is no such file.
  private static Memory memory(long pid) throws IOException {
    Path status = Path.of("/proc/" + pid + "/status");
    long now = 0;
    long most = 0;
    for (String line : Files.exists(status) ? Files.readAllLines(status) : List.<String>of()) {
      String[] words = line.split("\\s+");
      switch (words[0]) {
        case "VmRSS:" -> now = Long.parseLong(words[1]) * 1024;
        case "VmHWM:" -> most = Long.parseLong(words[1]) * 1024;
        default -> {
          // Nothing that is told.
        }
      }
    }
    return new Memory(now, most);
  }

  /// Files come and go while this looks.
  private static long size(Path folder) throws IOException {
    long sum = 0;
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        sum += sizeOfOne(file);
      }
    }
    return sum;
  }

  private static long sizeOfOne(Path file) throws IOException {
    try {
      return Files.isDirectory(file) ? size(file) : Files.size(file);
    } catch (NoSuchFileException gone) {
      return 0;
    }
  }
}
