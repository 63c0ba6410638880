package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Passkeys over HTTP, with a device of our own: adding them, signing in with one, and everything
/// that must not sign anybody in.
final class PasskeyApiTest {
  private static final String SITE = "https://shop.example";

  @RegisterExtension
  private static final RunningApplication APP = new RunningApplication("--site.address", SITE);

  private final ApiClient user = APP.client();
  private final ApiClient visitor = APP.client();

  @Test
  void signsInWithoutANameAndCountsAsTwoFactors() throws Exception {
    String id = user.begin("passkey-owner@example.com");
    SoftAuthenticator device = new SoftAuthenticator(SITE);
    JsonNode options = creation(user);
    assertThat(options.at("/rp/id").asString()).isEqualTo("shop.example");
    assertThat(options.at("/authenticatorSelection/residentKey").asString()).isEqualTo("required");
    assertThat(options.at("/authenticatorSelection/userVerification").asString())
        .isEqualTo("required");
    Answer added = add(user, "phone", device.create(options));
    assertThat(added.outcome()).as(added.response().body()).isEqualTo("201");

    JsonNode asked = request();
    assertThat(asked.path("allowCredentials").isEmpty()).isTrue();
    Answer signedIn = signIn(visitor, device.get(asked));
    assertThat(signedIn.outcome()).as(signedIn.response().body()).isEqualTo("201");
    assertThat(signedIn.text("method")).isEqualTo("PASSKEY");
    assertThat(signedIn.json().path("secondFactor").asBoolean()).isTrue();
    assertThat(visitor.get("/api/v1/me").text("id")).isEqualTo(id);
    JsonNode listed = user.get("/api/v1/me/passkeys").json().get(0);
    assertThat(listed.path("name").asString()).isEqualTo("phone");
    assertThat(listed.path("usedAt").isNull()).isFalse();
    assertThat(creation(user).at("/excludeCredentials/0/id").asString())
        .isEqualTo(idOf(device.get(asked)));
  }

