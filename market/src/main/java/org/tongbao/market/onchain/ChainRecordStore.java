package org.tongbao.market.onchain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.index.BlockLogs;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.ledger.rpc.LogEntry;
import org.tongbao.primitives.Hash;

/// The tables `chain_blocks`, `chain_records` and `chain_record_subjects`.
@Repository
final class ChainRecordStore {
  private final JdbcClient jdbc;

  ChainRecordStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// The newest block that was mirrored.
  Optional<BlockId> newestBlock() {
    return jdbc.sql("SELECT number, hash FROM chain_blocks ORDER BY number DESC LIMIT 1")
        .query(
            (row, number) ->
                new BlockId(row.getLong("number"), Hash.fromHex(row.getString("hash"))))
        .optional();
  }

  /// Makes whoever else would move the place wait until the transaction ends.
  void lockPlace() {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended('chain place', 0)) IS NULL")
        .query(Boolean.class)
        .single();
  }

  void addBlock(BlockLogs block) {
    jdbc.sql("INSERT INTO chain_blocks (number, hash, at) VALUES (?, ?, ?)")
        .params(
            block.id().number(),
            block.id().hash().toHex(),
            block.timestamp().atOffset(ZoneOffset.UTC))
        .update();
  }

  boolean removeBlock(BlockId block) {
    return jdbc.sql("DELETE FROM chain_blocks WHERE number = ? AND hash = ?")
            .params(block.number(), block.hash().toHex())
            .update()
        == 1;
  }

  /// Blocks so old that no reorganisation reaches them need not be known.
  void forgetBlocksBefore(long number) {
    jdbc.sql("DELETE FROM chain_blocks WHERE number < ?").param(number).update();
  }

  /// An event as it is stored.
  ///
  /// @param content JSON
  /// @param references that it carries, which may stand for objects
  record Line(LogEntry log, String event, String content, List<Hash> references) {
    Line {
      references = List.copyOf(references);
    }
  }

  /// Adds events of one block, and of which objects they tell, in one statement.
  void add(List<Line> lines, BlockLogs block) {
    List<LogEntry> logs = lines.stream().map(Line::log).toList();
    List<Long> of = new ArrayList<>();
    List<String> references = new ArrayList<>();
    for (Line line : lines) {
      for (Hash reference : line.references()) {
        of.add((long) line.log().index());
        references.add(reference.toHex());
      }
    }
    jdbc.sql(
            """
            WITH added AS (
              INSERT INTO chain_records (event, content, contract, transaction, log_index,
                block_number, block_hash, at)
              SELECT event, CAST(content AS JSONB), contract, transaction, log_index, :number,
                :block, :at
              FROM unnest(:events, :contents, :contracts, :transactions, :indexes)
                AS line (event, content, contract, transaction, log_index)
              ORDER BY log_index
              RETURNING id, log_index)
            INSERT INTO chain_record_subjects (record_id, kind, subject_id)
            SELECT DISTINCT added.id, subject.kind, subject.subject_id
            FROM added
            JOIN unnest(:of, :references) AS carried (log_index, reference) USING (log_index)
            JOIN chain_subjects AS subject USING (reference)
            """)
        .param("number", block.id().number())
        .param("block", block.id().hash().toHex())
        .param("at", block.timestamp().atOffset(ZoneOffset.UTC))
        .param("events", lines.stream().map(Line::event).toArray(String[]::new))
        .param("contents", lines.stream().map(Line::content).toArray(String[]::new))
        .param("contracts", logs.stream().map(it -> it.address().toHex()).toArray(String[]::new))
        .param(
            "transactions",
            logs.stream().map(it -> it.transaction().toHex()).toArray(String[]::new))
        .param("indexes", logs.stream().map(it -> (long) it.index()).toArray(Long[]::new))
        .param("of", of.toArray(Long[]::new))
        .param("references", references.toArray(String[]::new))
        .update();
  }

  /// The chain has an event again that it had lost: it gets its new place.
  ///
  /// @return false when no such event was lost
  boolean restore(Line line, BlockLogs block) {
    LogEntry log = line.log();
    return jdbc.sql(
                """
                UPDATE chain_records
                SET transaction = :transaction, log_index = :index, block_number = :number,
                  block_hash = :block, at = :at, lost_at = NULL
                WHERE id = (
                  SELECT id FROM chain_records
                  WHERE lost_at IS NOT NULL AND event = :event AND contract = :contract
                    AND content = CAST(:content AS JSONB)
                  ORDER BY id LIMIT 1)
                """)
            .param("event", line.event())
            .param("content", line.content())
            .param("contract", log.address().toHex())
            .param("transaction", log.transaction().toHex())
            .param("index", log.index())
            .param("number", block.id().number())
            .param("block", block.id().hash().toHex())
            .param("at", block.timestamp().atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// @return how many events are lost with the block
  int lose(BlockId block, Instant now) {
    return jdbc.sql("UPDATE chain_records SET lost_at = ? WHERE block_hash = ? AND lost_at IS NULL")
        .params(now.atOffset(ZoneOffset.UTC), block.hash().toHex())
        .update();
  }

  /// How many events the chain has lost and not brought again.
  long lost() {
    return jdbc.sql("SELECT count(*) FROM chain_records WHERE lost_at IS NOT NULL")
        .query(Long.class)
        .single();
  }

  List<ChainRecord> of(Subject subject) {
    return jdbc.sql(
            """
            SELECT event, content, transaction, log_index, block_number, block_hash, at
            FROM chain_records JOIN chain_record_subjects ON record_id = id
            WHERE subject_id = ? AND kind = ? AND lost_at IS NULL
            ORDER BY block_number, log_index
            """)
        .params(subject.id(), subject.kind())
        .query((row, number) -> record(row))
        .list();
  }

  private static ChainRecord record(ResultSet row) throws SQLException {
    return new ChainRecord(
        row.getString("event"),
        row.getString("content"),
        Hash.fromHex(row.getString("transaction")),
        row.getLong("log_index"),
        row.getLong("block_number"),
        Hash.fromHex(row.getString("block_hash")),
        row.getObject("at", OffsetDateTime.class).toInstant());
  }

  Map<String, Long> blocks(String[] transactions) {
    Map<String, Long> blocks = new HashMap<>();
    jdbc.sql(
            """
            SELECT DISTINCT transaction, block_number FROM chain_records
            WHERE transaction = ANY (:transactions) AND lost_at IS NULL
            """)
        .param("transactions", transactions)
        .query(
            row -> {
              blocks.put(row.getString("transaction"), row.getLong("block_number"));
            });
    return blocks;
  }
}
