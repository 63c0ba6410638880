package org.tongbao.chain.pow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.U256;

class TargetTest {
  @Test
  void readsAndWritesCompactTargets() {
    U256 easiestOfBitcoin =
        U256.fromHex("0xffff0000000000000000000000000000000000000000000000000000");
    assertThat(Target.ofCompact(0x1d00ffff)).isEqualTo(easiestOfBitcoin);
    assertThat(Target.toCompact(easiestOfBitcoin)).isEqualTo(0x1d00ffff);
    assertThat(Target.ofCompact(0x05009234)).isEqualTo(U256.of(0x92340000L));
    assertThat(Target.toCompact(U256.of(0x92340000L))).isEqualTo(0x05009234);
    assertThat(Target.ofCompact(0x01120000)).isEqualTo(U256.of(0x12));
    assertThat(Target.toCompact(U256.of(0x12))).isEqualTo(0x01120000);
    assertThat(Target.toCompact(U256.MAX)).isEqualTo(0x2100ffff);
  }

  @Test
  void refusesCompactTargetsThatAreNegativeOrTooWide() {
    assertThatThrownBy(() -> Target.ofCompact(0x04923456))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("negative");
    assertThatThrownBy(() -> Target.ofCompact(0xff123456))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void refusesNoDifficulty() {
    assertThatThrownBy(() -> Target.ofDifficulty(U256.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(Target.ofDifficulty(U256.ONE)).isEqualTo(U256.MAX);
    assertThat(Target.difficultyOf(U256.ZERO)).isEqualTo(U256.MAX);
  }

  @Property
  void aDifficultySurvivesItsTarget(@ForAll @LongRange(min = 1) long difficulty) {
    U256 value = U256.of(difficulty);
    assertThat(Target.difficultyOf(Target.ofDifficulty(value))).isEqualTo(value);
  }
}
