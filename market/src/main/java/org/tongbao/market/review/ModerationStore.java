package org.tongbao.market.review;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Hash;

/// The tables `review_moderations`, `review_reports` and `review_votes`.
@Repository
final class ModerationStore {
  private final JdbcClient jdbc;

  ModerationStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// A decision of a moderator.
  ///
  /// @param state PENDING, DONE or REFUSED
  record Decision(
      UUID id,
      UUID review,
      boolean hidden,
      String reason,
      String document,
      Hash contentHash,
      String state,
      @Nullable String refusal,
      Instant createdAt) {}

  record Report(String reason, Instant createdAt, boolean settled) {}

  List<Decision> decisions(UUID review) {
    return jdbc.sql(
            """
            SELECT id, review_id, hidden, reason, document, content_hash, state, refusal, created_at
            FROM review_moderations WHERE review_id = ? ORDER BY id
            """)
        .param(review)
        .query(
            (row, n) ->
                new Decision(
                    row.getObject("id", UUID.class),
                    row.getObject("review_id", UUID.class),
                    row.getBoolean("hidden"),
                    row.getString("reason"),
                    row.getString("document"),
                    Hash.fromHex(row.getString("content_hash")),
                    row.getString("state"),
                    row.getString("refusal"),
                    row.getTimestamp("created_at").toInstant()))
        .list();
  }

  /// False while another is under way.
  boolean add(Decision decision, UserId moderator) {
    return jdbc.sql(
                """
                INSERT INTO review_moderations (id, review_id, hidden, reason, document,
                  content_hash, moderator, state, created_at)
                VALUES (:id, :review, :hidden, :reason, :document, :hash, :moderator, 'PENDING',
                  :now)
                ON CONFLICT (review_id) WHERE state = 'PENDING' DO NOTHING
                """)
            .param("id", decision.id())
            .param("review", decision.review())
            .param("hidden", decision.hidden())
            .param("reason", decision.reason())
            .param("document", decision.document())
            .param("hash", decision.contentHash().toHex())
            .param("moderator", moderator.value())
            .param("now", Timestamp.from(decision.createdAt()))
            .update()
        == 1;
  }

  void done(UUID review, boolean hidden, Hash reason, Hash transaction) {
    jdbc.sql(
            """
            UPDATE review_moderations SET state = 'DONE', transaction = ?
            WHERE review_id = ? AND hidden = ? AND content_hash = ? AND state = 'PENDING'
            """)
        .params(transaction.toHex(), review, hidden, reason.toHex())
        .update();
  }

  void refused(UUID decision, String why) {
    jdbc.sql(
            """
            UPDATE review_moderations SET state = 'REFUSED', refusal = ?
            WHERE id = ? AND state = 'PENDING'
            """)
        .params(why, decision)
        .update();
  }

  void report(UUID review, UserId user, String reason, Instant now) {
    jdbc.sql(
            """
            INSERT INTO review_reports (review_id, user_id, reason, created_at)
            VALUES (?, ?, ?, ?)
            ON CONFLICT (review_id, user_id) DO NOTHING
            """)
        .params(review, user.value(), reason, Timestamp.from(now))
        .update();
  }

  List<Report> reports(UUID review) {
    return jdbc.sql(
            """
            SELECT reason, created_at, settled_at IS NOT NULL AS settled
            FROM review_reports WHERE review_id = ? ORDER BY created_at LIMIT 100
            """)
        .param(review)
        .query(
            (row, n) ->
                new Report(
                    row.getString("reason"),
                    row.getTimestamp("created_at").toInstant(),
                    row.getBoolean("settled")))
        .list();
  }

  void settleReports(UUID review, Instant now) {
    jdbc.sql("UPDATE review_reports SET settled_at = ? WHERE review_id = ? AND settled_at IS NULL")
        .params(Timestamp.from(now), review)
        .update();
  }

  /// One vote of a user, however often it is given.
  void vote(UUID review, UserId user) {
    int added =
        jdbc.sql(
                """
                INSERT INTO review_votes (review_id, user_id) VALUES (?, ?)
                ON CONFLICT DO NOTHING
                """)
            .params(review, user.value())
            .update();
    addHelpful(review, added);
  }

  void takeVoteBack(UUID review, UserId user) {
    int removed =
        jdbc.sql("DELETE FROM review_votes WHERE review_id = ? AND user_id = ?")
            .params(review, user.value())
            .update();
    addHelpful(review, -removed);
  }

  private void addHelpful(UUID review, int by) {
    if (by != 0) {
      jdbc.sql("UPDATE reviews SET helpful = helpful + ? WHERE id = ?").params(by, review).update();
    }
  }
}
