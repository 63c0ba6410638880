package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/// Searching over HTTP against the whole application, whose index follows by itself.
final class SearchApiTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private static final String PRODUCTS = "/api/v1/products";
  private static final Duration LIMIT = Duration.ofSeconds(20);

  private static TestShop shop;
  private final ApiClient visitor = APP.client();

  @BeforeAll
  static void fill() throws Exception {
    shop = TestShop.of(APP, "search-seller@example.com");
    shop.sell(product("S1", "紫砂茶壶", "Clay teapot", 12_900));
    shop.sell(product("S2", "陶瓷茶杯", "Ceramic cup", 2_900));
    shop.sell(product("S3", "竹制茶盘", "Bamboo tray", 8_800));
    ApiClient client = APP.client();
    await(() -> client.get(PRODUCTS).json().path("total").asInt() == 3);
  }

  @Test
  void findsWithoutSigningIn() throws Exception {
    JsonNode found = visitor.get(PRODUCTS + "?q=" + encoded("茶壶") + "&currency=CNY").json();

    assertThat(found.path("total").asInt()).isEqualTo(1);
    JsonNode item = found.at("/items/0");
    assertThat(item.at("/title/en").asString()).isEqualTo("Clay teapot");
    assertThat(item.at("/lowest/amountMinor").asLong()).isEqualTo(12_900);
    assertThat(item.at("/lowest/currency").asString()).isEqualTo("CNY");
    assertThat(found.has("facets")).isTrue();
    assertThat(found.path("facets").isNull()).isTrue();
    assertThat(visitor.get(PRODUCTS + "?q=teepot").json().path("total").asInt()).isEqualTo(1);
    assertThat(
            visitor.get(PRODUCTS + "?q=teapot&currency=USD").json().at("/items/0/lowest").isNull())
        .isTrue();
  }

  @Test
  void narrowsSortsAndGoesOn() throws Exception {
    String asked = PRODUCTS + "?sort=price&limit=2&maxPrice=12900&tag=" + encoded("茶具");
    Answer first = visitor.get(asked);
    Answer second = visitor.get(asked + "&cursor=" + first.text("next"));

    assertThat(first.json().path("items")).hasSize(2);
    assertThat(first.json().at("/items/0/lowest/amountMinor").asLong()).isEqualTo(2_900);
    assertThat(second.json().at("/items/0/lowest/amountMinor").asLong()).isEqualTo(12_900);
    assertThat(second.json().path("next").isNull()).isTrue();
    assertThat(visitor.get(PRODUCTS + "?q=cup&cursor=" + first.text("next")).outcome())
        .isEqualTo("400 request.malformed");
  }

  @Test
  void countsChoices() throws Exception {
    JsonNode facets = visitor.get(PRODUCTS + "?facets=true").json().path("facets");

    assertThat(facets.at("/categories/0/id").asString()).isEqualTo(TestShop.CATEGORY);
    assertThat(facets.at("/categories/0/name/en").asString()).isEqualTo("Phones and electronics");
    assertThat(facets.at("/merchants/0/name").asString()).isEqualTo("Shop " + shop.id());
    assertThat(facets.at("/attributes/0/name").asString()).isEqualTo("颜色");
    assertThat(facets.at("/kinds/0/value").asString()).isEqualTo("GOODS");
  }

  @Test
  void suggestsWhatIsOnSale() throws Exception {
    assertThat(visitor.get(PRODUCTS + "/suggestions?q=cla").json().at("/suggestions/0").asString())
        .isEqualTo("Clay teapot");
    assertThat(
            visitor
                .get(PRODUCTS + "/suggestions?q=" + encoded("茶杯"))
                .json()
                .at("/suggestions/0")
                .asString())
        .isEqualTo("陶瓷茶杯");
  }

  /// From the answer to the change until it can be found, and until it no longer can.
  @Test
  void changesAreFoundWithinAboutASecond() throws Exception {
    List<Long> millis = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      String word = "quickfind" + (char) ('a' + i) + "word";
      Answer sold = shop.sell(product("Q" + i, "快", word, 100));
      Instant start = Instant.now();
      await(() -> visitor.get(PRODUCTS + "?q=" + word).json().path("total").asInt() == 1);
      millis.add(Duration.between(start, Instant.now()).toMillis());
      String place = shop.products() + "/" + sold.text("id");
      shop.owner().write("POST", place + "/withdrawal", "", "If-Match", sold.header("ETag"));
      // Not shown from now on, even by an index that has not followed yet.
      assertThat(visitor.get(PRODUCTS + "?q=" + word).json().path("items")).isEmpty();
      await(() -> visitor.get(PRODUCTS + "?q=" + word).json().path("total").asInt() == 0);
    }
    assertThat(millis).allSatisfy(it -> assertThat(it).isLessThan(10_000));
  }

  @ParameterizedTest
  @CsvSource({
    "category=x, 422 request.field-malformed",
    "category=00000000-0000-7000-8000-0000000000ff, 422 request.field-malformed",
    "merchant=x, 422 request.field-malformed",
    "kind=THING, 422 request.field-malformed",
    "sort=random, 422 request.field-malformed",
    "limit=0, 422 request.field-malformed",
    "limit=101, 422 request.field-malformed",
    "limit=x, 400 request.malformed",
    "minPrice=-1, 422 request.field-malformed",
    "minPrice=1.5, 400 request.malformed",
    "currency=XXX, 404 currency.unknown",
    "currency=BTC, 422 currency.not-accepted",
    "attribute=red, 422 request.field-malformed",
    "inStock=perhaps, 400 request.malformed",
    "cursor=x, 400 request.malformed",
    "q=%00, 400 request.malformed"
  })
  void refusesWhatIsWrong(String query, String outcome) throws Exception {
    assertThat(visitor.get(PRODUCTS + "?" + query).outcome()).isEqualTo(outcome);
  }

  @Test
  void noTextBreaksIt() throws Exception {
    for (String text :
        List.of(
            "*",
            "?",
            "\"",
            "a AND",
            "(",
            "+-!",
            "\\",
            "/x/",
            "a".repeat(200),
            "壶".repeat(200),
            "😀",
            "field:value",
            "~",
            "^2",
            " the ",
            "i i i i i i i i i i i i i i i i i i")) {
      assertThat(visitor.get(PRODUCTS + "?facets=true&q=" + encoded(text)).status())
          .as(text)
          .isEqualTo(200);
      assertThat(visitor.get(PRODUCTS + "/suggestions?q=" + encoded(text)).status())
          .as(text)
          .isEqualTo(200);
    }
    assertThat(visitor.get(PRODUCTS + "?q=" + "a".repeat(201)).outcome())
        .isEqualTo("422 request.field-too-long");
    assertThat(visitor.get(PRODUCTS + "/suggestions").outcome()).isEqualTo("400 request.malformed");
  }

  @Test
  void inStockFollowsTheWarehouse() throws Exception {
    String variant =
        APP.jdbc()
            .sql("SELECT CAST(id AS TEXT) FROM variants WHERE sku = 'S2'")
            .query(String.class)
            .single();
    String stock = shop.path() + "/variants/" + variant + "/stock";
    assertThat(visitor.get(PRODUCTS + "?inStock=true&q=cup").json().path("total").asInt()).isZero();

    Answer received = shop.owner().write("POST", stock + "/receipts", "{\"quantity\":3}");
    assertThat(received.outcome()).as(received.response().body()).isEqualTo("201");
    await(() -> visitor.get(PRODUCTS + "?inStock=true&q=cup").json().path("total").asInt() == 1);
    assertThat(visitor.get(PRODUCTS + "?q=cup").json().at("/items/0/inStock").asBoolean()).isTrue();

    Answer counted =
        shop.owner()
            .write(
                "PUT", stock, "{\"onHand\":0}", "If-Match", shop.owner().get(stock).header("ETag"));
    assertThat(counted.outcome()).as(counted.response().body()).isEqualTo("200");
    await(() -> visitor.get(PRODUCTS + "?inStock=true&q=cup").json().path("total").asInt() == 0);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  private static void await(Condition condition) throws Exception {
    Instant end = Instant.now().plus(LIMIT);
    while (!condition.holds()) {
      assertThat(Instant.now()).as("gave up waiting").isBefore(end);
      Thread.onSpinWait();
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  private static String product(String sku, String zh, String en, long price) {
    return String.format(
        """
        {"kind":"GOODS","categoryId":"%s","title":{"zh":"%s","en":"%s"},"tags":["茶具"],
         "attributes":[{"name":"颜色","value":"红"}],
         "variants":[{"sku":"%s","prices":[{"amountMinor":%d,"currency":"CNY"}]}]}
        """,
        TestShop.CATEGORY, zh, en, sku, price);
  }
}
