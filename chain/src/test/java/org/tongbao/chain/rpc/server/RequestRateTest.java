package org.tongbao.chain.rpc.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RequestRateTest {
  private static final long SECOND = 1_000_000_000L;

  @Test
  void letsOneSecondsWorthThroughAtOnceAndThenTheRate() {
    RequestRate rate = new RequestRate(100);
    long now = System.nanoTime();
    assertThat(taken(rate, now, 500)).isBetween(100, 101);
    assertThat(taken(rate, now + SECOND / 2, 500)).isEqualTo(50);
    assertThat(taken(rate, now + 3 * SECOND / 2, 500)).isEqualTo(100);
    assertThat(taken(rate, now + 100 * SECOND, 500)).isBetween(100, 101);
  }

  @Test
  void letsEverythingThroughWithoutALimit() {
    assertThat(new RequestRate(0).refusal()).isNull();
  }

  private static int taken(RequestRate rate, long now, int offered) {
    int taken = 0;
    for (int i = 0; i < offered; i++) {
      if (rate.refusal(now) == null) {
        taken++;
      }
    }
    return taken;
  }
}
