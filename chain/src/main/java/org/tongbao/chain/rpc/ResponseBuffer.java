package org.tongbao.chain.rpc;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;

/// Collects a response up to a limit.
final class ResponseBuffer extends OutputStream {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
  private final int limit;

  ResponseBuffer(int limit) {
    this.limit = limit;
  }

  /// Says that the limit was reached; unchecked because generators would wrap an `IOException`.
  static final class Full extends RuntimeException {
    Full() {
      super("response too large", null, false, false);
    }
  }

  @Override
  public void write(int value) {
    requireRoom(1);
    bytes.write(value);
  }

  @Override
  public void write(byte[] source, int offset, int length) {
    requireRoom(length);
    bytes.write(source, offset, length);
  }

  void clear() {
    bytes.reset();
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }

  void writeTo(ByteArrayOutputStream out) {
    out.writeBytes(bytes.toByteArray());
  }

  private void requireRoom(int length) {
    if (bytes.size() + (long) length > limit) {
      throw new Full();
    }
  }
}
