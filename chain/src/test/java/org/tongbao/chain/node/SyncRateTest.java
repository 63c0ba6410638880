package org.tongbao.chain.node;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.chain.rpc.SyncStatus.Progress;

class SyncRateTest {
  private static final long SECOND = 1_000_000_000;

  @Test
  void tellsThePlaceTheRateAndTheTimeLeft() {
    SyncRate rate = new SyncRate();
    assertThat(rate.line(new Progress(0, 1_000, 10_000), 5 * SECOND))
        .isEqualTo("syncing  block 1,000 of 10,000 (10.0 %)");
    rate.count(20_000);
    assertThat(rate.line(new Progress(0, 1_100, 10_000), 10 * SECOND))
        .isEqualTo(
            "syncing  block 1,100 of 10,000 (11.0 %)  4,000 transactions/s  20.0 blocks/s  8 min"
                + " left");
  }

  @Test
  void forgetsWhatIsLongerAgoThanAMinute() {
    SyncRate rate = new SyncRate();
    for (int i = 0; i <= 20; i++) {
      rate.line(new Progress(0, 10L * i, 10_000), 5L * i * SECOND);
    }
    assertThat(rate.line(new Progress(0, 200 + 990, 10_000), 105 * SECOND))
        .contains("19.8 blocks/s");
  }

  @ParameterizedTest
  @CsvSource({
    "0.2, 1 s",
    "119, 119 s",
    "120, 2 min",
    "7199, 120 min",
    "7200, 2 h",
    "172800, 2 days"
  })
  void saysSpansInTheUnitThatFits(double seconds, String words) {
    assertThat(SyncRate.span(seconds)).isEqualTo(words);
  }
}
