package org.tongbao.primitives;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.primitives.Numbers.MODULUS;
import static org.tongbao.primitives.Numbers.signed;
import static org.tongbao.primitives.Numbers.wrap;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.domains.Domain;

/// Every operation of [Words] and of [U256] against [BigInteger].
@Domain(Numbers.class)
class ArithmeticTest {

  private static final long GUARD = 0x5555555555555555L;

  private interface WordOperation {
    void run(long[] w, int a, int b);
  }

  private interface WordTernary {
    void run(long[] w, int a, int b, int n);
  }

  private record Binary(
      String name,
      WordOperation words,
      BinaryOperator<U256> object,
      BinaryOperator<BigInteger> reference) {}

  private static final List<Binary> BINARIES =
      List.of(
          new Binary("add", Words::add, U256::add, (a, b) -> wrap(a.add(b))),
          new Binary("sub", Words::sub, U256::sub, (a, b) -> wrap(a.subtract(b))),
          new Binary("mul", Words::mul, U256::mul, (a, b) -> wrap(a.multiply(b))),
          new Binary("div", Words::div, U256::div, (a, b) -> isZero(b) ? b : a.divide(b)),
          new Binary("mod", Words::mod, U256::mod, (a, b) -> isZero(b) ? b : a.mod(b)),
          new Binary(
              "sdiv",
              Words::sdiv,
              U256::sdiv,
              (a, b) -> isZero(b) ? b : wrap(signed(a).divide(signed(b)))),
          new Binary(
              "smod",
              Words::smod,
              U256::smod,
              (a, b) -> isZero(b) ? b : wrap(signed(a).remainder(signed(b)))),
          new Binary("exp", Words::exp, U256::exp, (a, b) -> a.modPow(b, MODULUS)),
          new Binary(
              "signExtend",
              Words::signExtend,
              (a, b) -> b.signExtend(a),
              ArithmeticTest::signExtended),
          new Binary("lt", Words::lt, (a, b) -> bit(a.lt(b)), (a, b) -> one(a.compareTo(b) < 0)),
          new Binary("gt", Words::gt, (a, b) -> bit(a.gt(b)), (a, b) -> one(a.compareTo(b) > 0)),
          new Binary(
              "slt",
              Words::slt,
              (a, b) -> bit(a.slt(b)),
              (a, b) -> one(signed(a).compareTo(signed(b)) < 0)),
          new Binary(
              "sgt",
              Words::sgt,
              (a, b) -> bit(a.sgt(b)),
              (a, b) -> one(signed(a).compareTo(signed(b)) > 0)),
          new Binary("eq", Words::eq, (a, b) -> bit(a.equals(b)), (a, b) -> one(a.equals(b))),
          new Binary("and", Words::and, U256::and, BigInteger::and),
          new Binary("or", Words::or, U256::or, BigInteger::or),
          new Binary("xor", Words::xor, U256::xor, BigInteger::xor),
          new Binary(
              "byteAt",
              Words::byteAt,
              (a, b) -> b.byteAt(a),
              (a, b) ->
                  small(a, 32)
                      ? b.shiftRight(8 * (31 - a.intValue())).and(BigInteger.valueOf(255))
                      : BigInteger.ZERO),
          new Binary(
              "shl",
              Words::shl,
              (a, b) -> b.shl(distance(a)),
              (a, b) -> small(a, 256) ? wrap(b.shiftLeft(a.intValue())) : BigInteger.ZERO),
          new Binary(
              "shr",
              Words::shr,
              (a, b) -> b.shr(distance(a)),
              (a, b) -> small(a, 256) ? b.shiftRight(a.intValue()) : BigInteger.ZERO),
          new Binary(
              "sar",
              Words::sar,
              (a, b) -> b.sar(distance(a)),
              (a, b) -> wrap(signed(b).shiftRight(small(a, 256) ? a.intValue() : 256))));

  @Property(tries = 40_000)
  void binaryOperationsAgreeWithBigInteger(@ForAll BigInteger a, @ForAll BigInteger b) {
    for (Binary operation : BINARIES) {
      BigInteger expected = operation.reference().apply(a, b);
      U256 object = operation.object().apply(U256.of(a), U256.of(b));
      check("U256 " + operation.name(), object, expected, a, b);
      U256 word = runWords((w, at) -> operation.words().run(w, at, at + 4), 1, a, b);
      check("Words " + operation.name(), word, expected, a, b);
    }
  }

  @Property(tries = 40_000)
  void unaryOperationsAgreeWithBigInteger(@ForAll BigInteger a) {
    U256 object = U256.of(a);
    BigInteger not = MODULUS.subtract(BigInteger.ONE).subtract(a);
    BigInteger clz = BigInteger.valueOf(256 - a.bitLength());
    check("Words not", runWords(Words::not, 0, a), not, a);
    check("U256 not", object.not(), not, a);
    check("Words clz", runWords(Words::clz, 0, a), clz, a);
    check("Words isZero", runWords(Words::isZero, 0, a), one(isZero(a)), a);
    assertThat(object.clz()).isEqualTo(clz.intValue());
    assertThat(object.isZero()).isEqualTo(isZero(a));
    assertThat(object.bitLength()).isEqualTo(a.bitLength());
  }

