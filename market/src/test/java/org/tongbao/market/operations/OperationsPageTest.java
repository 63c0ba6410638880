package org.tongbao.market.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class OperationsPageTest {
  @Test
  void sizesAreReadable() {
    assertThat(OperationsPage.size(0)).isEqualTo("0 B");
    assertThat(OperationsPage.size(999)).isEqualTo("999 B");
    assertThat(OperationsPage.size(1_000)).isEqualTo("1.0 kB");
    assertThat(OperationsPage.size(12_345_678)).isEqualTo("12.3 MB");
    assertThat(OperationsPage.size(2_000_000_000L)).isEqualTo("2.0 GB");
    assertThat(OperationsPage.size(5_400_000_000_000_000L)).isEqualTo("5400.0 TB");
  }

  @Test
  void aDiskIsEnoughWithTwoGigabytesAndATwentiethFree() {
    assertThat(new Folders.Room(2_000_000_000L, 40_000_000_000L).isEnough()).isTrue();
    assertThat(new Folders.Room(1_999_999_999L, 3_000_000_000L).isEnough()).isFalse();
    assertThat(new Folders.Room(2_000_000_000L, 41_000_000_000L).isEnough()).isFalse();
    assertThat(new Folders.Room(0, 0).isEnough()).as("cannot be read").isFalse();
  }
}
