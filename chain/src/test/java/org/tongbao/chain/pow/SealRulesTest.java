package org.tongbao.chain.pow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Every rule of AuxPoW refuses exactly the seal that breaks it.
class SealRulesTest {
  private static final SealRules RULES = new SealRules(SealHash.SHA256D, SealBuilder.OUR_CHAIN);

  /// One spoiled seal a row.
  enum Spoiled {
    NOTHING(null, seal -> {}),
    WITHOUT_TREE(null, seal -> seal.height = 0),
    TREE_OF_A_THOUSAND(null, seal -> seal.height = 10),
    NEGATIVE_NONCE(null, seal -> seal.nonce = -1),
    MORE_SCRIPT_AROUND(
        null,
        seal -> {
          seal.before = "ff".repeat(40);
          seal.after = "ee".repeat(60);
        }),
    INDEX_ONE(SealFault.NOT_A_GENERATION, seal -> seal.coinbaseIndex = 1),
    NEGATIVE_INDEX(SealFault.NOT_A_GENERATION, seal -> seal.coinbaseIndex = -1),
    OUR_OWN_PARENT(
        SealFault.PARENT_IS_OUR_CHAIN,
        seal -> seal.parentVersion = SealBuilder.OUR_CHAIN << 16 | 0x101),
    OTHER_MERKLE_ROOT(SealFault.COINBASE_NOT_IN_PARENT, seal -> seal.spoilMerkleRoot = true),
    NO_ROOT(SealFault.ROOT_MISSING, seal -> seal.dropRoot = true),
    NO_MAGIC(SealFault.MAGIC_MISSING, seal -> seal.magic = ""),
    WRONG_MAGIC(SealFault.MAGIC_MISSING, seal -> seal.magic = "fabe6d6e"),
    MAGIC_TWICE(SealFault.MAGIC_REPEATED, seal -> seal.magic = "fabe6d6dfabe6d6d"),
    MAGIC_BEFORE(SealFault.MAGIC_REPEATED, seal -> seal.before = "fabe6d6d00"),
    MAGIC_AGAIN_AT_THE_END(SealFault.MAGIC_REPEATED, seal -> seal.after = "00fabe6d6d"),
    BYTE_BETWEEN(SealFault.MAGIC_NOT_BEFORE_ROOT, seal -> seal.between = "00"),
    MAGIC_AFTER_ROOT(
        SealFault.MAGIC_NOT_BEFORE_ROOT,
        seal -> {
          seal.magic = "";
          seal.after = "fabe6d6d";
        }),
    NO_SIZE_AND_NONCE(SealFault.SIZE_AND_NONCE_MISSING, seal -> seal.dropSizeAndNonce = true),
    SEVEN_BYTES_LEFT(
        SealFault.SIZE_AND_NONCE_MISSING,
        seal -> {
          seal.dropSizeAndNonce = true;
          seal.after = "08000000070000";
        }),
    SIZE_TOO_LARGE(SealFault.SIZE_MISMATCH, seal -> seal.sizeOffset = 1),
    SIZE_DOUBLED(SealFault.SIZE_MISMATCH, seal -> seal.sizeOffset = 8),
    OTHER_SLOT(SealFault.WRONG_SLOT, seal -> seal.slotOffset = 1);

    final @Nullable SealFault fault;
    final Consumer<SealBuilder> spoil;

    Spoiled(@Nullable SealFault fault, Consumer<SealBuilder> spoil) {
      this.fault = fault;
      this.spoil = spoil;
    }
  }

  @ParameterizedTest
  @EnumSource
  void namesTheRuleThatASealBreaks(Spoiled spoiled) {
    SealBuilder builder = SealBuilder.aSeal();
    spoiled.spoil.accept(builder);
    assertThat(RULES.check(SealBuilder.BLOCK, U256.MAX, builder.build())).isEqualTo(spoiled.fault);
  }

  @Test
  void refusesBranchesLongerThanThirty() {
    AuxPow seal = SealBuilder.aSeal().build();
    MerkleBranch long31 = new MerkleBranch(Collections.nCopies(31, Hash.ZERO), 0);
    AuxPow longChain =
        new AuxPow(
            seal.coinbase(), seal.parentHash(), seal.coinbaseBranch(), long31, seal.parent());
    AuxPow longCoinbase =
        new AuxPow(seal.coinbase(), seal.parentHash(), long31, seal.chainBranch(), seal.parent());
    assertThat(RULES.check(SealBuilder.BLOCK, U256.MAX, longChain))
        .isEqualTo(SealFault.BRANCH_TOO_LONG);
    assertThat(RULES.check(SealBuilder.BLOCK, U256.MAX, longCoinbase))
        .isEqualTo(SealFault.BRANCH_TOO_LONG);
    assertThatThrownBy(() -> AuxPow.decode(longChain.encoded()))
        .isInstanceOf(SealFormatException.class)
        .hasMessageContaining("length of the chain branch")
        .hasMessageContaining("above 30");
  }

  @Test
  void acceptsTheTargetItselfAndNothingAboveIt() {
    AuxPow seal = SealBuilder.aSeal().build();
    byte[] hash = SealHash.SHA256D.of(seal.parent().encoded().toArray());
    U256 number = U256.fromBytes(SealRules.reversed(hash));
    assertThat(RULES.check(SealBuilder.BLOCK, number, seal)).isNull();
    assertThat(RULES.check(SealBuilder.BLOCK, number.sub(U256.ONE), seal))
        .isEqualTo(SealFault.NOT_ENOUGH_WORK);
  }

  @Test
  void isForOneBlockOnly() {
    AuxPow seal = SealBuilder.aSeal().build();
    assertThat(RULES.check(Hash.EMPTY_KECCAK, U256.MAX, seal)).isEqualTo(SealFault.ROOT_MISSING);
  }

  @Property
  void slotsAreThoseOfTheWiderComputation(
      @ForAll int nonce,
      @ForAll @IntRange(max = 65535) int chainId,
      @ForAll @IntRange(max = 30) int height) {
    assertThat(SealRules.slot(nonce, chainId, height))
        .isEqualTo(SealBuilder.slot(nonce, chainId, height));
  }
}
