package org.tongbao.chain.fuzz;

import java.math.BigInteger;
import java.util.Objects;
import org.tongbao.chain.evm.precompile.Precompile;
import org.tongbao.chain.evm.precompile.Precompiles;
import org.tongbao.chain.evm.precompile.altbn128.G1;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.crypto.PrivateKey;
import org.tongbao.primitives.crypto.Secp256k1;
import org.tongbao.primitives.crypto.Signature;

/// Inputs for precompiles that are valid more often than not.
final class PrecompileInputs {

  /// What to say, and to whom.
  record Input(Address address, Bytes data) {}

  /// Of EIP-197: the generator of G2 as encoded.
  private static final Bytes ALT_G2 =
      Bytes.fromHex(
          "0x198e9393920d483a7260bfb731fb5d25f1aa493335a9e71297e485b7aef312c2"
              + "1800deef121f1e76426a00665e5c4479674322d4f75edadd46debd5cd992f6ed"
              + "090689d0585ff075ec9e99ad690c3395bc4b313370b38ef355acdadcd122975b"
              + "12c85ea5db8c6deb4aab71808dcb408fe3d1e7690c43d37b4ce6cc0166fa7daa");

  /// A signature over P-256 that is valid: hash, r, s, x, y (from EIP-7951's tests).
  private static final Bytes P256_VALID =
      Bytes.fromHex(
          "0xbb5a52f42f9c9261ed4361f59422a1e30036e7c32b270c8807a419feca605023"
              + "2ba3a8be6b94d5ec80a6d9d1190a436effe50d85a1eee859b8cc6af9bd5c2e18"
              + "4cd60b855d442f5b3c7b11eb6c4e0ae7525fe710fab9aa7c77a67f79e6fadd76"
              + "2927b10512bae3eddcfe467828128bad2903269919f7086069c8c4df6c732838"
              + "c7787964eaac00e5921fb1498a60f4606766b3d9685001558d1a974e7341513e");

  private static final Bytes INFINITY = Bytes.fromHex("0xc0" + "00".repeat(47));

  private final Chance chance;

  PrecompileInputs(Chance chance) {
    this.chance = chance;
  }

  Input next() {
    int number =
        chance.percent(95)
            ? chance.oneOf(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 0x100)
            : 0x12;
    Bytes data = valid(number);
    if (chance.percent(15)) { // Another length.
      data = data.slice(0, chance.between(0, data.size())).concat(chance.bytes(chance.below(40)));
    }
    if (!data.isEmpty() && chance.percent(12)) { // Another byte.
      byte[] bytes = data.toArray();
      bytes[chance.below(bytes.length)] ^= (byte) (1 << chance.below(8));
      data = Bytes.wrap(bytes);
    }
    return new Input(address(number), data);
  }

  private Bytes valid(int number) {
    return switch (number) {
      case 0x01 -> signature();
      case 0x05 -> modExp();
      case 0x06 -> altPoint().concat(altPoint());
      case 0x07 -> altPoint().concat(word(chance.value()));
      case 0x08 -> altPairs();
      case 0x09 -> compression();
      case 0x0a -> pointEvaluation();
      case 0x0b -> blsPoint(1).concat(blsPoint(1));
      case 0x0c -> multiples(1);
      case 0x0d -> blsPoint(2).concat(blsPoint(2));
      case 0x0e -> multiples(2);
      case 0x0f -> blsPairs();
      case 0x10 -> element();
      case 0x11 -> element().concat(element());
      case 0x100 -> P256_VALID;
      default -> chance.bytes(chance.below(200));
    };
  }

  private Bytes signature() {
    Hash hash = chance.hash();
    Signature signature = Secp256k1.sign(hash, PrivateKey.of(chance.hash()));
    return hash.toBytes()
        .concat(word(U256.of(27 + signature.yParity())))
        .concat(word(signature.r()))
        .concat(word(signature.s()));
  }

