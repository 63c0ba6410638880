package org.tongbao.market.promotion;

import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;

/// The table `voucher_claims`, and what claims count in `campaigns` and `voucher_holdings`.
@Repository
final class ClaimStore {
  private static final int SHOWN = 100;

  private final JdbcClient jdbc;

  ClaimStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Claims.Claim> of(UserId user) {
    return jdbc.sql(
            """
            SELECT id, campaign_id, units, state, refusal, at FROM voucher_claims
            WHERE user_id = ? ORDER BY id DESC LIMIT ?
            """)
        .params(user.value(), SHOWN)
        .query(
            (row, number) ->
                new Claims.Claim(
                    row.getObject("id", UUID.class),
                    row.getObject("campaign_id", UUID.class),
                    row.getLong("units"),
                    Claims.Claim.State.valueOf(row.getString("state")),
                    row.getString("refusal"),
                    CampaignStore.instant(row, "at")))
        .list();
  }

  /// Counts units against the limit of one account; false when they are above it.
  boolean countFor(UserId user, Campaign campaign, long units) {
    return jdbc.sql(
                """
                INSERT INTO voucher_holdings AS held (campaign_id, user_id, claimed)
                VALUES (:campaign, :user, :units)
                ON CONFLICT (campaign_id, user_id) DO UPDATE SET claimed = held.claimed + :units
                WHERE held.claimed + :units <= :most
                """)
            .param("campaign", campaign.id())
            .param("user", user.value())
            .param("units", units)
            .param("most", campaign.perAccount())
            .update()
        == 1;
  }

  /// Counts units against the cap of a campaign, and against its pot where it has one; false when
  /// there are not so many.
  boolean count(UUID campaign, long units) {
    return jdbc.sql(
                """
                UPDATE campaigns SET claimed = claimed + :units
                WHERE id = :id AND claimed + :units <= cap AND (NOT funded
                  OR pot_minor + spent_minor >= (claimed + :units) * value_minor)
                """)
            .param("units", units)
            .param("id", campaign)
            .update()
        == 1;
  }

  boolean isAllClaimed(UUID campaign, long units) {
    return jdbc.sql("SELECT claimed + ? > cap FROM campaigns WHERE id = ?")
        .params(units, campaign)
        .query(Boolean.class)
        .single();
  }

  void add(UserId user, Claims.Claim claim) {
    jdbc.sql(
            """
            INSERT INTO voucher_claims (id, campaign_id, user_id, units, state, at)
            VALUES (:id, :campaign, :user, :units, 'PENDING', :at)
            """)
        .param("id", claim.id())
        .param("campaign", claim.campaign())
        .param("user", user.value())
        .param("units", claim.units())
        .param("at", claim.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The chain issued units: the oldest claim of so many is done.
  void issued(UUID campaign, UserId user, long units) {
    jdbc.sql(
            """
            UPDATE voucher_claims SET state = 'ISSUED'
            WHERE id = (
              SELECT id FROM voucher_claims
              WHERE campaign_id = :campaign AND user_id = :user AND units = :units
                AND state = 'PENDING'
              ORDER BY id LIMIT 1)
            """)
        .param("campaign", campaign)
        .param("user", user.value())
        .param("units", units)
        .update();
  }

  /// The chain refused a claim: what it counted is free again.
  void refused(UUID claim, String why) {
    jdbc.sql(
            """
            WITH refused AS (
              UPDATE voucher_claims SET state = 'REFUSED', refusal = :why
              WHERE id = :id AND state = 'PENDING'
              RETURNING campaign_id, user_id, units),
            holding AS (
              UPDATE voucher_holdings SET claimed = claimed - refused.units
              FROM refused
              WHERE voucher_holdings.campaign_id = refused.campaign_id
                AND voucher_holdings.user_id = refused.user_id)
            UPDATE campaigns SET claimed = claimed - refused.units
            FROM refused WHERE campaigns.id = refused.campaign_id
            """)
        .param("why", why)
        .param("id", claim)
        .update();
  }
}
