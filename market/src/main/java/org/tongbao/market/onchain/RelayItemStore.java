package org.tongbao.market.onchain;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.relay.RelayJournal;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;

/// The table `relay_items`.
@Repository
final class RelayItemStore {
  private static final String COLUMNS =
      """
      reference, subject_kind, subject_id, content, target, gas, data, signing, deadline, renewals,
      state, transaction, block_number, block_hash, revert_data
      """;

  private static final String ITEM =
      """
      SELECT reference, subject_kind, subject_id, state, renewals, accepted_at, ended_at, transaction
      FROM relay_items
      """;

  private final JdbcClient jdbc;

  RelayItemStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A row.
  ///
  /// @param signing how it was signed, when it can be signed anew here
  /// @param deadline of that signature
  /// @param renewals how often it was signed anew
  record Row(
      RelayJournal.Entry entry,
      Subject subject,
      @Nullable IntentSigning signing,
      @Nullable Instant deadline,
      int renewals) {
    Hash reference() {
      return entry.item().reference();
    }

    boolean endsBefore(Instant time) {
      return deadline != null && deadline.isBefore(time);
    }
  }

  /// False when the reference is there already.
  boolean add(
      RelayItem item,
      Subject subject,
      @Nullable IntentSigning signing,
      @Nullable Instant deadline,
      Instant now) {
    return jdbc.sql(
                """
                INSERT INTO relay_items (reference, subject_kind, subject_id, content, target, gas,
                  data, signing, deadline, accepted_at)
                VALUES (:reference, :kind, :id, :content, :target, :gas, :data,
                  CAST(:signing AS JSONB), :deadline, :now)
                ON CONFLICT (reference) DO NOTHING
                """)
            .param("reference", item.reference().toHex())
            .param("kind", subject.kind())
            .param("id", subject.id())
            .param("content", item.content().toHex())
            .param("target", item.target().toHex())
            .param("gas", item.gas())
            .param("data", item.data().toArray())
            .param("signing", signing == null ? null : SigningJson.write(signing))
            .param("deadline", deadline == null ? null : deadline.atOffset(ZoneOffset.UTC))
            .param("now", now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  /// A refused item waits again, with this call and signature.
  void replace(
      RelayItem item,
      Subject subject,
      @Nullable IntentSigning signing,
      @Nullable Instant deadline,
      Instant now) {
    jdbc.sql(
            """
            UPDATE relay_items
            SET position = nextval('relay_item_positions'), subject_kind = :kind,
              subject_id = :id, gas = :gas, data = :data, signing = CAST(:signing AS JSONB),
              deadline = :deadline, renewals = 0, state = 'WAITING', transaction = NULL,
              block_number = NULL, block_hash = NULL, revert_data = NULL, accepted_at = :now,
              ended_at = NULL
            WHERE reference = :reference AND state = 'FAILED'
            """)
        .param("reference", item.reference().toHex())
        .param("kind", subject.kind())
        .param("id", subject.id())
        .param("gas", item.gas())
        .param("data", item.data().toArray())
        .param("signing", signing == null ? null : SigningJson.write(signing))
        .param("deadline", deadline == null ? null : deadline.atOffset(ZoneOffset.UTC))
        .param("now", now.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<Row> find(Hash reference) {
    return find(reference, "");
  }

  /// Locks the row until the transaction ends.
  Optional<Row> lock(Hash reference) {
    return find(reference, " FOR NO KEY UPDATE");
  }

  private Optional<Row> find(Hash reference, String suffix) {
    return jdbc.sql("SELECT " + COLUMNS + " FROM relay_items WHERE reference = ?" + suffix)
        .param(reference.toHex())
        .query((row, number) -> row(row))
        .optional();
  }

  List<Row> waiting(int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + " FROM relay_items WHERE state = 'WAITING' ORDER BY position LIMIT ?")
        .param(limit)
        .query((row, number) -> row(row))
        .list();
  }

  /// Locks waiting items whose signature ends before this time.
  List<Row> lockExpiring(Instant before, int limit) {
    return jdbc.sql(
            "SELECT "
                + COLUMNS
                + """
                FROM relay_items WHERE state = 'WAITING' AND deadline < ?
                ORDER BY position LIMIT ? FOR NO KEY UPDATE SKIP LOCKED
                """)
        .params(before.atOffset(ZoneOffset.UTC), limit)
        .query((row, number) -> row(row))
        .list();
  }

  /// The waiting ones among these are locked until the transaction ends.
  ///
  /// @return how many that are; those that another transaction has locked do not count
  int lockWaiting(Collection<Hash> references) {
    return jdbc.sql(
            """
            SELECT reference FROM relay_items
            WHERE reference = ANY (:references) AND state = 'WAITING'
            ORDER BY position FOR NO KEY UPDATE SKIP LOCKED
            """)
        .param("references", texts(references))
        .query(String.class)
        .list()
        .size();
  }

  /// Makes waiting items, in this order, the batch of a relayer.
  int take(Address relayer, List<Hash> references) {
    return jdbc.sql(
            """
            UPDATE relay_items
            SET state = 'SENT', relayer = :relayer,
              batch_index = array_position(CAST(:references AS TEXT[]), reference) - 1
            WHERE reference = ANY (:references) AND state = 'WAITING'
            """)
        .param("relayer", relayer.toHex())
        .param("references", texts(references))
        .update();
  }

  List<Hash> batch(Address relayer) {
    return jdbc.sql(
            """
            SELECT reference FROM relay_items WHERE state = 'SENT' AND relayer = ?
            ORDER BY batch_index
            """)
        .param(relayer.toHex())
        .query((row, number) -> Hash.fromHex(row.getString("reference")))
        .list();
  }

  /// Items of a batch that happened, in one statement.
  ///
  /// @return when they were taken on
  List<Instant> done(Collection<Hash> references, String state, RelayResult result, Instant now) {
    return jdbc.sql(
            """
            UPDATE relay_items
            SET state = :state, relayer = NULL, batch_index = NULL, transaction = :transaction,
              block_number = :number, block_hash = :block, ended_at = :now
            WHERE reference = ANY (:references) AND state = 'SENT'
            RETURNING accepted_at
            """)
        .param("state", state)
        .param("transaction", result.transaction().toHex())
        .param("number", result.block().number())
        .param("block", result.block().hash().toHex())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("references", texts(references))
        .query((row, number) -> row.getObject("accepted_at", OffsetDateTime.class).toInstant())
        .list();
  }

  void refused(Hash reference, String state, Bytes data, RelayResult result, Instant now) {
    jdbc.sql(
            """
            UPDATE relay_items
            SET state = :state, relayer = NULL, batch_index = NULL, transaction = :transaction,
              block_number = :number, block_hash = :block, revert_data = :data, ended_at = :now
            WHERE reference = :reference AND state = 'SENT'
            """)
        .param("state", state)
        .param("transaction", result.transaction().toHex())
        .param("number", result.block().number())
        .param("block", result.block().hash().toHex())
        .param("data", data.toArray())
        .param("now", now.atOffset(ZoneOffset.UTC))
        .param("reference", reference.toHex())
        .update();
  }

  /// Items of a batch wait again, in their old places.
  void release(Collection<Hash> references) {
    jdbc.sql(
            """
            UPDATE relay_items SET state = 'WAITING', relayer = NULL, batch_index = NULL
            WHERE reference = ANY (:references) AND state = 'SENT'
            """)
        .param("references", texts(references))
        .update();
  }

  /// Another signature for an item that waits or is under way; it waits.
  void renew(Hash reference, IntentRenewal.Renewed renewed) {
    jdbc.sql(
            """
            UPDATE relay_items
            SET state = 'WAITING', relayer = NULL, batch_index = NULL, data = :data,
              deadline = :deadline, renewals = renewals + 1
            WHERE reference = :reference AND state IN ('WAITING', 'SENT')
            """)
        .param("data", renewed.data().toArray())
        .param("deadline", renewed.deadline().atOffset(ZoneOffset.UTC))
        .param("reference", reference.toHex())
        .update();
  }

  /// An item with a result waits again, in its old place.
  boolean reopen(Hash reference) {
    return jdbc.sql(
                """
                UPDATE relay_items
                SET state = 'WAITING', transaction = NULL, block_number = NULL, block_hash = NULL,
                  revert_data = NULL, ended_at = NULL
                WHERE reference = ? AND state NOT IN ('WAITING', 'SENT')
                """)
            .param(reference.toHex())
            .update()
        == 1;
  }

  /// What happened in a block that the chain does not have any more waits again.
  int reopenBlock(BlockId block) {
    return jdbc.sql(
            """
            UPDATE relay_items
            SET state = 'WAITING', transaction = NULL, block_number = NULL, block_hash = NULL,
              ended_at = NULL
            WHERE block_hash = ? AND state IN ('DONE', 'ALREADY_DONE')
            """)
        .param(block.hash().toHex())
        .update();
  }

  /// Whether something that this account signed has no result yet.
  boolean isUnderWay(Address account) {
    return jdbc.sql(
            """
            SELECT EXISTS (SELECT 1 FROM relay_items
              WHERE state IN ('WAITING', 'SENT') AND signing ->> 'account' = ?)
            """)
        .param(account.toHex())
        .query(Boolean.class)
        .single();
  }

  /// How many wait or are under way.
  long open() {
    return jdbc.sql("SELECT count(*) FROM relay_items WHERE state IN ('WAITING', 'SENT')")
        .query(Long.class)
        .single();
  }

  long conflicts() {
    return jdbc.sql("SELECT count(*) FROM relay_items WHERE state = 'CONFLICT'")
        .query(Long.class)
        .single();
  }

  /// When the item that has waited longest was taken on.
  Optional<Instant> oldestOpen() {
    return jdbc.sql(
            "SELECT min(accepted_at) AS oldest FROM relay_items WHERE state IN ('WAITING', 'SENT')")
        .query((row, number) -> Optional.ofNullable(row.getObject("oldest", OffsetDateTime.class)))
        .single()
        .map(OffsetDateTime::toInstant);
  }

  /// What waits or is under way, the oldest first.
  List<ChainPage.Item> open(int limit) {
    return jdbc.sql(ITEM + "WHERE state IN ('WAITING', 'SENT') ORDER BY position LIMIT ?")
        .param(limit)
        .query((row, number) -> item(row))
        .list();
  }

  /// What the chain refused or knows as something else, the newest first.
  List<ChainPage.Item> troubled(int limit) {
    return jdbc.sql(ITEM + "WHERE state IN ('FAILED', 'CONFLICT') ORDER BY position DESC LIMIT ?")
        .param(limit)
        .query((row, number) -> item(row))
        .list();
  }

  private static ChainPage.Item item(ResultSet row) throws SQLException {
    OffsetDateTime ended = row.getObject("ended_at", OffsetDateTime.class);
    return new ChainPage.Item(
        row.getString("reference"),
        row.getString("subject_kind"),
        row.getObject("subject_id", UUID.class),
        row.getString("state"),
        row.getInt("renewals"),
        row.getObject("accepted_at", OffsetDateTime.class).toInstant(),
        ended == null ? null : ended.toInstant(),
        row.getString("transaction"));
  }

  private static String[] texts(Collection<Hash> references) {
    return references.stream().map(Hash::toHex).toArray(String[]::new);
  }

  private static Row row(ResultSet row) throws SQLException {
    RelayItem item =
        new RelayItem(
            Hash.fromHex(row.getString("reference")),
            Hash.fromHex(row.getString("content")),
            Address.fromHex(row.getString("target")),
            row.getLong("gas"),
            Bytes.wrap(row.getBytes("data")));
    String signing = row.getString("signing");
    OffsetDateTime deadline = row.getObject("deadline", OffsetDateTime.class);
    return new Row(
        new RelayJournal.Entry(item, result(row)),
        new Subject(row.getString("subject_kind"), row.getObject("subject_id", UUID.class)),
        signing == null ? null : SigningJson.read(signing),
        deadline == null ? null : deadline.toInstant(),
        row.getInt("renewals"));
  }

  private static @Nullable RelayResult result(ResultSet row) throws SQLException {
    String state = row.getString("state");
    if (state.equals("WAITING") || state.equals("SENT")) {
      return null;
    }
    Hash transaction = Hash.fromHex(row.getString("transaction"));
    BlockId block =
        new BlockId(row.getLong("block_number"), Hash.fromHex(row.getString("block_hash")));
    return switch (state) {
      case "DONE" -> new RelayResult.Done(transaction, block);
      case "ALREADY_DONE" -> new RelayResult.AlreadyDone(transaction, block);
      case "FAILED" ->
          new RelayResult.Failed(Bytes.wrap(row.getBytes("revert_data")), transaction, block);
      case "CONFLICT" ->
          new RelayResult.Conflict(Bytes.wrap(row.getBytes("revert_data")), transaction, block);
      default -> throw new IllegalStateException("An item in state " + state);
    };
  }
}
