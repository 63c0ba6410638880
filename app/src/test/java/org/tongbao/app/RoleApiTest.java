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
