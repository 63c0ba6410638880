package org.tongbao.chain.pow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.tongbao.primitives.Bytes;

/// Reads Bitcoin's serialisation: little-endian integers and "compact size" counts, which must be
/// in their shortest form.
final class SealReader {
  private final ByteBuffer in;

  SealReader(Bytes encoded) {
    in = ByteBuffer.wrap(encoded.unsafeArray()).asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
  }

  int position() {
    return in.position();
  }

  int int32(String what) {
    require(Integer.BYTES, what);
    return in.getInt();
  }

  byte[] bytes(int size, String what) {
    require(size, what);
    byte[] bytes = new byte[size];
    in.get(bytes);
    return bytes;
  }

  void skip(int size, String what) {
    require(size, what);
    in.position(in.position() + size);
  }

  /// A compact size that is at most `most`.
  int count(int most, String what) {
    int at = in.position();
    require(1, what);
    int first = in.get() & 0xff;
    long count =
        switch (first) {
          case 0xfd -> wide(Short.BYTES, 0xfd, what);
          case 0xfe -> wide(Integer.BYTES, 0x10000, what);
          case 0xff -> wide(Long.BYTES, 0x1_0000_0000L, what);
          default -> first;
        };
    if (Long.compareUnsigned(count, most) > 0) {
      throw new SealFormatException(
          what + " at byte " + at + " is " + Long.toUnsignedString(count) + ", above " + most);
    }
    return (int) count;
  }

  private long wide(int size, long least, String what) {
    int at = in.position();
    require(size, what);
    long value =
        switch (size) {
          case Short.BYTES -> Short.toUnsignedLong(in.getShort());
          case Integer.BYTES -> Integer.toUnsignedLong(in.getInt());
          default -> in.getLong();
        };
    if (Long.compareUnsigned(value, least) < 0) {
      throw new SealFormatException(what + " at byte " + at + " is not in its shortest form");
    }
    return value;
  }

  void end() {
    if (in.hasRemaining()) {
      throw new SealFormatException(
          in.remaining() + " bytes follow the seal at byte " + in.position());
    }
  }

  private void require(int size, String what) {
    if (in.remaining() < size) {
      throw new SealFormatException("the seal ends at byte " + in.limit() + " inside its " + what);
    }
  }
}
