package org.tongbao.market.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.market.error.DomainException;

final class LoginNameTest {
  @ParameterizedTest
  @CsvSource({
    "li@example.com, EMAIL, li@example.com",
    "' Li.Na+Shop@Example.COM ', EMAIL, li.na+shop@example.com",
    "ｌｉ＠example．com, EMAIL, li@example.com",
    "li@bücher.example, EMAIL, li@xn--bcher-kva.example",
    "+8613800138000, PHONE, +8613800138000",
    "+86 138-0013-8000, PHONE, +8613800138000",
    "＋８６１３８００１３８０００, PHONE, +8613800138000"
  })
  void hasOneFormHoweverItIsTyped(String typed, LoginName.Kind kind, String value) {
    assertThat(LoginName.parse(typed)).isEqualTo(new LoginName(kind, value));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "li",
        "li@",
        "@example.com",
        "li@localhost",
        "li@@example.com",
        "a b@example.com",
        "li@-example.com",
        "li@example-.com",
        ".li@example.com",
        "li.@example.com",
        "l..i@example.com",
        "\"li\"@example.com",
        "li@[127.0.0.1]",
        "li@1.2.3.4",
        "李@example.com",
        "li\u0000@example.com",
        "li@exa mple.com",
        "13800138000",
        "+0123456789",
        "+86",
        "+12345678901234567",
        "+86 (0)138",
        "+86--13800138000",
        "+861380013800x"
      })
  void refusesWhatIsNeither(String typed) {
    assertThatThrownBy(() -> LoginName.parse(typed))
        .isInstanceOfSatisfying(
            DomainException.class,
            it -> assertThat(it.code()).isEqualTo(IdentityError.LOGIN_NAME_MALFORMED));
  }

  @Test
  void refusesWhatIsTooLong() {
    String local = "a".repeat(64);
    assertThat(LoginName.parse(local + "@example.com").value()).hasSize(76);
    assertThatThrownBy(() -> LoginName.parse("a" + local + "@example.com"))
        .isInstanceOf(DomainException.class);
    assertThatThrownBy(() -> LoginName.parse("a@" + "b.".repeat(130) + "com"))
        .isInstanceOf(DomainException.class);
  }
}
