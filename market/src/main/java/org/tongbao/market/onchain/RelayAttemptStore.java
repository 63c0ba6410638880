package org.tongbao.market.onchain;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.relay.RelayBatch;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The table `relay_attempts`.
@Repository
final class RelayAttemptStore {
  private final JdbcClient jdbc;

  RelayAttemptStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// Makes changes of one relayer's batch wait for each other, until the transaction ends.
  void lock(Address relayer) {
    jdbc.sql("SELECT pg_advisory_xact_lock(hashtextextended(:relayer, 0)) IS NULL")
        .param("relayer", "relay batch of " + relayer.toHex())
        .query(Boolean.class)
        .single();
  }

  List<RelayBatch.Attempt> of(Address relayer) {
    return jdbc.sql(
            """
            SELECT transaction, nonce, encoded FROM relay_attempts WHERE relayer = ?
            ORDER BY number
            """)
        .param(relayer.toHex())
        .query(
            (row, number) ->
                new RelayBatch.Attempt(
                    Hash.fromHex(row.getString("transaction")),
                    row.getLong("nonce"),
                    Bytes.wrap(row.getBytes("encoded"))))
        .list();
  }

  void add(Address relayer, int number, RelayBatch.Attempt attempt) {
    jdbc.sql(
            """
            INSERT INTO relay_attempts (relayer, number, transaction, nonce, encoded)
            VALUES (?, ?, ?, ?, ?)
            """)
        .params(
            relayer.toHex(),
            number,
            attempt.transaction().toHex(),
            attempt.nonce(),
            attempt.encoded().toArray())
        .update();
  }

  /// @return how many there were
  int remove(Address relayer) {
    return jdbc.sql("DELETE FROM relay_attempts WHERE relayer = ?").param(relayer.toHex()).update();
  }
}
