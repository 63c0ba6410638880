package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tongbao.app.CheckoutStage.minor;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.CheckoutStage.Buyer;
import org.tongbao.app.EngineStage.Part;
import tools.jackson.databind.JsonNode;

final class DiscoveryApiTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final EngineStage STAGE = MARKET.stage();

  /// One in which no other test sells.
  private static final String CATEGORY = "00000000-0000-7000-8000-00000000000b";

  private static final String VIEWED = "/api/v1/recently-viewed";
  private static final String FAVOURITES = "/api/v1/me/favourite-products";

  @Test
  void whatACompleteOrderHadTogetherIsSuggestedFirst() throws Exception {
    Buyer buyer = MARKET.buyer("together@example.com");
    String pot = goods();
    String cup = goods();
    String other = productOf(goods());
    buyer.put(pot, 1);
    buyer.put(cup, 1);
    String wishes = buyer.wishes("CNY", "", MARKET.lotus().id(), MARKET.people().byLotus());
    Part part = STAGE.order(buyer, wishes, List.of(MARKET.lotus())).getFirst();
    STAGE.payAtBank(buyer, part.number());
    STAGE.expect(part, "PAID");
    ApiClient visitor = MARKET.app().client();
    String path = "/api/v1/products/" + productOf(pot) + "/related?currency=CNY&limit=50";
    JsonNode before = visitor.get(path).json().path("items");
    assertThat(before.findValuesAsString("reason")).containsOnly("SAME_CATEGORY");
    assertThat(ids(before)).contains(productOf(cup), other).doesNotContain(productOf(pot));

    MARKET.ship(part);
    MARKET.receive(part);
    MARKET.acknowledge(part);

    JsonNode after =
        EngineStage.until(
            "the order to be counted",
            () -> visitor.get(path),
            it -> it.at("/items/0/reason").asString().equals("BOUGHT_TOGETHER"));
    assertThat(after.at("/items/0/product/id").asString()).isEqualTo(productOf(cup));
    assertThat(after.at("/items/0/orders").asInt()).isEqualTo(1);
    assertThat(minor(after.at("/items/0/product/lowest"))).isEqualTo(12_900);
    List<String> rest = ids(after.path("items"));
    assertThat(rest).contains(other).doesNotHaveDuplicates().doesNotContain(productOf(pot));
    assertThat(after.path("items").findValuesAsString("reason").subList(1, rest.size()))
        .containsOnly("SAME_CATEGORY");
  }

  @Test
  void whatABrowserLookedAtGoesOverToItsUser() throws Exception {
    String one = productOf(goods());
    String two = productOf(goods());
    ApiClient browser = MARKET.app().client();
    assertThat(browser.get(VIEWED).json().path("items")).isEmpty();
    for (String each : List.of(one, two, one)) {
      assertThat(browser.write("PUT", VIEWED + "/" + each, "").status()).isEqualTo(204);
    }
    assertThat(viewed(browser)).containsExactly(one, two);
    assertThat(browser.write("PUT", VIEWED + "/" + UUID.randomUUID(), "").status()).isEqualTo(404);

    browser.begin("looks@example.com");
    assertThat(viewed(browser)).containsExactly(one, two);
    ApiClient elsewhere = MARKET.app().client();
    elsewhere.signIn("looks@example.com", ApiClient.PASSWORD);
    assertThat(viewed(elsewhere)).containsExactly(one, two);
    assertThat(viewed(MARKET.app().client())).isEmpty();
    assertThat(elsewhere.write("DELETE", VIEWED, "").status()).isEqualTo(204);
    assertThat(viewed(elsewhere)).isEmpty();
  }

  @Test
  void favouritesTellThatThePriceFell() throws Exception {
    Buyer buyer = MARKET.buyer("keeps@example.com");
    String variant = goods();
    String product = productOf(variant);
    assertThat(buyer.client().write("PUT", FAVOURITES + "/" + product, "").status()).isEqualTo(204);
    assertThat(buyer.client().write("PUT", FAVOURITES + "/" + product, "").status()).isEqualTo(204);
    JsonNode kept = favourites(buyer);
    assertThat(kept).hasSize(1);
    assertThat(kept.at("/0/priceFell").asBoolean()).isFalse();
    for (long price : new long[] {13_900, 9_900}) {
      MARKET
          .app()
          .jdbc()
          .sql("UPDATE prices SET amount_minor = ? WHERE variant_id = CAST(? AS UUID)")
          .params(price, variant)
          .update();
      JsonNode now = favourites(buyer).path(0);
      assertThat(minor(now.path("priceThen"))).isEqualTo(12_900);
      assertThat(minor(now.at("/card/lowest"))).isEqualTo(price);
      assertThat(now.path("priceFell").asBoolean()).isEqualTo(price < 12_900);
    }
    buyer.client().write("DELETE", FAVOURITES + "/" + product, "");
    assertThat(favourites(buyer)).isEmpty();

    String shops = "/api/v1/me/favourite-shops";
    String shop = shops + "/" + MARKET.lotus().id();
    assertThat(buyer.client().write("PUT", shop, "").status()).isEqualTo(204);
    JsonNode keptShop = buyer.client().get(shops).json().at("/items/0");
    assertThat(keptShop.path("merchantId").asString()).isEqualTo(MARKET.lotus().id());
    assertThat(keptShop.path("sells").asBoolean()).isTrue();
    assertThat(buyer.client().write("PUT", shops + "/" + UUID.randomUUID(), "").status())
        .isEqualTo(404);
    buyer.client().write("DELETE", shop, "");
    assertThat(buyer.client().get(shops).json().path("items")).isEmpty();
  }

  private static String goods() throws Exception {
    String variant = MARKET.checkout().goods(MARKET.lotus(), 12_900, "CNY", 5);
    MARKET
        .app()
        .jdbc()
        .sql("UPDATE products SET category_id = CAST(? AS UUID) WHERE id = CAST(? AS UUID)")
        .params(CATEGORY, productOf(variant))
        .update();
    return variant;
  }

  private static String productOf(String variant) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT product_id FROM variants WHERE id = CAST(? AS UUID)")
        .param(variant)
        .query(UUID.class)
        .single()
        .toString();
  }

  private static JsonNode favourites(Buyer buyer) throws Exception {
    return buyer.client().get(FAVOURITES).json().path("items");
  }

  private static List<String> viewed(ApiClient client) throws Exception {
    return client
        .get(VIEWED)
        .json()
        .path("items")
        .valueStream()
        .map(it -> it.path("id").asString())
        .toList();
  }

  private static List<String> ids(JsonNode items) {
    return items.valueStream().map(it -> it.at("/product/id").asString()).toList();
  }
}
