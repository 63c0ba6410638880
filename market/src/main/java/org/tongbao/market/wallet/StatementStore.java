package org.tongbao.market.wallet;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.web.PageOfList;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;

/// The table `wallet_lines`.
@Repository
final class StatementStore {
  private final JdbcClient jdbc;

  StatementStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void add(Holder holder, WalletLine line, long logIndex) {
    jdbc.sql(
            """
            INSERT INTO wallet_lines (id, holder_kind, holder_id, account, unit, amount, kind,
              counterparty, transaction, log_index, block_number, at)
            VALUES (:id, :holderKind, :holder, :account, :unit, :amount, :kind, :counterparty,
              :transaction, :logIndex, :block, :at)
            ON CONFLICT ON CONSTRAINT wallet_lines_once DO NOTHING
            """)
        .param("id", line.id())
        .param("holderKind", holder.kind().name())
        .param("holder", holder.id())
        .param("account", line.account().toHex())
        .param("unit", line.unit())
        .param("amount", line.amount())
        .param("kind", line.kind().name())
        .param("counterparty", line.counterparty().toHex())
        .param("transaction", line.transaction().toHex())
        .param("logIndex", logIndex)
        .param("block", line.block())
        .param("at", line.at().atOffset(ZoneOffset.UTC))
        .update();
  }

  /// @param unit only this one; all when empty
  List<WalletLine> list(Holder holder, String unit, PageOfList.Request asked) {
    return jdbc.sql(
            """
            SELECT id, account, unit, amount, kind, counterparty, transaction, block_number, at
            FROM wallet_lines
            WHERE holder_id = :holder AND holder_kind = :kind
              AND (:unit = '' OR unit = :unit)
              AND (CAST(:after AS UUID) IS NULL OR id < :after)
            ORDER BY id DESC LIMIT :rows
            """)
        .param("holder", holder.id())
        .param("kind", holder.kind().name())
        .param("unit", unit)
        .param("after", asked.after())
        .param("rows", asked.rows())
        .query(StatementStore::line)
        .list();
  }

  /// What moved before a moment, by unit.
  Map<String, Long> sums(Holder holder, OffsetDateTime before) {
    Map<String, Long> sums = new TreeMap<>();
    jdbc.sql(
            """
            SELECT unit, sum(amount) AS amount FROM wallet_lines
            WHERE holder_id = :holder AND holder_kind = :kind AND at < :before GROUP BY unit
            """)
        .param("holder", holder.id())
        .param("kind", holder.kind().name())
        .param("before", before)
        .query(
            row -> {
              sums.put(row.getString("unit"), row.getLong("amount"));
            });
    return sums;
  }

  /// In the chain's order.
  List<WalletMovement> between(Holder holder, OffsetDateTime from, OffsetDateTime to, int limit) {
    return jdbc.sql(
            """
            SELECT id, account, unit, amount, kind, counterparty, transaction, block_number, at,
              log_index
            FROM wallet_lines
            WHERE holder_id = :holder AND holder_kind = :kind AND at >= :from AND at < :to
            ORDER BY block_number, log_index, amount LIMIT :limit
            """)
        .param("holder", holder.id())
        .param("kind", holder.kind().name())
        .param("from", from)
        .param("to", to)
        .param("limit", limit)
        .query((row, number) -> new WalletMovement(line(row, number), row.getLong("log_index")))
        .list();
  }

  /// What left all wallets for the world outside before a moment, less what came back, by currency.
  Map<String, Long> leftBefore(OffsetDateTime moment) {
    Map<String, Long> sums = new TreeMap<>();
    jdbc.sql(
            """
            SELECT unit, -sum(amount) AS left_minor FROM wallet_lines
            WHERE kind = 'WITHDRAWAL' AND at < ? GROUP BY unit
            """)
        .param(moment)
        .query(
            row -> {
              sums.put(row.getString("unit"), row.getLong("left_minor"));
            });
    return sums;
  }

  /// What left all wallets and what came back, in the chain's order.
  List<WalletLine> leftBetween(OffsetDateTime from, OffsetDateTime to, int limit) {
    return jdbc.sql(
            """
            SELECT id, account, unit, amount, kind, counterparty, transaction, block_number, at
            FROM wallet_lines
            WHERE kind = 'WITHDRAWAL' AND at >= ? AND at < ?
            ORDER BY block_number, log_index, account LIMIT ?
            """)
        .params(from, to, limit)
        .query(StatementStore::line)
        .list();
  }

  private static WalletLine line(ResultSet row, int number) throws SQLException {
    return new WalletLine(
        row.getObject("id", UUID.class),
        Address.fromHex(row.getString("account")),
        row.getString("unit"),
        row.getLong("amount"),
        WalletLine.Kind.valueOf(row.getString("kind")),
        Address.fromHex(row.getString("counterparty")),
        Hash.fromHex(row.getString("transaction")),
        row.getLong("block_number"),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }
}
