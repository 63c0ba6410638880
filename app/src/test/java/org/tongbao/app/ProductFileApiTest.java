package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.app.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/// Files of products over HTTP against the whole application.
final class ProductFileApiTest {
  @RegisterExtension private static final RunningApplication APP = new RunningApplication();

  private static final String HEADER =
      "product,kind,state,category,title_zh,title_en,tags,sku,options,weight_grams,price_CNY";

  private TestShop shop;

  @BeforeEach
  void open() throws Exception {
    shop = TestShop.of(APP, "files-" + UUID.randomUUID() + "@example.com");
  }

  @Test
  void whatIsWrittenIsReadAgainWithoutAChange() throws Exception {
    shop.sell(
        """
        {"kind":"GOODS","categoryId":"00000000-0000-7000-8000-000000000007",
         "title":{"zh":"茶壶，“紫砂”","en":"=Tea, \\"pot\\""},
         "description":{"zh":"一\\n二, 三","en":"'quoted'"},"brand":"-宜兴","model":"@1",
         "tags":["a|b","c\\\\d","e=f>g"],
         "attributes":[{"name":"a=b","value":"c|d"},{"name":"材质","value":"+紫砂"}],
         "specification":[{"name":"空","entries":[]},
           {"name":"尺寸>大","entries":[{"name":"高=","value":"10 cm"},{"name":"宽","value":"8 cm"}]}],
         "variants":[
           {"sku":"R-1","options":[{"name":"颜色","value":"红|黑"}],"weightGrams":450,
            "prices":[{"amountMinor":12905,"currency":"CNY"},{"amountMinor":2000,"currency":"JPY"}]},
           {"sku":"R-2","options":[{"name":"颜色","value":"\\\\"}],
            "prices":[{"amountMinor":1,"currency":"CNY"}]}]}
        """);
    shop.owner()
        .write(
            "POST",
            shop.products(),
            "{\"kind\":\"SERVICE\",\"title\":{\"en\":\"Repair\"},\"variants\":[{\"sku\":\"R-3\"}]}");
    String before = shop.owner().get(shop.products()).response().body();
    Answer written = shop.owner().get(shop.products() + "/export");

    assertThat(written.header("Content-Type")).isEqualTo("text/csv;charset=UTF-8");
    assertThat(written.response().body())
        .startsWith("\uFEFFproduct,")
        .contains("129.05", ",,,,2000");
    assertThat(written.response().body()).contains("\"'=Tea, \"\"pot\"\"\"");
    JsonNode report = upload(written.response().body(), "").json();
    assertThat(report.path("problems")).isEmpty();
    assertThat(report.path("unchanged").asInt()).isEqualTo(2);
    assertThat(report.path("changed").asInt() + report.path("added").asInt()).isZero();
    assertThat(shop.owner().get(shop.products()).response().body()).isEqualTo(before);
    assertThat(shop.owner().get(shop.products() + "/export").response().body())
        .isEqualTo(written.response().body());
    // Without the mark, with line feeds alone, and by the numbers alone.
    String plain = written.response().body().substring(1).replace("\r\n", "\n");
    assertThat(upload(plain, "").json().path("unchanged").asInt()).isEqualTo(2);
  }

  @Test
  void makesAndChangesProducts() throws Exception {
    String file =
        HEADER
            + "\nlamp,GOODS,ON_SALE,"
            + TestShop.CATEGORY
            + ",台灯,Lamp,led|desk,L-1,色=白,800,159.00"
            + "\nlamp,,,,,,,L-2,色=黑,810,169.00"
            + "\nrepair,SERVICE,,,修理,,,F-1,,,50\n";
    JsonNode made = upload(file, "").json();

    assertThat(made.path("added").asInt()).isEqualTo(2);
    assertThat(made.path("rows").asInt()).isEqualTo(3);
    JsonNode lamp = product("Lamp");
    assertThat(lamp.path("state").asString()).isEqualTo("ON_SALE");
    assertThat(lamp.path("variants")).hasSize(2);
    assertThat(lamp.at("/variants/1/prices/0/amountMinor").asLong()).isEqualTo(16_900);

    // A file with a few columns changes those, of the products that have the numbers.
    JsonNode changed = upload("sku,price_CNY\nL-2,149.5\nF-1,50.00\n", "").json();
    assertThat(changed.path("changed").asInt()).isEqualTo(1);
    assertThat(changed.path("unchanged").asInt()).isEqualTo(1);
    JsonNode cheaper = product("Lamp");
    assertThat(cheaper.at("/variants/1/prices/0/amountMinor").asLong()).isEqualTo(14_950);
    assertThat(cheaper.at("/variants/0")).isEqualTo(lamp.at("/variants/0"));
    assertThat(cheaper.path("tags")).isEqualTo(lamp.path("tags"));
  }

