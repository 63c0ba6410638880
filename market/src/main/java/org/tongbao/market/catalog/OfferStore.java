package org.tongbao.market.catalog;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Reads offers out of `products`, `variants` and `prices`.
@Repository
final class OfferStore {
  private final JdbcClient jdbc;
  private final CatalogJson json;

  OfferStore(JdbcClient jdbc, CatalogJson json) {
    this.jdbc = jdbc;
    this.json = json;
  }

  /// Those that have a price in `currency` and were not removed.
  List<Offer> find(Collection<UUID> variants, String currency) {
    return jdbc.sql(
            """
            SELECT v.id, v.product_id, v.merchant_id, v.sku, v.options, v.weight_grams,
              p.kind, p.state, p.title_zh, p.title_en, p.version, r.amount_minor, r.currency,
              coalesce(
                (SELECT hash FROM variant_pictures WHERE variant_id = v.id AND position = 0),
                (SELECT hash FROM product_pictures WHERE product_id = p.id AND position = 0)
              ) AS picture
            FROM variants v
            JOIN products p ON p.id = v.product_id
            JOIN prices r ON r.variant_id = v.id AND r.currency = :currency
            WHERE v.id = ANY(:variants) AND v.removed_at IS NULL AND p.removed_at IS NULL
            """)
        .param("currency", currency)
        .param("variants", variants.toArray(UUID[]::new))
        .query((row, number) -> offer(row))
        .list();
  }

  Optional<UUID> productOf(UUID variant) {
    return jdbc.sql("SELECT product_id FROM variants WHERE id = ?")
        .param(variant)
        .query(UUID.class)
        .optional();
  }

  private Offer offer(ResultSet row) throws SQLException {
    return new Offer(
        row.getObject("id", UUID.class),
        row.getObject("product_id", UUID.class),
        new MerchantId(row.getObject("merchant_id", UUID.class)),
        row.getString("sku"),
        ProductKind.valueOf(row.getString("kind")),
        new Wording(row.getString("title_zh"), row.getString("title_en")),
        Offer.line(json.values(row.getString("options"))),
        Money.ofMinor(row.getLong("amount_minor"), Currency.of(row.getString("currency"))),
        row.getInt("weight_grams"),
        ProductState.valueOf(row.getString("state")) == ProductState.ON_SALE,
        row.getInt("version"),
        row.getString("picture"));
  }
}
