package org.tongbao.market.merchant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Address;

/// The tables `merchants` and `merchant_settings`: what others read, and the owner changes.
@Repository
final class MerchantStore {
  private static final String SELECT =
      """
      SELECT id, name, owner_id, account, state, currency, fee_bps, commission_bps,
        bond_required_minor, bond_minor, bond_leaving_minor,
        description_zh, description_en, contact_email, contact_phone, return_days, ship_days,
        merchant_settings.version AS settings_version
      FROM merchants JOIN merchant_settings ON merchant_id = id
      """;

  private final JdbcClient jdbc;

  MerchantStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Merchant> find(MerchantId id) {
    return jdbc.sql(SELECT + "WHERE id = ?")
        .param(id.value())
        .query((row, number) -> merchant(row))
        .optional();
  }

  Map<UUID, String> names(Set<UUID> ids) {
    Map<UUID, String> names = new HashMap<>();
    jdbc.sql("SELECT id, name FROM merchants WHERE id = ANY(?)")
        .param(ids.toArray(UUID[]::new))
        .query(
            row -> {
              names.put(row.getObject("id", UUID.class), row.getString("name"));
            });
    return Map.copyOf(names);
  }

  Optional<Merchant> ofAccount(Address account) {
    return jdbc.sql(SELECT + "WHERE account = ?")
        .param(account.toHex())
        .query((row, number) -> merchant(row))
        .optional();
  }

  /// The shops in which a user has a role, oldest first.
  List<Merchant> ofUser(UserId user) {
    return jdbc.sql(
            SELECT
                + """
                WHERE id IN (SELECT role_grants.merchant_id FROM role_grants WHERE user_id = ?)
                ORDER BY id
                """)
        .param(user.value())
        .query((row, number) -> merchant(row))
        .list();
  }

  /// Makes changes to one shop wait for each other, until the transaction ends.
  void lock(MerchantId id) {
    jdbc.sql("SELECT 1 FROM merchants WHERE id = ? FOR NO KEY UPDATE")
        .param(id.value())
        .query(Integer.class)
        .single();
  }

  /// Replaces name and settings whose version is this one; false when there are none.
  boolean update(MerchantId id, String name, Merchant.Settings settings) {
    int changed =
        jdbc.sql(
                """
                UPDATE merchant_settings
                SET description_zh = :zh, description_en = :en, contact_email = :email,
                  contact_phone = :phone, return_days = :returnDays, ship_days = :shipDays,
                  version = version + 1
                WHERE merchant_id = :id AND version = :version
                """)
            .param("zh", settings.descriptionZh())
            .param("en", settings.descriptionEn())
            .param("email", settings.contactEmail())
            .param("phone", settings.contactPhone())
            .param("returnDays", settings.returnDays())
            .param("shipDays", settings.shipDays())
            .param("id", id.value())
            .param("version", settings.version())
            .update();
    if (changed == 1) {
      jdbc.sql("UPDATE merchants SET name = ? WHERE id = ?").params(name, id.value()).update();
    }
    return changed == 1;
  }

  private static Merchant merchant(ResultSet row) throws SQLException {
    return new Merchant(
        new MerchantId(row.getObject("id", UUID.class)),
        row.getString("name"),
        new UserId(row.getObject("owner_id", UUID.class)),
        Address.fromHex(row.getString("account")),
        Merchant.State.valueOf(row.getString("state")),
        row.getString("currency"),
        row.getInt("fee_bps"),
        row.getInt("commission_bps"),
        new Merchant.Settings(
            row.getString("description_zh"),
            row.getString("description_en"),
            row.getString("contact_email"),
            row.getString("contact_phone"),
            row.getInt("return_days"),
            row.getInt("ship_days"),
            row.getInt("settings_version")),
        new Merchant.Bond(
            row.getLong("bond_required_minor"),
            row.getLong("bond_minor"),
            row.getLong("bond_leaving_minor")));
  }
}
