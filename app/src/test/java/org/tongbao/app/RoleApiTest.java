package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;

/// The platform's roles over HTTP: role by operation, and the first administrator.
final class RoleApiTest {
  private static final String ROOT = "root@example.com";

  @RegisterExtension
  private static final RunningApplication APP =
      new RunningApplication(
          "--administrator.name", ROOT, "--administrator.password", ApiClient.PASSWORD);

  private static ApiClient root;
  private static String someone = "";

  @BeforeAll
  static void signIn() throws Exception {
    root = APP.client();
    assertThat(root.signIn(ROOT, ApiClient.PASSWORD).status()).isEqualTo(201);
    someone = APP.client().begin("someone@example.com");
  }

  @ParameterizedTest
  @CsvSource({
    "nobody,        401, 401, 401, 401",
    "BUYER,         403, 403, 403, 403",
    "FINANCE,       403, 403, 403, 403",
    "REVIEWER,      403, 403, 403, 403",
    "SUPPORT,       200, 200, 403, 403",
    "ADMINISTRATOR, 200, 200, 204, 204"
  })
  void everyRoleMayDoThisAndNoMore(String role, int list, int one, int grant, int revoke)
      throws Exception {
    ApiClient client = APP.client();
    if (!role.equals("nobody")) {
      String id = client.begin(role.toLowerCase(Locale.ROOT) + "@example.com");
      if (!role.equals("BUYER")) {
        assertThat(grant(root, id, role).outcome()).isEqualTo("204");
      }
    }

    assertThat(client.get("/api/v1/users").status()).isEqualTo(list);
    assertThat(client.get("/api/v1/users/" + someone).status()).isEqualTo(one);
    assertThat(grant(client, someone, "REVIEWER").status()).isEqualTo(grant);
    assertThat(revoke(client, someone, "REVIEWER").status()).isEqualTo(revoke);
    assertThat(root.get("/api/v1/users/" + someone).json().path("roles")).isEmpty();
  }

  @Test
  void aGrantAndARevocationHoldFromTheNextRequestOn() throws Exception {
    ApiClient client = APP.client();
    String id = client.begin("soon@example.com");
    grant(root, id, "SUPPORT");
    grant(root, id, "SUPPORT");

    assertThat(client.get("/api/v1/users").status()).isEqualTo(200);
    assertThat(client.get("/api/v1/me").json().path("roles").get(0).path("role").asString())
        .isEqualTo("SUPPORT");
    revoke(root, id, "SUPPORT");
    assertThat(client.get("/api/v1/users").outcome()).isEqualTo("403 request.forbidden");
  }

  @Test
  void anAdministratorEndsAllSessionsOfAUserAtOnce() throws Exception {
    ApiClient client = APP.client();
    String id = client.begin("stolen@example.com");
    assertThat(root.write("DELETE", "/api/v1/users/" + id + "/sessions", "").outcome())
        .isEqualTo("204");
    assertThat(client.get("/api/v1/me").outcome()).isEqualTo("401 request.sign-in-needed");
    assertThat(client.signIn("stolen@example.com", ApiClient.PASSWORD).outcome()).isEqualTo("201");
  }

  @Test
  void thereIsAlwaysAnAdministrator() throws Exception {
    ApiClient other = APP.client();
    String otherId = other.begin("second@example.com");
    String rootId = root.get("/api/v1/me").text("id");
    List<String> others =
        APP.jdbc()
            .sql("SELECT user_id::TEXT FROM role_grants WHERE role = 'ADMINISTRATOR'")
            .query((row, number) -> row.getString(1))
            .list();
    for (String id : others) {
      if (!id.equals(rootId)) {
        revoke(root, id, "ADMINISTRATOR");
      }
    }
    assertThat(revoke(root, rootId, "ADMINISTRATOR").outcome())
        .isEqualTo("409 identity.last-administrator");

    grant(root, otherId, "ADMINISTRATOR");
    assertThat(revoke(root, rootId, "ADMINISTRATOR").outcome()).isEqualTo("204");
    assertThat(grant(root, someone, "SUPPORT").status()).isEqualTo(403);
    assertThat(grant(other, rootId, "ADMINISTRATOR").outcome()).isEqualTo("204");
    assertThat(revoke(other, otherId, "ADMINISTRATOR").outcome()).isEqualTo("204");
  }

