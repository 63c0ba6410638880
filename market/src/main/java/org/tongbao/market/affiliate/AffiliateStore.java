package org.tongbao.market.affiliate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;

/// The tables `affiliates` and `affiliate_rates`.
@Repository
final class AffiliateStore {
  private final JdbcClient jdbc;

  AffiliateStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// False when the user is one already, or the code is somebody's.
  boolean add(UserId user, String code, Instant since) {
    return jdbc.sql(
                """
                INSERT INTO affiliates (user_id, code, since) VALUES (?, ?, ?)
                ON CONFLICT DO NOTHING
                """)
            .params(user.value(), code, since.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  Optional<Affiliate> find(UserId user) {
    return jdbc.sql("SELECT user_id, code, since FROM affiliates WHERE user_id = ?")
        .param(user.value())
        .query((row, number) -> affiliate(row))
        .optional();
  }

  Optional<Affiliate> find(String code) {
    return jdbc.sql("SELECT user_id, code, since FROM affiliates WHERE code = ?")
        .param(code)
        .query((row, number) -> affiliate(row))
        .optional();
  }

  private static Affiliate affiliate(ResultSet row) throws SQLException {
    return new Affiliate(
        new UserId(row.getObject("user_id", UUID.class)),
        row.getString("code"),
        row.getObject("since", OffsetDateTime.class).toInstant());
  }

  AffiliateRate rate(MerchantId shop) {
    return jdbc.sql("SELECT commission_bps, version FROM affiliate_rates WHERE merchant_id = ?")
        .param(shop.value())
        .query((row, number) -> new AffiliateRate(row.getInt(1), row.getInt(2)))
        .optional()
        .orElse(AffiliateRate.NONE);
  }

  /// Replaces the rate whose version is this one's; false when there is none.
  boolean set(MerchantId shop, AffiliateRate rate) {
    String sql =
        rate.version() == AffiliateRate.NONE.version()
            ? """
            INSERT INTO affiliate_rates (merchant_id, commission_bps, version)
            VALUES (:shop, :bps, :version + 1) ON CONFLICT DO NOTHING
            """
            : """
            UPDATE affiliate_rates SET commission_bps = :bps, version = version + 1
            WHERE merchant_id = :shop AND version = :version
            """;
    return jdbc.sql(sql)
            .param("shop", shop.value())
            .param("bps", rate.bps())
            .param("version", rate.version())
            .update()
        == 1;
  }
}
