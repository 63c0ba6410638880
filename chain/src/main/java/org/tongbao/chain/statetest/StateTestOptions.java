package org.tongbao.chain.statetest;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// What the command line asks for.
///
/// @param filter a test runs when this is found in its name
/// @param jobs tests run at the same time
record StateTestOptions(List<Path> files, Pattern filter, int jobs, boolean trace) {
  static final String USAGE =
      """
      usage: tongbao state-test [--trace] [--filter REGEX] [--jobs N] FILE...

        FILE            state tests: .json (name -> test) or .jsonl ({"id", "test"} a line),
                        either of them gzipped (.gz) or not
        --trace         print a JSON line for every instruction (EIP-3155); implies --jobs 1
        --filter REGEX  run only tests in whose name REGEX is found
        --jobs N        run N tests at the same time (default: one for each processor)

      Prints every failing case and a line 'N passed, M failed'. Exit status: 0 all passed,
      1 something failed, 2 the input cannot be used.""";

  private static final int MAX_JOBS = 1024;

  StateTestOptions {
    files = List.copyOf(files);
  }

  /// Reads the arguments.
  ///
  /// @throws FixtureException saying what is wrong with them
  static StateTestOptions parse(List<String> args) {
    List<Path> files = new ArrayList<>();
    Pattern filter = Pattern.compile("");
    int jobs = Runtime.getRuntime().availableProcessors();
    boolean trace = false;
    Deque<String> left = new ArrayDeque<>(args);
    while (!left.isEmpty()) {
      String arg = left.pop();
      switch (arg) {
        case "--trace" -> trace = true;
        case "--filter" -> filter = pattern(valueOf(arg, left));
        case "--jobs" -> jobs = jobs(valueOf(arg, left));
        default -> files.add(file(arg));
      }
    }
    if (files.isEmpty()) {
      throw new FixtureException("no FILE given");
    }
    return new StateTestOptions(files, filter, trace ? 1 : jobs, trace);
  }

  private static String valueOf(String option, Deque<String> left) {
    if (left.isEmpty()) {
      throw new FixtureException(option + " needs a value");
    }
    return left.pop();
  }

  private static Path file(String arg) {
    if (arg.startsWith("-")) {
      throw new FixtureException("unknown option " + arg);
    }
    return Path.of(arg);
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException malformed) {
      throw new FixtureException("--filter: " + malformed.getDescription(), malformed);
    }
  }

  private static int jobs(String text) {
    try {
      int jobs = Integer.parseInt(text);
      if (jobs >= 1 && jobs <= MAX_JOBS) {
        return jobs;
      }
    } catch (NumberFormatException notANumber) {
      throw new FixtureException("--jobs: not a number: " + text, notANumber);
    }
    throw new FixtureException("--jobs: not from 1 to " + MAX_JOBS + ": " + text);
  }
}
