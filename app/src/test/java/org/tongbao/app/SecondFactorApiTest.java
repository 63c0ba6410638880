package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;

/// Codes beside the password over HTTP, in an application whose staff has to show them.
final class SecondFactorApiTest {
  private static final String OWN = "/api/v1/me/second-factor";
  private static final String STEP = "/api/v1/sessions/second-factor";
  private static final String ROOT = "root@example.com";

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name",
          ROOT,
          "--administrator.password",
          ApiClient.PASSWORD,
          "--staff.second-factor");

  private final ApiClient user = APP.client();
  private final ApiClient other = APP.client();

  @Test
  void signingInTakesTwoStepsAndEachCodeWorksOnce() throws Exception {
    user.begin("two-steps@example.com");
    assertThat(user.get(OWN).json().path("enabled").asBoolean()).isFalse();
    Answer begun = user.keyless("POST", OWN, "");
    assertThat(begun.outcome()).isEqualTo("201");
    assertThat(begun.text("uri"))
        .startsWith(
            "otpauth://totp/Tongbao:two-steps%40example.com?secret=" + begun.text("secret"));
    // Until it is confirmed nothing is asked for, and nobody is locked out.
    assertThat(other.signIn("two-steps@example.com", ApiClient.PASSWORD).outcome())
        .isEqualTo("201");
    Authenticator app = new Authenticator(begun.text("secret"));
    assertThat(confirm(user, wrong(app)).outcome()).isEqualTo("422 second-factor.wrong-code");
    String first = now(app);
    Answer confirmed = confirm(user, first);
    assertThat(confirmed.outcome()).as(confirmed.response().body()).isEqualTo("200");
    assertThat(confirmed.json().path("recoveryCodes").size()).isEqualTo(10);
    assertThat(user.keyless("POST", OWN, "").outcome())
        .isEqualTo("409 second-factor.set-up-already");

    ApiClient device = APP.client();
    assertThat(show(device, first).outcome()).isEqualTo("409 second-factor.not-half-signed-in");
    Answer half = device.signIn("two-steps@example.com", ApiClient.PASSWORD);
    assertThat(half.outcome()).isEqualTo("202");
    assertThat(half.response().body()).isEmpty();
    assertThat(device.get("/api/v1/me").outcome()).isEqualTo("401 request.sign-in-needed");
    // The code that confirmed it is used up, like every other.
    assertThat(show(device, first).outcome()).isEqualTo("422 second-factor.wrong-code");
    APP.advance(Duration.ofSeconds(31));
    String code = now(app);
    // The half belongs to the browser that showed the password.
    assertThat(show(APP.client(), code).outcome())
        .isEqualTo("409 second-factor.not-half-signed-in");
    Answer whole = show(device, code);
    assertThat(whole.outcome()).as(whole.response().body()).isEqualTo("201");
    assertThat(whole.json().path("secondFactor").asBoolean()).isTrue();
    assertThat(device.get("/api/v1/me").outcome()).isEqualTo("200");
    ApiClient thief = APP.client();
    thief.signIn("two-steps@example.com", ApiClient.PASSWORD);
    assertThat(show(thief, code).outcome()).isEqualTo("422 second-factor.wrong-code");
    APP.advance(Duration.ofMinutes(6));
    assertThat(show(thief, now(app)).outcome()).isEqualTo("409 second-factor.not-half-signed-in");
  }

  @Test
  void aRecoveryCodeWorksOnceAlsoWhenItComesTwiceAtOnce() throws Exception {
    user.begin("recovery-codes@example.com");
    Authenticator app = new Authenticator(user.keyless("POST", OWN, "").text("secret"));
    Answer confirmed = confirm(user, now(app));
    List<ApiClient> devices = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ApiClient device = APP.client();
      device.signIn("recovery-codes@example.com", ApiClient.PASSWORD);
      devices.add(device);
    }
    String code = confirmed.at("/recoveryCodes/3");
    List<Callable<String>> all =
        devices.stream()
            .map(device -> (Callable<String>) () -> show(device, code).outcome())
            .toList();
    assertThat(AtOnce.all(all)).containsOnlyOnce("201");
    assertThat(user.get(OWN).json().path("recoveryCodesLeft").asInt()).isEqualTo(9);
    assertThat(
            APP.jdbc()
                .sql("SELECT count(*) FROM recovery_codes WHERE hash LIKE '%' || ? || '%'")
                .param(code.substring(0, 6))
                .query(Integer.class)
                .single())
        .isZero();
    Answer renewed = user.keyless("POST", OWN + "/recovery-codes", "");
    assertThat(renewed.outcome()).isEqualTo("201");
    ApiClient device = APP.client();
    device.signIn("recovery-codes@example.com", ApiClient.PASSWORD);
    assertThat(show(device, confirmed.at("/recoveryCodes/4")).outcome())
        .isEqualTo("422 second-factor.wrong-code");
    assertThat(show(device, renewed.at("/recoveryCodes/4")).outcome()).isEqualTo("201");
  }

  @Test
  void ofManyGuessesAHandfulIsCheckedAndTheSecretIsSealed() throws Exception {
    String id = user.begin("guessed@example.com");
    String secret = user.keyless("POST", OWN, "").text("secret");
    Authenticator app = new Authenticator(secret);
    confirm(user, now(app));
    other.signIn("guessed@example.com", ApiClient.PASSWORD);
    String bad = wrong(app);
    Callable<String> guess = () -> show(other, bad).outcome();
    assertThat(AtOnce.all(Stream.generate(() -> guess).limit(12).toList()))
        .contains("422 second-factor.wrong-code", "429 identity.too-many-attempts")
        .doesNotContain("201");
    byte[] sealed =
        APP.jdbc()
            .sql("SELECT secret FROM second_factors WHERE user_id = CAST(? AS UUID)")
            .param(id)
            .query(byte[].class)
            .single();
    // Nonce and tag around 20 bytes of which nothing is to be seen.
    assertThat(sealed).hasSize(12 + 20 + 16);
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain(secret);
  }

  @Test
  void isGivenUpAfterARecentSignInAlone() throws Exception {
    user.begin("given-up@example.com");
    Authenticator app = new Authenticator(user.keyless("POST", OWN, "").text("secret"));
    confirm(user, now(app));
    APP.advance(Duration.ofMinutes(16));
    assertThat(user.write("DELETE", OWN, "").outcome()).isEqualTo("403 identity.sign-in-again");
    user.signIn("given-up@example.com", ApiClient.PASSWORD);
    assertThat(show(user, now(app)).outcome()).isEqualTo("201");
    assertThat(user.write("DELETE", OWN, "").outcome()).isEqualTo("204");
    assertThat(other.signIn("given-up@example.com", ApiClient.PASSWORD).outcome()).isEqualTo("201");
  }

  @Test
  void rolesOfThePlatformWorkWithTwoFactorsAlone() throws Exception {
    ApiClient root = APP.client();
    root.signIn(ROOT, ApiClient.PASSWORD);
    assertThat(root.get("/api/v1/users").outcome()).isEqualTo("403 identity.second-factor-needed");
    assertThat(root.get("/api/v1/me").outcome()).isEqualTo("200");
    Authenticator app = new Authenticator(root.keyless("POST", OWN, "").text("secret"));
    assertThat(confirm(root, now(app)).outcome()).isEqualTo("200");
    assertThat(root.get("/api/v1/users").outcome()).isEqualTo("200");

    // A passkey is both.
    String site = "http://localhost:" + APP.address().getPort();
    SoftAuthenticator device = new SoftAuthenticator(site);
    String created = device.create(root.write("POST", "/api/v1/me/passkey-challenges", "").json());
    String body = "{\"name\":\"key\",\"credential\":" + created + "}";
    assertThat(root.write("POST", "/api/v1/me/passkeys", body).outcome()).isEqualTo("201");
    ApiClient elsewhere = APP.client();
    String signed = device.get(elsewhere.keyless("POST", "/api/v1/passkey-challenges", "").json());
    assertThat(
            elsewhere
                .keyless("POST", "/api/v1/sessions/passkey", "{\"credential\":" + signed + "}")
                .outcome())
        .isEqualTo("201");
    assertThat(elsewhere.get("/api/v1/users").outcome()).isEqualTo("200");
  }

  private static String now(Authenticator app) throws Exception {
    return app.code(APP.clock().instant());
  }

  /// Six digits that are none of its codes around now.
  private static String wrong(Authenticator app) throws Exception {
    List<String> right = new ArrayList<>();
    for (int step = -3; step <= 6; step++) {
      right.add(app.code(APP.clock().instant().plusSeconds(30L * step)));
    }
    return Stream.iterate(100_000, it -> it + 1)
        .map(String::valueOf)
        .filter(it -> !right.contains(it))
        .findFirst()
        .orElseThrow();
  }

  private static Answer confirm(ApiClient client, String code) throws Exception {
    return client.keyless("PUT", OWN + "/confirmation", "{\"code\":\"" + code + "\"}");
  }

  private static Answer show(ApiClient client, String code) throws Exception {
    return client.keyless("POST", STEP, "{\"code\":\"" + code + "\"}");
  }
}
