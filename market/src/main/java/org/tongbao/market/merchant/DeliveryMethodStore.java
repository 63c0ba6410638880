package org.tongbao.market.merchant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `delivery_methods`.
@Repository
final class DeliveryMethodStore {
  private static final String SELECT =
      """
      SELECT id, merchant_id, kind, name, carrier, currency, price_minor, free_from_minor,
        included_grams, step_grams, step_price_minor, countries, pickup_place, pickup_country,
        pickup_region, pickup_city, pickup_street, pickup_postal_code, pickup_phone, pickup_hours,
        enabled, version
      FROM delivery_methods
      """;

  private final JdbcClient jdbc;

  DeliveryMethodStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<DeliveryMethod> list(MerchantId merchant) {
    return jdbc.sql(SELECT + "WHERE merchant_id = ? ORDER BY id")
        .param(merchant.value())
        .query((row, number) -> method(row))
        .list();
  }

  Optional<DeliveryMethod> find(MerchantId merchant, UUID id) {
    return jdbc.sql(SELECT + "WHERE merchant_id = ? AND id = ?")
        .params(merchant.value(), id)
        .query((row, number) -> method(row))
        .optional();
  }

  void add(DeliveryMethod method) {
    with(
            method,
            """
            INSERT INTO delivery_methods (id, merchant_id, kind, name, carrier, currency,
              price_minor, free_from_minor, included_grams, step_grams, step_price_minor,
              countries, pickup_place, pickup_country, pickup_region, pickup_city, pickup_street,
              pickup_postal_code, pickup_phone, pickup_hours, enabled, version)
            VALUES (:id, :merchant, :kind, :name, :carrier, :currency,
              :price, :freeFrom, :included, :step, :stepPrice,
              :countries, :place, :country, :region, :city, :street,
              :postalCode, :phone, :hours, :enabled, :version)
            """)
        .update();
  }

  /// Replaces the method whose version is this one's; false when there is none.
  boolean update(DeliveryMethod method) {
    return with(
                method,
                """
                UPDATE delivery_methods
                SET kind = :kind, name = :name, carrier = :carrier, currency = :currency,
                  price_minor = :price, free_from_minor = :freeFrom, included_grams = :included,
                  step_grams = :step, step_price_minor = :stepPrice, countries = :countries,
                  pickup_place = :place, pickup_country = :country, pickup_region = :region,
                  pickup_city = :city, pickup_street = :street,
                  pickup_postal_code = :postalCode, pickup_phone = :phone, pickup_hours = :hours,
                  enabled = :enabled, version = version + 1
                WHERE id = :id AND merchant_id = :merchant AND version = :version
                """)
            .update()
        == 1;
  }

  /// False when the version is no longer this one.
  boolean remove(MerchantId merchant, UUID id, int version) {
    return jdbc.sql("DELETE FROM delivery_methods WHERE merchant_id = ? AND id = ? AND version = ?")
            .params(merchant.value(), id, version)
            .update()
        == 1;
  }

  private StatementSpec with(DeliveryMethod method, String sql) {
    DeliveryMethod.PickupPlace pickup = method.pickup();
    return jdbc.sql(sql)
        .param("id", method.id())
        .param("merchant", method.merchant().value())
        .param("kind", method.kind().name())
        .param("name", method.name())
        .param("carrier", method.carrier())
        .param("currency", method.price().currency().code())
        .param("price", method.price().amountMinor().longValueExact())
        .param("freeFrom", minor(method.freeFrom()))
        .param("included", method.weights().includedGrams())
        .param("step", method.weights().stepGrams())
        .param("stepPrice", method.weights().stepPrice().amountMinor().longValueExact())
        .param("countries", method.countries().stream().sorted().toArray(String[]::new))
        .param("place", pickup == null ? null : pickup.place())
        .param("country", pickup == null ? null : pickup.country())
        .param("region", pickup == null ? null : pickup.region())
        .param("city", pickup == null ? null : pickup.city())
        .param("street", pickup == null ? null : pickup.street())
        .param("postalCode", pickup == null ? null : pickup.postalCode())
        .param("phone", pickup == null ? null : pickup.phone())
        .param("hours", pickup == null ? null : pickup.hours())
        .param("enabled", method.enabled())
        .param("version", method.version());
  }

  private static @Nullable Long minor(@Nullable Money amount) {
    return amount == null ? null : amount.amountMinor().longValueExact();
  }

  private static DeliveryMethod method(ResultSet row) throws SQLException {
    Currency currency = Currency.of(row.getString("currency"));
    long freeFrom = row.getLong("free_from_minor");
    boolean neverFree = row.wasNull();
    String[] countries = (String[]) row.getArray("countries").getArray();
    return new DeliveryMethod(
        row.getObject("id", UUID.class),
        new MerchantId(row.getObject("merchant_id", UUID.class)),
        DeliveryMethod.Kind.valueOf(row.getString("kind")),
        row.getString("name"),
        row.getString("carrier"),
        Money.ofMinor(row.getLong("price_minor"), currency),
        neverFree ? null : Money.ofMinor(freeFrom, currency),
        new DeliveryMethod.Weights(
            row.getInt("included_grams"),
            row.getInt("step_grams"),
            Money.ofMinor(row.getLong("step_price_minor"), currency)),
        Set.copyOf(Arrays.asList(countries)),
        pickup(row),
        row.getBoolean("enabled"),
        row.getInt("version"));
  }

  private static DeliveryMethod.@Nullable PickupPlace pickup(ResultSet row) throws SQLException {
    String place = row.getString("pickup_place");
    return place == null
        ? null
        : new DeliveryMethod.PickupPlace(
            place,
            row.getString("pickup_country"),
            row.getString("pickup_region"),
            row.getString("pickup_city"),
            row.getString("pickup_street"),
            row.getString("pickup_postal_code"),
            row.getString("pickup_phone"),
            row.getString("pickup_hours"));
  }
}
