package org.tongbao.chain.evm.code;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

class CodeTest {
  @Test
  void knowsItsHash() {
    Code code = Code.of(new byte[] {1, 2, 3});
    assertThat(code.hash()).isEqualTo(Bytes.wrap((byte) 1, (byte) 2, (byte) 3).keccak256());
    assertThat(Code.of(new byte[0])).isSameAs(Code.EMPTY);
    assertThat(Code.EMPTY.hash()).isEqualTo(Hash.EMPTY_KECCAK);
  }

  @Test
  void knowsWhomItDelegatesTo() {
    Address target = Address.fromHex("0x0102030405060708090a0b0c0d0e0f1011121314");
    Code designator = Code.delegatingTo(target);
    assertThat(designator.toBytes())
        .hasToString("0xef01000102030405060708090a0b0c0d0e0f1011121314");
    assertThat(designator.delegate()).isEqualTo(target);
    Bytes bytes = designator.toBytes();
    assertThat(Code.of(bytes.concat(Bytes.wrap((byte) 0)).toArray()).delegate()).isNull();
    for (int i = 0; i < 3; i++) {
      byte[] other = bytes.toArray();
      other[i]++;
      assertThat(Code.of(other).delegate()).as("prefix byte %d", i).isNull();
    }
  }

  /// Against the definition of the Yellow Paper: step over immediate data from the start.
  @Test
  void findsJumpDestinations() {
    Random random = new Random(1);
    for (int run = 0; run < 200; run++) {
      byte[] bytes = new byte[random.nextInt(300)];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) (random.nextInt(3) == 0 ? Op.JUMPDEST : random.nextInt(256));
      }
      Code code = Code.of(bytes);
      boolean[] expected = new boolean[bytes.length + 100];
      int pc = 0;
      while (pc < bytes.length) {
        expected[pc] = bytes[pc] == Op.JUMPDEST;
        pc += 1 + Instruction.immediateSize(bytes[pc] & 0xff);
      }
      for (int i = 0; i < expected.length; i++) {
        assertThat(code.isJumpDestination(new long[] {i, 0, 0, 0}, 0)).isEqualTo(expected[i]);
      }
      assertThat(code.isJumpDestination(new long[] {-1, 0, 0, 0}, 0)).isFalse();
      assertThat(code.isJumpDestination(new long[] {0, 0, 0, 1}, 0)).isFalse();
    }
  }

  @Test
  void isAnalysedWhenItRunsAgain() {
    Code code = Code.of(new byte[] {0x5b, 0x5b, 0x01, 0x01});
    assertThat(code.program()).isNull();
    Program program = code.program();
    if (program == null) {
      throw new AssertionError("not analysed");
    }
    assertThat(code.program()).isSameAs(program);
    assertThat(Block.gas(program.blockAt(0))).isZero();
    assertThat(Block.gas(program.blockAt(1))).isEqualTo(1);
    assertThat(Block.gas(program.blockAt(2))).isEqualTo(1 + 3 + 3);
    assertThat(Block.minTop(program.blockAt(2))).as("three words").isEqualTo(8);
    assertThat(Program.startOfBlock(code.padded(), 2)).isEqualTo(1);
    assertThat(Program.startOfBlock(code.padded(), 0)).isZero();
  }

  @Test
  void codeTooLargeToAnalyseRunsExactly() {
    Code code = Code.of(new byte[1 << 16]);
    assertThat(code.program()).isNull();
    assertThat(code.program()).isNull();
  }

  @Test
  void blocksKeepTheirNeeds() {
    long block = Block.of(123_456_789_012L, 7, 1000);
    assertThat(Block.gas(block)).isEqualTo(123_456_789_012L);
    assertThat(Block.minTop(block)).isEqualTo(4 * 7 - 4);
    assertThat(Block.maxTop(block)).isEqualTo(4 * 24 - 4);
    long never = Block.of(0, 5000, 5000);
    assertThat(Block.minTop(never)).isGreaterThan(4 * 1023);
    assertThat(Block.maxTop(never)).isLessThan(-4);
    long free = Block.of(0, 0, 0);
    assertThat(Block.minTop(free)).isEqualTo(-4);
    assertThat(Block.maxTop(free)).isEqualTo(4 * 1023);
  }

  @Test
  void theCacheKeepsWhatIsUsedAndIsBounded() {
    CodeCache cache = new CodeCache(10_000);
    byte[] loved = {42};
    Hash lovedHash = Bytes.copyOf(loved).keccak256();
    Code first = cache.find(lovedHash, hash -> loved);
    for (int i = 0; i < 1_000; i++) {
      byte[] bytes = {(byte) i, (byte) (i >> 8)};
      cache.find(Bytes.copyOf(bytes).keccak256(), hash -> bytes);
      assertThat(cache.find(lovedHash, CodeTest::unknown)).isSameAs(first);
      assertThat(cache.size()).isLessThan(2 * 10_000 / 64 + 4);
    }
  }

  private static byte[] unknown(Hash hash) {
    throw new AssertionError("was forgotten: " + hash);
  }

  @Test
  void theTableHasEveryInstruction() {
    assertThat(Instruction.ALL).hasSize(150);
    assertThat(Instruction.of(Op.CALL)).isEqualTo(new Instruction(0xf1, "CALL", 7, 1, 100));
    assertThat(Instruction.of(0x8f)).isEqualTo(new Instruction(0x8f, "DUP16", 16, 17, 3));
    assertThat(Instruction.of(0x0c)).isNull();
    assertThat(Instruction.mnemonicOf(0x0c)).isEqualTo("opcode 0xc not defined");
  }

  @Test
  void assembles() {
    Bytes code = Assembler.assemble("PUSH 0 push 256 loop: @loop // comment\n JUMP PUSH32 0x1");
    assertThat(code).hasToString("0x5f6101005b610004567f" + "0".repeat(63) + "1");
    assertThat(Assembler.assemble("  ")).isEqualTo(Bytes.EMPTY);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ADDD", "PUSH1", "PUSH1 256", "PUSH1 -1", "PUSH x", "@nowhere", "PUSH1 0xzz"})
  void refusesBadAssembly(String text) {
    assertThatThrownBy(() -> Assembler.assemble(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
