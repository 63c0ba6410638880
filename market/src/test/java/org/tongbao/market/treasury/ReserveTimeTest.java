package org.tongbao.market.treasury;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/// As of when a reserve is stated.
final class ReserveTimeTest {
  private static final Instant LAST = Instant.parse("2026-03-01T12:00:00Z");

  @Test
  void isTheNewestBlocksWhereThatIsLater() {
    assertThat(Reserves.asOf(null, LAST, LAST)).contains(LAST);
    Instant newest = LAST.plusSeconds(1);
    assertThat(Reserves.asOf(LAST, newest, newest)).contains(newest);
  }

  /// On a quiet chain a payment would wait for ever otherwise.
  @Test
  void isASecondAfterTheLastWhereNoBlockIsLater() {
    Instant now = LAST.plusSeconds(3);
    assertThat(Reserves.asOf(LAST, LAST, now)).contains(LAST.plusSeconds(1));
    assertThat(Reserves.asOf(LAST.plusSeconds(1), LAST, now)).isEmpty();
    assertThat(Reserves.asOf(LAST, LAST, LAST.plusSeconds(2))).isEmpty();
  }
}
