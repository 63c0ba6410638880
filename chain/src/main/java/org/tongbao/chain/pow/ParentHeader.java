package org.tongbao.chain.pow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The 80-byte header of the parent block, whose hash is the proof of work: version, previous hash,
/// Merkle root, time, bits, nonce, each little-endian. Hashes are in Bitcoin's internal byte order.
public record ParentHeader(Bytes encoded) {
  public static final int SIZE = 80;
  static final int NONCE_OFFSET = 76;
  private static final int MERKLE_ROOT_OFFSET = 36;

  public ParentHeader {
    if (encoded.size() != SIZE) {
      throw new SealFormatException("a parent header has 80 bytes, not " + encoded.size());
    }
  }

  static ParentHeader of(int version, Hash merkleRoot, int time, int bits) {
    ByteBuffer out = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(version).put(Hash.ZERO.toArray()).put(merkleRoot.toArray());
    out.putInt(time).putInt(bits).putInt(0);
    return new ParentHeader(Bytes.wrap(out.array()));
  }

  public int version() {
    byte[] bytes = encoded.unsafeArray();
    return (bytes[0] & 0xff)
        | (bytes[1] & 0xff) << 8
        | (bytes[2] & 0xff) << 16
        | (bytes[3] & 0xff) << 24;
  }

  /// The chain id that merge-mined chains keep in the upper half of the version.
  public int chainId() {
    return version() >>> 16;
  }

  public Hash merkleRoot() {
    return Hash.of(encoded.unsafeArray(), MERKLE_ROOT_OFFSET);
  }
}
