package org.tongbao.chain.evm.precompile;

import ethereum.ckzg4844.CKZG4844JNI;
import ethereum.ckzg4844.CKZGException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// 0x0a: verifies that a polynomial behind a KZG commitment has the value y at z (EIP-4844).
///
/// Input, 192 bytes: versioned hash (32), z (32), y (32), commitment (48), proof (48). The trusted
/// setup of the main network is loaded at the first use, which takes about a second.
final class PointEvaluation implements Precompile {

  private static final int INPUT_LENGTH = 192;
  private static final byte VERSIONED_HASH_VERSION = 1;

  /// FIELD_ELEMENTS_PER_BLOB and BLS_MODULUS as words: what a verified proof gives.
  private static final byte[] VERIFIED = verified();

  @Override
  public long gas(byte[] input) {
    return 50_000;
  }

  @Override
  public byte @Nullable [] run(byte[] input) {
    if (input.length != INPUT_LENGTH) {
      return null;
    }
    byte[] commitment = Arrays.copyOfRange(input, 96, 144);
    if (!Arrays.equals(versionedHash(commitment), 0, 32, input, 0, 32)) {
      return null;
    }
    byte[] z = Arrays.copyOfRange(input, 32, 64);
    byte[] y = Arrays.copyOfRange(input, 64, 96);
    byte[] proof = Arrays.copyOfRange(input, 144, 192);
    return Setup.verify(commitment, z, y, proof) ? VERIFIED.clone() : null;
  }

  private static byte[] versionedHash(byte[] commitment) {
    byte[] hash = Sha256.hash(commitment);
    hash[0] = VERSIONED_HASH_VERSION;
    return hash;
  }

  private static byte[] verified() {
    byte[] output = new byte[64];
    output[30] = 0x10; // 4096
    byte[] modulus = CKZG4844JNI.BLS_MODULUS.toByteArray();
    System.arraycopy(modulus, modulus.length - 32, output, 32, 32);
    return output;
  }

  /// Loading this class loads the native library and the setup, once.
  private static final class Setup {

    static {
      CKZG4844JNI.loadNativeLibrary();
      CKZG4844JNI.loadTrustedSetupFromResource(
          "/org/tongbao/chain/evm/precompile/trusted_setup.txt", PointEvaluation.class, 0);
    }

    private Setup() {}

    /// False as well when a field element or a point is not encoded as it must be.
    static boolean verify(byte[] commitment, byte[] z, byte[] y, byte[] proof) {
      try {
        return CKZG4844JNI.verifyKzgProof(commitment, z, y, proof);
      } catch (CKZGException e) {
        if (e.getError() == CKZGException.CKZGError.C_KZG_BADARGS) {
          return false;
        }
        throw new IllegalStateException("c-kzg failed on its own account", e);
      }
    }
  }
}
