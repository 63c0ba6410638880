package org.tongbao.bench.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Processor time by `/proc`, which Linux keeps; without it there is none to tell.
final class ProcessorTime {
  private static final double TICKS_PER_SECOND = 100;

  private ProcessorTime() {}

  /// Seconds that a process, its living children and those that have ended have used.
  static double secondsOfTree(long pid) throws IOException {
    List<ProcessHandle> living =
        ProcessHandle.of(pid).map(it -> it.children().toList()).orElse(List.of());
    double seconds = ticks(pid, 4);
    for (ProcessHandle child : living) {
      seconds += ticks(child.pid(), 2);
    }
    return seconds / TICKS_PER_SECOND;
  }

  /// Seconds that this process itself has used.
  static double secondsOf(long pid) throws IOException {
    return ticks(pid, 2) / TICKS_PER_SECOND;
  }

  /// Seconds that those threads of a process have used whose name begins with one of these.
  static double secondsOfThreads(long pid, List<String> names) throws IOException {
    Path tasks = Path.of("/proc/" + pid + "/task");
    if (!Files.isDirectory(tasks)) {
      return 0;
    }
    double ticks = 0;
    try (Stream<Path> threads = Files.list(tasks)) {
      for (Path thread : threads.toList()) {
        String name = read(thread.resolve("comm"));
        if (names.stream().anyMatch(name::startsWith)) {
          ticks += ticks(thread.resolve("stat"), 2);
        }
      }
    }
    return ticks / TICKS_PER_SECOND;
  }

  /// The first of `utime stime cutime cstime` of proc(5), fields 14 to 17; 0 for one that is gone.
  private static double ticks(long pid, int fields) throws IOException {
    return ticks(Path.of("/proc/" + pid + "/stat"), fields);
  }

  private static double ticks(Path stat, int fields) throws IOException {
    String line = read(stat);
    if (line.isEmpty()) {
      return 0;
    }
    // The name of the program stands in brackets and may hold anything.
    String[] rest = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return LongStream.range(11, 11 + fields).map(i -> Long.parseLong(rest[(int) i])).sum();
  }

  /// Nothing where the process or thread has just ended.
  private static String read(Path file) throws IOException {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException failure) {
      if (Files.exists(file)) {
        throw failure;
      }
      return "";
    }
  }
}
