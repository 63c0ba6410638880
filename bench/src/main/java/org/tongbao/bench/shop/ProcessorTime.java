package org.tongbao.bench.shop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

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

  /// The first of `utime stime cutime cstime` of proc(5), fields 14 to 17; 0 for one that is gone.
  private static double ticks(long pid, int fields) throws IOException {
    Path stat = Path.of("/proc/" + pid + "/stat");
    if (!Files.exists(stat)) {
      return 0;
    }
    String line = Files.readString(stat);
    // The name of the program stands in brackets and may hold anything.
    String[] rest = line.substring(line.lastIndexOf(')') + 2).split(" ");
    return LongStream.range(11, 11 + fields).map(i -> Long.parseLong(rest[(int) i])).sum();
  }
}
