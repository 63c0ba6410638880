package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/// Who works in a shop and as what, from the first day to the last. What each role may is in
/// [AccessTest].
final class StaffApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  @Test
  void aRoleIsGivenChangedAndEndedAtOnce() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "staffing", "CNY");
    ApiClient li = MARKET.app().client();
    String id = li.begin("staffing-li@example.com");
    assertThat(li.get(shop.path("/settings")).status()).isEqualTo(404);

    shop.hire(MARKET.app(), li, "staffing-li@example.com", "MERCHANT_ORDERS");
    assertThat(shop.owner().get(shop.path("/staff")).at("/items/1/user")).isEqualTo(id);
    String again = shop.invite(MARKET.app(), "staffing-li@example.com", "MERCHANT_OWNER");
    String token = "{\"token\":\"" + again + "\"}";
    assertThat(li.write("POST", "/api/v1/staff-invitations/acceptance", token).outcome())
        .isEqualTo("409 merchant.works-there-already");
    assertThat(statuses(li, shop)).containsExactly(200, 200, 403, 403);
    assertThat(permissions(li, shop))
        .containsExactlyInAnyOrder(
            "SHOP_READ", "SHOP_ORDERS_READ", "SHOP_ORDERS_HANDLE", "SHOP_PRODUCTS_READ");

    assertThat(change(shop.owner(), shop, id, "MERCHANT_FINANCE").text("role"))
        .isEqualTo("MERCHANT_FINANCE");
    assertThat(statuses(li, shop)).containsExactly(200, 403, 200, 403);
    assertThat(change(li, shop, id, "MERCHANT_OWNER").outcome()).isEqualTo("403 request.forbidden");

    assertThat(li.write("DELETE", "/api/v1/me/merchants/" + shop.id(), "").status()).isEqualTo(204);
    assertThat(li.get(shop.path("/settings")).status()).isEqualTo(404);
    assertThat(change(shop.owner(), shop, id, "MERCHANT_ORDERS").status()).isEqualTo(404);
  }

  @Test
  void theLastOwnerStays() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "staffing-last", "CNY");
    String owner = shop.owner().get("/api/v1/me").text("id");
    ApiClient heir = MARKET.app().client();
    String heirs = heir.begin("staffing-heir@example.com");
    shop.hire(MARKET.app(), heir, "staffing-heir@example.com", "MERCHANT_MANAGER");

    assertThat(change(shop.owner(), shop, owner, "MERCHANT_MANAGER").outcome())
        .isEqualTo("409 merchant.owner-stays");
    assertThat(change(shop.owner(), shop, owner, "MERCHANT_OWNER").status()).isEqualTo(200);
    for (String path : List.of(shop.path("/staff/" + owner), "/api/v1/me/merchants/" + shop.id())) {
      assertThat(shop.owner().write("DELETE", path, "").outcome())
          .as(path)
          .isEqualTo("409 merchant.owner-stays");
    }
    assertThat(change(shop.owner(), shop, heirs, "MERCHANT_OWNER").status()).isEqualTo(200);

    // Each removes the other at the same time: one is left, whoever was first.
    List<CompletableFuture<Integer>> asked = new ArrayList<>();
    Executor threads = Thread::startVirtualThread;
    asked.add(CompletableFuture.supplyAsync(() -> remove(heir, shop, owner), threads));
    asked.add(CompletableFuture.supplyAsync(() -> remove(shop.owner(), shop, heirs), threads));
    List<Integer> answers = asked.stream().map(CompletableFuture::join).toList();
    assertThat(answers).containsOnlyOnce(204);
    ApiClient left = answers.get(0) == 204 ? heir : shop.owner();
    JsonNode staff = left.get(shop.path("/staff")).json().path("items");
    assertThat(staff).hasSize(1);
    assertThat(staff.path(0).path("role").asString()).isEqualTo("MERCHANT_OWNER");
    assertThat(staff.path(0).path("user").asString()).isEqualTo(left == heir ? heirs : owner);
  }

  @Test
  void aKeyHasWhatItsMakerHasAndEndsWithTheirWork() throws Exception {
    Shop shop = Shop.applied(MARKET.app(), "staffing-keys", "CNY");
    ApiClient maker = MARKET.app().client();
    String id = maker.begin("staffing-maker@example.com");
    shop.hire(MARKET.app(), maker, "staffing-maker@example.com", "MERCHANT_OWNER");
    String wish = "{\"name\":\"till\",\"scopes\":[\"SHOP_ORDERS_READ\",\"SHOP_PRODUCTS_READ\"]}";
    Answer made = maker.write("POST", shop.path("/api-keys"), wish);
    ApiClient key = maker.withKey(made.text("key"));
    assertThat(key.get(shop.path("/orders")).status()).isEqualTo(200);
    assertThat(key.get(shop.path("/products")).status()).isEqualTo(200);

    assertThat(change(shop.owner(), shop, id, "MERCHANT_PRODUCTS").status()).isEqualTo(200);
    assertThat(key.get(shop.path("/orders")).outcome()).isEqualTo("403 request.forbidden");
    assertThat(key.get(shop.path("/products")).status()).isEqualTo(200);
    assertThat(maker.write("POST", shop.path("/api-keys"), wish).status()).isEqualTo(403);

    assertThat(remove(shop.owner(), shop, id)).isEqualTo(204);
    assertThat(key.get(shop.path("/products")).outcome()).isEqualTo("401 api-key.not-valid");
    shop.hire(MARKET.app(), maker, "staffing-maker@example.com", "MERCHANT_OWNER");
    assertThat(key.get(shop.path("/products")).outcome()).isEqualTo("401 api-key.not-valid");
    assertThat(shop.owner().get(shop.path("/api-keys")).at("/items/0/revokedBy"))
        .isEqualTo(shop.owner().get("/api/v1/me").text("id"));
  }

  /// Of the settings, the products, the statement and the keys.
  private static List<Integer> statuses(ApiClient client, Shop shop) throws Exception {
    List<Integer> answers = new ArrayList<>();
    for (String each : List.of("/settings", "/products", "/wallet/statement", "/api-keys")) {
      answers.add(client.get(shop.path(each)).status());
    }
    return answers;
  }

  private static List<String> permissions(ApiClient client, Shop shop) throws Exception {
    for (JsonNode each : client.get("/api/v1/me/merchants").json().path("items")) {
      if (each.path("id").asString().equals(shop.id())) {
        return each.path("permissions").valueStream().map(JsonNode::asString).toList();
      }
    }
    return List.of();
  }

  private static Answer change(ApiClient by, Shop shop, String user, String role) throws Exception {
    return by.write("PUT", shop.path("/staff/" + user), "{\"role\":\"" + role + "\"}");
  }

  private static int remove(ApiClient by, Shop shop, String user) {
    try {
      return by.write("DELETE", shop.path("/staff/" + user), "").status();
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }
}
