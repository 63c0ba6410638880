package org.tongbao.market.promotion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;

/// The table `voucher_recharges`, and what it holds of `voucher_holdings`.
@Repository
final class VoucherRechargeStore {
  private static final String SELECT =
      """
      SELECT id, campaign_id, user_id, units, state, account, sign_by, refusal, at
      FROM voucher_recharges
      """;

  private final JdbcClient jdbc;

  VoucherRechargeStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(VoucherRecharge recharge) {
    Instant signBy = recharge.signBy();
    jdbc.sql(
            """
            INSERT INTO voucher_recharges (id, campaign_id, user_id, units, state, account, sign_by,
              at)
            VALUES (:id, :campaign, :user, :units, :state, :account, :signBy, :at)
            """)
        .param("id", recharge.id())
        .param("campaign", recharge.campaign())
        .param("user", recharge.user().value())
        .param("units", recharge.units())
        .param("state", recharge.state().name())
        .param("account", recharge.account().toHex())
        .param("signBy", signBy == null ? null : signBy.atOffset(ZoneOffset.UTC))
        .param("at", recharge.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<VoucherRecharge> find(UserId user, UUID id) {
    return jdbc.sql(SELECT + "WHERE id = ? AND user_id = ? AND account IS NOT NULL")
        .params(id, user.value())
        .query((row, number) -> recharge(row))
        .optional();
  }

  List<VoucherRecharge> list(UserId user, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE user_id = :user AND account IS NOT NULL
                  AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC LIMIT :rows
                """)
        .param("user", user.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> recharge(row))
        .list();
  }

  private static VoucherRecharge recharge(ResultSet row) throws SQLException {
    OffsetDateTime signBy = row.getObject("sign_by", OffsetDateTime.class);
    return new VoucherRecharge(
        row.getObject("id", UUID.class),
        row.getObject("campaign_id", UUID.class),
        new UserId(row.getObject("user_id", UUID.class)),
        row.getLong("units"),
        VoucherRecharge.State.valueOf(row.getString("state")),
        Address.fromHex(row.getString("account")),
        signBy == null ? null : signBy.toInstant(),
        row.getString("refusal"),
        CampaignStore.instant(row, "at"));
  }

  /// False when its signature is not waited for any more.
  boolean signed(UUID id, Instant now) {
    return jdbc.sql(
                """
                UPDATE voucher_recharges SET state = 'PENDING'
                WHERE id = ? AND state = 'TO_SIGN' AND sign_by > ?
                """)
            .params(id, now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// The chain paid for units: the oldest recharge of so many is done.
  void recharged(UUID campaign, UserId user, long units) {
    end(
            """
            id = (
              SELECT id FROM voucher_recharges
              WHERE campaign_id = :campaign AND user_id = :user AND units = :units
                AND state = 'PENDING'
              ORDER BY id LIMIT 1)
            """,
            "DONE",
            "")
        .param("campaign", campaign)
        .param("user", user.value())
        .param("units", units)
        .update();
  }

  void refused(UUID recharge, String why) {
    end("id = :id AND state = 'PENDING'", "REFUSED", why).param("id", recharge).update();
  }

  /// What no wallet signed in time. Answers how many holdings are free again.
  int endUnsigned(Instant now) {
    return end("state = 'TO_SIGN' AND sign_by <= :now", "REFUSED", "unsigned")
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Ends recharges, and with them their reservations.
  private JdbcClient.StatementSpec end(String which, String state, String why) {
    return jdbc.sql(
            """
            WITH ended AS (
              UPDATE voucher_recharges SET state = :state, refusal = NULLIF(:why, '')
              WHERE %s
              RETURNING campaign_id, user_id, units),
            sums AS (
              SELECT campaign_id, user_id, SUM(units) AS units FROM ended
              GROUP BY campaign_id, user_id)
            UPDATE voucher_holdings SET reserved = reserved - sums.units
            FROM sums
            WHERE voucher_holdings.campaign_id = sums.campaign_id
              AND voucher_holdings.user_id = sums.user_id
            """
                .formatted(which))
        .param("state", state)
        .param("why", why);
  }
}
