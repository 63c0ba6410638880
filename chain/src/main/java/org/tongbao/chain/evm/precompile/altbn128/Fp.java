package org.tongbao.chain.evm.precompile.altbn128;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// An element of the base field of alt_bn128, the integers modulo [#MODULUS].
///
/// The four limbs, least significant first, hold `value · 2^256 mod p` (Montgomery form), always
/// fully reduced, so that two elements are equal exactly when their limbs are.
public record Fp(long l0, long l1, long l2, long l3) {

  /// The prime p of EIP-196.
  public static final BigInteger MODULUS =
      new BigInteger("30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47", 16);

  static final long P0 = 0x3c208c16d87cfd47L;
  static final long P1 = 0x97816a916871ca8dL;
  static final long P2 = 0xb85045b68181585dL;
  static final long P3 = 0x30644e72e131a029L;

  /// −p⁻¹ mod 2^64.
  static final long P_INVERSE = 0x87d20782e4866389L;

  public static final Fp ZERO = new Fp(0, 0, 0, 0);
  public static final Fp ONE =
      new Fp(0xd35d438dc58f0d9dL, 0x0a78eb28f5c70b3dL, 0x666ea36f7879462cL, 0x0e0a77c19a07df2fL);

  /// 2^512 mod p: multiplying by it brings a plain integer into Montgomery form.
  private static final Fp R_SQUARED =
      new Fp(0xf32cfc5b538afa89L, 0xb5e71911d44501fbL, 0x47ab1eff0a417ff6L, 0x06d89f71cab8351fL);

  private static final VarHandle BIG_ENDIAN =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  /// Reads 32 big-endian bytes; null when they are not below the modulus.
  public static @Nullable Fp fromBytes(byte[] source, int offset) {
    long l3 = (long) BIG_ENDIAN.get(source, offset);
    long l2 = (long) BIG_ENDIAN.get(source, offset + 8);
    long l1 = (long) BIG_ENDIAN.get(source, offset + 16);
    long l0 = (long) BIG_ENDIAN.get(source, offset + 24);
    return atLeastModulus(l0, l1, l2, l3) ? null : new Fp(l0, l1, l2, l3).mul(R_SQUARED);
  }

  /// Any integer, reduced modulo p.
  public static Fp of(BigInteger value) {
    BigInteger v = value.mod(MODULUS);
    return new Fp(
            v.longValue(),
            v.shiftRight(64).longValue(),
            v.shiftRight(128).longValue(),
            v.shiftRight(192).longValue())
        .mul(R_SQUARED);
  }

  /// Writes 32 big-endian bytes.
  public void writeTo(byte[] target, int offset) {
    Fp plain = mul(new Fp(1, 0, 0, 0));
    BIG_ENDIAN.set(target, offset, plain.l3);
    BIG_ENDIAN.set(target, offset + 8, plain.l2);
    BIG_ENDIAN.set(target, offset + 16, plain.l1);
    BIG_ENDIAN.set(target, offset + 24, plain.l0);
  }

  public BigInteger toBigInteger() {
    byte[] bytes = new byte[32];
    writeTo(bytes, 0);
    return new BigInteger(1, bytes);
  }

  public boolean isZero() {
    return (l0 | l1 | l2 | l3) == 0;
  }

  public Fp add(Fp b) {
    long s0 = l0 + b.l0;
    long c = carry(l0, b.l0, s0);
    long s1 = l1 + b.l1 + c;
    c = carry(l1, b.l1, s1);
    long s2 = l2 + b.l2 + c;
    c = carry(l2, b.l2, s2);
    // p < 2^254, so the sum of two elements needs no fifth limb.
    return reduceOnce(s0, s1, s2, l3 + b.l3 + c);
  }

  public Fp sub(Fp b) {
    long d0 = l0 - b.l0;
    long w = borrow(l0, b.l0, d0);
    long d1 = l1 - b.l1 - w;
    w = borrow(l1, b.l1, d1);
    long d2 = l2 - b.l2 - w;
    w = borrow(l2, b.l2, d2);
    long d3 = l3 - b.l3 - w;
    // Both top limbs are below 2^62: a negative top limb is the borrow. Then p is added back.
    long mask = d3 >> 63;
    long r0 = d0 + (P0 & mask);
    long c = carry(d0, P0 & mask, r0);
    long r1 = d1 + (P1 & mask) + c;
    c = carry(d1, P1 & mask, r1);
    long r2 = d2 + (P2 & mask) + c;
    c = carry(d2, P2 & mask, r2);
    return new Fp(r0, r1, r2, d3 + (P3 & mask) + c);
  }

