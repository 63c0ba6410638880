package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.CheckoutStage.Buyer;

/// Keys of the API, from being made to being revoked. What each may is in [AccessTest].
final class ApiKeyApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final String PLATFORM = "/api/v1/platform/api-keys";

  @Test
  void aKeyIsShownOnceAndKeptNowhere() throws Exception {
    Answer made = make(owner(), shop(), "SHOP_READ", false);
    String key = made.text("key");
    assertThat(key).matches("tb_[0-9A-Za-z]{8}_[0-9A-Za-z]{40}").startsWith(made.text("begins"));
    assertThat(made.header("Cache-Control")).contains("no-store");
    assertThat(owner().get(shop()).response().body())
        .contains(made.text("id"))
        .doesNotContain(key)
        .contains("\"key\":null");
    String secret = key.substring(12);
    for (String table : new String[] {"api_keys", "idempotency_keys"}) {
      assertThat(
              MARKET
                  .app()
                  .jdbc()
                  .sql("SELECT count(*) FROM " + table + " t WHERE t::TEXT LIKE ?")
                  .param("%" + secret + "%")
                  .query(Integer.class)
                  .single())
          .as(table)
          .isZero();
    }
  }

  @Test
  void aProgramWritesWithoutATokenAndOncePerIdempotencyKey() throws Exception {
    ApiClient program =
        owner().withKey(make(owner(), shop(), "SHOP_SETTINGS_EDIT", false).text("key"));
    String path = MARKET.lotus().path("/delivery-methods");
    String method = "{\"kind\":\"MERCHANT\",\"name\":\"专人\",\"priceMinor\":1,\"enabled\":true}";
    String once = UUID.randomUUID().toString();

    Answer first = program.keyless("POST", path, method, "Idempotency-Key", once);
    Answer again = program.keyless("POST", path, method, "Idempotency-Key", once);
    assertThat(first.outcome()).as(first.response().body()).isEqualTo("201");
    assertThat(again.text("id")).isEqualTo(first.text("id"));
    assertThat(again.header("Idempotency-Replayed")).isEqualTo("true");
    assertThat(program.keyless("POST", path, method).outcome())
        .isEqualTo("400 idempotency.key-missing");
    var _ = owner().write("DELETE", path + "/" + first.text("id"), "", "If-Match", "\"1\"");
  }

  @Test
  void aKeyForReadingWritesNothing() throws Exception {
    ApiClient program =
        owner().withKey(make(owner(), shop(), "SHOP_ORDERS_READ", true).text("key"));

    assertThat(program.get(MARKET.lotus().path("/orders")).status()).isEqualTo(200);
    assertThat(program.write("POST", MARKET.lotus().path("/delivery-methods"), "{}").outcome())
        .isEqualTo("403 api-key.read-only");
  }

  @Test
  void whatIsRevokedExpiredOrMadeUpIsRefusedAtOnce() throws Exception {
    Answer made = make(owner(), shop(), "SHOP_ORDERS_READ", false);
    String key = made.text("key");
    ApiClient program = owner().withKey(key);
    String orders = MARKET.lotus().path("/orders");
    assertThat(program.get(orders).status()).isEqualTo(200);

    char last = key.charAt(key.length() - 1);
    String forged = key.substring(0, key.length() - 1) + (last == 'A' ? 'B' : 'A');
    for (String bad : new String[] {forged, "tb_", key + "x", "tb_00000000_" + key.substring(12)}) {
      Answer refused = program.withKey(bad).get(orders);
      assertThat(refused.outcome()).as(bad).isEqualTo("401 api-key.not-valid");
      assertThat(refused.header("WWW-Authenticate")).isEqualTo("Bearer");
    }
    assertThat(program.withKey(forged).get("/api/v1/currencies").status())
        .as("an open operation too")
        .isEqualTo(401);
    String place = shop() + "/" + made.text("id");
    assertThat(MARKET.people().willow().owner().write("DELETE", place, "").status()).isEqualTo(404);
    assertThat(owner().write("DELETE", place, "").status()).isEqualTo(204);
    assertThat(program.get(orders).outcome()).isEqualTo("401 api-key.not-valid");
    assertThat(owner().write("DELETE", place, "").status()).isEqualTo(204);
    assertThat(owner().get(shop()).response().body()).contains("\"revokedBy\":\"");

    Answer other = make(owner(), shop(), "SHOP_ORDERS_READ", false);
    MARKET
        .app()
        .jdbc()
        .sql("UPDATE api_keys SET expires_at = created_at + interval '1 ms' WHERE id = ?")
        .param(UUID.fromString(other.text("id")))
        .update();
    assertThat(program.withKey(other.text("key")).get(orders).status()).isEqualTo(401);
  }

  @Test
  void aKeyNeverAllowsMoreThanItsMakerMayNow() throws Exception {
    ApiClient root = MARKET.people().root();
    ApiClient administrator = MARKET.app().client();
    String id = administrator.begin("key-maker@example.com");
    String role = "/api/v1/users/" + id + "/roles/ADMINISTRATOR";
    assertThat(root.write("PUT", role, "").status()).isEqualTo(204);
    ApiClient program =
        root.withKey(make(administrator, PLATFORM, "ORDERS_READ", false).text("key"));
    assertThat(program.get("/api/v1/platform/orders").status()).isEqualTo(200);
    assertThat(program.get("/api/v1/users").status()).as("not in its scope").isEqualTo(403);

    assertThat(root.write("DELETE", role, "").status()).isEqualTo(204);
    assertThat(program.get("/api/v1/platform/orders").status()).isEqualTo(403);
  }

  @Test
  void nobodyMakesAKeyForWhatTheyMayNotOrWhatOnlyPeopleDecide() throws Exception {
    for (String scope : new String[] {"ORDERS_READ", "OWN_ACCOUNT", "WITHDRAWALS_DECIDE"}) {
      assertThat(make(owner(), shop(), scope, false).outcome())
          .as(scope)
          .isEqualTo("422 api-key.bad-scope");
    }
    ApiClient root = MARKET.people().root();
    for (String scope : new String[] {"SHOP_READ", "ROLES_GRANT", "INTEGRATIONS_MANAGE"}) {
      assertThat(make(root, PLATFORM, scope, false).outcome())
          .as(scope)
          .isEqualTo("422 api-key.bad-scope");
    }
    for (String scope : new String[] {"SHOP_STAFF_MANAGE", "SHOP_INTEGRATIONS_MANAGE"}) {
      assertThat(make(owner(), shop(), scope, false).outcome())
          .as(scope)
          .isEqualTo("422 api-key.bad-scope");
    }
    ApiClient program = owner().withKey(make(owner(), shop(), "SHOP_READ", false).text("key"));
    assertThat(make(program, shop(), "SHOP_READ", false).outcome())
        .isEqualTo("403 request.forbidden");
  }

  @Test
  void aKeyIsNobodysCartOrAccount() throws Exception {
    Buyer seller = new Buyer("", owner(), "");
    seller.put(MARKET.checkout().goods(MARKET.lotus(), 100, "CNY", 1), 1);
    ApiClient program = owner().withKey(make(owner(), shop(), "SHOP_READ", false).text("key"));

    assertThat(owner().get("/api/v1/cart").response().body()).contains("variantId");
    assertThat(program.get("/api/v1/cart").response().body()).doesNotContain("variantId");
    assertThat(program.get("/api/v1/me").status()).isEqualTo(403);
    assertThat(program.get("/api/v1/wallet").status()).isEqualTo(403);
  }

  private static ApiClient owner() {
    return MARKET.lotus().owner();
  }

  private static String shop() {
    return MARKET.lotus().path("/api-keys");
  }

  private static Answer make(ApiClient maker, String path, String scope, boolean readOnly)
      throws Exception {
    String wish =
        "{\"name\":\"till\",\"scopes\":[\"" + scope + "\"],\"readOnly\":" + readOnly + "}";
    return maker.write("POST", path, wish);
  }
}
