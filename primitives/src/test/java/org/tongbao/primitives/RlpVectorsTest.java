package org.tongbao.primitives;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.math.BigInteger;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.JsonNode;

/// All cases of Ethereum's RLPTests; each says what its bytes (`out`) hold (`in`).
class RlpVectorsTest {

  @TestFactory
  Stream<DynamicTest> writesAndReadsWhatIsValid() {
    return cases("rlptest.json", 28, RlpVectorsTest::checkValid);
  }

  @TestFactory
  Stream<DynamicTest> readsTheExample() {
    return cases("example.json", 1, RlpVectorsTest::checkValid);
  }

  @TestFactory
  Stream<DynamicTest> refusesWhatIsInvalid() {
    return cases("invalidRLPTest.json", 26, RlpVectorsTest::checkInvalid);
  }

  private interface Check {
    void run(JsonNode in, byte[] out);
  }

  private static Stream<DynamicTest> cases(String file, int count, Check check) {
    JsonNode cases = Vectors.json("ethereum/RLPTests/" + file);
    assertThat(cases.size()).isEqualTo(count);
    return cases
        .propertyStream()
        .map(
            entry ->
                DynamicTest.dynamicTest(
                    entry.getKey(),
                    () -> check.run(entry.getValue().get("in"), out(entry.getValue()))));
  }

  private static byte[] out(JsonNode test) {
    String hex = test.get("out").stringValue();
    return HexFormat.of().parseHex(hex.startsWith("0x") ? hex.substring(2) : hex);
  }

  private static void checkValid(JsonNode in, byte[] out) {
    RlpTree tree = RlpTree.decode(out);
    assertThat(tree.encode()).isEqualTo(out);
    if (!in.isString() || !in.stringValue().equals("VALID")) {
      assertThat(write(new RlpWriter(), in).toByteArray()).isEqualTo(out);
      checkNumber(in, out);
    }
  }

  private static void checkInvalid(JsonNode in, byte[] out) {
    assertThat(in.stringValue()).isEqualTo("INVALID");
    assertThatExceptionOfType(RlpException.class)
        .isThrownBy(() -> RlpTree.decode(out))
        .satisfies(e -> assertThat(e.offset()).isBetween(0, out.length))
        .satisfies(e -> assertThat(e).hasMessageEndingWith(" at byte " + e.offset()));
  }

  private static RlpWriter write(RlpWriter writer, JsonNode in) {
    if (in.isArray()) {
      writer.beginList();
      in.forEach(item -> write(writer, item));
      return writer.endList();
    }
    if (in.isIntegralNumber()) {
      return writer.uint(in.longValue());
    }
    if (!isBig(in)) {
      return writer.bytes(in.stringValue().getBytes(UTF_8));
    }
    BigInteger big = big(in);
    return big.bitLength() <= 256
        ? writer.u256(U256.of(big))
        : writer.bytes(big.toByteArray()); // its top bit falls on a byte border
  }

  private static void checkNumber(JsonNode in, byte[] out) {
    if (in.isIntegralNumber()) {
      assertThat(RlpReader.of(out).uint64()).isEqualTo(in.longValue());
      assertThat(RlpReader.of(out).u256()).isEqualTo(U256.of(in.longValue()));
    } else if (isBig(in) && big(in).bitLength() <= 256) {
      assertThat(RlpReader.of(out).u256()).isEqualTo(U256.of(big(in)));
    } else if (isBig(in)) {
      assertThatExceptionOfType(RlpException.class).isThrownBy(() -> RlpReader.of(out).u256());
    }
  }

  private static boolean isBig(JsonNode in) {
    return in.isString() && in.stringValue().startsWith("#");
  }

  private static BigInteger big(JsonNode in) {
    return new BigInteger(in.stringValue().substring(1));
  }
}
