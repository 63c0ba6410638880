package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.merchant.TestShops;
import tools.jackson.databind.JsonNode;

/// Products over HTTP against the whole application.
final class CatalogApiTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private static final String TEAPOT =
      """
      {"kind":"GOODS","categoryId":"00000000-0000-7000-8000-000000000007",
       "title":{"zh":"紫砂茶壶","en":"Clay teapot"},"description":{"zh":"宜兴\\n手工"},
       "brand":"宜兴","model":"YX-1","tags":["茶具","手工"],
       "attributes":[{"name":"材质","value":"紫砂"}],
       "specification":[{"name":"尺寸","entries":[{"name":"容量","value":"300 ml"}]}],
       "variants":[
         {"sku":"SKU-1","options":[{"name":"颜色","value":"红"}],"weightGrams":450,
          "prices":[{"amountMinor":12900,"currency":"CNY"},{"amountMinor":1900,"currency":"USD"}]},
         {"sku":"SKU-2","options":[{"name":"颜色","value":"黑"}],"weightGrams":460,
          "prices":[{"amountMinor":13900,"currency":"CNY"}]}]}
      """;

  private static TestShop shop;

  @BeforeAll
  static void open() throws Exception {
    shop = TestShop.of(APP, "seller@example.com");
  }

  @Test
  void aProductGoesOnSaleAndIsWithdrawn() throws Exception {
    Answer added = shop.owner().write("POST", shop.products(), teapot("A"));
    String place = added.header("Location");
    String shown = "/api/v1/products/" + added.text("id");

    assertThat(added.outcome()).isEqualTo("201");
    assertThat(added.header("ETag")).isEqualTo("\"1\"");
    assertThat(added.text("state")).isEqualTo("DRAFT");
    assertThat(added.json().at("/variants/1/prices/0/amountMinor").asLong()).isEqualTo(13_900);
    assertThat(added.json().at("/description/zh").asString()).isEqualTo("宜兴\n手工");
    assertThat(shop.owner().get(place).response().body()).isEqualTo(added.response().body());
    assertThat(APP.client().get(shown).outcome()).isEqualTo("404 request.not-found");

    Answer sold = shop.owner().write("POST", place + "/publication", "", "If-Match", "\"1\"");
    assertThat(sold.text("state")).isEqualTo("ON_SALE");
    assertThat(APP.client().get(shown).json().at("/title/en").asString()).isEqualTo("Clay teapot");
    assertThat(APP.client().get(shown).header("ETag")).isEqualTo("\"2\"");

    Answer gone = shop.owner().write("POST", place + "/withdrawal", "", "If-Match", "\"2\"");
    assertThat(gone.text("state")).isEqualTo("WITHDRAWN");
    assertThat(APP.client().get(shown).status()).isEqualTo(404);
    assertThat(shop.owner().write("POST", place + "/withdrawal", "", "If-Match", "\"3\"").outcome())
        .isEqualTo("409 catalog.not-on-sale");
    assertThat(shop.owner().write("DELETE", place, "", "If-Match", "\"3\"").outcome())
        .isEqualTo("204");
    assertThat(shop.owner().get(place).status()).isEqualTo(404);
    assertThat(shop.owner().write("POST", shop.products(), teapot("A")).outcome()).isEqualTo("201");
  }

  @Test
  void changesNeedTheVersionThatWasRead() throws Exception {
    Answer added = shop.owner().write("POST", shop.products(), teapot("B"));
    String place = added.header("Location");
    String other = teapot("B").replace("YX-1", "YX-2");

    assertThat(shop.owner().write("PUT", place, other).outcome())
        .isEqualTo("428 request.version-needed");
    Answer changed = shop.owner().write("PUT", place, other, "If-Match", "\"1\"");
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    assertThat(changed.text("model")).isEqualTo("YX-2");
    assertThat(changed.json().at("/variants/0/id")).isEqualTo(added.json().at("/variants/0/id"));
    for (String operation : List.of("PUT", "DELETE")) {
      assertThat(shop.owner().write(operation, place, other, "If-Match", "\"1\"").outcome())
          .isEqualTo("412 request.changed-meanwhile");
    }
    assertThat(shop.owner().write("POST", place + "/publication", "").outcome())
        .isEqualTo("428 request.version-needed");
  }

  @Test
  void ofManyChangesOfOneVersionOneIsMade() throws Exception {
    Answer added = shop.owner().write("POST", shop.products(), teapot("C"));
    shop.owner().get("/api/v1/csrf-token");
    List<Future<Answer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 12; i++) {
        String model = "M-" + i;
        running.add(
            threads.submit(
                () ->
                    shop.owner()
                        .write(
                            "PUT",
                            added.header("Location"),
                            teapot("C").replace("YX-1", model),
                            "If-Match",
                            "\"1\"")));
      }
    }
    List<String> outcomes = new ArrayList<>();
    for (Future<Answer> each : running) {
      outcomes.add(each.get().outcome());
    }

    assertThat(outcomes).filteredOn("200"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("412 request.changed-meanwhile"::equals).hasSize(11);
  }

  @Test
  void keepsTheHistoryOfPrices() throws Exception {
    Answer added = shop.owner().write("POST", shop.products(), teapot("D"));
    String place = added.header("Location");
    String variant = place + "/variants/" + added.json().at("/variants/0/id").asString();
    String cheaper =
        """
        {"sku":"D-1","options":[{"name":"颜色","value":"红"}],"weightGrams":450,
         "prices":[{"amountMinor":9900,"currency":"CNY"}]}
        """;

    Answer changed = shop.owner().write("PUT", variant, cheaper, "If-Match", "\"1\"");
    assertThat(changed.header("ETag")).isEqualTo("\"2\"");
    JsonNode history = shop.owner().get(place + "/price-changes?limit=2").json();
    List<String> newest = new ArrayList<>();
    history
        .path("items")
        .forEach(
            it ->
                newest.add(
                    it.path("currency").asString()
                        + it.path("beforeMinor")
                        + ">"
                        + it.path("afterMinor")));
    assertThat(newest).containsExactlyInAnyOrder("CNY12900>9900", "USD1900>null");
    assertThat(
            shop.owner()
                .get(place + "/price-changes?cursor=" + history.path("next").asString())
                .json()
                .path("items"))
        .hasSize(3);
  }

  @Test
  void variantsComeAndGoAndExchangeTheirNumbers() throws Exception {
    Answer added = shop.owner().write("POST", shop.products(), teapot("E"));
    String place = added.header("Location");
    String third =
        """
        {"sku":"E-3","options":[{"name":"颜色","value":"白"}],
         "prices":[{"amountMinor":15900,"currency":"CNY"}]}
        """;

    Answer more = shop.owner().write("POST", place + "/variants", third, "If-Match", "\"1\"");
    assertThat(more.outcome()).isEqualTo("201");
    assertThat(more.json().path("variants")).hasSize(3);
    String first = more.json().at("/variants/0/id").asString();
    String second = more.json().at("/variants/1/id").asString();
    String exchanged =
        teapot("E")
            .replace("\"E-1\"", "\"E-x\",\"id\":\"" + first + "\"")
            .replace("\"E-2\"", "\"E-1\",\"id\":\"" + second + "\"")
            .replace("E-x", "E-2");
    Answer after = shop.owner().write("PUT", place, exchanged, "If-Match", "\"2\"");
    assertThat(after.outcome()).isEqualTo("200");
    assertThat(after.json().path("variants")).hasSize(2);
    assertThat(after.json().at("/variants/0/sku").asString()).isEqualTo("E-2");
    assertThat(after.json().at("/variants/0/id").asString()).isEqualTo(first);
    assertThat(
            shop.owner()
                .write("DELETE", place + "/variants/" + first, "", "If-Match", "\"3\"")
                .json()
                .path("variants"))
        .hasSize(1);
  }

  @Test
  void numbersAreUniqueInAShopHoweverManyAskAtOnce() throws Exception {
    shop.owner().get("/api/v1/csrf-token");
    List<Future<Answer>> running = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 8; i++) {
        running.add(threads.submit(() -> shop.owner().write("POST", shop.products(), teapot("F"))));
      }
    }
    List<String> outcomes = new ArrayList<>();
    for (Future<Answer> each : running) {
      outcomes.add(each.get().outcome());
    }
    assertThat(outcomes).filteredOn("201"::equals).hasSize(1);
    assertThat(outcomes).filteredOn("409 catalog.sku-taken"::equals).hasSize(7);
    TestShop other = TestShop.of(APP, "other-seller@example.com");
    assertThat(other.owner().write("POST", other.products(), teapot("F")).outcome())
        .isEqualTo("201");
  }

  @Test
  void whatIsOnSaleStaysComplete() throws Exception {
    String bare = "{\"kind\":\"SERVICE\",\"title\":{\"en\":\"Repair\"}}";
    Answer draft = shop.owner().write("POST", shop.products(), bare);
    assertThat(draft.outcome()).isEqualTo("201");
    Answer refused =
        shop.owner()
            .write("POST", draft.header("Location") + "/publication", "", "If-Match", "\"1\"");
    assertThat(refused.outcome()).isEqualTo("422 catalog.not-complete");

    Answer sold = shop.sell(teapot("G"));
    String place = shop.products() + "/" + sold.text("id");
    for (String incomplete :
        List.of(
            teapot("G").replace("\"00000000-0000-7000-8000-000000000007\"", "null"),
            teapot("G").replace("[{\"amountMinor\":13900,\"currency\":\"CNY\"}]", "[]"))) {
      assertThat(
              shop.owner()
                  .write("PUT", place, incomplete, "If-Match", sold.header("ETag"))
                  .outcome())
          .isEqualTo("422 catalog.not-complete");
    }
  }

  @Test
  void aShopThatMayNotSellSellsNothing() throws Exception {
    TestShop suspended = TestShop.of(APP, "suspended@example.com");
    Answer sold = suspended.sell(teapot("H"));
    TestShops.setState(APP.jdbc(), suspended.id(), Merchant.State.SUSPENDED);

    assertThat(APP.client().get("/api/v1/products/" + sold.text("id")).status()).isEqualTo(404);
    Answer draft = suspended.owner().write("POST", suspended.products(), teapot("I"));
    assertThat(
            suspended
                .owner()
                .write("POST", draft.header("Location") + "/publication", "", "If-Match", "\"1\"")
                .outcome())
        .isEqualTo("409 catalog.merchant-may-not-sell");
  }

  @Test
  void anotherMerchantsThingsAreNotThere() throws Exception {
    Answer added = shop.owner().write("POST", shop.products(), teapot("J"));
    TestShop other = TestShop.of(APP, "stranger@example.com");
    String guessed = other.products() + "/" + added.text("id");
    String variant = "/variants/" + added.json().at("/variants/0/id").asString();

    for (String path : List.of(added.header("Location"), guessed)) {
      assertThat(other.owner().get(path).outcome()).isEqualTo("404 request.not-found");
      for (String[] write :
          new String[][] {
            {"PUT", path},
            {"DELETE", path},
            {"POST", path + "/publication"},
            {"POST", path + "/withdrawal"},
            {"POST", path + "/variants"},
            {"PUT", path + variant},
            {"DELETE", path + variant}
          }) {
        assertThat(
                other.owner().write(write[0], write[1], teapot("J"), "If-Match", "\"1\"").status())
            .as(write[0] + write[1])
            .isIn(404, 400);
      }
    }
    assertThat(other.owner().get(shop.products()).outcome()).isEqualTo("404 request.not-found");
    assertThat(APP.client().get(shop.products()).outcome()).isEqualTo("401 request.sign-in-needed");
    assertThat(shop.owner().get(added.header("Location")).header("ETag")).isEqualTo("\"1\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GOODS | THING | 400 request.malformed",
        "\"kind\":\"GOODS\", | '' | 422 request.field-missing",
        "000000000007 | 0000000000ff | 422 catalog.unknown-category",
        "00000000-0000-7000-8000-000000000007 | home | 422 request.field-malformed",
        "紫砂茶壶\",\"en\":\"Clay teapot | '' | 422 request.field-missing",
        "YX-1 | YX\\u0007 | 422 request.field-malformed",
        "[\"茶具\",\"手工\"] | [\"茶具\",\"茶具\"] | 422 catalog.twice",
        "[\"茶具\",\"手工\"] | [null] | 422 request.field-missing",
        "SKU-1 | SKU 1 | 422 request.field-malformed",
        "SKU-1 | SKU-2 | 422 catalog.twice",
        "\"value\":\"红\" | \"value\":\"黑\" | 422 catalog.options-unequal",
        "\"name\":\"颜色\",\"value\":\"红\" | \"name\":\"色\",\"value\":\"红\" | 422 catalog.options-unequal",
        "450 | -1 | 422 request.field-malformed",
        "450 | 4.5 | 400 request.malformed",
        "12900 | 0 | 422 request.field-malformed",
        "12900 | 129.5 | 400 request.malformed",
        "12900 | 1000000000001 | 422 request.field-malformed",
        "12900 | 99999999999999999999 | 400 request.malformed",
        "\"USD\" | \"XXX\" | 422 request.field-malformed",
        "\"USD\" | \"BTC\" | 422 request.field-malformed",
        "\"USD\" | \"CNY\" | 422 catalog.twice",
        "\"tags\" | \"labels\" | 400 request.malformed",
        "\"brand\":\"宜兴\" | \"pictures\":[\"x\"] | 422 catalog.unknown-picture",
        "\"brand\":\"宜兴\" | \"pictures\":[\"0000000000000000000000000000000000000000000000000000000000000000\"] | 422 catalog.unknown-picture"
      })
  void refusesWhatIsWrong(String right, String wrong, String outcome) throws Exception {
    String body = TEAPOT.replace(right, wrong);

    assertThat(body).isNotEqualTo(TEAPOT);
    assertThat(shop.owner().write("POST", shop.products(), body).outcome()).isEqualTo(outcome);
  }

  @Test
  void refusesMoreThanThereMayBe() throws Exception {
    String tooLong = TEAPOT.replace("紫砂茶壶", "壶".repeat(201));
    assertThat(shop.owner().write("POST", shop.products(), tooLong).outcome())
        .isEqualTo("422 request.field-too-long");
    String tags = "\"t" + String.join("\",\"t", numbers(21)) + "\"";
    assertThat(
            shop.owner()
                .write("POST", shop.products(), TEAPOT.replace("\"茶具\",\"手工\"", tags))
                .outcome())
        .isEqualTo("422 catalog.too-many");
  }

  private static List<String> numbers(int count) {
    List<String> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(String.valueOf(i));
    }
    return numbers;
  }

  private static String teapot(String prefix) {
    return TEAPOT.replace("SKU-", prefix + "-");
  }
}
