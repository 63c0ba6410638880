package org.tongbao.app.replay;

import java.io.Console;
import java.io.PrintStream;
import java.util.Locale;
import org.tongbao.market.replay.ImportProgress;

/// Shows how far a command is: a bar that moves in a terminal, a line every few seconds elsewhere.
/// Thread-safe.
public final class ProgressBar implements ImportProgress {
  private static final int WIDTH = 30;
  private static final double QUICK_SECONDS = 0.2;
  private static final double SLOW_SECONDS = 5;

  private final PrintStream out;
  private final boolean terminal;
  private String what = "";
  private int shown = -1;
  private long begin;
  private int first;
  private long told;

  /// @param terminal whether a line can be written over
  ProgressBar(PrintStream out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /// One that shows itself as this stream, the standard error output, can.
  public static ProgressBar on(PrintStream err) {
    return new ProgressBar(err, isTerminal());
  }

  // From JDK 22 to 24 there was always one; since JDK 25 it is null again where there is no
  // terminal.
  @SuppressWarnings("SystemConsoleNull")
  private static boolean isTerminal() {
    Console console = System.console();
    return console != null && console.isTerminal();
  }

  @Override
  public synchronized void at(String name, int done, int total) {
    if (total == 0) {
      return;
    }
    long now = System.nanoTime();
    if (!name.equals(what)) {
      what = name;
      shown = -1;
      begin = now;
      first = done;
      told = 0;
    }
    // Threads tell in any order; what was shown is not taken back.
    if (done <= shown) {
      return;
    }
    boolean last = done == total;
    double pause = terminal ? QUICK_SECONDS : SLOW_SECONDS;
    if (last || (now - Math.max(told, terminal ? 0 : begin)) / 1e9 >= pause) {
      told = now;
      shown = done;
      show(line(done, total, (now - begin) / 1e9), last);
    }
  }

  private String line(int done, int total, double seconds) {
    int full = (int) ((long) WIDTH * done / total);
    double rate = seconds > 0 ? (done - first) / seconds : 0;
    String left = rate > 0 && done < total ? Math.round((total - done) / rate) + " s left" : "";
    return String.format(
        Locale.ROOT,
        "%-20s [%s%s] %,d of %,d  %,.1f/s  %s",
        what,
        "#".repeat(full),
        "-".repeat(WIDTH - full),
        done,
        total,
        rate,
        left);
  }

  private void show(String line, boolean last) {
    if (terminal) {
      out.print("\r" + line + "\u001b[K" + (last ? System.lineSeparator() : ""));
    } else {
      out.println(line);
    }
    out.flush();
  }
}
