package org.tongbao.market.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

final class BrieflyTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
  private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);
  private final Briefly<String, Integer> known = new Briefly<>(SECOND, 2, clock);
  private final AtomicInteger asked = new AtomicInteger();

  private int get(String key) {
    return known.get(key, asked::incrementAndGet);
  }

  private void pass(Duration time) {
    now.set(now.get().plus(time));
  }

  @Test
  void whatIsAskedAlikeIsLookedUpOnceInItsTime() {
    assertThat(get("a")).isEqualTo(1);
    assertThat(get("b")).isEqualTo(2);
    pass(SECOND.minusNanos(1));

    assertThat(get("a")).isEqualTo(1);
    assertThat(get("b")).isEqualTo(2);
    pass(Duration.ofNanos(1));

    assertThat(get("a")).isEqualTo(3);
    assertThat(get("a")).isEqualTo(3);
  }

  @Test
  void oneAsksAgainAndTheOthersGetWhatIsKnown() {
    assertThat(get("a")).isEqualTo(1);
    pass(SECOND);

    int again = known.get("a", () -> 10 * get("a"));

    assertThat(again).isEqualTo(10);
    assertThat(get("a")).isEqualTo(10);
  }

  @Test
  void whatChangesIsForgottenEvenWhileItIsLookedUp() {
    assertThat(get("a")).isEqualTo(1);
    known.forget();
    assertThat(get("a")).isEqualTo(2);

    int old =
        known.get(
            "b",
            () -> {
              known.forget();
              return -1;
            });

    assertThat(old).isEqualTo(-1);
    assertThat(get("b")).isEqualTo(3);
  }

  @Test
  void whatFailsIsNotKept() {
    assertThatThrownBy(
            () ->
                known.get(
                    "a",
                    () -> {
                      throw new IllegalStateException("away");
                    }))
        .hasMessage("away");

    assertThat(get("a")).isEqualTo(1);
  }

  @Test
  void theOldestIsForgottenWhenThereAreTooMany() {
    assertThat(get("a")).isEqualTo(1);
    assertThat(get("b")).isEqualTo(2);
    assertThat(get("a")).isEqualTo(1);
    assertThat(get("c")).isEqualTo(3);

    assertThat(get("a")).isEqualTo(1);
    assertThat(get("b")).isEqualTo(4);
  }
}
