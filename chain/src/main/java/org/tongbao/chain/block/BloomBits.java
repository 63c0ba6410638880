package org.tongbao.chain.block;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Keccak256;

/// Which three bits of a [Bloom] an address or a topic sets, remembered, since the same tokens,
/// events and accounts come again and again and the bits come from a hash.
///
/// A table of one entry per place in which the newer replaces the older. Shared by all threads
/// without locks: entries are immutable and hold what they are about, so that a lost or late write
/// costs time and nothing else.
final class BloomBits {
  private static final int PLACE_BITS = 13;
  private static final int BIT_SIZE = 11;
  private static final int BIT_MASK = (1 << BIT_SIZE) - 1;

  private static final @Nullable Entry[] TABLE = new Entry[1 << PLACE_BITS];

  private BloomBits() {}

  /// The bits of an address; see [#bit].
  static long of(Address address) {
    int place = place(address);
    @Nullable Entry known = TABLE[place];
    return known != null && known.value.equals(address)
        ? known.bits
        : keep(place, address, address.keccak256());
  }

  /// The bits of a topic; see [#bit].
  static long of(Hash topic) {
    int place = place(topic);
    @Nullable Entry known = TABLE[place];
    return known != null && known.value.equals(topic)
        ? known.bits
        : keep(place, topic, Keccak256.hash(topic.toArray()));
  }

  /// The number of the n-th bit, 0 to 2,047.
  static int bit(long bits, int n) {
    return (int) (bits >>> (n * BIT_SIZE)) & BIT_MASK;
  }

  private static int place(Object value) {
    return (value.hashCode() * 0x9e3779b9) >>> (Integer.SIZE - PLACE_BITS);
  }

  /// The low 11 bits of each of the first three pairs of bytes.
  private static long keep(int place, Object value, Hash hash) {
    byte[] bytes = hash.toArray();
    long bits = 0;
    for (int n = 0; n < 3; n++) {
      int pair = ((bytes[2 * n] & 0xff) << 8) | (bytes[2 * n + 1] & 0xff);
      bits |= (long) (pair & BIT_MASK) << (n * BIT_SIZE);
    }
    TABLE[place] = new Entry(value, bits);
    return bits;
  }

  private record Entry(Object value, long bits) {}
}
