package org.tongbao.chain.block;

import java.util.Arrays;
import java.util.List;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;

/// The 2,048-bit Bloom filter of the addresses and topics of logs (Yellow Paper §4.3.1). Immutable;
/// a filter that lacks a value proves that no log has it.
public final class Bloom {
  /// Bytes of a filter.
  public static final int SIZE = 256;

  /// The filter of no logs.
  public static final Bloom EMPTY = new Bloom(new byte[SIZE]);

  private final byte[] bits;

  private Bloom(byte[] bits) {
    this.bits = bits;
  }

  /// The filter whose 256 bytes are given, most significant first.
  public static Bloom of(Bytes bytes) {
    if (bytes.size() != SIZE) {
      throw new IllegalArgumentException("a bloom filter has 256 bytes, not " + bytes.size());
    }
    return new Bloom(bytes.toArray());
  }

  /// The filter of all addresses and topics of `logs`.
  public static Bloom of(List<Log> logs) {
    if (logs.isEmpty()) {
      return EMPTY;
    }
    byte[] bits = new byte[SIZE];
    for (Log log : logs) {
      add(bits, BloomBits.of(log.address()));
      for (Hash topic : log.topics()) {
        add(bits, BloomBits.of(topic));
      }
    }
    return new Bloom(bits);
  }

  /// The filter of the logs of both.
  public Bloom or(Bloom other) {
    if (isEmpty()) {
      return other;
    }
    if (other.isEmpty()) {
      return this;
    }
    byte[] both = bits.clone();
    for (int i = 0; i < SIZE; i++) {
      both[i] |= other.bits[i];
    }
    return new Bloom(both);
  }

  /// Whether a log of `address` may be among those the filter was made of.
  public boolean mayContain(Address address) {
    return contains(BloomBits.of(address));
  }

  /// Whether a log with `topic` may be among those the filter was made of.
  public boolean mayContain(Hash topic) {
    return contains(BloomBits.of(topic));
  }

  public boolean isEmpty() {
    return Arrays.equals(bits, EMPTY.bits);
  }

  /// The 256 bytes, most significant first.
  public Bytes toBytes() {
    return Bytes.copyOf(bits);
  }

  private static void add(byte[] filter, long bits) {
    for (int n = 0; n < 3; n++) {
      int bit = BloomBits.bit(bits, n);
      filter[SIZE - 1 - (bit >> 3)] |= (byte) (1 << (bit & 7));
    }
  }

  private boolean contains(long wanted) {
    for (int n = 0; n < 3; n++) {
      int bit = BloomBits.bit(wanted, n);
      if ((bits[SIZE - 1 - (bit >> 3)] & 1 << (bit & 7)) == 0) {
        return false;
      }
    }
    return true;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bloom bloom && Arrays.equals(bits, bloom.bits);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bits);
  }

  @Override
  public String toString() {
    return Hex.encode(bits);
  }
}
