package org.tongbao.bench;

import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.tongbao.chain.evm.precompile.Precompile;
import org.tongbao.chain.evm.precompile.Precompiles;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;

/// Microseconds for a call of a precompile with valid input. Its price in gas divided by that is
/// what a block full of such calls runs at, in Mgas/s.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class PrecompileBenchmark {

  /// The generators of alt_bn128 as EIP-196 and EIP-197 encode them.
  private static final Bytes ALT_G1 =
      Bytes.wrap(new byte[31]).concat(Bytes.fromHex("0x01" + "00".repeat(31) + "02"));

  private static final Bytes ALT_G2 =
      Bytes.fromHex(
          "0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
              + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
              + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
              + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa");

  private final SplittableRandom random = new SplittableRandom(1);

  @Param({
    "SHA256",
    "MODEXP_256",
    "ALT_BN128_ADD",
    "ALT_BN128_MUL",
    "ALT_BN128_PAIRING_2",
    "BLAKE2F_1000",
    "POINT_EVALUATION",
    "BLS12_G1ADD",
    "BLS12_G1MSM_1",
    "BLS12_G1MSM_64",
    "BLS12_G2MSM_1",
    "BLS12_PAIRING_2",
    "BLS12_MAP_FP_TO_G1",
    "BLS12_MAP_FP2_TO_G2"
  })
  public String what = "SHA256";

  private Precompile precompile = at(2);
  private byte[] input = {};

  @Setup
  public void prepare() {
    Call call = call();
    precompile = at(call.number());
    input = call.input().toArray();
    if (precompile.run(input) == null) {
      throw new IllegalStateException("invalid input for " + what);
    }
  }

  @Benchmark
  public byte @Nullable [] run() {
    return precompile.run(input);
  }

  private record Call(int number, Bytes input) {}

  private Call call() {
    Bytes scalar = bytes(32);
    return switch (what) {
      case "SHA256" -> new Call(0x02, bytes(1024));
      case "MODEXP_256" ->
          new Call(0x05, length(256).concat(length(32)).concat(length(256)).concat(bytes(544)));
      case "ALT_BN128_ADD" -> new Call(0x06, altPoint().concat(altPoint()));
      case "ALT_BN128_MUL" -> new Call(0x07, altPoint().concat(scalar));
      case "ALT_BN128_PAIRING_2" ->
          new Call(0x08, altPoint().concat(ALT_G2).concat(altPoint()).concat(ALT_G2));
      case "BLAKE2F_1000" ->
          new Call(
              0x09, Bytes.fromHex("0x000003e8").concat(bytes(208)).concat(Bytes.fromHex("0x01")));
      case "POINT_EVALUATION" -> new Call(0x0a, zeroPolynomial());
      case "BLS12_G1ADD" -> new Call(0x0b, g1().concat(g1()));
      case "BLS12_G1MSM_1" -> new Call(0x0c, g1().concat(scalar));
      case "BLS12_G1MSM_64" -> new Call(0x0c, manyMultiples(64));
      case "BLS12_G2MSM_1" -> new Call(0x0e, g2().concat(scalar));
      case "BLS12_PAIRING_2" -> new Call(0x0f, g1().concat(g2()).concat(g1()).concat(g2()));
      case "BLS12_MAP_FP_TO_G1" -> new Call(0x10, element());
      case "BLS12_MAP_FP2_TO_G2" -> new Call(0x11, element().concat(element()));
      default -> throw new IllegalStateException("no such call: " + what);
    };
  }

  private Bytes manyMultiples(int count) {
    Bytes pairs = Bytes.EMPTY;
    for (int i = 0; i < count; i++) {
      pairs = pairs.concat(g1()).concat(bytes(32));
    }
    return pairs;
  }

  /// Its commitment and proof are the point at infinity.
  private static Bytes zeroPolynomial() {
    Bytes infinity = Bytes.fromHex("0xc0" + "00".repeat(47));
    byte[] hash = output(0x02, infinity).toArray();
    hash[0] = 1;
    return Bytes.wrap(hash).concat(Bytes.wrap(new byte[64])).concat(infinity).concat(infinity);
  }

  private Bytes altPoint() {
    return output(0x07, ALT_G1.concat(bytes(32)));
  }

  private Bytes g1() {
    return output(0x10, element());
  }

  private Bytes g2() {
    return output(0x11, element().concat(element()));
  }

  /// A field element of BLS12-381, surely below the modulus.
  private Bytes element() {
    return Bytes.wrap(new byte[17]).concat(bytes(47));
  }

  private static Bytes length(int value) {
    byte[] word = new byte[32];
    word[30] = (byte) (value >>> 8);
    word[31] = (byte) value;
    return Bytes.wrap(word);
  }

  private Bytes bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    bytes[length - 1] |= 1; // An odd modulus is the common case.
    return Bytes.wrap(bytes);
  }

  private static Bytes output(int number, Bytes input) {
    return Bytes.wrap(Objects.requireNonNull(at(number).run(input.toArray())));
  }

  private static Precompile at(int number) {
    byte[] address = new byte[Address.SIZE];
    address[Address.SIZE - 1] = (byte) number;
    return Objects.requireNonNull(Precompiles.at(Address.of(address)));
  }
}
