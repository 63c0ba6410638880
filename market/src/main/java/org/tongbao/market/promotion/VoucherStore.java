package org.tongbao.market.promotion;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The tables `voucher_holdings` and `voucher_uses`, as orders use them.
@Repository
final class VoucherStore {
  private final JdbcClient jdbc;

  VoucherStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// What somebody has units of that are not reserved, the campaign that ends first before the
  /// others.
  List<VoucherHeld> held(UserId user) {
    return jdbc.sql(
            CampaignStore.SELECT.replace(
                    "FROM campaigns", ", units - reserved AS free FROM campaigns")
                + """
                JOIN voucher_holdings ON campaign_id = id
                WHERE user_id = ? AND units > reserved
                ORDER BY ends_at, id
                """)
        .param(user.value())
        .query((row, number) -> new VoucherHeld(CampaignStore.campaign(row), row.getLong("free")))
        .list();
  }

  /// Whether somebody has units of a campaign that is not over, or asked for some.
  boolean hasUnits(UserId user, Instant now) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM voucher_holdings JOIN campaigns ON campaigns.id = campaign_id
                WHERE user_id = :user AND units > 0 AND ends_at > :now)
              OR EXISTS (SELECT 1 FROM voucher_claims WHERE user_id = :user AND state = 'PENDING')
            """)
        .param("user", user.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .query(Boolean.class)
        .single();
  }

  /// False when there are not so many.
  boolean reserve(UUID campaign, UserId user, long units) {
    return jdbc.sql(
                """
                UPDATE voucher_holdings SET reserved = reserved + :units
                WHERE campaign_id = :campaign AND user_id = :user AND units - reserved >= :units
                """)
            .param("campaign", campaign)
            .param("user", user.value())
            .param("units", units)
            .update()
        == 1;
  }

  void addUse(UUID order, Hash reference, UserId user, PricedBasket.Use use, Instant now) {
    jdbc.sql(
            """
            INSERT INTO voucher_uses
              (order_id, campaign_id, order_reference, user_id, units, value_minor, state, at)
            VALUES (:order, :campaign, :reference, :user, :units, :value, 'TAKEN', :now)
            """)
        .param("order", order)
        .param("campaign", use.campaign().id())
        .param("reference", reference.toHex())
        .param("user", user.value())
        .param("units", use.units())
        .param("value", use.value().amountMinor().longValueExact())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Frees what an order took and the contract has not heard of.
  void giveBack(UUID order) {
    jdbc.sql(
            """
            WITH returned AS (
              UPDATE voucher_uses SET state = 'RETURNED'
              WHERE order_id = ? AND state = 'TAKEN'
              RETURNING campaign_id, user_id, units)
            UPDATE voucher_holdings SET reserved = reserved - returned.units
            FROM returned
            WHERE voucher_holdings.campaign_id = returned.campaign_id
              AND voucher_holdings.user_id = returned.user_id
            """)
        .param(order)
        .update();
  }

  /// Units that the contract gave to somebody, or (below zero) took.
  void move(UUID campaign, UserId user, long units) {
    int changed =
        jdbc.sql(
                """
                UPDATE voucher_holdings SET units = units + :units
                WHERE campaign_id = :campaign AND user_id = :user
                """)
            .param("units", units)
            .param("campaign", campaign)
            .param("user", user.value())
            .update();
    if (changed == 0) {
      jdbc.sql(
              """
              INSERT INTO voucher_holdings (campaign_id, user_id, claimed, units)
              VALUES (?, ?, 0, ?)
              """)
          .params(campaign, user.value(), units)
          .update();
    }
  }

  /// The contract burned what an order uses: its reservation ends.
  void redeemed(Hash order, U256 campaign) {
    jdbc.sql(
            """
            WITH before AS (
              SELECT order_id, campaign_id, user_id, units, voucher_uses.state
              FROM voucher_uses JOIN campaigns ON campaigns.id = campaign_id
              WHERE order_reference = :order AND chain_id = :campaign
                AND voucher_uses.state IN ('TAKEN', 'RETURNED')
              FOR NO KEY UPDATE OF voucher_uses),
            redeemed AS (
              UPDATE voucher_uses SET state = 'REDEEMED'
              FROM before
              WHERE voucher_uses.order_id = before.order_id
                AND voucher_uses.campaign_id = before.campaign_id)
            UPDATE voucher_holdings SET reserved = reserved - before.units
            FROM before
            WHERE voucher_holdings.campaign_id = before.campaign_id
              AND voucher_holdings.user_id = before.user_id AND before.state = 'TAKEN'
            """)
        .param("order", order.toHex())
        .param("campaign", campaign.toHash().toHex())
        .update();
  }

  /// The contract gave units of an order back.
  void restored(Hash order, U256 campaign, long units) {
    jdbc.sql(
            """
            UPDATE voucher_uses
            SET restored = restored + :units,
              state = CASE WHEN restored + :units = voucher_uses.units THEN 'RESTORED'
                ELSE voucher_uses.state END
            FROM campaigns
            WHERE campaigns.id = campaign_id AND order_reference = :order
              AND chain_id = :campaign
            """)
        .param("units", units)
        .param("order", order.toHex())
        .param("campaign", campaign.toHash().toHex())
        .update();
  }
}
