package org.tongbao.market.promotion;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.contract.VoucherKind;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The tables `campaigns` and `campaign_fundings`.
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

  Optional<UUID> idOf(U256 chainId) {
    return jdbc.sql("SELECT id FROM campaigns WHERE chain_id = ?")
        .param(chainId.toHash().toHex())
        .query((row, number) -> row.getObject("id", UUID.class))
        .optional();
  }

  /// Newest first; null lists the platform's.
  List<Campaign> list(@Nullable MerchantId bearer, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE merchant_id IS NOT DISTINCT FROM CAST(:bearer AS UUID)
                  AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC
                LIMIT :rows
                """)
        .param("bearer", bearer == null ? null : bearer.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> campaign(row))
        .list();
  }

  /// Those that can be claimed now, newest first: of one shop and the platform, or of all.
  List<Campaign> open(@Nullable MerchantId shop, Instant now, PageOfList.Request asked) {
    return jdbc.sql(
            SELECT
                + """
                WHERE state = 'PUBLISHED' AND open AND starts_at <= :now AND ends_at > :now
                  AND claimed < cap
                  AND (CAST(:shop AS UUID) IS NULL OR merchant_id IS NULL OR merchant_id = :shop)
                  AND (CAST(:after AS UUID) IS NULL OR id < :after)
                ORDER BY id DESC
                LIMIT :rows
                """)
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("shop", shop == null ? null : shop.value())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> campaign(row))
        .list();
  }

  Campaigns.Progress progress(UUID id) {
    return jdbc.sql(
            """
            SELECT claimed, issued, pot_minor, spent_minor, refusal FROM campaigns WHERE id = ?
            """)
        .param(id)
        .query(
            (row, number) ->
                new Campaigns.Progress(
                    row.getLong("claimed"),
                    row.getLong("issued"),
                    row.getLong("pot_minor"),
                    row.getLong("spent_minor"),
                    row.getString("refusal")))
        .single();
  }

  void add(UUID id, CampaignDraft draft, Address bearer, Hash chainId, UserId by, Instant now) {
    MerchantId merchant = draft.merchant();
    jdbc.sql(
            """
            INSERT INTO campaigns (id, merchant_id, kind, name_zh, name_en, notice_zh, notice_en,
              bearer, chain_id, currency, value_minor, threshold_minor, cap, per_account, funded,
              open, starts_at, ends_at, content, state, created_by, created_at)
            VALUES (:id, :merchant, :kind, :nameZh, :nameEn, :textZh, :textEn,
              :bearer, :chainId, :currency, :value, :threshold, :cap, :perAccount, :funded,
              :open, :starts, :ends, :content, 'PUBLISHING', :by, :now)
            """)
        .param("id", id)
        .param("merchant", merchant == null ? null : merchant.value())
        .param("kind", draft.kind().name())
        .param("nameZh", draft.notice().nameZh())
        .param("nameEn", draft.notice().nameEn())
        .param("textZh", draft.notice().textZh())
        .param("textEn", draft.notice().textEn())
        .param("bearer", bearer.toHex())
        .param("chainId", chainId.toHex())
        .param("currency", draft.value().currency().code())
        .param("value", draft.value().amountMinor().longValueExact())
        .param("threshold", draft.threshold().amountMinor().longValueExact())
        .param("cap", draft.cap())
        .param("perAccount", draft.perAccount())
        .param("funded", draft.funded())
        .param("open", draft.open())
        .param("starts", draft.startsAt().atOffset(ZoneOffset.UTC))
        .param("ends", draft.endsAt().atOffset(ZoneOffset.UTC))
        .param("content", draft.content().toHex())
        .param("by", by.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  void published(U256 chainId) {
    change("state = 'PUBLISHED'", chainId, "AND state = 'PUBLISHING'", 0);
  }

  void issued(U256 chainId, long units) {
    change("issued = issued + :amount", chainId, "", units);
  }

  /// Money that left the pot for an order or an account.
  void spent(U256 chainId, long minor) {
    change(
        "pot_minor = pot_minor - :amount, spent_minor = spent_minor + :amount", chainId, "", minor);
  }

  /// Money that came back from an order; once the campaign has ended it goes elsewhere.
  void takenBack(U256 chainId, long minor, Instant at) {
    jdbc.sql(
            """
            UPDATE campaigns
            SET pot_minor = pot_minor + :amount, spent_minor = spent_minor - :amount
            WHERE chain_id = :chainId AND ends_at > :at
            """)
        .param("amount", minor)
        .param("chainId", chainId.toHash().toHex())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  void potIsEmpty(U256 chainId) {
    change("pot_minor = 0", chainId, "", 0);
  }

  private void change(String what, U256 chainId, String where, long amount) {
    jdbc.sql("UPDATE campaigns SET " + what + " WHERE chain_id = :chainId " + where)
        .param("chainId", chainId.toHash().toHex())
        .param("amount", amount)
        .update();
  }

  /// The contract did not take the campaign.
  void refused(UUID id, String why) {
    jdbc.sql(
            """
            UPDATE campaigns SET state = 'REFUSED', refusal = ?
            WHERE id = ? AND state = 'PUBLISHING'
            """)
        .params(why, id)
        .update();
  }

  void addFunding(UUID id, UUID campaign, Money amount, UserId by, Instant now) {
    jdbc.sql(
            """
            INSERT INTO campaign_fundings (id, campaign_id, amount_minor, state, by_user, at)
            VALUES (:id, :campaign, :amount, 'PENDING', :by, :now)
            """)
        .param("id", id)
        .param("campaign", campaign)
        .param("amount", amount.amountMinor().longValueExact())
        .param("by", by.value())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// Money arrived in a pot: the oldest funding of so much is done.
  void funded(U256 chainId, long minor, long pot) {
    change("pot_minor = :amount", chainId, "", pot);
    jdbc.sql(
            """
            UPDATE campaign_fundings SET state = 'DONE'
            WHERE id = (
              SELECT campaign_fundings.id
              FROM campaign_fundings JOIN campaigns ON campaigns.id = campaign_id
              WHERE chain_id = :chainId AND amount_minor = :amount
                AND campaign_fundings.state = 'PENDING'
              ORDER BY campaign_fundings.id LIMIT 1)
            """)
        .param("chainId", chainId.toHash().toHex())
        .param("amount", minor)
        .update();
  }

  void fundingRefused(UUID id, String why) {
    jdbc.sql("UPDATE campaign_fundings SET state = 'REFUSED', refusal = ? WHERE id = ?")
        .params(why, id)
        .update();
  }

  /// The fundings of a campaign, newest first.
  List<PotFunding> fundings(UUID campaign) {
    return jdbc.sql(
            """
            SELECT id, amount_minor, state, refusal, at FROM campaign_fundings
            WHERE campaign_id = ? ORDER BY id DESC LIMIT 100
            """)
        .param(campaign)
        .query(
            (row, number) ->
                new PotFunding(
                    row.getObject("id", UUID.class),
                    row.getLong("amount_minor"),
                    row.getString("state"),
                    row.getString("refusal"),
                    instant(row, "at")))
        .list();
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