  @Test
  void aDisabledUserIsOutAtOnceWithEverySessionAndKey() throws Exception {
    String name = "disabled@example.com";
    Shop shop = Shop.applied(APP, "disabled", "CNY");
    ApiClient client = shop.owner();
    String id = client.get("/api/v1/me").text("id");
    String wish = "{\"name\":\"till\",\"scopes\":[\"SHOP_PRODUCTS_READ\"]}";
    Answer made = client.write("POST", shop.path("/api-keys"), wish);
    ApiClient key = client.withKey(made.text("key"));
    assertThat(key.get(shop.path("/products")).status()).isEqualTo(200);
    String path = "/api/v1/users/" + id + "/disablement";
    String reason = "{\"reason\":\"many complaints\"}";

    assertThat(client.write("PUT", path, reason).outcome()).isEqualTo("403 request.forbidden");
    assertThat(root.write("PUT", path, "{}").outcome()).isEqualTo("422 request.field-missing");
    assertThat(root.write("PUT", path, reason).outcome()).isEqualTo("204");
    assertThat(root.write("PUT", path, reason).outcome()).isEqualTo("204");
    assertThat(client.get("/api/v1/me").outcome()).isEqualTo("401 request.sign-in-needed");
    assertThat(key.get(shop.path("/products")).outcome()).isEqualTo("401 api-key.not-valid");
    assertThat(client.signIn(name, ApiClient.PASSWORD).outcome())
        .isEqualTo("403 identity.disabled");
    assertThat(client.signIn(name, "not the password").outcome())
        .isEqualTo("401 identity.wrong-name-or-password");
    assertThat(root.get("/api/v1/users/" + id).text("disabledAt")).isNotEmpty();

    assertThat(root.write("DELETE", path, "").outcome()).isEqualTo("204");
    assertThat(client.get("/api/v1/me").status()).isEqualTo(401);
    assertThat(client.signIn(name, ApiClient.PASSWORD).outcome()).isEqualTo("201");
    assertThat(root.get("/api/v1/users/" + id).json().path("disabledAt").isNull()).isTrue();
  }

  @Test
  void nobodyDisablesOneselfOrTheLastAdministrator() throws Exception {
    ApiClient other = APP.client();
    String otherId = other.begin("deputy@example.com");
    String rootId = root.get("/api/v1/me").text("id");
    String reason = "{\"reason\":\"a quarrel\"}";
    grant(root, otherId, "ADMINISTRATOR");
    assertThat(disable(root, rootId, reason)).isEqualTo("409 identity.own-account");

    assertThat(disable(other, rootId, reason)).isEqualTo("204");
    try {
      assertThat(revoke(other, otherId, "ADMINISTRATOR").outcome())
          .isEqualTo(
              administratorsBeside(rootId, otherId) == 0
                  ? "409 identity.last-administrator"
                  : "204");
    } finally {
      APP.jdbc().sql("DELETE FROM disabled_users").update();
      root.signIn(ROOT, ApiClient.PASSWORD);
    }
    revoke(root, otherId, "ADMINISTRATOR");
    assertThat(disable(other, rootId, reason)).isEqualTo("403 request.forbidden");
  }

  private static String disable(ApiClient by, String id, String reason) throws Exception {
    return by.write("PUT", "/api/v1/users/" + id + "/disablement", reason).outcome();
  }

  /// Other tests may have made some.
  private static long administratorsBeside(String one, String another) {
    return APP.jdbc()
        .sql(
            """
            SELECT count(*) FROM role_grants
            WHERE role = 'ADMINISTRATOR' AND user_id::TEXT NOT IN (?, ?)
            """)
        .params(one, another)
        .query(Long.class)
        .single();
  }