  @Property(tries = 60_000)
  void addModAndMulModAgreeWithBigInteger(
      @ForAll BigInteger a, @ForAll BigInteger b, @ForAll BigInteger n) {
    checkTernary("addMod", Words::addMod, U256::addMod, a.add(b), new BigInteger[] {a, b, n});
    checkTernary("mulMod", Words::mulMod, U256::mulMod, a.multiply(b), new BigInteger[] {a, b, n});
  }

  /// Dividends next to a multiple of the divisor, where an estimated digit is one too large.
  @Property(tries = 60_000)
  void divisionsNextToMultiplesAreExact(
      @ForAll BigInteger d, @ForAll BigInteger q, @ForAll BigInteger r) {
    if (isZero(d)) {
      return;
    }
    BigInteger room = MODULUS.subtract(BigInteger.ONE).divide(d).add(BigInteger.ONE);
    BigInteger multiple = q.mod(room).multiply(d);
    for (BigInteger off : List.of(BigInteger.ONE.negate(), BigInteger.ZERO, r.mod(d))) {
      BigInteger a = wrap(multiple.add(off));
      check("div", U256.of(a).div(U256.of(d)), a.divide(d), a, d);
      check("mod", U256.of(a).mod(U256.of(d)), a.mod(d), a, d);
    }
  }

  @Property(tries = 5_000)
  void operationsMayUseOneValueTwice(@ForAll BigInteger a) {
    U256 x = U256.of(a);
    assertThat(x.mul(x).toBigInteger()).isEqualTo(wrap(a.multiply(a)));
    assertThat(x.sub(x)).isEqualTo(U256.ZERO);
    assertThat(x.mulMod(x, x)).isEqualTo(U256.ZERO);
  }

  private static void checkTernary(
      String name, WordTernary words, U256Ternary object, BigInteger value, BigInteger[] in) {
    BigInteger expected = isZero(in[2]) ? in[2] : value.mod(in[2]);
    U256 result = object.apply(U256.of(in[0]), U256.of(in[1]), U256.of(in[2]));
    check("U256 " + name, result, expected, in);
    U256 word = runWords((w, at) -> words.run(w, at, at + 4, at + 8), 2, in);
    check("Words " + name, word, expected, in);
  }

  /// As an assertion would, but without its cost for each of some millions.
  private static void check(
      String operation, U256 actual, BigInteger expected, BigInteger... operands) {
    if (!actual.equals(U256.of(expected))) {
      throw new AssertionError(
          "%s of %s is %s, not %s"
              .formatted(
                  operation,
                  Stream.of(operands).map(x -> "0x" + x.toString(16)).toList(),
                  actual.toHex(),
                  "0x" + expected.toString(16)));
    }
  }

  private interface U256Ternary {
    U256 apply(U256 a, U256 b, U256 n);
  }

  private interface WordsAt {
    void run(long[] w, int at);
  }

  /// Runs an operation on words that stand between others, which must stay as they are.
  private static U256 runWords(WordsAt operation, int result, BigInteger... operands) {
    int at = 4;
    int end = at + 4 * operands.length;
    long[] w = new long[end + 4];
    Arrays.fill(w, GUARD);
    for (int i = 0; i < operands.length; i++) {
      U256.of(operands[i]).toWord(w, at + 4 * i);
    }
    operation.run(w, at);
    for (int i = 0; i < 4; i++) {
      if (w[i] != GUARD || w[end + i] != GUARD) {
        throw new AssertionError("a neighbour changed: " + Arrays.toString(w));
      }
    }
    return U256.fromWord(w, at + 4 * result);
  }

  private static BigInteger signExtended(BigInteger byteIndex, BigInteger value) {
    if (!small(byteIndex, 31)) {
      return value;
    }
    int bits = 8 * byteIndex.intValue() + 8;
    BigInteger low = value.mod(BigInteger.ONE.shiftLeft(bits));
    return low.testBit(bits - 1) ? wrap(low.subtract(BigInteger.ONE.shiftLeft(bits))) : low;
  }

  private static boolean isZero(BigInteger value) {
    return value.signum() == 0;
  }

  private static boolean small(BigInteger value, int bound) {
    return value.compareTo(BigInteger.valueOf(bound)) < 0;
  }

  private static int distance(U256 bits) {
    return bits.fitsLong() ? (int) Math.min(bits.lowLong(), Integer.MAX_VALUE) : Integer.MAX_VALUE;
  }

  private static U256 bit(boolean value) {
    return value ? U256.ONE : U256.ZERO;
  }

  private static BigInteger one(boolean value) {
    return value ? BigInteger.ONE : BigInteger.ZERO;
  }

  @Property
  void addsALong(@ForAll BigInteger word, @ForAll BigInteger other) {
    long unsigned = other.longValue();
    long[] w = {GUARD, 0, 0, 0, 0, GUARD};
    U256.of(word).toWord(w, 1);
    Words.addLong(w, 1, unsigned);
    BigInteger expected = wrap(word.add(new BigInteger(Long.toUnsignedString(unsigned))));
    assertThat(U256.fromWord(w, 1)).isEqualTo(U256.of(expected));
    assertThat(w[0] & w[5]).isEqualTo(GUARD);
  }
}
