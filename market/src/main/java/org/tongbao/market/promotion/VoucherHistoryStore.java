package org.tongbao.market.promotion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.web.PageOfList;

/// The table `voucher_movements`, and what has become of everything that people had of campaigns.
@Repository
final class VoucherHistoryStore {
  private final JdbcClient jdbc;

  VoucherHistoryStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What can happen to vouchers on the chain.
  enum Kind {
    ISSUED,
    USED,
    RESTORED,
    RECHARGED
  }

  /// One thing that happened.
  ///
  /// @param order its reference on the chain, where it was about one
  record Movement(
      UUID id,
      UUID campaign,
      Kind kind,
      long units,
      @Nullable String order,
      String transaction,
      long block,
      Instant at) {}

  void add(UserId user, Movement movement, ChainEvent heard) {
    jdbc.sql(
            """
            INSERT INTO voucher_movements (id, campaign_id, user_id, kind, units, order_reference,
              transaction, log_index, block_number, at)
            VALUES (:id, :campaign, :user, :kind, :units, :order, :transaction, :index, :block, :at)
            """)
        .param("id", movement.id())
        .param("campaign", movement.campaign())
        .param("user", user.value())
        .param("kind", movement.kind().name())
        .param("units", movement.units())
        .param("order", movement.order())
        .param("transaction", movement.transaction())
        .param("index", heard.logIndex())
        .param("block", movement.block())
        .param("at", movement.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Newest first.
  ///
  /// @param campaign of one only; of all without
  List<Movement> list(UserId user, @Nullable UUID campaign, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id, campaign_id, kind, units, order_reference, transaction, block_number, at
            FROM voucher_movements
            WHERE user_id = :user
              AND (CAST(:campaign AS UUID) IS NULL OR campaign_id = :campaign)
              AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC LIMIT :rows
            """)
        .param("user", user.value())
        .param("campaign", campaign)
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> movement(row))
        .list();
  }

  private static Movement movement(ResultSet row) throws SQLException {
    return new Movement(
        row.getObject("id", UUID.class),
        row.getObject("campaign_id", UUID.class),
        Kind.valueOf(row.getString("kind")),
        row.getLong("units"),
        row.getString("order_reference"),
        row.getString("transaction"),
        row.getLong("block_number"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  /// Where somebody's units of a campaign are.
  ///
  /// @param held can be used now
  /// @param reserved by orders and recharges that the chain has not answered yet
  /// @param used by orders, what was restored taken off
  /// @param restored by refunds and cancellations, ever
  /// @param recharged have become money
  /// @param expired were never used
  record Standing(
      Campaign campaign,
      long held,
      long reserved,
      long used,
      long restored,
      long recharged,
      long expired) {}

  /// Of every campaign that somebody ever had something of, the newest first.
  List<Standing> standings(UserId user, Instant now, PageOfList.Request asked) {
    return jdbc.sql(
            CampaignStore.SELECT.replace("FROM campaigns", STANDING + "FROM campaigns")
                + """
                JOIN voucher_holdings h ON h.campaign_id = campaigns.id
                WHERE h.user_id = :user
                  AND (CAST(:after AS UUID) IS NULL OR campaigns.id < :after)
                  AND (h.units > 0 OR EXISTS (SELECT 1 FROM voucher_movements m
                    WHERE m.campaign_id = h.campaign_id AND m.user_id = h.user_id))
                ORDER BY campaigns.id DESC LIMIT :rows
                """)
        .param("user", user.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> standing(row, now))
        .list();
  }

  private static final String STANDING =
      """
      , h.units AS all_units, h.reserved AS reserved_units,
      (SELECT COALESCE(SUM(m.units), 0) FROM voucher_movements m
        WHERE m.campaign_id = h.campaign_id AND m.user_id = h.user_id AND m.kind = 'USED') AS used,
      (SELECT COALESCE(SUM(m.units), 0) FROM voucher_movements m
        WHERE m.campaign_id = h.campaign_id AND m.user_id = h.user_id AND m.kind = 'RESTORED')
        AS restored,
      (SELECT COALESCE(SUM(m.units), 0) FROM voucher_movements m
        WHERE m.campaign_id = h.campaign_id AND m.user_id = h.user_id AND m.kind = 'RECHARGED')
        AS recharged
      """;

  private static Standing standing(ResultSet row, Instant now) throws SQLException {
    Campaign campaign = CampaignStore.campaign(row);
    long free = row.getLong("all_units") - row.getLong("reserved_units");
    boolean over = !now.isBefore(campaign.endsAt());
    long restored = row.getLong("restored");
    return new Standing(
        campaign,
        over ? 0 : free,
        row.getLong("reserved_units"),
        row.getLong("used") - restored,
        restored,
        row.getLong("recharged"),
        over ? free : 0);
  }
}
