package org.tongbao.primitives.crypto;

import java.math.BigInteger;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.ECParameterSpec;
import java.security.spec.ECPoint;
import java.security.spec.ECPublicKeySpec;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// ECDSA verification over P-256 (secp256r1, FIPS 186-5), as passkeys sign and as the precompile at
/// 0x100 verifies (EIP-7951). The JDK's implementation. Thread-safe.
public final class P256 {
  public static final U256 PRIME =
      U256.fromHex("0xffffffff00000001000000000000000000000000ffffffffffffffffffffffff");
  public static final U256 ORDER =
      U256.fromHex("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

  private static final U256 B =
      U256.fromHex("0x5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");
  private static final U256 A = PRIME.sub(U256.of(3));
  private static final ECParameterSpec CURVE = curve();

  private P256() {}

  /// Whether the key (x, y) made the signature (r, s) of the hash. False when r or s are not in
  /// 1…n−1, or when (x, y) is not a point of the curve; a high `s` is accepted.
  public static boolean verify(Hash hash, U256 r, U256 s, U256 x, U256 y) {
    if (!isScalar(r) || !isScalar(s) || !isOnCurve(x, y)) {
      return false;
    }
    byte[] compact = new byte[64];
    r.writeTo(compact, 0);
    s.writeTo(compact, 32);
    try {
      Signature verifier = Signature.getInstance("NONEwithECDSAinP1363Format");
      verifier.initVerify(publicKey(x, y));
      verifier.update(hash.toArray());
      return verifier.verify(compact);
    } catch (GeneralSecurityException impossible) {
      // Every input was checked above, and each JDK has to have the algorithm.
      throw new IllegalStateException("P-256 verification failed to run", impossible);
    }
  }

  /// y² = x³ − 3x + b over coordinates below the prime. The point at infinity has no coordinates;
  /// (0, 0) is not on the curve.
  public static boolean isOnCurve(U256 x, U256 y) {
    if (x.compareTo(PRIME) >= 0 || y.compareTo(PRIME) >= 0) {
      return false;
    }
    U256 squarePlusA = x.mulMod(x, PRIME).addMod(A, PRIME);
    return y.mulMod(y, PRIME).equals(squarePlusA.mulMod(x, PRIME).addMod(B, PRIME));
  }

  private static boolean isScalar(U256 value) {
    return !value.isZero() && value.compareTo(ORDER) < 0;
  }

  private static PublicKey publicKey(U256 x, U256 y) throws GeneralSecurityException {
    BigInteger affineX = x.toBigInteger();
    BigInteger affineY = y.toBigInteger();
    return KeyFactory.getInstance("EC")
        .generatePublic(new ECPublicKeySpec(new ECPoint(affineX, affineY), CURVE));
  }

  private static ECParameterSpec curve() {
    try {
      AlgorithmParameters parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec("secp256r1"));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("this JDK has no P-256", absent);
    }
  }
}
