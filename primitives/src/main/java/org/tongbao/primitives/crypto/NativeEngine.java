package org.tongbao.primitives.crypto;

import fr.acinq.secp256k1.Secp256k1Exception;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.U256;

/// libsecp256k1 through its JNI binding. Constant-time in the secret.
///
/// The binding copies the arrays it is given and answers with new ones; 65 bytes of result a call
/// is all the garbage there is beyond the arguments, which is nothing beside 45 µs of curve
/// arithmetic (docs/adr/0025).
final class NativeEngine implements EcdsaEngine {
  private final fr.acinq.secp256k1.Secp256k1 library;
  private final @Nullable NativeSigner signer;

  private NativeEngine(fr.acinq.secp256k1.Secp256k1 library, @Nullable NativeSigner signer) {
    this.library = library;
    this.signer = signer;
  }

  /// Loads the library; null when this platform has no build of it or loading is not permitted.
  static @Nullable NativeEngine load() {
    try {
      var library = fr.acinq.secp256k1.Secp256k1.get();
      NativeEngine engine = new NativeEngine(library, NativeSigner.link());
      byte[] one = new byte[32];
      one[31] = 1;
      engine.publicKey(one);
      return engine;
    } catch (LinkageError | RuntimeException absent) {
      System.getLogger(NativeEngine.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "libsecp256k1 did not load; signatures run in Java, several times slower",
              absent);
      return null;
    }
  }

  @Override
  public byte[] publicKey(byte[] secret) {
    return withoutPrefix(library.pubkeyCreate(secret));
  }

  @Override
  public Signature sign(byte[] hash, byte[] secret, byte[] publicKey) {
    return signer != null ? signer.sign(hash, secret) : signByJni(hash, secret, publicKey);
  }

  /// The binding gives no parity, so it is found by recovering with parity 0 and comparing.
  Signature signByJni(byte[] hash, byte[] secret, byte[] publicKey) {
    byte[] compact = library.sign(hash, secret);
    byte[] candidate = recover(hash, compact, 0);
    int yParity = candidate != null && Arrays.equals(candidate, publicKey) ? 0 : 1;
    return new Signature(
        U256.fromBytes(Arrays.copyOf(compact, 32)),
        U256.fromBytes(Arrays.copyOfRange(compact, 32, 64)),
        yParity);
  }

  /// Whether signing bypasses JNI.
  boolean hasSigner() {
    return signer != null;
  }

  @Override
  public byte @Nullable [] recover(byte[] hash, byte[] compact, int recoveryId) {
    try {
      return withoutPrefix(library.ecdsaRecover(compact, hash, recoveryId));
    } catch (Secp256k1Exception noSuchKey) {
      return null;
    }
  }

  @Override
  public boolean verify(byte[] hash, byte[] compact, byte[] publicKey) {
    try {
      // The library refuses a high s on its own, so it gets the low twin.
      byte[] low = library.signatureNormalize(compact).getFirst();
      return library.verify(low, hash, withPrefix(publicKey));
    } catch (Secp256k1Exception malformed) {
      return false;
    }
  }

  @Override
  public byte @Nullable [] addToSecret(byte[] secret, byte[] tweak) {
    try {
      return library.privKeyTweakAdd(secret.clone(), tweak);
    } catch (Secp256k1Exception outOfRange) {
      return null;
    }
  }

  @Override
  public byte @Nullable [] addToPublicKey(byte[] publicKey, byte[] tweak) {
    try {
      return withoutPrefix(library.pubKeyTweakAdd(withPrefix(publicKey), tweak));
    } catch (Secp256k1Exception outOfRange) {
      return null;
    }
  }

  @Override
  public byte @Nullable [] decompress(byte[] compressed) {
    try {
      return withoutPrefix(library.pubkeyParse(compressed));
    } catch (Secp256k1Exception notAPoint) {
      return null;
    }
  }

  private static byte[] withoutPrefix(byte[] uncompressed) {
    return Arrays.copyOfRange(uncompressed, 1, 65);
  }

  private static byte[] withPrefix(byte[] publicKey) {
    byte[] out = new byte[65];
    out[0] = 4;
    System.arraycopy(publicKey, 0, out, 1, 64);
    return out;
  }
}
