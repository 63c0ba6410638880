package org.tongbao.market.onchain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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

  /// @param content JSON
  void add(LogEntry log, BlockLogs block, String event, String content, List<Subject> subjects) {
    long id =
        jdbc.sql(
                """
                INSERT INTO chain_records (event, content, contract, transaction, log_index,
                  block_number, block_hash, at)
                VALUES (:event, CAST(:content AS JSONB), :contract, :transaction, :index, :number,
                  :block, :at)
                RETURNING id
                """)
            .param("event", event)
            .param("content", content)
            .param("contract", log.address().toHex())
            .param("transaction", log.transaction().toHex())
            .param("index", log.index())
            .param("number", block.id().number())
            .param("block", block.id().hash().toHex())
            .param("at", block.timestamp().atOffset(ZoneOffset.UTC))
            .query(Long.class)
            .single();
    for (Subject subject : subjects) {
      jdbc.sql(
              """
              INSERT INTO chain_record_subjects (record_id, kind, subject_id) VALUES (?, ?, ?)
              """)
          .params(id, subject.kind(), subject.id())
          .update();
    }
  }

  /// The chain has an event again that it had lost: it gets its new place.
  ///
  /// @return false when no such event was lost
  boolean restore(LogEntry log, BlockLogs block, String event, String content) {
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
            .param("event", event)
            .param("content", content)
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
}
