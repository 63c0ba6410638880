package org.tongbao.market.walletsignin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tongbao.market.error.DomainException;

/// Messages of EIP-4361, read strictly.
final class SignInMessageTest {
  private static final String WHOLE =
      """
      https://shop.example:8443 wants you to sign in with your Ethereum account:
      0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2

      I accept the ToS: https://shop.example/tos

      URI: https://shop.example:8443/login
      Version: 1
      Chain ID: 21570
      Nonce: 32891756abcDEF
      Issued At: 2026-09-30T16:25:24Z
      Expiration Time: 2026-09-30T17:25:24Z
      Not Before: 2026-09-30T16:00:00Z
      Request ID: some-id
      Resources:
      - ipfs://bafybeiemxf5abjwjbikoz4mc3a3dla6ual3jsgpdr4cjr3oz3evfyavhwq/
      - https://example.com/my-web2-claim.json""";

  private static final String SHORT =
      """
      shop.example wants you to sign in with your Ethereum account:
      0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2


      URI: https://shop.example
      Version: 1
      Chain ID: 1
      Nonce: 32891756
      Issued At: 2026-09-30T16:25:24Z""";

  @Test
  void readsEveryPartAndWritesItBack() {
    SignInMessage message = SignInMessage.parse(WHOLE);

    assertThat(message.scheme()).contains("https");
    assertThat(message.domain()).isEqualTo("shop.example:8443");
    assertThat(message.address().toHex()).isEqualTo("0xc02aaa39b223fe8d0a0e5c4f27ead9083c756cc2");
    assertThat(message.statement()).contains("I accept the ToS: https://shop.example/tos");
    assertThat(message.nonce()).isEqualTo("32891756abcDEF");
    assertThat(message.times().expires()).contains(Instant.parse("2026-09-30T17:25:24Z"));
    assertThat(message.requestId()).contains("some-id");
    assertThat(message.resources()).hasSize(2);
    assertThat(message.text()).isEqualTo(WHOLE);
    assertThat(SignInMessage.parse(SHORT).statement()).isEmpty();
    assertThat(SignInMessage.parse(SHORT).text()).isEqualTo(SHORT);
  }

  @Test
  void readsTimesWithAnOffset() {
    String offset = SHORT.replace("16:25:24Z", "18:25:24.5+02:00");
    assertThat(SignInMessage.parse(offset).times().issued())
        .isEqualTo(Instant.parse("2026-09-30T16:25:24.5Z"));
  }

  @ParameterizedTest
  @MethodSource("bad")
  void refusesWhatIsWrittenOtherwise(String message) {
    assertThatThrownBy(() -> SignInMessage.parse(message))
        .isInstanceOfSatisfying(
            DomainException.class,
            it -> assertThat(it.code()).isEqualTo(WalletSignInError.MESSAGE_MALFORMED));
  }

  private static List<String> bad() {
    return List.of(
        "",
        SHORT + "\n",
        "\n" + SHORT,
        SHORT + "\nNot Before: 2026-09-30T16:00:00Z\nExpiration Time: 2026-09-30T17:25:24Z",
        SHORT + "\nColour: red",
        SHORT + "\nResources:\nhttps://example.com",
        SHORT + "\nResources:\n- not a uri at all",
        SHORT + "\nRequest ID: a b",
        SHORT.replace("\n", "\r\n"),
        SHORT.replace("0xC02aaA39b223FE8D", "0xc02aaa39b223fe8d"),
        SHORT.replace("C756Cc2\n\n\n", "C756Cc2\n\n"),
        SHORT.replace("C756Cc2\n\n\n", "C756Cc2\n\n\n\n"),
        SHORT.replace("C756Cc2\n\n\n", "C756Cc2\n\nline\nline\n\n"),
        SHORT.replace("C756Cc2\n\n\n", "C756Cc2\n\nnot\tplain\n\n"),
        SHORT.replace("Version: 1", "Version: 01"),
        SHORT.replace("Version: 1\nChain ID: 1", "Chain ID: 1\nVersion: 1"),
        SHORT.replace("Chain ID: 1", "Chain ID: 0x1"),
        SHORT.replace("Nonce: 32891756", "Nonce: 3289175"),
        SHORT.replace("Nonce: 32891756", "Nonce: 3289-1756"),
        SHORT.replace("Nonce: ", "Nonce:  "),
        SHORT.replace("2026-09-30T16:25:24Z", "2026-09-31T16:25:24Z"),
        SHORT.replace("2026-09-30T16:25:24Z", "yesterday"),
        SHORT.replace("shop.example wants", "user@shop.example wants"),
        SHORT.replace("URI: https://shop.example", "URI: shop.example"),
        WHOLE + "\n- " + "https://example.com/".repeat(SignInMessage.LIMIT / 20));
  }
}
