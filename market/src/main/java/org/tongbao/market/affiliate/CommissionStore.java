package org.tongbao.market.affiliate;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The table `affiliate_commissions`. Rows follow the chain, in the transaction that heard it.
@Repository
final class CommissionStore {
  private final JdbcClient jdbc;

  CommissionStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Where a commission stands.
  enum State {
    ASKED,
    PENDING,
    PAID,
    REVERSED
  }

  /// A commission as its affiliate sees it.
  ///
  /// @param remaining what refunds have left of the amount
  /// @param transaction and block: where the chain said so last
  record Earned(
      UUID id,
      UUID merchant,
      Money amount,
      Money remaining,
      State state,
      Instant at,
      @Nullable Instant endedAt,
      @Nullable String transaction,
      @Nullable Long block) {}

  /// What commissions in one state sum to.
  record Sum(Currency currency, State state, long amountMinor, long remainingMinor) {}

  void add(UUID id, Hash order, UUID sellerOrder, MerchantId shop, Commission of, Instant at) {
    jdbc.sql(
            """
            INSERT INTO affiliate_commissions (id, seller_order_id, order_reference, affiliate_id,
              merchant_id, account, currency, amount_minor, remaining_minor, state, created_at)
            VALUES (:id, :sellerOrder, :order, :affiliate, :shop, :account, :currency, :amount,
              :amount, 'ASKED', :at)
            """)
        .param("id", id)
        .param("sellerOrder", sellerOrder)
        .param("order", order.toHex())
        .param("affiliate", of.affiliate().value())
        .param("shop", shop.value())
        .param("account", of.account().toHex())
        .param("currency", of.amount().currency().code())
        .param("amount", of.amount().amountMinor().longValueExact())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The chain has placed the order.
  void placed(Hash order, ChainEvent heard) {
    follow(order, heard, "state = 'PENDING'", State.ASKED, 0);
  }

  /// A refund took this much of it.
  void reverse(Hash order, long minor, ChainEvent heard) {
    follow(
        order,
        heard,
        """
        remaining_minor = remaining_minor - :minor,
          state = CASE WHEN remaining_minor = :minor THEN 'REVERSED' ELSE state END,
          ended_at = CASE WHEN remaining_minor = :minor THEN CAST(:at AS TIMESTAMPTZ) END
        """,
        State.PENDING,
        minor);
  }

  /// The order was cancelled.
  void cancel(Hash order, ChainEvent heard) {
    follow(
        order, heard, "remaining_minor = 0, state = 'REVERSED', ended_at = :at", State.PENDING, 0);
  }

  /// The chain has paid it.
  void paid(Hash order, long minor, ChainEvent heard) {
    follow(
        order,
        heard,
        "remaining_minor = :minor, state = 'PAID', ended_at = :at",
        State.PENDING,
        minor);
  }

  private void follow(Hash order, ChainEvent heard, String change, State from, long minor) {
    jdbc.sql(
            "UPDATE affiliate_commissions SET transaction = :transaction, block_number = :block, "
                + change
                + " WHERE order_reference = :order AND state = '"
                + from
                + "'")
        .param("transaction", heard.transaction().toHex())
        .param("block", heard.block())
        .param("order", order.toHex())
        .param("minor", minor)
        .param("at", heard.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// The chain never placed the order.
  void drop(UUID sellerOrder, Instant at) {
    jdbc.sql(
            """
            UPDATE affiliate_commissions
            SET remaining_minor = 0, state = 'REVERSED', ended_at = :at
            WHERE seller_order_id = :order AND state = 'ASKED'
            """)
        .param("order", sellerOrder)
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  List<Sum> sums(UserId affiliate) {
    return jdbc.sql(
            """
            SELECT currency, state, SUM(amount_minor) AS amount, SUM(remaining_minor) AS remaining
            FROM affiliate_commissions WHERE affiliate_id = ?
            GROUP BY currency, state ORDER BY currency, state
            """)
        .param(affiliate.value())
        .query(
            (row, number) ->
                new Sum(
                    Currency.of(row.getString("currency")),
                    State.valueOf(row.getString("state")),
                    row.getLong("amount"),
                    row.getLong("remaining")))
        .list();
  }

  /// What was paid before a moment, by currency.
  Map<String, Long> paidBefore(OffsetDateTime moment) {
    Map<String, Long> sums = new TreeMap<>();
    jdbc.sql(
            """
            SELECT currency, sum(remaining_minor) AS paid FROM affiliate_commissions
            WHERE state = 'PAID' AND ended_at < ? GROUP BY currency
            """)
        .param(moment)
        .query(
            row -> {
              sums.put(row.getString("currency"), row.getLong("paid"));
            });
    return sums;
  }

  /// In the chain's order.
  List<PaidCommissions.Paid> paidBetween(OffsetDateTime from, OffsetDateTime to, int limit) {
    return jdbc.sql(
            """
            SELECT ended_at, seller_order_id, currency, remaining_minor, account, transaction,
              block_number
            FROM affiliate_commissions
            WHERE state = 'PAID' AND ended_at >= ? AND ended_at < ?
            ORDER BY block_number, id LIMIT ?
            """)
        .params(from, to, limit)
        .query(
            (row, number) ->
                new PaidCommissions.Paid(
                    row.getObject("ended_at", OffsetDateTime.class).toInstant(),
                    row.getObject("seller_order_id", UUID.class),
                    row.getString("currency"),
                    row.getLong("remaining_minor"),
                    row.getString("account"),
                    row.getString("transaction"),
                    row.getLong("block_number")))
        .list();
  }

  /// @param state null for all
  List<Earned> list(UserId affiliate, @Nullable State state, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id, merchant_id, currency, amount_minor, remaining_minor, state, created_at,
              ended_at, transaction, block_number
            FROM affiliate_commissions
            WHERE affiliate_id = :affiliate
              AND (CAST(:state AS TEXT) IS NULL OR state = :state)
              AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC LIMIT :rows
            """)
        .param("affiliate", affiliate.value())
        .param("state", state == null ? null : state.name())
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query((row, number) -> earned(row))
        .list();
  }

  private static Earned earned(ResultSet row) throws SQLException {
    Currency currency = Currency.of(row.getString("currency"));
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new Earned(
        row.getObject("id", UUID.class),
        row.getObject("merchant_id", UUID.class),
        Money.ofMinor(row.getLong("amount_minor"), currency),
        Money.ofMinor(row.getLong("remaining_minor"), currency),
        State.valueOf(row.getString("state")),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant(),
        row.getString("transaction"),
        row.getObject("block_number", Long.class));
  }

  /// Whether something may still be paid into this account.
  boolean awaits(Address account) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM affiliate_commissions
              WHERE account = ? AND state IN ('ASKED', 'PENDING'))
            """)
        .param(account.toHex())
        .query(Boolean.class)
        .single();
  }
}