  @Test
  void reportsEveryBadRowAndChangesNothing() throws Exception {
    String file =
        HEADER
            + "\na,GOODS,,,好,Good,,A-1,,100,1.00"
            + "\nb,THING,,,坏,Bad,,B-1,,100,1.00"
            + "\nc,GOODS,,,,,,C-1,,100,1.00"
            + "\nd,GOODS,,,丁,D,,D 1,,100,1.00"
            + "\ne,GOODS,,,戊,E,,E-1,,heavy,1.00"
            + "\nf,GOODS,,,己,F,,F-1,,100,1.005"
            + "\ng,GOODS,,00000000-0000-7000-8000-0000000000ff,庚,G,,G-1,,100,1.00"
            + "\nh,GOODS,ON_SALE,,辛,H,,H-1,,100,1.00"
            + "\ni,GOODS,,,壬,I,,A-1,,100,1.00"
            + "\nj,GOODS,,,癸,J,,J-1,,100,1.00"
            + "\nj,SERVICE,,,,,,J-2,x=1,100,1.00\n";
    Answer trial = upload(file, "?dryRun=true");
    List<String> problems = new ArrayList<>();
    trial
        .json()
        .path("problems")
        .forEach(
            it ->
                problems.add(
                    it.path("line").asInt()
                        + " "
                        + it.path("column").asString()
                        + " "
                        + it.path("code").asString()));

    assertThat(problems)
        .containsExactly(
            "3 kind request.field-malformed",
            "4 title_zh request.field-missing",
            "5 sku request.field-malformed",
            "6 weight_grams request.field-malformed",
            "7 price_CNY request.field-malformed",
            "8 category catalog.unknown-category",
            "9 category catalog.not-complete",
            "10 sku catalog.sku-taken",
            "12 kind request.field-malformed");
    assertThat(trial.json().path("added").asInt()).isEqualTo(1);
    assertThat(trial.json().at("/problems/1/reason").asString()).isEqualTo("A field is missing");
    assertThat(shop.owner().get(shop.products()).json().path("items")).isEmpty();

    Answer refused = upload(file, "");
    assertThat(refused.outcome()).isEqualTo("422 catalog.file-refused");
    assertThat(refused.text("detail")).contains("9", "line 3", "kind");
    assertThat(shop.owner().get(shop.products()).json().path("items")).isEmpty();

    Answer some = upload(file, "?skipBad=true");
    assertThat(some.json().path("added").asInt()).isEqualTo(1);
    assertThat(some.json().path("problems")).hasSize(9);
    assertThat(shop.owner().get(shop.products()).json().path("items")).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\n",
        "title_zh,price_CNY\nx,1\n",
        "sku,colour\nA,red\n",
        "sku,sku\nA,A\n",
        "sku,price_XXX\nA,1\n",
        "sku\nA,1,2\n",
        "sku,title_zh\nA,\"open\n"
      })
  void refusesWhatIsNoSuchFile(String file) throws Exception {
    assertThat(upload(file, "?dryRun=true").outcome()).isEqualTo("422 catalog.file-unreadable");
  }

  @Test
  void refusesOtherEncodingsTypesAndSizes() throws Exception {
    String path = shop.products() + "/import";
    byte[] gbk = "sku,title_zh\nA,茶\n".getBytes(Charset.forName("GBK"));
    assertThat(shop.owner().upload(path, "text/csv", gbk).outcome())
        .isEqualTo("422 catalog.file-unreadable");
    assertThat(shop.owner().upload(path, "application/json", gbk).outcome())
        .isEqualTo("415 request.unsupported-type");
    byte[] large = ("sku\n" + "A".repeat(4 * 1024 * 1024)).getBytes(StandardCharsets.UTF_8);
    assertThat(shop.owner().upload(path, "text/csv", large).outcome())
        .isEqualTo("413 request.too-large");
    String many = "sku\n" + "A\n".repeat(2_001);
    assertThat(upload(many, "?dryRun=true").outcome()).isEqualTo("422 catalog.file-unreadable");
  }

  @Test
  void anotherShopsProductsAreNotMeant() throws Exception {
    JsonNode added =
        shop.owner()
            .write(
                "POST",
                shop.products(),
                "{\"kind\":\"GOODS\",\"title\":{\"en\":\"Mine\"},\"variants\":[{\"sku\":\"M-1\"}]}")
            .json();
    TestShop other = TestShop.of(APP, "files-" + UUID.randomUUID() + "@example.com");
    String file =
        "product,kind,title_en,sku\n" + added.path("id").asString() + ",GOODS,Theirs,M-1\n";
    assertThat(
            other
                .owner()
                .upload(
                    shop.products() + "/import", "text/csv", file.getBytes(StandardCharsets.UTF_8))
                .outcome())
        .isEqualTo("404 request.not-found");
    assertThat(other.owner().get(shop.products() + "/export").outcome())
        .isEqualTo("404 request.not-found");
    Answer own =
        other
            .owner()
            .upload(
                other.products() + "/import", "text/csv", file.getBytes(StandardCharsets.UTF_8));

    assertThat(own.json().path("added").asInt()).isEqualTo(1);
    assertThat(product("Mine").path("id")).isEqualTo(added.path("id"));
  }

  private JsonNode product(String title) throws Exception {
    for (JsonNode each : shop.owner().get(shop.products()).json().path("items")) {
      if (each.at("/title/en").asString().equals(title)) {
        return each;
      }
    }
    throw new AssertionError("no product " + title);
  }

  private Answer upload(String file, String query) throws Exception {
    return shop.owner()
        .upload(
            shop.products() + "/import" + query,
            "text/csv; charset=utf-8",
            file.getBytes(StandardCharsets.UTF_8));
  }
}
