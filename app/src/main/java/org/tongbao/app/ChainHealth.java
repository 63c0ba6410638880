package org.tongbao.app;

import java.time.Duration;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.tongbao.market.onchain.ChainProgress;

/// Up when the node answers and what is to happen on the chain does not wait for long.
final class ChainHealth extends AbstractHealthIndicator {
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final ChainProgress progress;

  ChainHealth(ChainProgress progress) {
    super("The chain does not answer");
    this.progress = progress;
  }

  @Override
  protected void doHealthCheck(Health.Builder builder) {
    long newest = progress.newestBlock();
    Duration wait = progress.oldestWait();
    builder
        .status(wait.compareTo(PATIENCE) > 0 ? "DOWN" : "UP")
        .withDetail("block", newest)
        .withDetail("mirrored", progress.mirroredBlock())
        .withDetail("waiting", progress.waiting());
  }
}
