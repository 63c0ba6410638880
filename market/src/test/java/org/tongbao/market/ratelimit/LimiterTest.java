package org.tongbao.market.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class LimiterTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5_000_000_000L);
  private final Limiter limiter = new Limiter("key", 6, Duration.ofMinutes(1), nanos::get);

  @Test
  void letsTheWholeQuotaThroughAtOnceAndThenOneForEachShareOfTheWindow() {
    for (int left = 5; left >= 0; left--) {
      assertThat(limiter.take("a")).isEqualTo(new Limiter.Verdict(true, left, (6 - left) * 10L));
    }
    assertThat(limiter.take("a")).isEqualTo(new Limiter.Verdict(false, 0, 10));
    assertThat(limiter.take("b").allowed()).as("another").isTrue();

    nanos.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(limiter.take("a")).isEqualTo(new Limiter.Verdict(false, 0, 1));
    nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    assertThat(limiter.take("a").allowed()).isTrue();
    assertThat(limiter.take("a").allowed()).isFalse();
    nanos.addAndGet(Duration.ofMinutes(5).toNanos());
    assertThat(limiter.take("a")).isEqualTo(new Limiter.Verdict(true, 5, 10));
  }

  @Test
  void saysSoAsTheDraftHasIt() {
    assertThat(limiter.policyHeader()).isEqualTo("\"key\";q=6;w=60");
    assertThat(limiter.stateHeader(limiter.take("a"))).isEqualTo("\"key\";r=5;t=10");
  }

  @Test
  void manyAtOnceGetNoMoreThanTheQuota() throws Exception {
    Limiter shared = new Limiter("key", 500, Duration.ofMinutes(1), () -> 7);
    List<Future<Integer>> all = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      for (int i = 0; i < 8; i++) {
        all.add(
            threads.submit(
                () -> {
                  int allowed = 0;
                  for (int n = 0; n < 200; n++) {
                    allowed += shared.take("a").allowed() ? 1 : 0;
                  }
                  return allowed;
                }));
      }
    }
    int allowed = 0;
    for (Future<Integer> each : all) {
      allowed += each.get();
    }

    assertThat(allowed).isEqualTo(500);
  }

  @Test
  void forgetsThoseWhoAreQuietAndNeverCountsTooMany() {
    for (int i = 0; i < Limiter.MOST_COUNTED + 10; i++) {
      assertThat(limiter.take("a" + i).allowed()).isTrue();
    }
    assertThat(limiter.counted()).isEqualTo(Limiter.MOST_COUNTED);

    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    assertThat(limiter.take("b").allowed()).isTrue();
    assertThat(limiter.counted()).isEqualTo(1);
  }

  @Test
  void anAddressOfTheLongKindStandsForItsNetwork() throws Exception {
    assertThat(network("2001:db8:1:2:3::1")).isEqualTo(network("2001:db8:1:2:ffff::9"));
    assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
    assertThat(network("203.0.113.1")).isNotEqualTo(network("203.0.113.2"));
  }

  private static String network(String address) throws Exception {
    return RateLimitFilter.network(InetAddress.getByName(address));
  }
}
