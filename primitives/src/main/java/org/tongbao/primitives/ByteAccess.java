package org.tongbao.primitives;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Unaligned reads and writes of longs and ints in byte arrays, in either byte order.
final class ByteAccess {

  private static final VarHandle BIG_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LITTLE_LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteAccess() {}

  static long bigLong(byte[] from, int at) {
    return (long) BIG_LONG.get(from, at);
  }

  static void bigLong(byte[] to, int at, long value) {
    BIG_LONG.set(to, at, value);
  }

  static int bigInt(byte[] from, int at) {
    return (int) BIG_INT.get(from, at);
  }

  static void bigInt(byte[] to, int at, int value) {
    BIG_INT.set(to, at, value);
  }

  static long littleLong(byte[] from, int at) {
    return (long) LITTLE_LONG.get(from, at);
  }

  static void littleLong(byte[] to, int at, long value) {
    LITTLE_LONG.set(to, at, value);
  }
}
