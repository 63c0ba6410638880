package org.tongbao.market.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The tables `variants`, `variant_pictures` and `prices`. Removed variants are never found.
@Repository
final class VariantStore {
  private final JdbcClient jdbc;
  private final CatalogJson json;

  VariantStore(JdbcClient jdbc, CatalogJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  Map<UUID, List<Variant>> of(Collection<UUID> products) {
    Map<UUID, List<Variant>> found = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT v.id, v.product_id, v.sku, v.options, v.weight_grams,
              ARRAY(SELECT hash FROM variant_pictures WHERE variant_id = v.id ORDER BY position)
                AS pictures,
              ARRAY(SELECT currency FROM prices WHERE variant_id = v.id ORDER BY currency)
                AS currencies,
              ARRAY(SELECT amount_minor FROM prices WHERE variant_id = v.id ORDER BY currency)
                AS amounts
            FROM variants v
            WHERE v.product_id = ANY(:products) AND v.removed_at IS NULL
            ORDER BY v.product_id, v.position, v.id
            """)
        .param("products", products.toArray(UUID[]::new))
        .query(
            row -> {
              found
                  .computeIfAbsent(row.getObject("product_id", UUID.class), id -> new ArrayList<>())
                  .add(variant(row));
            });
    return found;
  }

  /// Which of these numbers other products of the shop use.
  List<String> taken(MerchantId merchant, UUID exceptOf, Collection<String> skus) {
    return jdbc.sql(
            """
            SELECT sku FROM variants
            WHERE merchant_id = :merchant AND product_id <> :product AND removed_at IS NULL
              AND sku = ANY(:skus)
            ORDER BY sku
            """)
        .param("merchant", merchant.value())
        .param("product", exceptOf)
        .param("skus", skus.toArray(String[]::new))
        .query((row, n) -> row.getString(1))
        .list();
  }

  Map<String, UUID> productsBySku(MerchantId merchant, Collection<String> skus) {
    Map<String, UUID> found = new LinkedHashMap<>();
    jdbc.sql(
            """
            SELECT sku, product_id FROM variants
            WHERE merchant_id = :merchant AND removed_at IS NULL AND sku = ANY(:skus)
            """)
        .param("merchant", merchant.value())
        .param("skus", skus.toArray(String[]::new))
        .query(
            row -> {
              found.put(row.getString("sku"), row.getObject("product_id", UUID.class));
            });
    return found;
  }

  void add(Product product, Variant variant, int position) {
    jdbc.sql(
            """
            INSERT INTO variants (id, product_id, merchant_id, sku, options, weight_grams, position)
            VALUES (:id, :product, :merchant, :sku, CAST(:options AS JSONB), :weight, :position)
            """)
        .param("id", variant.id())
        .param("product", product.id())
        .param("merchant", product.merchant().value())
        .param("sku", variant.content().sku())
        .param("options", json.write(variant.content().options()))
        .param("weight", variant.content().weightGrams())
        .param("position", position)
        .update();
    setParts(variant);
  }

  /// Frees the numbers of these, which get others in the same transaction: two may be exchanged.
  void freeSkus(Collection<UUID> variants) {
    jdbc.sql("UPDATE variants SET sku = 'free-' || id WHERE id = ANY(:ids)")
        .param("ids", variants.toArray(UUID[]::new))
        .update();
  }

  void update(Variant variant, int position) {
    jdbc.sql(
            """
            UPDATE variants SET sku = :sku, options = CAST(:options AS JSONB),
              weight_grams = :weight, position = :position
            WHERE id = :id
            """)
        .param("id", variant.id())
        .param("sku", variant.content().sku())
        .param("options", json.write(variant.content().options()))
        .param("weight", variant.content().weightGrams())
        .param("position", position)
        .update();
    setParts(variant);
  }

  /// Takes variants away; their numbers are free again, their pictures unused.
  void remove(Collection<UUID> variants, Instant now) {
    UUID[] ids = variants.toArray(UUID[]::new);
    jdbc.sql("UPDATE variants SET removed_at = :now WHERE id = ANY(:ids)")
        .param("now", Timestamp.from(now))
        .param("ids", ids)
        .update();
    jdbc.sql("DELETE FROM variant_pictures WHERE variant_id = ANY(:ids)")
        .param("ids", ids)
        .update();
  }

  private void setParts(Variant variant) {
    jdbc.sql("DELETE FROM variant_pictures WHERE variant_id = ?").param(variant.id()).update();
    List<String> pictures = variant.content().pictures();
    for (int i = 0; i < pictures.size(); i++) {
      jdbc.sql(
              """
              INSERT INTO variant_pictures (variant_id, merchant_id, position, hash)
              SELECT id, merchant_id, :position, :hash FROM variants WHERE id = :variant
              """)
          .param("variant", variant.id())
          .param("position", i)
          .param("hash", pictures.get(i))
          .update();
    }
    jdbc.sql("DELETE FROM prices WHERE variant_id = ?").param(variant.id()).update();
    for (Money price : variant.content().prices()) {
      jdbc.sql("INSERT INTO prices (variant_id, currency, amount_minor) VALUES (?, ?, ?)")
          .params(variant.id(), price.currency().code(), price.amountMinor().longValueExact())
          .update();
    }
  }

  private Variant variant(ResultSet row) throws SQLException {
    List<String> currencies = ProductStore.strings(row.getArray("currencies"));
    Long[] amounts = (Long[]) row.getArray("amounts").getArray();
    List<Money> prices = new ArrayList<>();
    for (int i = 0; i < amounts.length; i++) {
      prices.add(Money.ofMinor(amounts[i], Currency.of(currencies.get(i))));
    }
    return new Variant(
        row.getObject("id", UUID.class),
        new VariantContent(
            row.getString("sku"),
            json.values(row.getString("options")),
            row.getInt("weight_grams"),
            ProductStore.strings(row.getArray("pictures")),
            prices));
  }
}
