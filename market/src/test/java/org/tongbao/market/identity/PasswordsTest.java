package org.tongbao.market.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.market.error.DomainException;

/// Which passwords are taken, and how they are kept.
final class PasswordsTest {
  private static final List<LoginName> NAMES = List.of(LoginName.parse("lina.wang@example.com"));
  private static final PasswordRules RULES = new PasswordRules();
  private static final PasswordHasher HASHER = new PasswordHasher();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "gravel otter lantern",
        "Vq7#mzL0tr",
        "碧海青天夜夜心明月照",
        "correct-battery-horse-9-staple"
      })
  void takesWhatIsHardToGuess(String password) {
    assertThat(RULES.accepted(password, NAMES)).isEqualTo(password);
  }

  @ParameterizedTest
  @CsvSource({
    "Vq7#mzL0t, PASSWORD_TOO_SHORT",
    "'', PASSWORD_TOO_SHORT",
    "password123, PASSWORD_TOO_COMMON",
    "P@ssw0rd2024, PASSWORD_TOO_COMMON",
    "1234567890, PASSWORD_TOO_COMMON",
    "qwertyuiop, PASSWORD_TOO_COMMON",
    "aaaaaaaaaaaaaaaa, PASSWORD_TOO_COMMON",
    "iloveyou2020, PASSWORD_TOO_COMMON",
    "lina.wang@example.com, PASSWORD_TOO_COMMON",
    "lina.wang@example.com1, PASSWORD_TOO_COMMON",
    "tongbao2026, PASSWORD_TOO_COMMON"
  })
  void refusesWhatIsShortOrTriedFirst(String password, IdentityError code) {
    assertRefused(password, code);
  }

  @Test
  void takes128CharactersAndNoMore() {
    String longest =
        new Random(1)
            .ints('0', 'z' + 1)
            .limit(PasswordRules.LONGEST - 1)
            .collect(
                () -> new StringBuilder("𠮷"),
                StringBuilder::appendCodePoint,
                StringBuilder::append)
            .toString();

    assertThatCode(() -> RULES.accepted(longest, NAMES)).doesNotThrowAnyException();
    assertRefused(longest + "x", IdentityError.PASSWORD_TOO_LONG);
    assertRefused("x".repeat(1_000_000), IdentityError.PASSWORD_TOO_LONG);
  }

  @Test
  void doesNotCareHowACharacterWasComposed() {
    String hash = HASHER.hash(RULES.accepted("café au lait vert", NAMES));

    assertThat(HASHER.matches("cafe\u0301 au lait vert", Optional.of(hash))).isTrue();
    assertThat(HASHER.matches("cafe au lait vert", Optional.of(hash))).isFalse();
  }

  @Test
  void keepsThemWithArgon2idAndASaltOfTheirOwn() {
    String hash = HASHER.hash("gravel otter lantern");

    assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    assertThat(HASHER.hash("gravel otter lantern")).isNotEqualTo(hash);
    assertThat(HASHER.isOutdated(hash)).isFalse();
    assertThat(HASHER.isOutdated(hash.replace("m=19456", "m=4096"))).isTrue();
  }

  @Test
  void takesAsLongForNobodyAsForSomebody() {
    Optional<String> hash = Optional.of(HASHER.hash("gravel otter lantern"));
    List<Long> somebody = new ArrayList<>();
    List<Long> nobody = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      somebody.add(nanos("wrong", hash));
      nobody.add(nanos("wrong", Optional.empty()));
    }

    assertThat((double) median(nobody) / median(somebody)).isBetween(0.4, 2.5);
    assertThat(HASHER.matches("nobody's password", Optional.empty())).isFalse();
  }

  private static long nanos(String password, Optional<String> hash) {
    long start = System.nanoTime();
    assertThat(HASHER.matches(password, hash)).isFalse();
    return System.nanoTime() - start;
  }

  private static long median(List<Long> values) {
    Collections.sort(values);
    return values.get(values.size() / 2);
  }

  private static void assertRefused(String password, IdentityError code) {
    assertThatThrownBy(() -> RULES.accepted(password, NAMES))
        .isInstanceOfSatisfying(DomainException.class, it -> assertThat(it.code()).isEqualTo(code));
  }
}
