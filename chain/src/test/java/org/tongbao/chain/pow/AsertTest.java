package org.tongbao.chain.pow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.U256;

class AsertTest {
  private static final U256 EASIEST = Target.ofCompact(0x1d00ffff);

  @Test
  void givesTheTargetsOfThePublishedVectors() {
    Asert asert = new Asert(EASIEST, 0, 0, 1, 1, EASIEST);
    int rows = 0;
    for (String line : MergeMinedBlock.lines("asert-vectors.txt")) {
      List<String> words = List.of(line.split(" "));
      if (words.getFirst().equals("anchor")) {
        asert = anchoredAt(words.subList(1, 4));
        continue;
      }
      long height = Long.parseUnsignedLong(words.get(0));
      U256 target = asert.next(height, Long.parseLong(words.get(1)) * 1000);
      assertThat(Target.toCompact(target)).as(line).isEqualTo(compact(words.get(2)));
      rows++;
    }
    assertThat(rows).isEqualTo(168);
  }

  private static Asert anchoredAt(List<String> words) {
    return new Asert(
        Target.ofCompact(compact(words.get(2))),
        Long.parseUnsignedLong(words.get(0)),
        Long.parseLong(words.get(1)) * 1000,
        600_000,
        172_800_000,
        EASIEST);
  }

  private static int compact(String hex) {
    return Integer.parseUnsignedInt(hex, 16);
  }

  @Property
  void staysBetweenOneAndTheEasiestForAnyTime(
      @ForAll @LongRange(max = 1L << 50) long height,
      @ForAll @LongRange(min = -(1L << 52), max = 1L << 52) long time) {
    Asert asert = new Asert(EASIEST, 0, 0, 1000, 3_600_000, EASIEST);
    U256 target = asert.next(height, time);
    assertThat(target.isZero()).isFalse();
    assertThat(target).isLessThanOrEqualTo(EASIEST);
  }

  @Property
  void isNeverHarderForALaterTime(
      @ForAll @LongRange(max = 100_000) long height,
      @ForAll @LongRange(max = 100_000_000) long time,
      @ForAll @LongRange(max = 10_000) long later) {
    Asert asert = new Asert(EASIEST.shr(20), 0, 0, 1000, 3_600_000, EASIEST);
    assertThat(asert.next(height, time + later)).isGreaterThanOrEqualTo(asert.next(height, time));
  }

  @Test
  void doublesTheTargetOneHalfLifeBehindSchedule() {
    U256 anchor = EASIEST.shr(10);
    Asert asert = new Asert(anchor, 0, 0, 1000, 3_600_000, EASIEST);
    assertThat(asert.next(0, 1000)).isEqualTo(anchor);
    assertThat(asert.next(0, 3_601_000)).isEqualTo(anchor.shl(1));
    assertThat(asert.next(3_600, 1000)).isEqualTo(anchor.shr(1));
  }

  @Test
  void refusesSettingsWithoutSense() {
    assertThatThrownBy(() -> new Asert(EASIEST, 0, 0, 0, 1, EASIEST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Asert(EASIEST, 0, 0, 1, 0, EASIEST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Asert(EASIEST.add(U256.ONE), 0, 0, 1, 1, EASIEST))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Asert(U256.ZERO, 0, 0, 1, 1, EASIEST))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
