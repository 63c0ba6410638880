package org.tongbao.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.bouncycastle.util.BigIntegers;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// libsecp256k1 and the Java curve answer alike, above all where values are at an edge.
class Secp256k1ParityTest {
  private static final BigInteger N = Secp256k1.ORDER.toBigInteger();
  private static final BigInteger P =
      new BigInteger("fffffffffffffffffffffffffffffffffffffffffffffffffffffffefffffc2f", 16);
  private static final List<BigInteger> EDGES =
      List.of(
          BigInteger.ZERO,
          BigInteger.ONE,
          BigInteger.TWO,
          N.shiftRight(1),
          N.shiftRight(1).add(BigInteger.ONE),
          N.subtract(BigInteger.ONE),
          N,
          N.add(BigInteger.ONE),
          P.subtract(N).subtract(BigInteger.ONE),
          P.subtract(N),
          P.subtract(BigInteger.ONE),
          P,
          BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));

  private static final JavaEngine JAVA = new JavaEngine();
  private static @Nullable NativeEngine loaded;

  @BeforeContainer
  static void loadNative() {
    loaded = NativeEngine.load();
  }

  @Property(tries = 150)
  void signAndRecoverAlike(@ForAll("secrets") byte[] secret, @ForAll("words") byte[] hash) {
    byte[] publicKey = JAVA.publicKey(secret);
    assertThat(nativeEngine().publicKey(secret)).isEqualTo(publicKey);
    Signature signature = JAVA.sign(hash, secret, publicKey);
    assertThat(nativeEngine().sign(hash, secret, publicKey)).isEqualTo(signature);
    assertThat(nativeEngine().signByJni(hash, secret, publicKey)).isEqualTo(signature);
    assertThat(signature.isLowS()).isTrue();
    for (EcdsaEngine engine : List.of(JAVA, nativeEngine())) {
      assertThat(engine.recover(hash, signature.compact(), signature.yParity()))
          .isEqualTo(publicKey);
      assertThat(engine.verify(hash, signature.compact(), publicKey)).isTrue();
      byte[] highS = new Signature(signature.r(), highTwin(signature.s()), 0).compact();
      assertThat(engine.verify(hash, highS, publicKey)).isTrue();
      assertThat(engine.recover(hash, highS, 1 - signature.yParity())).isEqualTo(publicKey);
    }
  }

  @Property(tries = 300)
  void recoverAlikeWhateverTheValues(
      @ForAll("words") byte[] hash,
      @ForAll("words") byte[] r,
      @ForAll("words") byte[] s,
      @ForAll @IntRange(max = 3) int recoveryId) {
    byte[] compact = join(r, s);
    assertThat(nativeEngine().recover(hash, compact, recoveryId))
        .isEqualTo(JAVA.recover(hash, compact, recoveryId));
  }

  @Property(tries = 150)
  void verifyAlikeWhateverTheValues(
      @ForAll("secrets") byte[] secret,
      @ForAll("words") byte[] hash,
      @ForAll("words") byte[] r,
      @ForAll("words") byte[] s) {
    byte[] key = JAVA.publicKey(secret);
    assertThat(nativeEngine().verify(hash, join(r, s), key))
        .isEqualTo(JAVA.verify(hash, join(r, s), key));
    // (r, s) read as a public key is a point off the curve, nearly always
    byte[] compact = JAVA.sign(hash, secret, key).compact();
    assertThat(nativeEngine().verify(hash, compact, join(r, s)))
        .isEqualTo(JAVA.verify(hash, compact, join(r, s)));
  }

  @Property(tries = 150)
  void addAndDecompressAlike(@ForAll("secrets") byte[] secret, @ForAll("words") byte[] tweak) {
    byte[] key = JAVA.publicKey(secret);
    assertThat(nativeEngine().addToSecret(secret, tweak))
        .isEqualTo(JAVA.addToSecret(secret, tweak));
    assertThat(nativeEngine().addToPublicKey(key, tweak))
        .isEqualTo(JAVA.addToPublicKey(key, tweak));
    for (int prefix = 0; prefix < 5; prefix++) {
      byte[] compressed = new byte[33];
      compressed[0] = (byte) prefix;
      System.arraycopy(tweak, 0, compressed, 1, 32);
      assertThat(nativeEngine().decompress(compressed)).isEqualTo(JAVA.decompress(compressed));
    }
    assertThat(JAVA.decompress(Secp256k1.compress(key))).isEqualTo(key);
  }

  /// Every pair of edge values, in all four recovery ids: among them r + n below p, where x is not
  /// r, and a nonce point without y.
  @Property(tries = 1)
  void recoverAlikeAtEveryPairOfEdges() {
    byte[] hash = Hash.EMPTY_KECCAK.toArray();
    int keys = 0;
    for (BigInteger r : EDGES) {
      for (BigInteger s : EDGES) {
        for (int recoveryId = 0; recoveryId < 4; recoveryId++) {
          byte[] compact = join(word(r), word(s));
          byte[] key = JAVA.recover(hash, compact, recoveryId);
          assertThat(nativeEngine().recover(hash, compact, recoveryId)).isEqualTo(key);
          keys += key == null ? 0 : 1;
        }
      }
    }
    assertThat(keys).isGreaterThan(20);
  }

  /// u1·G + u2·R = 0 when s·R = e·G: with R = G (r = Gx, even y) and s = e.
  @Property(tries = 1)
  void thePointAtInfinityIsNobody() {
    byte[] one = word(BigInteger.ONE);
    byte[] generator = JAVA.publicKey(one);
    byte[] hash = word(BigInteger.TWO);
    byte[] compact = join(java.util.Arrays.copyOf(generator, 32), hash);
    int yParity = generator[63] & 1;
    assertThat(JAVA.recover(hash, compact, yParity)).isNull();
    assertThat(nativeEngine().recover(hash, compact, yParity)).isNull();
    assertThat(JAVA.recover(hash, compact, 1 - yParity)).isNotNull();
  }

  /// On the platforms of our servers both native ways of signing are there to be compared.
  @Property(tries = 1)
  void linuxAndMacSignWithoutJni() {
    String system = System.getProperty("os.name");
    assumeThat(system).containsAnyOf("Linux", "Mac");
    assertThat(nativeEngine().hasSigner()).isTrue();
  }

  @Provide
  Arbitrary<byte[]> secrets() {
    return Arbitraries.bigIntegers()
        .between(BigInteger.ONE, N.subtract(BigInteger.ONE))
        .map(Secp256k1ParityTest::word);
  }

  @Provide
  Arbitrary<byte[]> words() {
    Arbitrary<BigInteger> any =
        Arbitraries.bigIntegers()
            .between(BigInteger.ZERO, BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE));
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(3, any), net.jqwik.api.Tuple.of(1, Arbitraries.of(EDGES)))
        .map(Secp256k1ParityTest::word);
  }

  private static NativeEngine nativeEngine() {
    NativeEngine engine = loaded;
    assumeThat(engine).as("libsecp256k1 has no build for this platform").isNotNull();
    return java.util.Objects.requireNonNull(engine);
  }

  private static U256 highTwin(U256 s) {
    return Secp256k1.ORDER.sub(s);
  }

  private static byte[] word(BigInteger value) {
    return BigIntegers.asUnsignedByteArray(32, value);
  }

  private static byte[] join(byte[] r, byte[] s) {
    byte[] out = java.util.Arrays.copyOf(r, 64);
    System.arraycopy(s, 0, out, 32, 32);
    return out;
  }
}
