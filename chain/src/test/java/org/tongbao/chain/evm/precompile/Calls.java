package org.tongbao.chain.evm.precompile;

import static java.util.Objects.requireNonNull;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Address;

/// Calls of precompiles by their number, and the bytes they take.
final class Calls {

  private Calls() {}

  static Precompile precompile(int number) {
    byte[] address = new byte[Address.SIZE];
    address[18] = (byte) (number >>> 8);
    address[19] = (byte) number;
    return requireNonNull(Precompiles.at(Address.of(address)));
  }

  static byte @Nullable [] run(int number, byte[]... parts) {
    return precompile(number).run(join(parts));
  }

  /// As `run`, where the call must succeed.
  static byte[] output(int number, byte[]... parts) {
    return requireNonNull(run(number, parts));
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  static byte[] word(BigInteger value) {
    byte[] word = new byte[32];
    byte[] bytes = value.toByteArray();
    int size = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - size, word, 32 - size, size);
    return word;
  }

  static byte[] word(long value) {
    return word(BigInteger.valueOf(value));
  }

  static byte[] random(RandomGenerator random, int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
