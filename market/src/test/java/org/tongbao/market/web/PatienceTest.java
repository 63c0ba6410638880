package org.tongbao.market.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PatienceTest {
  /// RFC 7240: names in any case, several preferences in one field, values quoted or not.
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '\'',
      textBlock =
          """
          wait=10 | 10
          WAIT = 7 | 7
          wait="3" | 3
          respond-async, wait=5 | 5
          respond-async; wait=5; x=y | 5
          wait=4, handling=lenient | 4
          wait=0 | 0
          wait=86400 | 30
          wait=9999999999999999999 | 0
          wait=-1 | 0
          wait | 0
          await=9 | 0
          wait=ten | 0
          '' | 0
          """)
  void readsWhatAClientPrefersAndRefusesNothing(String header, long seconds) {
    assertThat(Patience.of(header)).isEqualTo(Duration.ofSeconds(seconds));
  }

  @Test
  void whoSaysNothingWaitsForNothing() {
    assertThat(Patience.of(null)).isZero();
  }
}
