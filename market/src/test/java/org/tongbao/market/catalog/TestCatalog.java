package org.tongbao.market.catalog;

import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.market.merchant.TestShops;

/// The feature as other features' tests need it.
public final class TestCatalog {
  /// A category that every database has.
  public static final UUID CATEGORY = UUID.fromString("00000000-0000-7000-8000-000000000001");

  private TestCatalog() {}

  public static Catalog of(JdbcClient jdbc) {
    CatalogJson json = new CatalogJson();
    return new Catalog(
        new OfferStore(jdbc, json),
        new ProductStore(jdbc, json, new VariantStore(jdbc, json)),
        TestShops.of(jdbc));
  }

  /// Puts goods with one variant on sale, as rows, and answers the variant. The merchant is made,
  /// as one that sells, when there is none with this id.
  public static UUID onSale(
      JdbcClient jdbc, UUID merchant, String title, long priceMinor, String currency) {
    TestShops.ensure(jdbc, merchant);
    UUID product = UUID.randomUUID();
    jdbc.sql(
            """
            INSERT INTO products (id, merchant_id, kind, state, category_id, title_zh, title_en,
              description_zh, description_en, brand, model, tags, attributes, specification,
              version, created_at, changed_at, on_sale_since)
            VALUES (:id, :merchant, 'GOODS', 'ON_SALE', :category, :title, '', '', '', '', '', '{}',
              '[]', '[]', 1, now(), now(), now())
            """)
        .param("id", product)
        .param("merchant", merchant)
        .param("category", CATEGORY)
        .param("title", title)
        .update();
    return variant(jdbc, product, merchant, priceMinor, currency);
  }

  /// Adds a variant to a product that is there.
  public static UUID variant(
      JdbcClient jdbc, UUID product, UUID merchant, long priceMinor, String currency) {
    UUID variant = UUID.randomUUID();
    jdbc.sql(
            """
            INSERT INTO variants (id, product_id, merchant_id, sku, options, weight_grams, position)
            VALUES (:id, :product, :merchant, :sku,
              jsonb_build_array(jsonb_build_object('name', '颜色', 'value', CAST(:sku AS TEXT))),
              500, 0)
            """)
        .param("id", variant)
        .param("product", product)
        .param("merchant", merchant)
        .param("sku", "S-" + variant)
        .update();
    jdbc.sql("INSERT INTO prices (variant_id, currency, amount_minor) VALUES (?, ?, ?)")
        .params(variant, currency, priceMinor)
        .update();
    return variant;
  }
}
