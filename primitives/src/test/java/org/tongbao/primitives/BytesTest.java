package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

/// [Bytes], [Hash] and [Address] as strings of bytes.
class BytesTest {

  @Property(tries = 1_000)
  void joinsAndCutsAsArraysDo(@ForAll byte[] a, @ForAll byte[] b) {
    Bytes joined = Bytes.copyOf(a).concat(Bytes.copyOf(b));
    assertThat(joined.size()).isEqualTo(a.length + b.length);
    assertThat(joined.isEmpty()).isEqualTo(a.length + b.length == 0);
    assertThat(joined.slice(0, a.length)).isEqualTo(Bytes.wrap(a));
    assertThat(joined.slice(a.length, b.length).toArray()).isEqualTo(b);
    assertThat(Bytes.copyOf(joined.unsafeArray(), a.length, b.length)).isEqualTo(Bytes.wrap(b));
    assertThat(Bytes.fromHex(joined.toHex())).isEqualTo(joined).hasSameHashCodeAs(joined);
    for (int i = 0; i < a.length; i++) {
      assertThat(joined.get(i)).isEqualTo(a[i]);
    }
  }

  @Property(tries = 1_000)
  void areOrderedAsUnsignedBytes(@ForAll byte[] a, @ForAll byte[] b) {
    assertThat(Integer.signum(Bytes.wrap(a).compareTo(Bytes.wrap(b))))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(a, b)));
    assertThat(Bytes.wrap(a).equals(Bytes.wrap(b))).isEqualTo(Arrays.equals(a, b));
  }

  @Property(tries = 1_000)
  void hashesKeepTheirBytesInEveryForm(
      @ForAll @Size(32) byte[] bytes, @ForAll @Size(32) byte[] otherBytes) {
    Hash hash = Hash.of(bytes);
    Hash other = Hash.of(otherBytes);
    assertThat(hash.toArray()).isEqualTo(bytes);
    assertThat(hash.toBytes()).isEqualTo(Bytes.wrap(bytes));
    assertThat(Hash.fromHex(hash.toHex())).isEqualTo(hash).hasSameHashCodeAs(hash);
    assertThat(hash.toU256()).isEqualTo(U256.fromBytes(bytes));
    assertThat(hash.toU256().toHash()).isEqualTo(hash);
    assertThat(hash.keccak256()).isEqualTo(Keccak256.hash(bytes));
    assertThat(hash.isZero()).isEqualTo(hash.equals(Hash.ZERO));
    assertThat(hash.equals(other)).isEqualTo(Arrays.equals(bytes, otherBytes));
    assertThat(Integer.signum(hash.compareTo(other)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(bytes, otherBytes)));
    long[] words = new long[6];
    hash.toWord(words, 1);
    assertThat(Hash.fromWord(words, 1)).isEqualTo(hash);
    assertThat(U256.fromWord(words, 1)).isEqualTo(hash.toU256());
  }

  @Property(tries = 2_000)
  void addressesKeepTheirBytesInEveryForm(
      @ForAll @Size(20) byte[] bytes, @ForAll @Size(20) byte[] otherBytes, @ForAll long above) {
    Address address = Address.of(bytes);
    Address other = Address.of(otherBytes);
    assertThat(address.toArray()).isEqualTo(bytes);
    assertThat(address.toBytes()).isEqualTo(Bytes.wrap(bytes));
    assertThat(Address.fromHex(address.toHex())).isEqualTo(address).hasSameHashCodeAs(address);
    assertThat(address.keccak256()).isEqualTo(Keccak256.hash(bytes));
    assertThat(address.isZero()).isEqualTo(address.equals(Address.ZERO));
    assertThat(address.equals(other)).isEqualTo(Arrays.equals(bytes, otherBytes));
    assertThat(Integer.signum(address.compareTo(other)))
        .isEqualTo(Integer.signum(Arrays.compareUnsigned(bytes, otherBytes)));

    long[] words = new long[8];
    address.toWord(words, 4);
    assertThat(U256.fromWord(words, 4)).isEqualTo(U256.fromBytes(bytes));
    words[6] ^= above << 32; // what stands above the 160 bits does not count
    words[7] = above;
    assertThat(Address.fromWord(words, 4)).isEqualTo(address);
  }

  @Example
  void copiesKeepOutLaterChanges() {
    byte[] array = {1, 2, 3};
    Bytes copy = Bytes.copyOf(array);
    array[0] = 9;
    copy.toArray()[1] = 9;
    assertThat(copy).hasToString("0x010203");
  }

  @Example
  void refusesPartsOutsideTheArray() {
    Bytes bytes = Bytes.wrap((byte) 1, (byte) 2);
    assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> bytes.slice(1, 2));
    assertThatExceptionOfType(IndexOutOfBoundsException.class)
        .isThrownBy(() -> Bytes.copyOf(new byte[2], 1, Integer.MAX_VALUE));
    assertThatIllegalArgumentException().isThrownBy(() -> Hash.of(new byte[31]));
  }
}
