package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class RlpPropertyTest {

  @Property(tries = 3_000)
  void whatIsWrittenIsReadBack(@ForAll("trees") RlpTree tree) {
    assertThat(RlpTree.decode(tree.encode())).isEqualTo(tree);
  }

  /// Whatever is accepted is canonical: writing it again gives the same bytes.
  @Property(tries = 30_000)
  void anyBytesAreCanonicalOrRefused(@ForAll("inputs") byte[] input) {
    RlpTree tree;
    try {
      tree = RlpTree.decode(input);
    } catch (RlpException refused) {
      assertThat(refused.offset()).isBetween(0, input.length);
      return;
    }
    assertThat(tree.encode()).isEqualTo(input);
  }

  /// A valid encoding with one byte changed, and one cut short.
  @Property(tries = 5_000)
  void damagedEncodingsAreCanonicalOrRefused(
      @ForAll("trees") RlpTree tree, @ForAll int place, @ForAll byte value) {
    byte[] input = tree.encode();
    int at = Math.floorMod(place, input.length);
    anyBytesAreCanonicalOrRefused(Arrays.copyOf(input, at));
    input[at] = value;
    anyBytesAreCanonicalOrRefused(input);
  }

  /// Every typed read of any bytes gives a value or an [RlpException], nothing else.
  @Property(tries = 20_000)
  void typedReadsOfAnyBytesThrowOnlyRlpExceptions(@ForAll("inputs") byte[] input) {
    for (Read read : READS) {
      RlpReader reader = RlpReader.of(input);
      try {
        read.from(reader);
        assertThat(reader.offset()).isBetween(0, input.length);
      } catch (RlpException refused) {
        assertThat(refused.offset()).isBetween(0, input.length);
      }
    }
  }

  private interface Read {
    void from(RlpReader reader);
  }

  private static final Read[] READS = {
    RlpReader::list,
    RlpReader::bytes,
    reader -> reader.bytes(2),
    RlpReader::address,
    RlpReader::addressOrNull,
    RlpReader::hash,
    RlpReader::u256,
    RlpReader::uint64,
    RlpReader::raw,
    RlpReader::skip,
    RlpReader::remainingItems,
    RlpReader::end,
    RlpReader::nextIsList,
    reader -> reader.list().address(),
    reader -> reader.list().hash(),
    reader -> reader.list().remainingItems(),
  };

  @Property(tries = 5_000)
  void numbersAreReadBack(@ForAll long number, @ForAll byte[] bytes) {
    U256 big = U256.fromBytes(bytes, 0, Math.min(32, bytes.length));
    byte[] rlp =
        new RlpWriter(1).uint(number).u256(big).u256(U256.ofUnsigned(number)).toByteArray();
    RlpReader reader = RlpReader.of(rlp);
    assertThat(reader.remainingItems()).isEqualTo(3);
    assertThat(reader.uint64()).isEqualTo(number);
    assertThat(reader.u256()).isEqualTo(big);
    assertThat(reader.u256()).isEqualTo(U256.ofUnsigned(number));
    reader.end();
  }

  private static final int[] SIZES = {0, 1, 1, 1, 2, 3, 54, 55, 56, 57, 255, 256, 65535, 65536};

  @Provide
  static Arbitrary<RlpTree> trees() {
    return Arbitraries.randomValue(random -> tree(random, 6));
  }

  private static RlpTree tree(Random random, int depth) {
    if (depth == 0 || random.nextInt(3) == 0) {
      // The long ones seldom, and sizes around each border of the prefix.
      int choices = random.nextInt(8) == 0 ? SIZES.length : 10;
      return text(random, SIZES[random.nextInt(choices)]);
    }
    int size = random.nextInt(4) == 0 ? 54 + random.nextInt(4) : random.nextInt(6);
    List<RlpTree> items = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      items.add(size > 50 ? text(random, random.nextInt(2)) : tree(random, depth - 1));
    }
    return new RlpTree.Items(items);
  }

  private static RlpTree text(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return new RlpTree.Text(Bytes.wrap(bytes));
  }

  private static final int[] PREFIXES = {
    0x00, 0x01, 0x37, 0x38, 0x7f, 0x80, 0x81, 0x82, 0xa0, 0xb7, 0xb8, 0xb9, 0xbf, 0xc0, 0xc1, 0xc2,
    0xc8, 0xf7, 0xf8, 0xf9, 0xfb, 0xff
  };

  /// Random bytes of which most could begin an item.
  @Provide
  static Arbitrary<byte[]> inputs() {
    return Arbitraries.randomValue(
        random -> {
          byte[] input = new byte[random.nextInt(70)];
          random.nextBytes(input);
          int shaped = random.nextInt(input.length + 1);
          for (int i = 0; i < shaped; i++) {
            if (random.nextInt(3) != 0) {
              input[i] = (byte) PREFIXES[random.nextInt(PREFIXES.length)];
            }
          }
          return input;
        });
  }
}