  private Bytes modExp() {
    int base = chance.oneOf(0, 1, 20, 32, 33, 64, 100);
    int exponent = chance.oneOf(0, 1, 2, 32, 33, 40);
    int modulus = chance.oneOf(0, 1, 31, 32, 33, 64, 100);
    U256 claimed = chance.percent(94) ? U256.of(base) : chance.value();
    return word(claimed)
        .concat(word(U256.of(exponent)))
        .concat(word(U256.of(modulus)))
        .concat(chance.bytes(base + exponent + modulus));
  }

  private Bytes altPoint() {
    G1 point = chance.percent(10) ? G1.INFINITY : G1.GENERATOR;
    return Bytes.wrap(point.multiply(chance.value().toBigInteger()).toBytes());
  }

  /// (k·G, H) and (−k·G, H), whose product is one, perhaps with another.
  private Bytes altPairs() {
    G1 point = G1.GENERATOR.multiply(BigInteger.valueOf(chance.between(1, 1_000_000)));
    Bytes pairs =
        Bytes.wrap(point.toBytes())
            .concat(ALT_G2)
            .concat(Bytes.wrap(point.negate().toBytes()))
            .concat(ALT_G2);
    return switch (chance.below(4)) {
      case 0 -> pairs.slice(0, 192);
      case 1 -> pairs.concat(altPoint()).concat(ALT_G2);
      case 2 -> pairs.concat(altPoint()).concat(Bytes.wrap(new byte[128]));
      default -> pairs;
    };
  }

  private Bytes compression() {
    byte[] input = chance.bytes(213).toArray();
    input[0] = 0;
    input[1] = 0;
    input[2] &= 3;
    input[212] &= 1;
    return Bytes.wrap(input);
  }

  /// The zero polynomial, whose commitment and proof are the point at infinity.
  private Bytes pointEvaluation() {
    byte[] hash = run(0x02, INFINITY).toArray();
    hash[0] = 1;
    U256 z = U256.of(chance.below(1_000));
    return Bytes.wrap(hash)
        .concat(word(z))
        .concat(word(U256.of(chance.percent(90) ? 0 : 1)))
        .concat(INFINITY)
        .concat(INFINITY);
  }

  private Bytes element() {
    byte[] element = new byte[64];
    System.arraycopy(chance.bytes(47).unsafeArray(), 0, element, 17, 47);
    element[16] = (byte) chance.below(0x1b);
    return Bytes.wrap(element);
  }

  private Bytes blsPoint(int group) {
    if (chance.percent(8)) {
      return Bytes.wrap(new byte[128 * group]);
    }
    return group == 1 ? run(0x10, safeElement()) : run(0x11, safeElement().concat(safeElement()));
  }

  /// As `element`, surely below the modulus.
  private Bytes safeElement() {
    byte[] element = element().toArray();
    element[16] &= 0xf;
    return Bytes.wrap(element);
  }

  private Bytes multiples(int group) {
    Bytes pairs = Bytes.EMPTY;
    int count = chance.between(1, 4);
    for (int i = 0; i < count; i++) {
      pairs = pairs.concat(blsPoint(group)).concat(word(chance.value()));
    }
    return pairs;
  }

  private Bytes blsPairs() {
    Bytes p = blsPoint(1);
    Bytes q = blsPoint(2);
    U256 minusOne =
        U256.fromHex("0x73eda753299d7d483339d80809a1d80553bda402fffe5bfeffffffff00000000");
    Bytes minusP = run(0x0c, p.concat(word(minusOne)));
    Bytes one = p.concat(q);
    return chance.percent(50) ? one.concat(minusP).concat(q) : one;
  }

  private static Bytes run(int number, Bytes input) {
    Precompile precompile = Objects.requireNonNull(Precompiles.at(address(number)));
    return Bytes.wrap(Objects.requireNonNull(precompile.run(input.toArray())));
  }

  private static Address address(int number) {
    byte[] bytes = new byte[Address.SIZE];
    bytes[18] = (byte) (number >>> 8);
    bytes[19] = (byte) number;
    return Address.of(bytes);
  }

  private static Bytes word(U256 value) {
    return Bytes.wrap(value.toArray32());
  }
}
