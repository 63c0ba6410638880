package org.tongbao.chain.pow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// Every rule of AuxPoW refuses exactly the seal that breaks it.
class SealRulesTest {
  private static final SealRules RULES = new SealRules(SealHash.SHA256D, SealBuilder.OUR_CHAIN);

  /// A seal spoiled in one way and the rule it breaks, null for none.
  record Spoiled(String name, @Nullable SealFault fault, Consumer<SealBuilder> spoil) {
    @Override
    public String toString() {
      return name;
    }
  }

  static List<Spoiled> spoiled() {
    return List.of(
        new Spoiled("nothing", null, seal -> {}),
        new Spoiled("without tree", null, seal -> seal.height = 0),
        new Spoiled("tree of a thousand", null, seal -> seal.height = 10),
        new Spoiled("negative nonce", null, seal -> seal.nonce = -1),
        new Spoiled(
            "more script around",
            null,
            seal -> {
              seal.before = "ff".repeat(40);
              seal.after = "ee".repeat(60);
            }),
        new Spoiled("index one", SealFault.NOT_A_GENERATION, seal -> seal.coinbaseIndex = 1),
        new Spoiled("negative index", SealFault.NOT_A_GENERATION, seal -> seal.coinbaseIndex = -1),
        new Spoiled(
            "our own parent",
            SealFault.PARENT_IS_OUR_CHAIN,
            seal -> seal.parentVersion = SealBuilder.OUR_CHAIN << 16 | 0x101),
        new Spoiled(
            "other merkle root",
            SealFault.COINBASE_NOT_IN_PARENT,
            seal -> seal.spoilMerkleRoot = true),
        new Spoiled("no root", SealFault.ROOT_MISSING, seal -> seal.dropRoot = true),
        new Spoiled("no magic", SealFault.MAGIC_MISSING, seal -> seal.magic = ""),
        new Spoiled("wrong magic", SealFault.MAGIC_MISSING, seal -> seal.magic = "fabe6d6e"),
        new Spoiled(
            "magic twice", SealFault.MAGIC_REPEATED, seal -> seal.magic = "fabe6d6dfabe6d6d"),
        new Spoiled("magic before", SealFault.MAGIC_REPEATED, seal -> seal.before = "fabe6d6d00"),
        new Spoiled(
            "magic again at the end", SealFault.MAGIC_REPEATED, seal -> seal.after = "00fabe6d6d"),
        new Spoiled("byte between", SealFault.MAGIC_NOT_BEFORE_ROOT, seal -> seal.between = "00"),
        new Spoiled(
            "magic after root",
            SealFault.MAGIC_NOT_BEFORE_ROOT,
            seal -> {
              seal.magic = "";
              seal.after = "fabe6d6d";
            }),
        new Spoiled(
            "no size and nonce",
            SealFault.SIZE_AND_NONCE_MISSING,
            seal -> seal.dropSizeAndNonce = true),
        new Spoiled(
            "seven bytes left",
            SealFault.SIZE_AND_NONCE_MISSING,
            seal -> {
              seal.dropSizeAndNonce = true;
              seal.after = "08000000070000";
            }),
        new Spoiled("size too large", SealFault.SIZE_MISMATCH, seal -> seal.sizeOffset = 1),
        new Spoiled("size doubled", SealFault.SIZE_MISMATCH, seal -> seal.sizeOffset = 8),
        new Spoiled("other slot", SealFault.WRONG_SLOT, seal -> seal.slotOffset = 1));
  }

  @ParameterizedTest
  @MethodSource("spoiled")
  void namesTheRuleThatASealBreaks(Spoiled spoiled) {
    SealBuilder builder = SealBuilder.aSeal();
    spoiled.spoil().accept(builder);
    assertThat(RULES.check(SealBuilder.BLOCK, U256.MAX, builder.build()))
        .isEqualTo(spoiled.fault());
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
