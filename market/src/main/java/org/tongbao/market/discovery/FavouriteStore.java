package org.tongbao.market.discovery;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The tables `favourite_products` and `favourite_shops`.
@Repository
final class FavouriteStore {
  private final JdbcClient jdbc;

  FavouriteStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// @param priceThen the lowest price when it was added; null when there was none
  record FavouriteProduct(
      UUID id, UUID product, String currency, @Nullable Money priceThen, Instant addedAt) {}

  record FavouriteShop(UUID id, MerchantId merchant, Instant addedAt) {}

  /// Adds a product; one that is there stays as it is.
  void add(UserId user, FavouriteProduct favourite) {
    Money price = favourite.priceThen();
    jdbc.sql(
            """
            INSERT INTO favourite_products (user_id, product_id, id, currency, price_minor, added_at)
            VALUES (:user, :product, :id, :currency, CAST(:price AS BIGINT), :at)
            ON CONFLICT (user_id, product_id) DO NOTHING
            """)
        .param("user", user.value())
        .param("product", favourite.product())
        .param("id", favourite.id())
        .param("currency", favourite.currency())
        .param("price", price == null ? null : price.amountMinor().longValueExact())
        .param("at", favourite.addedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  void add(UserId user, FavouriteShop favourite) {
    jdbc.sql(
            """
            INSERT INTO favourite_shops (user_id, merchant_id, id, added_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (user_id, merchant_id) DO NOTHING
            """)
        .params(
            user.value(),
            favourite.merchant().value(),
            favourite.id(),
            favourite.addedAt().atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean hasProduct(UserId user, UUID product) {
    return jdbc.sql(
            """
            SELECT EXISTS (
              SELECT 1 FROM favourite_products WHERE user_id = ? AND product_id = ?)
            """)
        .params(user.value(), product)
        .query(Boolean.class)
        .single();
  }

  boolean hasShop(UserId user, MerchantId merchant) {
    return jdbc.sql(
            "SELECT EXISTS (SELECT 1 FROM favourite_shops WHERE user_id = ? AND merchant_id = ?)")
        .params(user.value(), merchant.value())
        .query(Boolean.class)
        .single();
  }

  int countProducts(UserId user) {
    return jdbc.sql("SELECT count(*) FROM favourite_products WHERE user_id = ?")
        .param(user.value())
        .query(Integer.class)
        .single();
  }

  int countShops(UserId user) {
    return jdbc.sql("SELECT count(*) FROM favourite_shops WHERE user_id = ?")
        .param(user.value())
        .query(Integer.class)
        .single();
  }

  void removeProduct(UserId user, UUID product) {
    jdbc.sql("DELETE FROM favourite_products WHERE user_id = ? AND product_id = ?")
        .params(user.value(), product)
        .update();
  }

  void removeShop(UserId user, MerchantId merchant) {
    jdbc.sql("DELETE FROM favourite_shops WHERE user_id = ? AND merchant_id = ?")
        .params(user.value(), merchant.value())
        .update();
  }

  List<FavouriteProduct> products(UserId user, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id, product_id, currency, price_minor, added_at FROM favourite_products
            WHERE user_id = :user AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC LIMIT :rows
            """)
        .param("user", user.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(
            (row, n) -> {
              Long minor = row.getObject("price_minor", Long.class);
              String currency = row.getString("currency");
              return new FavouriteProduct(
                  row.getObject("id", UUID.class),
                  row.getObject("product_id", UUID.class),
                  currency,
                  minor == null ? null : Money.ofMinor(minor, Currency.of(currency)),
                  row.getTimestamp("added_at").toInstant());
            })
        .list();
  }

  List<FavouriteShop> shops(UserId user, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id, merchant_id, added_at FROM favourite_shops
            WHERE user_id = :user AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC LIMIT :rows
            """)
        .param("user", user.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(
            (row, n) ->
                new FavouriteShop(
                    row.getObject("id", UUID.class),
                    new MerchantId(row.getObject("merchant_id", UUID.class)),
                    row.getTimestamp("added_at").toInstant()))
        .list();
  }
}
