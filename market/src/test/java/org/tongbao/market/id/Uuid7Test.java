package org.tongbao.market.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class Uuid7Test {
  @Test
  void holdsTheTimeTheVersionAndTheVariant() {
    // The time of RFC 9562, appendix A.6.
    Clock clock = Clock.fixed(Instant.parse("2022-02-22T19:22:22Z"), ZoneOffset.UTC);

    UUID id = Uuid7.next(clock);

    assertThat(id.toString()).startsWith("017f22e2-79b0-7");
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
  }

  @Test
  void neverRepeats() {
    Clock clock = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);
    Set<UUID> seen = new HashSet<>();
    for (int i = 0; i < 10_000; i++) {
      assertThat(seen.add(Uuid7.next(clock))).isTrue();
    }
  }

  @Test
  void readsTheCanonicalFormAlone() {
    String id = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

    assertThat(Uuid7.parse(id)).contains(UUID.fromString(id));
    assertThat(Uuid7.parse("1-1-1-1-1")).isEmpty();
    assertThat(Uuid7.parse(id + " ")).isEmpty();
    assertThat(Uuid7.parse("")).isEmpty();
  }
}
