package org.tongbao.chain.pow;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Real blocks that were merge-mined under Bitcoin and Litecoin.
class AuxPowTest {
  static List<MergeMinedBlock> blocks() {
    return MergeMinedBlock.all();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void acceptsBlocksOfNamecoinAndDogecoin(MergeMinedBlock block) {
    AuxPow seal = AuxPow.decode(block.seal());
    assertThat(block.rules().check(block.hash(), block.target(), seal)).isNull();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void writesTheBytesItRead(MergeMinedBlock block) {
    assertThat(AuxPow.decode(block.seal()).encoded()).isEqualTo(block.seal());
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void refusesTheSealOfABlockForAnother(MergeMinedBlock block) {
    AuxPow seal = AuxPow.decode(block.seal());
    assertThat(block.rules().check(Hash.ZERO, block.target(), seal))
        .isEqualTo(SealFault.ROOT_MISSING);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void refusesATargetBelowTheWork(MergeMinedBlock block) {
    AuxPow seal = AuxPow.decode(block.seal());
    assertThat(block.rules().check(block.hash(), block.target().shr(40), seal))
        .isEqualTo(SealFault.NOT_ENOUGH_WORK);
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void refusesEveryShorterAndLongerEncoding(MergeMinedBlock block) {
    for (int size = 0; size < block.seal().size(); size += 7) {
      Bytes cut = block.seal().slice(0, size);
      assertThatThrownBy(() -> AuxPow.decode(cut)).isInstanceOf(SealFormatException.class);
    }
    Bytes longer = block.seal().concat(Bytes.wrap((byte) 0));
    assertThatThrownBy(() -> AuxPow.decode(longer))
        .isInstanceOf(SealFormatException.class)
        .hasMessageContaining("follow the seal");
  }

  @Test
  void readsTheFieldsOfNamecoinBlock37174() {
    MergeMinedBlock block = MergeMinedBlock.all().getLast();
    AuxPow seal = AuxPow.decode(block.seal());
    assertThat(block.height()).isEqualTo(37174);
    assertThat(seal.coinbaseBranch().length()).isEqualTo(5);
    assertThat(seal.chainBranch().length()).isEqualTo(4);
    assertThat(seal.chainBranch().index()).isEqualTo(11);
    assertThat(Bytes.wrap(SealRules.reversed(seal.coinbase().id().toArray())).toHex())
        .isEqualTo("0x8a3164be45a621f85318647d425fe9f45837b8e42ec4fdd902d7f64daf61ff4a");
  }

  @Test
  void refusesCountsThatAreNotInTheirShortestForm() {
    Bytes seal = SealBuilder.aSeal().build().encoded();
    Bytes padded =
        seal.slice(0, 4)
            .concat(Bytes.wrap((byte) 0xfd, (byte) 1, (byte) 0))
            .concat(seal.slice(5, seal.size() - 5));
    assertThatThrownBy(() -> AuxPow.decode(padded))
        .isInstanceOf(SealFormatException.class)
        .hasMessage("number of coinbase inputs at byte 5 is not in its shortest form");
  }

  @Test
  void refusesACoinbaseWithoutInputs() {
    Bytes seal = SealBuilder.aSeal().build().encoded();
    Bytes none =
        seal.slice(0, 4).concat(Bytes.wrap((byte) 0)).concat(seal.slice(5, seal.size() - 5));
    assertThatThrownBy(() -> AuxPow.decode(none))
        .isInstanceOf(SealFormatException.class)
        .hasMessageContaining("no inputs");
  }

  @Test
  void refusesHugeCountsWithoutReservingMemory() {
    byte[] bytes = new byte[14];
    Arrays.fill(bytes, (byte) 0xff);
    assertThatThrownBy(() -> AuxPow.decode(Bytes.wrap(bytes)))
        .isInstanceOf(SealFormatException.class)
        .hasMessageContaining("above");
    assertThatThrownBy(() -> AuxPow.decode(Bytes.wrap(new byte[AuxPow.MAX_SIZE + 1])))
        .isInstanceOf(SealFormatException.class)
        .hasMessageContaining("too large");
  }

  @Test
  void sealsWithBothHashFunctions() {
    Hash block = Hash.EMPTY_KECCAK;
    for (SealHash hash : SealHash.values()) {
      U256 target = Target.ofDifficulty(U256.of(20));
      AuxPow seal =
          requireNonNull(new SoloSealer(hash).seal(block, target, 1_700_000_000L, () -> false));
      AuxPow read = AuxPow.decode(seal.encoded());
      assertThat(read).isEqualTo(seal);
      assertThat(new SealRules(hash, 0x5442).check(block, target, read)).isNull();
    }
  }

  @Test
  void stopsSealingWhenToldTo() {
    long[] asked = {0};
    AuxPow seal =
        new SoloSealer(SealHash.SHA256D).seal(Hash.ZERO, U256.ONE, 0, () -> ++asked[0] > 3);
    assertThat(seal).isNull();
  }
}
