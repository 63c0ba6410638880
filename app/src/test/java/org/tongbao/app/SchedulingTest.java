package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

final class SchedulingTest {
  @Test
  void whatWaitsHoldsUpNothingElse() throws Exception {
    ThreadPoolTaskScheduler scheduler = new SchedulingConfiguration().taskScheduler();
    scheduler.initialize();
    var release = new CountDownLatch(1);
    var waiting = new CountDownLatch(SchedulingConfiguration.THREADS - 1);
    var others = new CountDownLatch(3);
    try {
      for (int i = 0; i < SchedulingConfiguration.THREADS - 1; i++) {
        var _ =
            scheduler.scheduleWithFixedDelay(
                () -> {
                  waiting.countDown();
                  awaitQuietly(release);
                },
                Duration.ofMillis(1));
      }
      assertThat(waiting.await(10, TimeUnit.SECONDS)).isTrue();

      var _ = scheduler.scheduleWithFixedDelay(others::countDown, Duration.ofMillis(1));

      assertThat(others.await(10, TimeUnit.SECONDS)).isTrue();
    } finally {
      release.countDown();
      scheduler.shutdown();
    }
  }

  @Test
  void thereIsAThreadForEveryScheduledMethod() {
    long methods =
        new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("org.tongbao.market", "org.tongbao.app")
                .stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.isAnnotatedWith(Scheduled.class))
                .count();

    assertThat(methods).isBetween(10L, (long) SchedulingConfiguration.THREADS);
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
