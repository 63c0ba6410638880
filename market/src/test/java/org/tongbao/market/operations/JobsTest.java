package org.tongbao.market.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.Task;
import org.tongbao.market.operations.OperationsPage.Job;

final class JobsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void aJobThatFailedIsNamedUntilItSucceeds() {
    AtomicBoolean fails = new AtomicBoolean(true);
    Task task = new IntervalTask(() -> run(fails), Duration.ofSeconds(1));
    assertThat(Jobs.trouble(task, "a.b", Instant.now())).as("not run yet").isEmpty();

    assertThatThrownBy(task.getRunnable()::run).isInstanceOf(ArithmeticException.class);
    Job job = Jobs.trouble(task, "Mails.forget", Instant.now()).orElseThrow();
    assertThat(job.trouble()).isEqualTo(Job.Trouble.FAILED);
    assertThat(job.name()).isEqualTo("Mails.forget");
    assertThat(job.kind()).as("what it was about is in the log").isEqualTo("ArithmeticException");

    fails.set(false);
    task.getRunnable().run();
    assertThat(Jobs.trouble(task, "Mails.forget", Instant.now())).isEmpty();
  }

  @Test
  void aJobThatIsNotRunWhenItShouldBeIsLate() {
    Task task = new IntervalTask(() -> {}, DAY);
    task.getRunnable().run();
    Instant ran = begun(task);
    assertThat(Jobs.trouble(task, "a.b", ran.plus(DAY).plusSeconds(599))).isEmpty();
    assertThat(Jobs.trouble(task, "a.b", ran.plus(DAY).plusSeconds(601)))
        .map(Job::trouble)
        .contains(Job.Trouble.LATE);
  }

  @Test
  void aJobThatDoesNotEndIsNamed() {
    AtomicReference<Task> own = new AtomicReference<>();
    AtomicReference<Instant> began = new AtomicReference<>(Instant.EPOCH);
    Task task =
        new IntervalTask(
            () -> {
              Task running = own.get();
              began.set(begun(running));
              assertThat(Jobs.trouble(running, "a.b", began.get().plusSeconds(599))).isEmpty();
              assertThat(Jobs.trouble(running, "a.b", began.get().plusSeconds(601)))
                  .map(Job::trouble)
                  .contains(Job.Trouble.RUNS);
            },
            DAY);
    own.set(task);
    task.getRunnable().run();
    assertThat(began.get()).isAfter(Instant.EPOCH);
  }

  private static Instant begun(Task task) {
    return Objects.requireNonNull(task.getLastExecutionOutcome().executionTime());
  }

  private static void run(AtomicBoolean fails) {
    if (fails.get()) {
      throw new ArithmeticException("7");
    }
  }
}
