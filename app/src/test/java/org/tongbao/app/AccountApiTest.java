package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;

/// Registration, sign-in, profile and sessions over HTTP against the whole application.
final class AccountApiTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private final ApiClient client = APP.client();

  @Test
  void registersSignsInAndShowsTheUser() throws Exception {
    Answer registered =
        client.write(
            "POST",
            "/api/v1/users",
            """
            {"loginName": " Li@Example.com", "password": "gravel otter lantern",
             "displayName": "李娜", "language": "en", "currency": "USD"}
            """);
    assertThat(registered.outcome()).isEqualTo("201");
    assertThat(registered.header("Location")).isEqualTo("/api/v1/me");
    assertThat(client.get("/api/v1/me").outcome()).isEqualTo("401 request.sign-in-needed");

    Answer signedIn = client.signIn("li@example.com", ApiClient.PASSWORD);
    Answer me = client.get("/api/v1/me");

    assertThat(signedIn.outcome()).isEqualTo("201");
    assertThat(signedIn.json().path("current").asBoolean()).isTrue();
    assertThat(me.text("id")).isEqualTo(registered.text("id"));
    assertThat(UUID.fromString(me.text("id")).version()).isEqualTo(7);
    assertThat(me.text("displayName")).isEqualTo("李娜");
    assertThat(me.json().path("loginNames").get(0).asString()).isEqualTo("li@example.com");
    assertThat(me.header("ETag")).isEqualTo("\"1\"");
    assertThat(me.header("Cache-Control")).contains("no-store");
    assertThat(me.response().body()).doesNotContainIgnoringCase("password").doesNotContain("argon");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | 422 request.field-missing",
        "{\"loginName\":\"a1@example.com\"} | 422 request.field-missing",
        "{\"loginName\":\"nobody\",\"password\":\"gravel otter lantern\"} | 422"
            + " identity.login-name-malformed",
        "{\"loginName\":\"a1@example.com\",\"password\":\"short\"} | 422"
            + " identity.password-too-short",
        "{\"loginName\":\"a1@example.com\",\"password\":\"password123\"} | 422"
            + " identity.password-too-common",
        "{\"loginName\":\"a1@example.com\",\"password\":\"gravel otter"
            + " lantern\",\"language\":\"fr\"} | 422 request.field-malformed",
        "{\"loginName\":\"a1@example.com\",\"password\":\"gravel otter"
            + " lantern\",\"currency\":\"XXX\"} | 404 currency.unknown",
        "{\"loginName\":\"a1@example.com\",\"password\":\"gravel otter"
            + " lantern\",\"currency\":\"BTC\"} | 422 currency.not-accepted",
        "{\"loginName\":\"a1@example.com\",\"password\":\"gravel otter"
            + " lantern\",\"displayName\":\"a\\u0000\"} | 422 request.field-malformed",
        "{\"loginName\":\"a1@example.com\",\"password\":\"gravel otter"
            + " lantern\",\"role\":\"ADMINISTRATOR\"} | 400 request.malformed",
        "{\"loginName\":[],\"password\":\"gravel otter lantern\"} | 400 request.malformed",
        "nonsense | 400 request.malformed",
        "[] | 400 request.malformed"
      })
  void refusesARegistrationAndSaysWhy(String body, String outcome) throws Exception {
    assertThat(client.write("POST", "/api/v1/users", body).outcome()).isEqualTo(outcome);
    assertThat(
            APP.jdbc()
                .sql("SELECT count(*) FROM login_names WHERE name = 'a1@example.com'")
                .query(Long.class)
                .single())
        .isZero();
  }

  @Test
  void fiftyIdenticalRegistrationsMakeOneUserAndOneAnswer() throws Exception {
    String key = UUID.randomUUID().toString();
    String body = "{\"loginName\":\"fifty@example.com\",\"password\":\"gravel otter lantern\"}";
    client.get("/api/v1/csrf-token");
    List<Future<Answer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 50; i++) {
        running.add(
            threads.submit(
                () -> client.keyless("POST", "/api/v1/users", body, "Idempotency-Key", key)));
      }
    }
    Set<String> ids = new HashSet<>();
    int first = 0;
    for (Future<Answer> each : running) {
      Answer answer = each.get();
      assertThat(answer.outcome()).isIn("201", "409 idempotency.in-flight");
      if (answer.status() == 201) {
        ids.add(answer.text("id"));
        first += answer.header("Idempotency-Replayed").isEmpty() ? 1 : 0;
      }
    }
    Answer later = client.keyless("POST", "/api/v1/users", body, "Idempotency-Key", key);

    assertThat(ids).containsExactly(later.text("id"));
    assertThat(first).isEqualTo(1);
    assertThat(later.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(later.header("Location")).isEqualTo("/api/v1/me");
    assertThat(client.register("fifty@example.com").outcome())
        .isEqualTo("409 identity.login-name-taken");
  }

  @Test
  void aWriteNeedsAKeyThatIsItsOwn() throws Exception {
    String key = UUID.randomUUID().toString();
    String one = "{\"loginName\":\"own1@example.com\",\"password\":\"gravel otter lantern\"}";
    String two = "{\"loginName\":\"own2@example.com\",\"password\":\"gravel otter lantern\"}";

    assertThat(client.keyless("POST", "/api/v1/users", one).outcome())
        .isEqualTo("400 idempotency.key-missing");
    assertThat(client.keyless("POST", "/api/v1/users", one, "Idempotency-Key", "x").outcome())
        .isEqualTo("400 idempotency.key-malformed");
    assertThat(client.keyless("POST", "/api/v1/users", one, "Idempotency-Key", key).outcome())
        .isEqualTo("201");
    assertThat(client.keyless("POST", "/api/v1/users", two, "Idempotency-Key", key).outcome())
        .isEqualTo("422 idempotency.other-request");
    assertThat(client.keyless("PATCH", "/api/v1/me", one, "Idempotency-Key", key).outcome())
        .isEqualTo("422 idempotency.other-request");
  }

  @Test
  void refusesAWriteWithoutATokenAgainstForgery() throws Exception {
    assertThat(
            APP.post(
                    "/api/v1/users",
                    "{}",
                    "Idempotency-Key",
                    UUID.randomUUID().toString(),
                    "Cookie",
                    "csrf=" + UUID.randomUUID())
                .statusCode())
        .isEqualTo(403);
    assertThat(APP.post("/api/v1/sessions", "{}").statusCode()).isEqualTo(403);
  }

  @Test
  void answersAlikeForAnUnknownNameAndAWrongPassword() throws Exception {
    client.register("alike@example.com");
    Answer unknown = client.signIn("nobody@example.com", ApiClient.PASSWORD);
    Answer wrong = client.signIn("alike@example.com", "wrong password");

    assertThat(unknown.outcome()).isEqualTo("401 identity.wrong-name-or-password");
    assertThat(withoutRequestId(wrong)).isEqualTo(withoutRequestId(unknown));
    assertThat(wrong.header("Set-Cookie")).doesNotContain("session=");
  }

  @Test
  void makesGuessingWait() throws Exception {
    client.register("guessed@example.com");
    int guesses = 0;
    Answer answer;
    do {
      answer = client.signIn("guessed@example.com", "wrong password");
      guesses++;
    } while (answer.status() == 401 && guesses < 16);

    assertThat(answer.outcome()).isEqualTo("429 identity.too-many-attempts");
    assertThat(answer.header("Retry-After")).matches("[1-9][0-9]*");
    assertThat(guesses).isGreaterThan(5);
  }

  @Test
  void givesASessionAnotherTokenAtSignIn() throws Exception {
    client.begin("fixed@example.com");
    String before = sessionTokens("fixed@example.com");
    client.signIn("fixed@example.com", ApiClient.PASSWORD);
    String after = sessionTokens("fixed@example.com");

    assertThat(before).isNotEmpty();
    assertThat(after).isNotEqualTo(before);
    assertThat(client.get("/api/v1/sessions").json().path("items")).hasSize(1);
  }

  @Test
  void keepsTheSessionInACookieThatScriptsCannotRead() throws Exception {
    client.register("cookie@example.com");
    Answer signedIn = client.signIn("cookie@example.com", ApiClient.PASSWORD);

    assertThat(signedIn.response().headers().allValues("Set-Cookie"))
        .anySatisfy(
            it -> assertThat(it).startsWith("session=").contains("HttpOnly", "SameSite=Lax"))
        .anySatisfy(it -> assertThat(it).startsWith("csrf=;").contains("Expires=Thu, 01 Jan 1970"));
  }

  @Test
  void signsOutForGood() throws Exception {
    client.begin("out@example.com");

    assertThat(client.keyless("DELETE", "/api/v1/sessions/current", "").outcome()).isEqualTo("204");
    assertThat(client.get("/api/v1/me").outcome()).isEqualTo("401 request.sign-in-needed");
    assertThat(client.keyless("DELETE", "/api/v1/sessions/current", "").outcome())
        .isEqualTo("401 request.sign-in-needed");
  }

  @Test
  void listsSessionsAndEndsThemElsewhereAtOnce() throws Exception {
    client.begin("two@example.com");
    ApiClient phone = APP.client();
    String there = phone.signIn("two@example.com", ApiClient.PASSWORD).text("id");

    assertThat(client.get("/api/v1/sessions").json().path("items")).hasSize(2);
    Answer first = client.get("/api/v1/sessions?limit=1");
    assertThat(first.json().path("items").get(0).path("id").asString()).isEqualTo(there);
    Answer second = client.get("/api/v1/sessions?limit=1&cursor=" + first.text("next"));
    assertThat(second.json().path("items").get(0).path("current").asBoolean()).isTrue();
    assertThat(second.json().path("next").isNull()).isTrue();

    ApiClient stranger = APP.client();
    stranger.begin("stranger@example.com");
    assertThat(stranger.write("DELETE", "/api/v1/sessions/" + there, "").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(client.write("DELETE", "/api/v1/sessions/" + there, "").outcome()).isEqualTo("204");
    assertThat(phone.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(client.get("/api/v1/me").status()).isEqualTo(200);
  }

  @Test
  void showsWhatASessionIsAndEndsAllOthersAtOnce() throws Exception {
    client.begin("many@example.com");
    ApiClient phone = APP.client();
    phone.signIn("many@example.com", ApiClient.PASSWORD);
    ApiClient tablet = APP.client();
    tablet.signIn("many@example.com", ApiClient.PASSWORD);

    Answer listed = client.get("/api/v1/sessions");
    assertThat(listed.at("/items/0/method")).isEqualTo("PASSWORD");
    assertThat(listed.at("/items/0/address")).isEqualTo("127.0.0.x");
    assertThat(listed.at("/items/0/device")).isEqualTo("Java-http-client");
    assertThat(client.write("DELETE", "/api/v1/sessions/others", "").outcome()).isEqualTo("204");
    assertThat(phone.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(tablet.get("/api/v1/me").status()).isEqualTo(401);
    Answer left = client.get("/api/v1/sessions");
    assertThat(left.json().path("items")).hasSize(1);
    assertThat(left.json().at("/items/0/current").asBoolean()).isTrue();
  }

  @Test
  void changesThePasswordAndEndsTheOtherSessions() throws Exception {
    client.begin("change@example.com");
    ApiClient phone = APP.client();
    phone.signIn("change@example.com", ApiClient.PASSWORD);
    String path = "/api/v1/me/password";

    assertThat(
            client
                .keyless("PUT", path, "{\"present\":\"x\",\"next\":\"velvet crater teapot\"}")
                .outcome())
        .isEqualTo("422 identity.wrong-password");
    assertThat(
            client
                .keyless("PUT", path, "{\"present\":\"gravel otter lantern\",\"next\":\"short\"}")
                .outcome())
        .isEqualTo("422 identity.password-too-short");
    assertThat(phone.get("/api/v1/me").status()).isEqualTo(200);
    String both = "{\"present\":\"gravel otter lantern\",\"next\":\"velvet crater teapot\"}";
    assertThat(client.keyless("PUT", path, both).outcome()).isEqualTo("204");

    assertThat(phone.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(client.get("/api/v1/me").status()).isEqualTo(200);
    assertThat(phone.signIn("change@example.com", "velvet crater teapot").status()).isEqualTo(201);
  }

  @Test
  void changesTheProfileOfTheVersionThatWasRead() throws Exception {
    client.begin("profile@example.com");
    String change = "{\"displayName\":\"小王\",\"language\":\"zh\",\"currency\":\"EUR\"}";

    assertThat(client.write("PATCH", "/api/v1/me", change).outcome())
        .isEqualTo("428 request.version-needed");
    Answer changed = client.write("PATCH", "/api/v1/me", change, "If-Match", "\"1\"");
    assertThat(changed.outcome()).isEqualTo("200");
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(client.write("PATCH", "/api/v1/me", "{}", "If-Match", "\"1\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    Answer part = client.write("PATCH", "/api/v1/me", "{\"language\":\"en\"}", "If-Match", "\"2\"");
    assertThat(part.text("displayName")).isEqualTo("小王");
    assertThat(part.text("language")).isEqualTo("en");
    assertThat(part.text("currency")).isEqualTo("EUR");
    String long61 = "{\"displayName\":\"" + "长".repeat(61) + "\"}";
    assertThat(client.write("PATCH", "/api/v1/me", long61, "If-Match", "\"3\"").outcome())
        .isEqualTo("422 request.field-too-long");
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, 422 request.field-malformed",
    "limit=101, 422 request.field-malformed",
    "limit=x, 400 request.malformed",
    "cursor=x, 400 request.malformed"
  })
  void refusesAPartOfAListThatIsNone(String query, String outcome) throws Exception {
    client.begin("list" + UUID.randomUUID() + "@example.com");
    assertThat(client.get("/api/v1/sessions?" + query).outcome()).isEqualTo(outcome);
  }

  private static String withoutRequestId(Answer answer) {
    return answer.response().body().replaceAll("\"requestId\":\"[^\"]*\"", "");
  }

  private static String sessionTokens(String name) {
    return APP.jdbc()
        .sql(
            """
            SELECT string_agg(encode(token_hash, 'hex'), ' ')
            FROM sign_ins
            JOIN login_names ON login_names.user_id = sign_ins.user_id
            WHERE login_names.name = ?
            """)
        .param(name)
        .query(String.class)
        .single();
  }
}
