package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.market.catalog.TestCatalog;
import tools.jackson.databind.JsonNode;

/// Carts and stock over HTTP against the whole application.
final class CartApiTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private static final String CART = "/api/v1/cart";

  @Test
  void aGuestsCartSurvivesSigningIn() throws Exception {
    TestShop shop = TestShop.of(APP, "shop-a@example.com");
    String pot = variant(shop, 1999);
    receive(shop, pot, 5);
    ApiClient client = APP.client();
    assertThat(client.get(CART).header("ETag")).isEqualTo("\"1\"");
    Answer added = set(client, pot, "{\"quantity\":2}");
    assertThat(added.outcome()).isEqualTo("200");
    assertThat(added.header("ETag")).isEqualTo("\"2\"");
    assertThat(added.json().at("/selected/amountMinor").asLong()).isEqualTo(3998);
    assertThat(APP.client().get(CART).json().path("shops")).isEmpty();

    client.begin("a@example.com");
    JsonNode own = client.get(CART).json();
    assertThat(own.at("/shops/0/lines/0/variantId").asString()).isEqualTo(pot);
    assertThat(own.at("/shops/0/lines/0/quantity").asInt()).isEqualTo(2);
    ApiClient elsewhere = APP.client();
    elsewhere.signIn("a@example.com", ApiClient.PASSWORD);
    assertThat(elsewhere.get(CART).json().path("shops")).hasSize(1);
    client.keyless("DELETE", "/api/v1/sessions/current", "");
    assertThat(client.get(CART).json().path("shops")).isEmpty();
  }

  @Test
  void changesOfPriceAndStockArePointedOut() throws Exception {
    TestShop shop = TestShop.of(APP, "shop-b@example.com");
    String pot = variant(shop, 1999);
    String cup = variant(shop, 500);
    String gone = variant(shop, 700);
    receive(shop, pot, 5);
    receive(shop, cup, 1);
    receive(shop, gone, 1);
    ApiClient client = APP.client();
    client.begin("b@example.com");
    set(client, pot, "{\"quantity\":2}");
    set(client, cup, "{\"quantity\":2}");
    set(client, gone, "{\"quantity\":1,\"savedForLater\":true}");
    APP.jdbc()
        .sql("UPDATE prices SET amount_minor = 1500 WHERE variant_id = CAST(? AS UUID)")
        .param(pot)
        .update();

    JsonNode cart = client.get(CART).json();
    assertThat(cart.at("/shops/0/lines/0/notices").toString()).isEqualTo("[\"PRICE_FELL\"]");
    assertThat(cart.at("/shops/0/lines/0/priceSeen/amountMinor").asLong()).isEqualTo(1999);
    assertThat(cart.at("/shops/0/lines/1/notices").toString()).isEqualTo("[\"TOO_FEW_LEFT\"]");
    assertThat(cart.at("/shops/0/lines/1/available").asInt()).isEqualTo(1);
    assertThat(cart.at("/savedForLater/0/variantId").asString()).isEqualTo(gone);
    assertThat(cart.at("/selected/amountMinor").asLong()).isEqualTo(3000);
    assertThat(cart.path("problems").asInt()).isEqualTo(1);
  }

  @Test
  void anOldVersionChangesNothing() throws Exception {
    TestShop shop = TestShop.of(APP, "shop-c@example.com");
    String pot = variant(shop, 1999);
    ApiClient client = APP.client();
    client.begin("c@example.com");
    String etag = set(client, pot, "{\"quantity\":2}").header("ETag");
    String path = CART + "/lines/" + pot;

    assertThat(client.write("PUT", path, "{\"quantity\":3}", "If-Match", "\"1\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    assertThat(client.write("DELETE", path, "", "If-Match", "\"9\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    Answer changed = client.write("PUT", path, "{\"quantity\":3}", "If-Match", etag);
    assertThat(changed.json().at("/shops/0/lines/0/quantity").asInt()).isEqualTo(3);
    assertThat(client.write("DELETE", path, "").json().path("shops")).isEmpty();
    assertThat(client.write("DELETE", path, "").outcome()).isEqualTo("404 request.not-found");
    assertThat(APP.client().write("DELETE", path, "").outcome()).isEqualTo("404 request.not-found");
  }

  @ParameterizedTest
  @CsvSource({
    "'{}', 422 request.field-missing",
    "'{\"quantity\":0}', 422 request.field-malformed",
    "'{\"quantity\":-1}', 422 request.field-malformed",
    "'{\"quantity\":1000}', 422 request.field-malformed",
    "'{\"quantity\":1.5}', 400 request.malformed",
    "'{\"quantity\":99999999999}', 400 request.malformed",
    "'{\"quantity\":\"many\"}', 400 request.malformed",
    "'{\"quantity\":1,\"price\":1}', 400 request.malformed",
    "'[]', 400 request.malformed"
  })
  void refusesWhatNoLineCanBe(String line, String outcome) throws Exception {
    TestShop shop = TestShop.of(APP, "shop" + UUID.randomUUID() + "@example.com");
    ApiClient client = APP.client();

    assertThat(set(client, variant(shop, 1999), line).outcome()).isEqualTo(outcome);
    assertThat(client.get(CART).json().path("shops")).isEmpty();
  }

  @Test
  void whatIsNotThereCannotBePutIn() throws Exception {
    ApiClient client = APP.client();
    for (String variant : List.of(UUID.randomUUID().toString(), "1")) {
      assertThat(set(client, variant, "{\"quantity\":1}").outcome())
          .isEqualTo("404 request.not-found");
    }
    assertThat(client.get(CART + "?currency=XYZ").outcome()).isEqualTo("404 currency.unknown");
  }

  @Test
  void aShopReceivesCountsAndReadsItsJournal() throws Exception {
    TestShop shop = TestShop.of(APP, "shop-d@example.com");
    TestShop other = TestShop.of(APP, "shop-e@example.com");
    String pot = variant(shop, 1999);
    String path = stock(shop, pot);
    assertThat(shop.owner().get(path).json().path("onHand").asInt()).isZero();

    Answer received = receive(shop, pot, 5);
    assertThat(received.outcome()).isEqualTo("201");
    assertThat(received.json().path("available").asInt()).isEqualTo(5);
    String count = "{\"onHand\":4}";
    assertThat(shop.owner().write("PUT", path, count).outcome())
        .isEqualTo("428 request.version-needed");
    assertThat(shop.owner().write("PUT", path, count, "If-Match", "\"1\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    Answer counted = shop.owner().write("PUT", path, count, "If-Match", received.header("ETag"));
    assertThat(counted.json().path("available").asInt()).isEqualTo(4);
    receive(shop, pot, 6);

    Answer journal = shop.owner().get(path + "/movements?limit=2");
    Answer rest = shop.owner().get(path + "/movements?cursor=" + journal.text("next"));
    assertThat(journal.json().at("/items/0/quantity").asInt()).isEqualTo(6);
    assertThat(journal.json().at("/items/1/quantity").asInt()).isEqualTo(-1);
    assertThat(rest.json().at("/items/0/quantity").asInt()).isEqualTo(5);
    assertThat(rest.json().path("items")).hasSize(1);

    for (String wrong : List.of("{}", "{\"quantity\":0}", "{\"quantity\":-5}")) {
      assertThat(shop.owner().write("POST", path + "/receipts", wrong).status()).isEqualTo(422);
    }
    assertThat(
            shop.owner().write("POST", path + "/receipts", "{\"quantity\":1000000000}").outcome())
        .isEqualTo("422 inventory.too-much");
    for (String notOwn : List.of(path, stock(other, pot))) {
      assertThat(other.owner().get(notOwn).outcome()).isEqualTo("404 request.not-found");
      assertThat(other.owner().write("POST", notOwn + "/receipts", "{\"quantity\":1}").outcome())
          .isEqualTo("404 request.not-found");
    }
    assertThat(APP.client().get(path).outcome()).isEqualTo("401 request.sign-in-needed");
    assertThat(shop.owner().get(path).json().path("onHand").asInt()).isEqualTo(10);
  }

  private static Answer set(ApiClient client, String variant, String line) throws Exception {
    return client.write("PUT", CART + "/lines/" + variant, line);
  }

  private static String variant(TestShop shop, long priceMinor) {
    return TestCatalog.onSale(APP.jdbc(), shop.id(), "茶壶", priceMinor, "CNY").toString();
  }

  private static Answer receive(TestShop shop, String variant, int quantity) throws Exception {
    return shop.owner()
        .write("POST", stock(shop, variant) + "/receipts", "{\"quantity\":" + quantity + "}");
  }

  private static String stock(TestShop shop, String variant) {
    return "/api/v1/merchants/" + shop.id() + "/variants/" + variant + "/stock";
  }
}
