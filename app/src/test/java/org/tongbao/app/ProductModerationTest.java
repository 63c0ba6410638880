package org.tongbao.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.tongbao.app.ApiClient.Answer;
import org.tongbao.app.Browser.Page;
import org.tongbao.market.web.Language;

/// The platform takes a product off sale and lets it be sold again, by pages and by REST.
final class ProductModerationTest {
  @RegisterExtension private static final EngineMarket MARKET = EngineMarket.SHARED;

  private static final String API = "/api/v1/platform/products/";

  @Test
  void aProductIsTakenDownAndRestored() throws Exception {
    String product = productOf(MARKET.checkout().goods(MARKET.lotus(), 4_400, "CNY", 5));
    String path = "/platform/products/" + product;
    ApiClient root = MARKET.people().root();
    Browser support = PageChecks.staff(MARKET, "down-support@example.com", Language.EN, "SUPPORT");
    Browser finance = PageChecks.staff(MARKET, "down-finance@example.com", Language.EN, "FINANCE");
    assertThat(finance.open(path).status()).isEqualTo(403);

    assertThat(support.open("/platform/products?q=" + product).html()).contains(path);
    Page page = support.open(path);
    PageChecks.isWhole(page, Language.EN);
    Page refused = support.submit(page, path + "/suspension", "reason", "");
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.html()).contains("aria-invalid=\"true\"");
    assertThat(root.get(API + product).json().path("suspension").isNull()).isTrue();

    // The same form, sent twice, does it once.
    Map<String, String> form = Browser.fieldsOf(page, path + "/suspension");
    form.put("reason", "a forbidden knife");
    for (int i = 0; i < 2; i++) {
      Page down = support.post(path + "/suspension", form);
      assertThat(down.path()).isEqualTo(path);
      assertThat(down.html())
          .contains("a forbidden knife", "taken down", path + "/reinstatement")
          .doesNotContain(path + "/suspension\"");
    }
    assertThat(suspensions(product)).isEqualTo(1);
    Answer twice = root.write("POST", API + product + "/suspension", "{\"reason\":\"again\"}");
    assertThat(twice.outcome()).isEqualTo("409 catalog.already-suspended");
    assertThat(
            root.get("/api/v1/platform/products?show=SUSPENDED")
                .json()
                .path("items")
                .findValuesAsString("id"))
        .contains(product);

    // Neither the shop nor a buyer can do anything about it.
    Answer own = MARKET.lotus().owner().get(MARKET.lotus().path("/products/" + product));
    assertThat(own.text("state")).isEqualTo("WITHDRAWN");
    assertThat(publish(product, own).outcome()).isEqualTo("409 catalog.suspended");
    assertThat(MARKET.app().client().get("/api/v1/products/" + product).status()).isEqualTo(404);
    MARKET.settle();
    assertThat(MARKET.lotus().owner().get("/api/v1/me/notifications").response().body())
        .contains("shop.product.suspended", "a forbidden knife");

    Answer restored =
        root.write("POST", API + product + "/reinstatement", "{\"reason\":\"it is a toy\"}");
    assertThat(restored.text("state")).isEqualTo("ON_SALE");
    assertThat(
            root.write("POST", API + product + "/reinstatement", "{\"reason\":\"it is\"}")
                .outcome())
        .isEqualTo("409 catalog.not-suspended");
    assertThat(MARKET.app().client().get("/api/v1/products/" + product).status()).isEqualTo(200);
    assertThat(support.open(path).html()).contains("it is a toy", path + "/suspension\"");
    assertThat(root.get("/api/v1/platform/audit-entries?subject=" + product).response().body())
        .contains(
            "POST /platform/products/{id}/{deed}",
            "deed=suspension",
            "POST /api/v1/platform/products/{id}/reinstatement");
    assertThat(support.post(path + "/nothing", form).status()).isEqualTo(404);
  }

  /// What was not on sale comes back as it was.
  @Test
  void whatWasWithdrawnStaysSo() throws Exception {
    String product = productOf(MARKET.checkout().goods(MARKET.lotus(), 4_500, "CNY", 5));
    String own = MARKET.lotus().path("/products/" + product);
    ApiClient owner = MARKET.lotus().owner();
    Answer known = owner.get(own);
    assertThat(
            owner.write("POST", own + "/withdrawal", "", "If-Match", known.header("ETag")).status())
        .isEqualTo(200);
    ApiClient root = MARKET.people().root();
    assertThat(root.write("POST", API + product + "/suspension", "{\"reason\":\"no\"}").status())
        .isEqualTo(200);
    Answer restored = root.write("POST", API + product + "/reinstatement", "{\"reason\":\"yes\"}");
    assertThat(restored.text("state")).isEqualTo("WITHDRAWN");
    assertThat(publish(product, owner.get(own)).status()).isEqualTo(200);
  }

  private static Answer publish(String product, Answer read) throws Exception {
    String path = MARKET.lotus().path("/products/" + product + "/publication");
    return MARKET.lotus().owner().write("POST", path, "", "If-Match", read.header("ETag"));
  }

  private static String productOf(String variant) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT product_id FROM variants WHERE id = CAST(? AS UUID)")
        .param(variant)
        .query(String.class)
        .single();
  }

  private static long suspensions(String product) {
    return MARKET
        .app()
        .jdbc()
        .sql("SELECT count(*) FROM product_suspensions WHERE product_id = CAST(? AS UUID)")
        .param(product)
        .query(Long.class)
        .single();
  }
}
