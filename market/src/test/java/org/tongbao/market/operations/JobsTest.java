package org.tongbao.market.operations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.config.IntervalTask;
import org.springframework.scheduling.config.Task;
import org.tongbao.market.operations.OperationsPage.Job;

final class JobsTest {
  private static final Duration DAY = Duration.ofDays(1);

  @Test
  void aJobThatFailedIsNamedUntilItSucceeds() {
    AtomicReference<RuntimeException> failure = new AtomicReference<>(new ArithmeticException("7"));
    Task task = new IntervalTask(() -> run(failure), Duration.ofSeconds(1));
    assertThat(Jobs.trouble(task, "a.b", Instant.now())).as("not run yet").isEmpty();

    assertThatThrownBy(task.getRunnable()::run).isInstanceOf(ArithmeticException.class);
    Job job = Jobs.trouble(task, "Mails.forget", Instant.now()).orElseThrow();
    assertThat(job.trouble()).isEqualTo(Job.Trouble.FAILED);
    assertThat(job.name()).isEqualTo("Mails.forget");
    assertThat(job.kind()).as("what it was about is in the log").isEqualTo("ArithmeticException");

    failure.set(null);
    task.getRunnable().run();
    assertThat(Jobs.trouble(task, "Mails.forget", Instant.now())).isEmpty();
  }

  @Test
  void aJobThatIsNotRunWhenItShouldBeIsLate() {
    Task task = new IntervalTask(() -> {}, DAY);
    task.getRunnable().run();
    Instant ran = task.getLastExecutionOutcome().executionTime();
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
              began.set(running.getLastExecutionOutcome().executionTime());
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

  private static void run(AtomicReference<RuntimeException> failure) {
    RuntimeException thrown = failure.get();
    if (thrown != null) {
      throw thrown;
    }
  }
}
