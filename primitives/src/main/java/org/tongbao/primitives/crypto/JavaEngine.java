package org.tongbao.primitives.crypto;

import java.math.BigInteger;
import java.util.Arrays;
import org.bouncycastle.asn1.x9.X9ECParameters;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.ec.CustomNamedCurves;
import org.bouncycastle.crypto.signers.HMacDSAKCalculator;
import org.bouncycastle.math.ec.ECAlgorithms;
import org.bouncycastle.math.ec.ECCurve;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.U256;

/// The same on Bouncy Castle's curve, for platforms without a native build. Several times slower,
/// and its scalar arithmetic is not constant-time.
///
/// Formulas: SEC 1 v2.0 §4.1.3 (sign), §4.1.4 (verify), §4.1.6 (recover).
final class JavaEngine implements EcdsaEngine {
  private static final X9ECParameters PARAMETERS = CustomNamedCurves.getByName("secp256k1");
  private static final ECCurve CURVE = PARAMETERS.getCurve();
  private static final ECPoint G = PARAMETERS.getG();
  private static final BigInteger N = PARAMETERS.getN();
  private static final BigInteger HALF_N = N.shiftRight(1);
  private static final BigInteger P = CURVE.getField().getCharacteristic();

  @Override
  public byte[] publicKey(byte[] secret) {
    return encode(timesG(unsigned(secret)));
  }

  @Override
  public Signature sign(byte[] hash, byte[] secret, byte[] publicKey) {
    BigInteger d = unsigned(secret);
    BigInteger e = unsigned(hash);
    HMacDSAKCalculator nonces = new HMacDSAKCalculator(new SHA256Digest());
    nonces.init(N, d, hash);
    while (true) {
      BigInteger k = nonces.nextK();
      ECPoint point = timesG(k).normalize();
      BigInteger x = point.getAffineXCoord().toBigInteger();
      BigInteger r = x.mod(N);
      BigInteger s = BigIntegers.modOddInverse(N, k).multiply(e.add(d.multiply(r))).mod(N);
      // x ≥ n has no place in a one-bit parity; like r = 0 and s = 0 it is never met (2⁻¹²⁷).
      if (r.signum() == 0 || s.signum() == 0 || x.compareTo(N) >= 0) {
        continue;
      }
      boolean high = s.compareTo(HALF_N) > 0;
      boolean odd = point.getAffineYCoord().testBitZero();
      return new Signature(U256.of(r), U256.of(high ? N.subtract(s) : s), odd ^ high ? 1 : 0);
    }
  }

  @Override
  public byte @Nullable [] recover(byte[] hash, byte[] compact, int recoveryId) {
    BigInteger r = unsigned(compact, 0);
    BigInteger s = unsigned(compact, 32);
    if (!isScalar(r) || !isScalar(s)) {
      return null;
    }
    BigInteger x = (recoveryId & 2) == 0 ? r : r.add(N);
    ECPoint nonce = x.compareTo(P) < 0 ? pointWithX(x, recoveryId & 1) : null;
    if (nonce == null) {
      return null;
    }
    BigInteger rInverse = BigIntegers.modOddInverseVar(N, r);
    BigInteger u1 = unsigned(hash).negate().multiply(rInverse).mod(N);
    BigInteger u2 = s.multiply(rInverse).mod(N);
    ECPoint key = ECAlgorithms.sumOfTwoMultiplies(G, u1, nonce, u2);
    return key.isInfinity() ? null : encode(key);
  }

  @Override
  public boolean verify(byte[] hash, byte[] compact, byte[] publicKey) {
    BigInteger r = unsigned(compact, 0);
    BigInteger s = unsigned(compact, 32);
    ECPoint key = decode(publicKey);
    if (!isScalar(r) || !isScalar(s) || key == null) {
      return false;
    }
    BigInteger sInverse = BigIntegers.modOddInverseVar(N, s);
    BigInteger u1 = unsigned(hash).multiply(sInverse).mod(N);
    BigInteger u2 = r.multiply(sInverse).mod(N);
    ECPoint point = ECAlgorithms.sumOfTwoMultiplies(G, u1, key, u2).normalize();
    return !point.isInfinity() && point.getAffineXCoord().toBigInteger().mod(N).equals(r);
  }

  @Override
  public byte @Nullable [] addToSecret(byte[] secret, byte[] tweak) {
    BigInteger added = unsigned(tweak);
    BigInteger sum = unsigned(secret).add(added).mod(N);
    if (added.compareTo(N) >= 0 || sum.signum() == 0) {
      return null;
    }
    return BigIntegers.asUnsignedByteArray(32, sum);
  }

  @Override
  public byte @Nullable [] addToPublicKey(byte[] publicKey, byte[] tweak) {
    BigInteger added = unsigned(tweak);
    ECPoint key = decode(publicKey);
    if (key == null || added.compareTo(N) >= 0) {
      return null;
    }
    ECPoint sum = timesG(added).add(key);
    return sum.isInfinity() ? null : encode(sum);
  }

  @Override
  public byte @Nullable [] decompress(byte[] compressed) {
    if (compressed.length != 33 || (compressed[0] & 0xfe) != 2) {
      return null;
    }
    BigInteger x = new BigInteger(1, compressed, 1, 32);
    ECPoint point = x.compareTo(P) < 0 ? pointWithX(x, compressed[0] & 1) : null;
    return point == null ? null : encode(point);
  }

  private static ECPoint timesG(BigInteger scalar) {
    return new FixedPointCombMultiplier().multiply(G, scalar);
  }

  private static @Nullable ECPoint pointWithX(BigInteger x, int yParity) {
    byte[] compressed = new byte[33];
    compressed[0] = (byte) (2 + yParity);
    BigIntegers.asUnsignedByteArray(x, compressed, 1, 32);
    return decodePoint(compressed);
  }

  private static @Nullable ECPoint decode(byte[] publicKey) {
    byte[] uncompressed = new byte[65];
    uncompressed[0] = 4;
    System.arraycopy(publicKey, 0, uncompressed, 1, 64);
    return decodePoint(uncompressed);
  }

  private static @Nullable ECPoint decodePoint(byte[] encoded) {
    try {
      return CURVE.decodePoint(encoded);
    } catch (IllegalArgumentException notOnTheCurve) {
      return null;
    }
  }

  private static byte[] encode(ECPoint point) {
    return Arrays.copyOfRange(point.getEncoded(false), 1, 65);
  }

  private static boolean isScalar(BigInteger value) {
    return value.signum() > 0 && value.compareTo(N) < 0;
  }

  private static BigInteger unsigned(byte[] word) {
    return new BigInteger(1, word);
  }

  private static BigInteger unsigned(byte[] bytes, int offset) {
    return new BigInteger(1, bytes, offset, 32);
  }
}
