package org.tongbao.market.secondfactor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.market.identity.UserId;

/// Codes against the vectors of RFC 6238 (appendix B, the last six digits), base 32 against those
/// of RFC 4648, and what is tolerated.
final class TotpTest {
  private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

  @ParameterizedTest
  @CsvSource({
    "59, 287082",
    "1111111109, 081804",
    "1111111111, 050471",
    "1234567890, 005924",
    "2000000000, 279037",
    "20000000000, 353130"
  })
  void isTheOneOfTheStandard(long seconds, String code) {
    assertThat(Totp.code(SECRET, Totp.step(Instant.ofEpochSecond(seconds)))).isEqualTo(code);
  }

  @Test
  void holdsForOneStepBeforeAndAfter() {
    Instant now = Instant.ofEpochSecond(2_000_000_000);
    long step = Totp.step(now);
    for (long other = step - 3; other <= step + 3; other++) {
      boolean near = Math.abs(other - step) <= 1;
      assertThat(Totp.step(SECRET, Totp.code(SECRET, other), now).isPresent())
          .as("step " + (other - step))
          .isEqualTo(near);
    }
    assertThat(Totp.step(SECRET, "279037 ", now)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "f, MY",
    "fo, MZXQ",
    "foo, MZXW6",
    "foob, MZXW6YQ",
    "fooba, MZXW6YTB",
    "foobar, MZXW6YTBOI"
  })
  void writesBase32AsTheStandardDoes(String text, String base32) {
    assertThat(Totp.base32(text.getBytes(StandardCharsets.US_ASCII))).isEqualTo(base32);
  }

  @Test
  void recoveryCodesAreReadHoweverTheyAreTyped() {
    UserId user = new UserId(UUID.randomUUID());
    List<String> codes = RecoveryCodes.create(new SecureRandom());

    assertThat(codes).hasSize(RecoveryCodes.COUNT).doesNotHaveDuplicates();
    assertThat(codes).allMatch(it -> it.matches("([a-z2-7]{6}-){3}[a-z2-7]{6}"));
    String code = codes.getFirst();
    String typed = " " + code.toUpperCase(Locale.ROOT).replace("-", " ");
    assertThat(RecoveryCodes.hash(user, typed)).isEqualTo(RecoveryCodes.hash(user, code));
    assertThat(RecoveryCodes.hash(new UserId(UUID.randomUUID()), code))
        .isNotEqualTo(RecoveryCodes.hash(user, code));
  }
}
