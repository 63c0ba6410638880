package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tongbao.app.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/// How shops deliver, over HTTP against the whole application.
final class DeliveryMethodApiTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private static final String COURIER =
      """
      {"kind":"CARRIER","name":"顺丰速运","carrier":"SF Express","priceMinor":800,
       "freeFromMinor":9900,"includedGrams":1000,"stepGrams":500,"stepPriceMinor":250,
       "countries":["CN"]}
      """;
  private static final String PICKUP =
      """
      {"kind":"PICKUP","name":"自提","priceMinor":0,"pickup":{"place":"Shop","country":"CN",
       "region":"广东省","city":"深圳市","street":"科苑路 1 号","postalCode":"518057",
       "phone":"+8613800138000","hours":"9-18"}}
      """;

  private static Shop shop;
  private static String book = "";

  @BeforeAll
  static void open() throws Exception {
    shop = Shop.applied(APP, "couriers", "CNY");
    book = shop.path("/delivery-methods");
  }

  @Test
  void keepsReplacesAndRemovesAMethod() throws Exception {
    Answer added = shop.owner().write("POST", book, COURIER);
    String path = added.header("Location");
    assertThat(added.outcome()).isEqualTo("201");
    assertThat(path).isEqualTo(book + "/" + added.text("id"));
    assertThat(added.at("/stepPrice/amountMinor")).isEqualTo("250");
    assertThat(shop.owner().get(path).response().body()).isEqualTo(added.response().body());

    String dearer = COURIER.replace("800", "900");
    assertThat(shop.owner().write("PUT", path, dearer).outcome())
        .isEqualTo("428 request.version-needed");
    Answer changed = shop.owner().write("PUT", path, dearer, "If-Match", added.header("ETag"));
    assertThat(changed.at("/price/amountMinor")).isEqualTo("900");
    assertThat(shop.owner().write("PUT", path, COURIER, "If-Match", "\"1\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    assertThat(shop.owner().write("DELETE", path, "", "If-Match", "\"1\"").outcome())
        .isEqualTo("412 request.changed-meanwhile");
    assertThat(shop.owner().write("DELETE", path, "", "If-Match", "\"2\"").outcome())
        .isEqualTo("204");
    assertThat(shop.owner().get(path).outcome()).isEqualTo("404 request.not-found");
  }

  @Test
  void offersBuyersWhatIsSwitchedOn() throws Exception {
    Answer off =
        shop.owner().write("POST", book, PICKUP.replace("\"自提\"", "\"off\",\"enabled\":false"));
    Answer on = shop.owner().write("POST", book, PICKUP);
    assertThat(on.at("/pickup/place")).isEqualTo("Shop");

    JsonNode offered = APP.client().get(book).json().path("items");
    JsonNode all = shop.owner().get(book + "/all").json().path("items");
    assertThat(offered.findValuesAsString("id"))
        .contains(on.text("id"))
        .doesNotContain(off.text("id"));
    assertThat(all.findValuesAsString("id")).contains(on.text("id"), off.text("id"));
    assertThat(APP.client().get(book + "/all").outcome()).isEqualTo("401 request.sign-in-needed");
  }

  @Test
  void anotherShopsMethodIsNotThere() throws Exception {
    Answer added = shop.owner().write("POST", book, COURIER);
    Shop other = Shop.applied(APP, "others", "CNY");

    assertThat(other.owner().get(added.header("Location")).outcome())
        .isEqualTo("404 request.not-found");
    String mine = other.path("/delivery-methods/") + added.text("id");
    assertThat(other.owner().get(mine).outcome()).isEqualTo("404 request.not-found");
    assertThat(other.owner().write("PUT", mine, COURIER, "If-Match", "\"1\"").outcome())
        .isEqualTo("404 request.not-found");
    assertThat(other.owner().write("POST", book, COURIER).outcome())
        .isEqualTo("404 request.not-found");
    assertThat(
            APP.client()
                .get("/api/v1/merchants/" + UUID.randomUUID() + "/delivery-methods")
                .outcome())
        .isEqualTo("404 request.not-found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"CARRIER\" | \"PICKUP\" | 422 request.field-malformed",
        "\"CARRIER\" | \"MERCHANT\" | 422 request.field-malformed",
        "\"CARRIER\" | \"PIGEON\" | 400 request.malformed",
        "\"carrier\":\"SF Express\", | | 422 request.field-missing",
        "\"priceMinor\":800 | \"priceMinor\":-1 | 422 request.field-malformed",
        "\"priceMinor\":800 | \"priceMinor\":10000000000000 | 422 request.field-malformed",
        "\"priceMinor\":800, | | 422 request.field-missing",
        "9900 | 0 | 422 request.field-malformed",
        "\"stepGrams\":500, | | 422 request.field-missing",
        "\"stepGrams\":500 | \"stepGrams\":0 | 422 request.field-malformed",
        "[\"CN\"] | [\"CN\",\"XX\"] | 422 request.field-malformed",
        "\"countries\" | \"currency\":\"USD\",\"countries\" | 400 request.malformed"
      })
  void refusesAMethodAndSaysWhy(String right, String wrong, String outcome) throws Exception {
    String bad = COURIER.replace(right, wrong == null ? "" : wrong);

    assertThat(shop.owner().write("POST", book, bad).outcome()).isEqualTo(outcome);
  }
}
