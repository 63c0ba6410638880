package org.tongbao.primitives.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.Vectors;
import tools.jackson.databind.JsonNode;

/// Project Wycheproof: valid signatures are taken, malformed and forged ones refused.
class WycheproofTest {
  @ParameterizedTest
  @MethodSource("engines")
  void secp256k1(EcdsaEngine engine) {
    int tests =
        check(
            "ecdsa_secp256k1_sha256_test",
            (hash, signature, x, y) ->
                engine.verify(hash.toArray(), compact(signature), join(x, y)));
    assertThat(tests).isEqualTo(476);
  }

  /// The Bitcoin variant refuses a high s.
  @ParameterizedTest
  @MethodSource("engines")
  void secp256k1WithLowS(EcdsaEngine engine) {
    int tests =
        check(
            "ecdsa_secp256k1_sha256_bitcoin_test",
            (hash, signature, x, y) ->
                new Signature(signature.r(), signature.s(), 0).isLowS()
                    && engine.verify(hash.toArray(), compact(signature), join(x, y)));
    assertThat(tests).isEqualTo(463);
  }

  @Test
  void p256() {
    int tests =
        check(
            "ecdsa_secp256r1_sha256_test",
            (hash, signature, x, y) -> P256.verify(hash, signature.r(), signature.s(), x, y));
    assertThat(tests).isEqualTo(484);
  }

  static Stream<EcdsaEngine> engines() {
    return Stream.of(new JavaEngine(), NativeEngine.load()).filter(Objects::nonNull);
  }

  private interface Verifier {
    boolean verify(Hash hash, DerSignature signature, U256 x, U256 y);
  }

  private static int check(String file, Verifier verifier) {
    List<String> wrong = new ArrayList<>();
    int tests = 0;
    for (JsonNode group : Vectors.json("wycheproof/" + file + ".json.gz").get("testGroups")) {
      JsonNode key = group.get("publicKey");
      U256 x = coordinate(key.get("wx"));
      U256 y = coordinate(key.get("wy"));
      for (JsonNode test : group.get("tests")) {
        Hash hash = sha256(Bytes.fromHex("0x" + test.get("msg").asString()));
        DerSignature signature =
            DerSignature.parse(Bytes.fromHex("0x" + test.get("sig").asString()));
        boolean valid = signature != null && verifier.verify(hash, signature, x, y);
        if (valid != test.get("result").asString().equals("valid")) {
          wrong.add(test.get("tcId") + " " + test.get("comment"));
        }
        tests++;
      }
    }
    assertThat(wrong).isEmpty();
    return tests;
  }

  private static U256 coordinate(JsonNode hex) {
    return U256.of(new java.math.BigInteger(hex.asString(), 16));
  }

  private static byte[] compact(DerSignature signature) {
    return new Signature(signature.r(), signature.s(), 0).compact();
  }

  private static byte[] join(U256 x, U256 y) {
    return new Signature(x, y, 0).compact();
  }

  private static Hash sha256(Bytes message) {
    try {
      return Hash.of(MessageDigest.getInstance("SHA-256").digest(message.unsafeArray()));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
