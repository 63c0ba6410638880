package org.tongbao.app;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;

/// The threads on which scheduled work runs. The framework's own choice for virtual threads has one
/// thread for all work with a fixed delay, so that a pass that waits for the chain or an
/// institution would hold up every deadline.
@Configuration(proxyBeanMethods = false)
class SchedulingConfiguration {
  /// At least as many as there are scheduled methods, so that none waits for another.
  static final int THREADS = 48;

  @Bean
  ThreadPoolTaskScheduler taskScheduler() {
    var scheduler = new ThreadPoolTaskScheduler();
    scheduler.setPoolSize(THREADS);
    scheduler.setThreadNamePrefix("scheduled-");
    scheduler.setVirtualThreads(true);
    // A pass in hand is brought to its end before what it works with is closed.
    scheduler.setWaitForTasksToCompleteOnShutdown(true);
    scheduler.setAwaitTerminationSeconds(10);
    return scheduler;
  }
}
