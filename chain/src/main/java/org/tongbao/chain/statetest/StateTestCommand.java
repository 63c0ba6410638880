package org.tongbao.chain.statetest;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// `tongbao state-test`: runs state tests of the Osaka fork from files of any size, several at a
/// time, and reports in the order of the files.
public final class StateTestCommand {
  private static final int PASSED = 0;
  private static final int FAILED = 1;
  private static final int UNUSABLE = 2;

  /// Tests read ahead for each one that runs.
  private static final int QUEUE_PER_JOB = 8;

  private final StateTestOptions options;
  private final PrintStream out;
  private final @Nullable TraceWriter trace;
  private final Deque<Future<List<CaseResult>>> running = new ArrayDeque<>();
  private long passed;
  private long failed;

  private StateTestCommand(StateTestOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
    this.trace = options.trace() ? new TraceWriter(out) : null;
  }

  /// Runs the command.
  ///
  /// @return 0 when all passed, 1 when something failed, 2 when the input cannot be used
  public static int run(List<String> args, PrintStream out, PrintStream err) {
    if (args.contains("--help")) {
      out.println(StateTestOptions.USAGE);
      return PASSED;
    }
    StateTestOptions options;
    try {
      options = StateTestOptions.parse(args);
    } catch (FixtureException wrong) {
      err.println("state-test: " + wrong.getMessage());
      err.println(StateTestOptions.USAGE);
      return UNUSABLE;
    }
    return new StateTestCommand(options, out).run(err);
  }

  private int run(PrintStream err) {
    int status;
    try (ExecutorService workers = Executors.newFixedThreadPool(options.jobs())) {
      status = run(workers, err);
    }
    out.println(passed + " passed, " + failed + " failed");
    out.flush();
    return status;
  }

  private int run(ExecutorService workers, PrintStream err) {
    try {
      for (Path file : options.files()) {
        FixtureReader.read(file, (name, fields) -> submit(name, fields, workers));
      }
      reportAll(0);
      if (passed + failed == 0) {
        throw new FixtureException("no test of the Osaka fork was run");
      }
      return failed == 0 ? PASSED : FAILED;
    } catch (FixtureException unusable) {
      workers.shutdownNow();
      err.println("state-test: " + unusable.getMessage());
      return UNUSABLE;
    }
  }

  private void submit(String name, Fields fields, ExecutorService workers) {
    if (options.filter().matcher(name).find()) {
      running.add(workers.submit(() -> runCases(name, fields)));
      reportAll(options.jobs() * QUEUE_PER_JOB);
    }
  }

  private List<CaseResult> runCases(String name, Fields fields) {
    StateTest test = StateTest.parse(name, fields);
    return test.posts().stream().map(post -> StateTestRunner.run(test, post, trace)).toList();
  }

  /// Reports the oldest tests until no more than `left` remain.
  private void reportAll(int left) {
    while (running.size() > left) {
      for (CaseResult result : result(running.remove())) {
        report(result);
      }
    }
  }

  private static List<CaseResult> result(Future<List<CaseResult>> test) {
    try {
      return test.get();
    } catch (ExecutionException problem) {
      if (problem.getCause() instanceof FixtureException unusable) {
        throw unusable;
      }
      throw new IllegalStateException(problem);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new FixtureException("interrupted", interrupted);
    }
  }

  private void report(CaseResult result) {
    if (result.passed()) {
      passed++;
      return;
    }
    failed++;
    out.println("FAILED " + result.name());
    result.problems().forEach(problem -> out.println("  " + problem));
  }
}
