package org.tongbao.market.catalog;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.web.PageOfList;

/// The tables `products` and `product_pictures`. Removed ones are never found.
@Repository
final class ProductStore {
  private static final String SELECT =
      """
      SELECT id, merchant_id, kind, state, category_id, title_zh, title_en, description_zh,
        description_en, brand, model, tags, attributes, specification, version, created_at,
        changed_at, on_sale_since,
        ARRAY(SELECT hash FROM product_pictures WHERE product_id = id ORDER BY position) AS pictures
      FROM products
      WHERE removed_at IS NULL
      """;

  private final JdbcClient jdbc;
  private final CatalogJson json;
  private final VariantStore variants;

  ProductStore(JdbcClient jdbc, CatalogJson json, VariantStore variants) {
    this.jdbc = jdbc;
    this.json = json;
    this.variants = variants;
  }

  /// Makes changes to one shop's products wait for each other, until the transaction ends.
  void lockShop(MerchantId merchant) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:shop, 0)) IS NULL")
        .param("shop", "products " + merchant)
        .query(Boolean.class)
        .single();
  }

  int count(MerchantId merchant) {
    return jdbc.sql("SELECT count(*) FROM products WHERE merchant_id = ? AND removed_at IS NULL")
        .param(merchant.value())
        .query(Integer.class)
        .single();
  }

  Optional<Product> find(UUID id) {
    return withVariants(
            jdbc.sql(SELECT + " AND id = ?").param(id).query((row, n) -> product(row)).list())
        .stream()
        .findFirst();
  }

  /// In the order of their ids.
  List<Product> find(Collection<UUID> ids) {
    return withVariants(
        jdbc.sql(SELECT + " AND id = ANY(:ids) ORDER BY id")
            .param("ids", ids.toArray(UUID[]::new))
            .query((row, n) -> product(row))
            .list());
  }

  /// @param words what stands in a title or in a SKU; null for all
  List<Product> list(
      MerchantId merchant,
      @Nullable ProductState state,
      @Nullable String words,
      PageOfList.Request asked) {
    return withVariants(
        jdbc.sql(
                SELECT
                    + """
                      AND merchant_id = :merchant
                      AND (CAST(:state AS TEXT) IS NULL OR state = :state)
                      AND (CAST(:words AS TEXT) IS NULL
                        OR position(lower(:words) IN lower(title_zh || ' ' || title_en)) > 0
                        OR EXISTS (SELECT 1 FROM variants v
                          WHERE v.product_id = products.id AND v.removed_at IS NULL
                            AND position(lower(:words) IN lower(v.sku)) > 0))
                      AND (CAST(:after AS UUID) IS NULL OR id < :after)
                    ORDER BY id DESC
                    LIMIT :rows
                    """)
            .param("merchant", merchant.value())
            .param("state", state == null ? null : state.name())
            .param("words", words)
            .param("after", asked.after())
            .param("rows", asked.rows())
            .query((row, n) -> product(row))
            .list());
  }

  /// Of every shop.
  ///
  /// @param words what stands in a title or in a SKU, or a product's id; null for all
  List<Product> ofEverybody(
      ProductModeration.Show show, @Nullable String words, PageOfList.Request asked) {
    return withVariants(
        jdbc.sql(
                SELECT
                    + """
                      AND CASE :show
                        WHEN 'ON_SALE' THEN state = 'ON_SALE'
                        WHEN 'SUSPENDED' THEN EXISTS (SELECT 1 FROM product_suspensions s
                          WHERE s.product_id = products.id AND s.lifted_at IS NULL)
                        ELSE TRUE END
                      AND (CAST(:words AS TEXT) IS NULL
                        OR id = CAST(:named AS UUID)
                        OR position(lower(:words) IN lower(title_zh || ' ' || title_en)) > 0
                        OR EXISTS (SELECT 1 FROM variants v
                          WHERE v.product_id = products.id AND v.removed_at IS NULL
                            AND position(lower(:words) IN lower(v.sku)) > 0))
                      AND (CAST(:after AS UUID) IS NULL OR id < :after)
                    ORDER BY id DESC
                    LIMIT :rows
                    """)
            .param("show", show.name())
            .param("words", words)
            .param("named", words == null ? null : Uuid7.parse(words).orElse(null))
            .param("after", asked.after())
            .param("rows", asked.rows())
            .query((row, n) -> product(row))
            .list());
  }

  /// Those that have a row, removed or not.
  List<UUID> known(Collection<UUID> ids) {
    return jdbc.sql("SELECT id FROM products WHERE id = ANY (?)")
        .param(ids.toArray(UUID[]::new))
        .query((row, n) -> row.getObject(1, UUID.class))
        .list();
  }

  /// The ids above `after`, of every merchant, in order.
  List<UUID> idsAfter(UUID after, int limit) {
    return jdbc.sql(
            "SELECT id FROM products WHERE removed_at IS NULL AND id > ? ORDER BY id LIMIT ?")
        .params(after, limit)
        .query((row, n) -> row.getObject(1, UUID.class))
        .list();
  }

  /// What of a category is on sale, latest first.
  List<UUID> newest(UUID category, int limit) {
    return jdbc.sql(
            """
            SELECT id FROM products
            WHERE category_id = ? AND removed_at IS NULL AND state = 'ON_SALE'
            ORDER BY on_sale_since DESC, id LIMIT ?
            """)
        .params(category, limit)
        .query((row, n) -> row.getObject(1, UUID.class))
        .list();
  }

  List<UUID> idsOf(MerchantId merchant) {
    return jdbc.sql(
            "SELECT id FROM products WHERE merchant_id = ? AND removed_at IS NULL ORDER BY id")
        .param(merchant.value())
        .query((row, n) -> row.getObject(1, UUID.class))
        .list();
  }

  Map<String, UUID> bySku(MerchantId merchant, Collection<String> skus) {
    return variants.productsBySku(merchant, skus);
  }

  void add(Product product) {
    with(
            product.content(),
            """
            INSERT INTO products (id, merchant_id, kind, state, category_id, title_zh, title_en,
              description_zh, description_en, brand, model, tags, attributes, specification,
              version, created_at, changed_at)
            VALUES (:id, :merchant, :kind, :state, :category, :titleZh, :titleEn, :descriptionZh,
              :descriptionEn, :brand, :model, :tags, CAST(:attributes AS JSONB),
              CAST(:specification AS JSONB), :version, :now, :now)
            """)
        .param("id", product.id())
        .param("merchant", product.merchant().value())
        .param("state", product.state().name())
        .param("version", product.version())
        .param("now", Timestamp.from(product.createdAt()))
        .update();
    setPictures(product.id(), product.content().pictures());
  }

  /// False when the version is no longer this one.
  boolean update(UUID id, int version, ProductContent content, Instant now) {
    boolean updated =
        with(
                    content,
                    """
                    UPDATE products SET kind = :kind, category_id = :category, title_zh = :titleZh,
                      title_en = :titleEn, description_zh = :descriptionZh,
                      description_en = :descriptionEn, brand = :brand, model = :model,
                      tags = :tags, attributes = CAST(:attributes AS JSONB),
                      specification = CAST(:specification AS JSONB),
                      version = version + 1, changed_at = :now
                    WHERE id = :id AND version = :version AND removed_at IS NULL
                    """)
                .param("id", id)
                .param("version", version)
                .param("now", Timestamp.from(now))
                .update()
            == 1;
    if (updated) {
      setPictures(id, content.pictures());
    }
    return updated;
  }

  /// False when the version is no longer this one, or the state is this one already.
  boolean setState(UUID id, int version, ProductState state, Instant now) {
    return jdbc.sql(
                """
                UPDATE products SET state = :state, version = version + 1, changed_at = :now,
                  on_sale_since =
                    CASE WHEN :state = 'ON_SALE' THEN CAST(:now AS TIMESTAMPTZ)
                    ELSE on_sale_since END
                WHERE id = :id AND version = :version AND state <> :state AND removed_at IS NULL
                """)
            .param("id", id)
            .param("version", version)
            .param("state", state.name())
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  /// Takes a product away that is not on sale; false when the version is no longer this one.
  boolean remove(UUID id, int version, Instant now) {
    return jdbc.sql(
                """
                UPDATE products SET removed_at = :now, version = version + 1, changed_at = :now
                WHERE id = :id AND version = :version AND state <> 'ON_SALE'
                  AND removed_at IS NULL
                """)
            .param("id", id)
            .param("version", version)
            .param("now", Timestamp.from(now))
            .update()
        == 1;
  }

  void setPictures(UUID product, List<String> hashes) {
    jdbc.sql("DELETE FROM product_pictures WHERE product_id = ?").param(product).update();
    for (int i = 0; i < hashes.size(); i++) {
      jdbc.sql(
              """
              INSERT INTO product_pictures (product_id, merchant_id, position, hash)
              SELECT id, merchant_id, :position, :hash FROM products WHERE id = :product
              """)
          .param("product", product)
          .param("position", i)
          .param("hash", hashes.get(i))
          .update();
    }
  }

  private StatementSpec with(ProductContent content, String sql) {
    return jdbc.sql(sql)
        .param("kind", content.kind().name())
        .param("category", content.category())
        .param("titleZh", content.title().zh())
        .param("titleEn", content.title().en())
        .param("descriptionZh", content.description().zh())
        .param("descriptionEn", content.description().en())
        .param("brand", content.brand())
        .param("model", content.model())
        .param("tags", content.tags().toArray(String[]::new))
        .param("attributes", json.write(content.attributes()))
        .param("specification", json.write(content.specification()));
  }

  private List<Product> withVariants(List<Product> products) {
    Map<UUID, List<Variant>> found = variants.of(products.stream().map(Product::id).toList());
    return products.stream()
        .map(
            it ->
                new Product(
                    it.id(),
                    it.merchant(),
                    it.state(),
                    it.content(),
                    found.getOrDefault(it.id(), List.of()),
                    it.version(),
                    it.createdAt(),
                    it.changedAt(),
                    it.onSaleSince()))
        .toList();
  }

  private Product product(ResultSet row) throws SQLException {
    Timestamp onSaleSince = row.getTimestamp("on_sale_since");
    return new Product(
        row.getObject("id", UUID.class),
        new MerchantId(row.getObject("merchant_id", UUID.class)),
        ProductState.valueOf(row.getString("state")),
        content(row),
        List.of(),
        row.getInt("version"),
        row.getTimestamp("created_at").toInstant(),
        row.getTimestamp("changed_at").toInstant(),
        onSaleSince == null ? null : onSaleSince.toInstant());
  }

  private ProductContent content(ResultSet row) throws SQLException {
    return new ProductContent(
        ProductKind.valueOf(row.getString("kind")),
        row.getObject("category_id", UUID.class),
        new Wording(row.getString("title_zh"), row.getString("title_en")),
        new Wording(row.getString("description_zh"), row.getString("description_en")),
        row.getString("brand"),
        row.getString("model"),
        strings(row.getArray("tags")),
        json.values(row.getString("attributes")),
        json.groups(row.getString("specification")),
        strings(row.getArray("pictures")));
  }

  static List<String> strings(Array array) throws SQLException {
    return List.of((String[]) array.getArray());
  }
}
