package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RlpReaderTest {

  private static final Address ADDRESS =
      Address.fromHex("0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed");

  @Test
  void readsEachTypeInTurn() {
    byte[] rlp =
        new RlpWriter()
            .beginList()
            .address(ADDRESS)
            .bytes(Bytes.EMPTY)
            .hash(Hash.EMPTY_KECCAK)
            .u256(U256.MAX)
            .uint(-1)
            .beginList()
            .bytes(new byte[] {0, 1, 2}, 1, 2)
            .endList()
            .raw(Bytes.fromHex("0xc3010203"))
            .uint(0)
            .endList()
            .toByteArray();
    RlpReader outer = RlpReader.of(Bytes.wrap(rlp));
    assertThat(outer.nextIsList()).isTrue();
    RlpReader list = outer.list();
    outer.end();
    assertThat(outer.hasNext()).isFalse();
    assertThat(list.remainingItems()).isEqualTo(8);
    assertThat(list.addressOrNull()).isEqualTo(ADDRESS);
    assertThat(list.addressOrNull()).isNull();
    assertThat(list.hash()).isEqualTo(Hash.EMPTY_KECCAK);
    assertThat(list.u256()).isEqualTo(U256.MAX);
    assertThat(list.uint64()).isEqualTo(-1);
    assertThat(list.list().bytes(2)).isEqualTo(Bytes.fromHex("0x0102"));
    assertThat(list.raw()).isEqualTo(Bytes.fromHex("0xc3010203"));
    assertThat(list.nextIsList()).isFalse();
    list.skip();
    list.end();
  }

  @ParameterizedTest
  @CsvSource({
    "0x,            NEXT,    the input ends where an item is due at byte 0",
    "0x81,          BYTES,   a string of 1 bytes where 0 are left at byte 0",
    "0x8105,        BYTES,   a single byte below 0x80 with a prefix at byte 0",
    "0xb837,        BYTES,   the long form of length 55 at byte 0",
    "0xb90038,      BYTES,   a length with a leading zero byte at byte 0",
    "0xb9ff,        BYTES,   a string of 2 bytes where 1 are left at byte 0",
    "0xbfffffffffffffffff, BYTES, a string of 18446744073709551615 bytes where 0 are left at byte 0",
    "0xffffffffffffffffff, LIST,  a list of 18446744073709551615 bytes where 0 are left at byte 0",
    "0xfb80000000,  LIST,    a list of 2147483648 bytes where 0 are left at byte 0",
    "0xc0,          BYTES,   a list where a string is due at byte 0",
    "0x80,          LIST,    a string where a list is due at byte 0",
    "0xc281,        INNER,   a list of 2 bytes where 1 are left at byte 0",
    "0xc18100,      INNER,   a string of 1 bytes where 0 are left at byte 1",
    "0x00,          U256,    a number with a leading zero byte at byte 0",
    "0x820001,      UINT64,  a number with a leading zero byte at byte 0",
    "0x89010000000000000000, UINT64, a number of 9 bytes where at most 8 are due at byte 0",
    "0x820102,      ADDRESS, a string of 2 bytes where 20 are due at byte 0",
    "0x820102,      HASH,    a string of 2 bytes where 32 are due at byte 0",
    "0x8080,        END,     1 bytes too many at byte 1",
  })
  void saysWhatIsWrongAndWhere(String input, String read, String message) {
    RlpReader reader = RlpReader.of(Bytes.fromHex(input));
    assertThatExceptionOfType(RlpException.class)
        .isThrownBy(() -> Objects.requireNonNull(READS.get(read)).accept(reader))
        .withMessage(message);
  }

  private static final Map<String, Consumer<RlpReader>> READS =
      Map.of(
          "NEXT", RlpReader::nextIsList,
          "BYTES", RlpReader::bytes,
          "LIST", RlpReader::list,
          "INNER", reader -> reader.list().bytes(),
          "U256", RlpReader::u256,
          "UINT64", RlpReader::uint64,
          "ADDRESS", RlpReader::address,
          "HASH", RlpReader::hash,
          "END", RlpReaderTest::skipToEnd);

  private static void skipToEnd(RlpReader reader) {
    reader.skip();
    reader.end();
  }

  @Test
  void refusesListsNestedTooDeep() {
    assertThat(RlpTree.decode(nested(RlpReader.MAX_DEPTH)).encode())
        .isEqualTo(nested(RlpReader.MAX_DEPTH));
    for (int depth : new int[] {RlpReader.MAX_DEPTH + 1, 200_000}) {
      assertThatExceptionOfType(RlpException.class)
          .isThrownBy(() -> RlpTree.decode(nested(depth)))
          .withMessageStartingWith("lists nested deeper than 1024 at byte ");
    }
  }

  /// As many lists as asked for, each the only item of the one around it.
  private static byte[] nested(int depth) {
    byte[] reversed = new byte[4 * depth];
    int size = 0;
    for (int i = 0; i < depth; i++) {
      int length = size;
      if (length > 55) {
        int start = size;
        for (int rest = length; rest > 0; rest >>>= 8) {
          reversed[size++] = (byte) rest;
        }
        reversed[size] = (byte) (0xf7 + size - start);
        size++;
      } else {
        reversed[size++] = (byte) (0xc0 + length);
      }
    }
    byte[] input = new byte[size];
    for (int i = 0; i < size; i++) {
      input[i] = reversed[size - 1 - i];
    }
    return input;
  }

  @Test
  void keepsItsPlaceAfterARefusal() {
    RlpReader reader = RlpReader.of(Bytes.fromHex("0x05c0"));
    assertThatExceptionOfType(RlpException.class).isThrownBy(reader::hash);
    assertThat(reader.uint64()).isEqualTo(5);
    assertThatExceptionOfType(RlpException.class).isThrownBy(reader::bytes);
    reader.list().end();
    reader.end();
  }

  @Test
  void writesLongListsAroundShortOnes() {
    byte[] text = new byte[70_000];
    Arrays.fill(text, (byte) 9);
    RlpWriter writer = new RlpWriter();
    for (int depth = 0; depth < 20; depth++) {
      writer.beginList();
    }
    writer.bytes(text);
    for (int depth = 0; depth < 20; depth++) {
      writer.endList();
    }
    RlpReader reader = RlpReader.of(writer.toByteArray());
    for (int depth = 0; depth < 20; depth++) {
      reader = reader.list();
    }
    assertThat(reader.bytes()).isEqualTo(Bytes.wrap(text));
    assertThat(writer.keccak256()).isEqualTo(writer.toBytes().keccak256());
    assertThat(writer.reset().uint(1).toByteArray()).containsExactly(1);
  }

  @Test
  void refusesListsThatAreNotClosed() {
    assertThatIllegalStateException().isThrownBy(() -> new RlpWriter().endList());
    assertThatIllegalStateException().isThrownBy(() -> new RlpWriter().beginList().toByteArray());
    assertThatIllegalStateException().isThrownBy(() -> new RlpWriter().beginList().keccak256());
  }
}