  /// The first device is no news; another browser is, once; and all of it is written down.
  @Test
  void aSignInFromANewDeviceIsToldAndWrittenDown() throws Exception {
    String name = "devices@example.com";
    ApiClient client = APP.client();
    String id = client.begin(name);
    assertThat(lettersTo(name)).isZero();
    String right = "{\"loginName\":\"" + name + "\",\"password\":\"" + ApiClient.PASSWORD + "\"}";
    String fox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
    for (int i = 0; i < 2; i++) {
      Answer begun = APP.client().keyless("POST", "/api/v1/sessions", right, "User-Agent", fox);
      assertThat(begun.outcome()).isEqualTo("201");
    }
    Answer told = client.until("/api/v1/me/notifications", "/items/0/topic", "device.new");
    assertThat(told.json().path("items")).hasSize(1);
    assertThat(lettersTo(name)).isEqualTo(1);
    assertThat(
            APP.jdbc()
                .sql("SELECT text FROM mails WHERE recipient = ?")
                .param(name)
                .query(String.class)
                .single())
        .contains("Firefox, Linux", "127.0.0.x");
    String next = "lantern otter gravel";
    String change = "{\"present\":\"" + ApiClient.PASSWORD + "\",\"next\":\"" + next + "\"}";
    assertThat(client.keyless("PUT", "/api/v1/me/password", change).outcome()).isEqualTo("204");

    assertThat(written(id, "signed in"))
        .hasSize(3)
        .satisfies(it -> assertThat(it.get(0)).contains("\"newDevice\":false", "PASSWORD"))
        .satisfies(it -> assertThat(it.get(1)).contains("\"newDevice\":true", "Firefox, Linux"))
        .satisfies(it -> assertThat(it.get(2)).contains("\"newDevice\":false"))
        .allSatisfy(it -> assertThat(it).doesNotContain(ApiClient.PASSWORD, "127.0.0.1"));
    assertThat(written(id, "sign-in changed")).hasSize(1);
    assertThat(written(id, "PUT /api/v1/me/password")).hasSize(1);
  }

  @Test
  void whoeverIsGuessedAtIsWrittenDownOnce() throws Exception {
    String name = "guessed@example.com";
    String id = APP.client().begin(name);
    APP.jdbc().sql("DELETE FROM failed_attempts").update();
    ApiClient guesser = APP.client();
    int waits = 0;
    for (int i = 0; i < 40 && waits < 3; i++) {
      waits += guesser.signIn(name, "guess number " + i).status() == 429 ? 1 : 0;
    }
    APP.jdbc().sql("DELETE FROM failed_attempts").update();

    assertThat(waits).isEqualTo(3);
    assertThat(written(id, "sign-in held back")).hasSize(1);
  }

  private static List<String> written(String actor, String action) {
    return APP.jdbc()
        .sql("SELECT details FROM audit_entries WHERE actor = ? AND action = ? ORDER BY id")
        .params(actor, action)
        .query((row, n) -> row.getString(1))
        .list();
  }

  private static long lettersTo(String name) {
    return APP.jdbc()
        .sql("SELECT count(*) FROM mails WHERE recipient = ?")
        .param(name)
        .query(Long.class)
        .single();
  }

  @Test
  void refusesRolesAndUsersThatAreNotThere() throws Exception {
    for (String role : List.of("EMPEROR", "administrator", "BUYER", "MERCHANT_OWNER")) {
      assertThat(grant(root, someone, role).outcome()).isEqualTo("404 identity.unknown-role");
    }
    assertThat(grant(root, UUID.randomUUID().toString(), "SUPPORT").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(root.get("/api/v1/users/1").outcome()).isEqualTo("404 request.not-found");
  }

  @Test
  void findsUsersByTheBeginningOfAName() throws Exception {
    for (int i = 0; i < 3; i++) {
      APP.client().register("prefix" + i + "@example.com");
    }
    Answer first = root.get("/api/v1/users?loginName=prefix&limit=2");
    Answer second = root.get("/api/v1/users?loginName=prefix&limit=2&cursor=" + first.text("next"));

    assertThat(first.json().path("items")).hasSize(2);
    assertThat(second.json().path("items")).hasSize(1);
    assertThat(second.response().body()).contains("prefix0@example.com").doesNotContain("argon2");
  }

  private static Answer grant(ApiClient client, String user, String role) throws Exception {
    return client.write("PUT", "/api/v1/users/" + user + "/roles/" + role, "");
  }

  private static Answer revoke(ApiClient client, String user, String role) throws Exception {
    return client.write("DELETE", "/api/v1/users/" + user + "/roles/" + role, "");
  }
}
