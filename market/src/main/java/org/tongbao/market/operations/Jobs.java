package org.tongbao.market.operations;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.ScheduledTask;
import org.springframework.scheduling.config.ScheduledTaskHolder;
import org.springframework.scheduling.config.Task;
import org.springframework.scheduling.config.TaskExecutionOutcome;
import org.springframework.stereotype.Component;
import org.tongbao.market.operations.OperationsPage.Job;

/// What this process does by itself, as its scheduler remembers the last run of each. Its time is
/// the machine's, whatever the application's clock says. Thread-safe.
@Component
final class Jobs {
  /// Nothing that is done by itself takes that long.
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final ObjectProvider<ScheduledTaskHolder> holders;

  Jobs(ObjectProvider<ScheduledTaskHolder> holders) {
    this.holders = holders;
  }

  int count() {
    return tasks().size();
  }

  /// Those whose last run failed, that run for too long, or that were not run when they should have
  /// been.
  List<Job> troubled() {
    Instant now = Instant.now();
    return tasks().stream().flatMap(it -> trouble(it, now).stream()).toList();
  }

  private List<ScheduledTask> tasks() {
    return holders.stream().flatMap(it -> it.getScheduledTasks().stream()).toList();
  }

  private static Optional<Job> trouble(ScheduledTask scheduled, Instant now) {
    return trouble(scheduled.getTask(), shortened(scheduled.toString()), now);
  }

  static Optional<Job> trouble(Task task, String name, Instant now) {
    TaskExecutionOutcome last = task.getLastExecutionOutcome();
    Instant began = last.executionTime();
    if (began == null) {
      return Optional.empty();
    }
    return switch (last.status()) {
      case NONE -> Optional.empty();
      case STARTED ->
          began.plus(PATIENCE).isBefore(now)
              ? Optional.of(new Job(name, Job.Trouble.RUNS, began, ""))
              : Optional.empty();
      case ERROR -> Optional.of(new Job(name, Job.Trouble.FAILED, began, kind(last)));
      case SUCCESS ->
          task instanceof IntervalTask every
                  && began.plus(every.getIntervalDuration()).plus(PATIENCE).isBefore(now)
              ? Optional.of(new Job(name, Job.Trouble.LATE, began, ""))
              : Optional.empty();
    };
  }

  /// What went wrong, without what it was about: that is in the log alone.
  private static String kind(TaskExecutionOutcome failed) {
    Throwable why = failed.throwable();
    return why == null ? "" : why.getClass().getSimpleName();
  }

  /// `org.tongbao.market.mail.Postman.tick` as `Postman.tick`.
  private static String shortened(String name) {
    int method = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', Math.max(0, method - 1)) + 1);
  }
}