  public Fp negate() {
    return ZERO.sub(this);
  }

  public Fp twice() {
    return add(this);
  }

  /// Montgomery product (operand scanning with the reduction interleaved). Because the top limb of
  /// p is below 2^62, the running sum never outgrows four limbs and a carry word.
  public Fp mul(Fp b) {
    long t0 = 0;
    long t1 = 0;
    long t2 = 0;
    long t3 = 0;
    for (int i = 0; i < 4; i++) {
      long y = i == 0 ? b.l0 : i == 1 ? b.l1 : i == 2 ? b.l2 : b.l3;
      // t += this · y, limb by limb; `high` carries into the next one.
      long low = l0 * y;
      long s0 = t0 + low;
      long high = Math.unsignedMultiplyHigh(l0, y) + below(s0, low);
      long m = s0 * P_INVERSE;
      // m is chosen so that s0 + low(m · p0) is 0 mod 2^64: it carries unless both are zero.
      long qHigh = Math.unsignedMultiplyHigh(m, P0) + (s0 != 0 ? 1 : 0);

      low = l1 * y;
      long s1 = t1 + low;
      long carried = Math.unsignedMultiplyHigh(l1, y) + below(s1, low);
      s1 += high;
      high = carried + below(s1, high);
      long qLow = m * P1;
      t0 = s1 + qLow;
      carried = Math.unsignedMultiplyHigh(m, P1) + below(t0, qLow);
      t0 += qHigh;
      qHigh = carried + below(t0, qHigh);

      low = l2 * y;
      long s2 = t2 + low;
      carried = Math.unsignedMultiplyHigh(l2, y) + below(s2, low);
      s2 += high;
      high = carried + below(s2, high);
      qLow = m * P2;
      t1 = s2 + qLow;
      carried = Math.unsignedMultiplyHigh(m, P2) + below(t1, qLow);
      t1 += qHigh;
      qHigh = carried + below(t1, qHigh);

      low = l3 * y;
      long s3 = t3 + low;
      carried = Math.unsignedMultiplyHigh(l3, y) + below(s3, low);
      s3 += high;
      high = carried + below(s3, high);
      qLow = m * P3;
      t2 = s3 + qLow;
      carried = Math.unsignedMultiplyHigh(m, P3) + below(t2, qLow);
      t2 += qHigh;
      qHigh = carried + below(t2, qHigh);

      t3 = high + qHigh;
    }
    return reduceOnce(t0, t1, t2, t3);
  }

  public Fp square() {
    return mul(this);
  }

  /// The multiplicative inverse; zero for zero.
  public Fp inverse() {
    return isZero() ? ZERO : Inversion.of(this);
  }

  private static Fp reduceOnce(long s0, long s1, long s2, long s3) {
    long d0 = s0 - P0;
    long w = borrow(s0, P0, d0);
    long d1 = s1 - P1 - w;
    w = borrow(s1, P1, d1);
    long d2 = s2 - P2 - w;
    w = borrow(s2, P2, d2);
    long d3 = s3 - P3 - w;
    long keep = d3 >> 63; // all ones when the sum was below p already
    return new Fp(
        d0 ^ ((d0 ^ s0) & keep),
        d1 ^ ((d1 ^ s1) & keep),
        d2 ^ ((d2 ^ s2) & keep),
        d3 ^ ((d3 ^ s3) & keep));
  }

  private static boolean atLeastModulus(long l0, long l1, long l2, long l3) {
    int order = Long.compareUnsigned(l3, P3);
    order = order != 0 ? order : Long.compareUnsigned(l2, P2);
    order = order != 0 ? order : Long.compareUnsigned(l1, P1);
    order = order != 0 ? order : Long.compareUnsigned(l0, P0);
    return order >= 0;
  }

  /// Carry out of `sum = a + b (+ carry in)`.
  private static long carry(long a, long b, long sum) {
    return ((a & b) | ((a | b) & ~sum)) >>> 63;
  }

  /// Borrow out of `difference = a − b (− borrow in)`.
  private static long borrow(long a, long b, long difference) {
    return ((~a & b) | ((~a | b) & difference)) >>> 63;
  }

  /// 1 when a < b as unsigned numbers: the carry of an addition whose result is a and one term b.
  private static long below(long a, long b) {
    return Long.compareUnsigned(a, b) < 0 ? 1 : 0;
  }
}