  @Test
  void whatWasNotSignedForUsNowIsRefused() throws Exception {
    user.begin("passkey-careful@example.com");
    SoftAuthenticator device = new SoftAuthenticator(SITE);
    add(user, "key", device.create(creation(user)));

    String wrongOrigin = device.at("https://shop.example.evil.test").get(request());
    assertThat(signIn(visitor, wrongOrigin).outcome()).isEqualTo("401 passkey.refused");
    device.at(SITE);
    JsonNode invented = request().deepCopy();
    ((ObjectNode) invented).put("challenge", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    assertThat(signIn(visitor, device.get(invented)).outcome())
        .isEqualTo("409 passkey.challenge-over");
    assertThat(signIn(visitor, device.verifying(false).get(request())).outcome())
        .isEqualTo("401 passkey.refused");
    device.verifying(true);
    JsonNode elsewhere = request();
    ((ObjectNode) elsewhere).put("rpId", "evil.test");
    assertThat(signIn(visitor, device.get(elsewhere)).outcome()).isEqualTo("401 passkey.refused");
    String forOthers = new SoftAuthenticator(SITE).of(device.owner()).get(request());
    assertThat(signIn(visitor, forOthers).outcome()).isEqualTo("401 passkey.refused");
    String changed = device.get(request());
    int at = changed.indexOf("\"signature\":\"") + 40;
    String flipped =
        changed.substring(0, at)
            + (changed.charAt(at) == 'A' ? 'B' : 'A')
            + changed.substring(at + 1);
    assertThat(signIn(visitor, flipped).outcome()).isEqualTo("401 passkey.refused");
    assertThat(visitor.get("/api/v1/me").outcome()).isEqualTo("401 request.sign-in-needed");

    // The challenge of an addition signs nobody in, nor the other way round.
    String wrongPurpose = device.get(creation(user));
    assertThat(signIn(visitor, wrongPurpose).outcome()).isEqualTo("409 passkey.challenge-over");
    JsonNode late = request();
    String right = device.get(request());
    assertThat(signIn(visitor, right).outcome()).isEqualTo("201");
    assertThat(signIn(APP.client(), right).outcome()).isEqualTo("409 passkey.challenge-over");
    APP.advance(Duration.ofMinutes(6));
    assertThat(signIn(APP.client(), device.get(late)).outcome())
        .isEqualTo("409 passkey.challenge-over");
  }

  @Test
  void ofManyWhoSendTheSameAnswerAtOnceOneIsSignedIn() throws Exception {
    user.begin("passkey-rush@example.com");
    SoftAuthenticator device = new SoftAuthenticator(SITE);
    add(user, "key", device.create(creation(user)));
    String answer = device.get(request());

    Callable<String> send = () -> signIn(APP.client(), answer).outcome();
    assertThat(AtOnce.all(Stream.generate(() -> send).limit(8).toList())).containsOnlyOnce("201");
  }

  @Test
  void aCounterThatGoesBackIsTakenForACopy() throws Exception {
    user.begin("passkey-cloned@example.com");
    SoftAuthenticator device = new SoftAuthenticator(SITE).counting(10);
    add(user, "key", device.create(creation(user)));
    assertThat(signIn(visitor, device.counting(12).get(request())).outcome()).isEqualTo("201");
    ApiClient thief = APP.client();
    for (int count : new int[] {12, 11, 1}) {
      assertThat(signIn(thief, device.counting(count).get(request())).outcome())
          .as("count " + count)
          .isEqualTo("401 passkey.cloned");
    }
    assertThat(signIn(thief, device.counting(13).get(request())).outcome()).isEqualTo("201");
  }

  @Test
  void isItsOwnersAlone() throws Exception {
    user.begin("passkey-first@example.com");
    SoftAuthenticator device = new SoftAuthenticator(SITE);
    String path =
        "/api/v1/me/passkeys/" + add(user, "key", device.create(creation(user))).text("id");
    visitor.begin("passkey-second@example.com");
    assertThat(visitor.get("/api/v1/me/passkeys").json().isEmpty()).isTrue();
    assertThat(visitor.write("PATCH", path, "{\"name\":\"mine\"}").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(visitor.write("DELETE", path, "").outcome()).isEqualTo("404 request.not-found");
    JsonNode theirs = creation(visitor);
    assertThat(add(user, "stolen", new SoftAuthenticator(SITE).create(theirs)).outcome())
        .isEqualTo("409 passkey.challenge-over");
    // A credential that says it is somebody else's: the device's word is compared with ours.
    String handle = theirs.at("/user/id").asString();
    assertThat(signIn(APP.client(), device.of(handle).get(request())).outcome())
        .isEqualTo("401 passkey.refused");
    assertThat(add(visitor, "copy", device.create(creation(visitor))).outcome())
        .isEqualTo("409 passkey.known-already");
    assertThat(user.write("PATCH", path, "{\"name\":\"red key\"}").text("name"))
        .isEqualTo("red key");
    assertThat(user.write("DELETE", path, "").outcome()).isEqualTo("204");
  }

  @Test
  void isAddedAndTakenAwayAfterARecentSignInAlone() throws Exception {
    user.begin("passkey-stale@example.com");
    SoftAuthenticator device = new SoftAuthenticator(SITE);
    String path =
        "/api/v1/me/passkeys/" + add(user, "key", device.create(creation(user))).text("id");
    APP.advance(Duration.ofMinutes(16));
    assertThat(user.write("DELETE", path, "").outcome()).isEqualTo("403 identity.sign-in-again");
    assertThat(add(user, "more", new SoftAuthenticator(SITE).create(creation(user))).outcome())
        .isEqualTo("403 identity.sign-in-again");
    assertThat(signIn(user, device.get(request())).outcome()).isEqualTo("201");
    assertThat(user.write("DELETE", path, "").outcome()).isEqualTo("204");
    assertThat(signIn(visitor, device.get(request())).outcome()).isEqualTo("401 passkey.refused");
  }

  @Test
  void refusesADeviceThatDoesNotAskItsOwnerOrAnswersForAnotherSite() throws Exception {
    user.begin("passkey-refused@example.com");
    SoftAuthenticator device = new SoftAuthenticator(SITE);
    assertThat(add(user, "key", device.verifying(false).create(creation(user))).outcome())
        .isEqualTo("422 passkey.not-proven");
    device.verifying(true);
    assertThat(add(user, "key", device.at("https://evil.test").create(creation(user))).outcome())
        .isEqualTo("422 passkey.not-proven");
    String cut =
        device
            .at(SITE)
            .create(creation(user))
            .replaceFirst("attestationObject\":\"o2", "attestationObject\":\"o3");
    assertThat(add(user, "key", cut).outcome()).isEqualTo("422 passkey.not-proven");
    assertThat(user.get("/api/v1/me/passkeys").json().isEmpty()).isTrue();
  }

  @Test
  void bytesThatSayNothingAreRefusedWhateverTheyAre() throws Exception {
    user.begin("passkey-bytes@example.com");
    String right = new SoftAuthenticator(SITE).create(creation(user));
    String start = "attestationObject\":\"";
    int from = right.indexOf(start) + start.length();
    int to = right.indexOf('"', from);
    byte[] bytes = Base64.getUrlDecoder().decode(right.substring(from, to));
    Random random = new Random(7);
    for (int i = 0; i < 60; i++) {
      byte[] other =
          Arrays.copyOf(bytes, i % 3 == 0 ? 1 + random.nextInt(bytes.length) : bytes.length);
      other[random.nextInt(Math.min(other.length, 60))] ^= (byte) (1 + random.nextInt(255));
      String text = Base64.getUrlEncoder().withoutPadding().encodeToString(other);
      String changed = right.substring(0, from) + text + right.substring(to);
      assertThat(add(user, "key", changed).outcome()).as(text).isEqualTo("422 passkey.not-proven");
    }
    assertThat(add(user, "key", right).outcome()).isEqualTo("201");
  }

  private static String idOf(String credential) {
    return credential.substring(7, credential.indexOf('"', 7));
  }

  private static JsonNode creation(ApiClient client) throws Exception {
    return client.write("POST", "/api/v1/me/passkey-challenges", "").json();
  }

  private static Answer add(ApiClient client, String name, String credential) throws Exception {
    return client.write(
        "POST",
        "/api/v1/me/passkeys",
        "{\"name\":\"" + name + "\",\"credential\":" + credential + "}");
  }

  private JsonNode request() throws Exception {
    return visitor.keyless("POST", "/api/v1/passkey-challenges", "").json();
  }

  private static Answer signIn(ApiClient client, String credential) throws Exception {
    return client.keyless(
        "POST", "/api/v1/sessions/passkey", "{\"credential\":" + credential + "}");
  }
}
