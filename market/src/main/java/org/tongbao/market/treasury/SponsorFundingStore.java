package org.tongbao.market.treasury;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `sponsor_fundings`.
@Repository
final class SponsorFundingStore {
  private final JdbcClient jdbc;

  SponsorFundingStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes fundings of a currency wait for each other until the transaction ends.
  void lock(String currency) {
    jdbc.sql("SELECT currency FROM reserves WHERE currency = ? FOR NO KEY UPDATE")
        .param(currency)
        .query(String.class)
        .single();
  }

  /// The platform's own money at institutions.
  long ownMinor(String currency) {
    return jdbc.sql("SELECT own_minor FROM reserves WHERE currency = ?")
        .param(currency)
        .query(Long.class)
        .single();
  }

  /// What of the platform's own money is on the chain already, or on its way there.
  long ownMoneyUsed(String currency) {
    return sum("source = 'OWN_MONEY' AND state <> 'REFUSED'", currency);
  }

  /// Fees that have been given away and are still in their account.
  long feesLeaving(String currency) {
    return sum("source = 'FEES' AND state = 'PENDING'", currency);
  }

  private long sum(String which, String currency) {
    return jdbc.sql(
            "SELECT COALESCE(sum(amount_minor), 0) FROM sponsor_fundings WHERE currency = ? AND "
                + which)
        .param(currency)
        .query(Long.class)
        .single();
  }

  void add(SponsorFunding funding, Hash reference, UserId by) {
    jdbc.sql(
            """
            INSERT INTO sponsor_fundings (id, source, currency, amount_minor, reference, state,
              by_user, at)
            VALUES (:id, :source, :currency, :amount, :reference, 'PENDING', :by, :at)
            """)
        .param("id", funding.id())
        .param("source", funding.source().name())
        .param("currency", funding.amount().currency().code())
        .param("amount", funding.amount().amountMinor().longValueExact())
        .param("reference", reference.toHex())
        .param("by", by.value())
        .param("at", funding.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The chain has moved the money.
  void done(Hash reference, Hash transaction) {
    jdbc.sql(
            """
            UPDATE sponsor_fundings SET state = 'DONE', transaction = ?
            WHERE reference = ? AND state <> 'DONE'
            """)
        .params(transaction.toHex(), reference.toHex())
        .update();
  }

  /// The chain would not move fees; deposits of own money wait instead.
  void refusedTransfer(UUID id, String why) {
    jdbc.sql(
            """
            UPDATE sponsor_fundings SET state = 'REFUSED', refusal = ?
            WHERE id = ? AND state = 'PENDING' AND source = 'FEES'
            """)
        .params(why, id)
        .update();
  }

  List<SponsorFunding> list(String currency, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id, source, currency, amount_minor, state, refusal, transaction, at
            FROM sponsor_fundings
            WHERE currency = :currency AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC LIMIT :rows
            """)
        .param("currency", currency)
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(SponsorFundingStore::funding)
        .list();
  }

  private static SponsorFunding funding(ResultSet row, int number) throws SQLException {
    return new SponsorFunding(
        row.getObject("id", UUID.class),
        SponsorFunding.Source.valueOf(row.getString("source")),
        Money.ofMinor(row.getLong("amount_minor"), Currency.of(row.getString("currency"))),
        SponsorFunding.State.valueOf(row.getString("state")),
        row.getString("refusal"),
        row.getString("transaction"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
