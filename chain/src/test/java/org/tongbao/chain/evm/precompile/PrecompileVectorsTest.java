package org.tongbao.chain.evm.precompile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Keccak256;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/// The published state tests whose contract does nothing but hand its call data to one precompile,
/// with a fixed amount of gas, and store whether that succeeded: the precompile can be asked
/// directly.
class PrecompileVectorsTest {

  private static final Path FILE =
      Path.of(System.getProperty("tongbao.root", ""))
          .resolveSibling("shared/vectors/ethereum/state-tests-osaka.jsonl.gz");

  /// CALLDATACOPY of all; the call's arguments; then the precompile, the gas, and a kind of call.
  private static final Pattern CODE =
      Pattern.compile(
          "0x36600060003760006000366000(?:6000)?(?:60(..)|61(....))6(?:0(..)|1(....)|2(......))"
              + "(?:f1|f4|fa|f2)(?:3d600155)?600055.*");

  private final ObjectMapper json = new ObjectMapper();

  @Test
  void succeedFailAndAnswerAsTheStateTestsSay() throws IOException {
    assumeTrue(Files.exists(FILE), "skipped: no state tests at " + FILE);
    int asked = 0;
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(FILE)), StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String start = line.substring(0, Math.min(200, line.length()));
        if (start.contains("eip2537") || start.contains("p256verify")) {
          asked += ask(json.readTree(line)) ? 1 : 0;
        }
      }
    }
    assertThat(asked).isEqualTo(666);
  }

  /// False when the test is not of this kind.
  private boolean ask(JsonNode line) {
    JsonNode test = line.get("test");
    String to = test.at("/transaction/to").asString();
    Matcher code = CODE.matcher(test.at("/pre/" + to + "/code").asString());
    JsonNode post = test.at("/post/Osaka/0");
    if (!code.matches() || post.has("expectException")) {
      return false;
    }
    Precompile precompile = Calls.precompile(number(code, 1, 2));
    byte[] input = Bytes.fromHex(test.at("/transaction/data/0").asString()).toArray();
    boolean payable = precompile.gas(input) <= number(code, 3, 5);
    byte[] output = payable ? precompile.run(input) : null;
    JsonNode storage = post.at("/state/" + to + "/storage");
    String id = line.get("id").asString();
    assertThat(output != null).as(id).isEqualTo(slot(storage, "0x00").signum() != 0);
    if (code.group().contains("3d600060003e3d6000206002")) {
      byte[] returned = output == null ? new byte[0] : output;
      assertThat(slot(storage, "0x01")).as(id).isEqualTo(BigInteger.valueOf(returned.length));
      assertThat(slot(storage, "0x02"))
          .as(id)
          .isEqualTo(Keccak256.hash(returned).toU256().toBigInteger());
    }
    return true;
  }

  private static int number(Matcher code, int first, int last) {
    for (int group = first; group <= last; group++) {
      if (code.group(group) != null) {
        return Integer.parseInt(code.group(group), 16);
      }
    }
    throw new IllegalStateException("no number in " + code.group());
  }

  private static BigInteger slot(JsonNode storage, String key) {
    JsonNode value = storage.get(key);
    return value == null ? BigInteger.ZERO : new BigInteger(value.asString().substring(2), 16);
  }
}
