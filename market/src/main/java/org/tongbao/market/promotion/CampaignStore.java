package org.tongbao.market.promotion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `campaigns`.
@Repository
final class CampaignStore {
  static final String SELECT =
      """
      SELECT id, merchant_id, kind, name_zh, name_en, notice_zh, notice_en, bearer, chain_id,
        currency, value_minor, threshold_minor, cap, per_account, funded, open, starts_at,
        ends_at, state
      FROM campaigns
      """;

  private final JdbcClient jdbc;

  CampaignStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Campaign> find(UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ?")
        .param(id)
        .query((row, number) -> campaign(row))
        .optional();
  }

  static Campaign campaign(ResultSet row) throws SQLException {
    UUID merchant = row.getObject("merchant_id", UUID.class);
    Currency currency = Currency.of(row.getString("currency"));
    return new Campaign(
        row.getObject("id", UUID.class),
        merchantId(merchant),
        VoucherKind.valueOf(row.getString("kind")),
        new Campaign.Notice(
            row.getString("name_zh"),
            row.getString("name_en"),
            row.getString("notice_zh"),
            row.getString("notice_en")),
        Address.fromHex(row.getString("bearer")),
        Hash.fromHex(row.getString("chain_id")).toU256(),
        Money.ofMinor(row.getLong("value_minor"), currency),
        Money.ofMinor(row.getLong("threshold_minor"), currency),
        row.getBoolean("funded"),
        row.getBoolean("open"),
        row.getLong("cap"),
        row.getLong("per_account"),
        instant(row, "starts_at"),
        instant(row, "ends_at"),
        Campaign.State.valueOf(row.getString("state")));
  }

  private static @Nullable MerchantId merchantId(@Nullable UUID id) {
    return id == null ? null : new MerchantId(id);
  }

  static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
