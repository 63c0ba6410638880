package org.tongbao.market.review;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.media.Upload;
import org.tongbao.primitives.Hash;

/// The tables `reviews`, `review_replies` and `review_media`, one row or a handful at a time.
@Repository
final class ReviewStore {
  static final String COLUMNS =
      """
      SELECT r.id, r.key, r.seller_order_id, r.line, r.product_id, r.variant_id, r.title,
        r.options, r.merchant_id, r.buyer_id, r.author, r.stars, r.text, r.document,
        r.content_hash, r.attempt, r.state, r.sign_by, r.refusal, r.transaction, r.attested_at, r.hidden,
        r.helpful, r.created_at
      FROM reviews r
      """;

  private final JdbcClient jdbc;

  ReviewStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  Optional<Review> find(UUID id) {
    return whole(jdbc.sql(COLUMNS + "WHERE r.id = ?").param(id).query((row, n) -> row(row)).list())
        .stream()
        .findFirst();
  }

  Optional<Review> lock(UUID id) {
    return whole(
            jdbc.sql(COLUMNS + "WHERE r.id = ? FOR NO KEY UPDATE")
                .param(id)
                .query((row, n) -> row(row))
                .list())
        .stream()
        .findFirst();
  }

  Optional<Review> lockByKey(Hash key) {
    return whole(
            jdbc.sql(COLUMNS + "WHERE r.key = ? FOR NO KEY UPDATE")
                .param(key.toHex())
                .query((row, n) -> row(row))
                .list())
        .stream()
        .findFirst();
  }

  /// In the place of one that the chain refused or nobody has signed; false when there is another.
  boolean put(Review review) {
    return jdbc.sql(
                """
                INSERT INTO reviews (id, key, seller_order_id, line, product_id, variant_id, title,
                  options, merchant_id, buyer_id, author, stars, text, pictures, document,
                  content_hash, attempt, state, sign_by, created_at)
                VALUES (:id, :key, :order, :line, :product, :variant, :title, :options, :merchant,
                  :buyer, :author, :stars, :text, :pictures, :document, :hash, 1, :state, :signBy,
                  :now)
                ON CONFLICT (seller_order_id, line) DO UPDATE
                SET stars = excluded.stars, text = excluded.text, pictures = excluded.pictures,
                  document = excluded.document, content_hash = excluded.content_hash,
                  attempt = reviews.attempt + 1, state = excluded.state,
                  sign_by = excluded.sign_by, refusal = NULL
                WHERE reviews.state IN ('REFUSED', 'TO_SIGN')
                """)
            .param("id", review.id())
            .param("key", review.key().toHex())
            .param("order", review.line().sellerOrder())
            .param("line", review.line().number())
            .param("product", review.line().product())
            .param("variant", review.line().variant())
            .param("title", review.line().title())
            .param("options", review.line().options())
            .param("merchant", review.merchant().value())
            .param("buyer", review.buyer().value())
            .param("author", review.author())
            .param("stars", review.stars())
            .param("text", review.text())
            .param("pictures", pictures(review.media()))
            .param("document", review.document())
            .param("hash", review.contentHash().toHex())
            .param("state", review.state().name())
            .param("signBy", offset(review.signBy()))
            .param("now", Timestamp.from(review.createdAt()))
            .update()
        == 1;
  }

  private static long pictures(List<Review.Medium> media) {
    return media.stream().filter(it -> it.kind().equals("PICTURE")).count();
  }

  /// Puts these in the place of what the part of the review showed.
  void setMedia(UUID review, String part, List<Upload> media) {
    jdbc.sql("DELETE FROM review_media WHERE review_id = ? AND part = ?")
        .params(review, part)
        .update();
    for (int i = 0; i < media.size(); i++) {
      Upload each = media.get(i);
      jdbc.sql(
              """
              INSERT INTO review_media (review_id, part, position, hash, kind, type, thumbnail,
                duration_millis)
              VALUES (:review, :part, :position, :hash, :kind, :type, :thumbnail, :millis)
              """)
          .param("review", review)
          .param("part", part)
          .param("position", i)
          .param("hash", each.hash())
          .param("kind", each.kind().name())
          .param("type", each.type())
          .param("thumbnail", each.thumbnail())
          .param("millis", each.durationMillis())
          .update();
    }
  }

  /// False when this attempt's signature is not waited for any more.
  boolean signed(UUID id, int attempt, Instant now) {
    return jdbc.sql(
                """
                UPDATE reviews SET state = 'PENDING'
                WHERE id = ? AND attempt = ? AND state = 'TO_SIGN' AND sign_by > ?
                """)
            .params(id, attempt, now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  boolean replySigned(UUID reply, Instant now) {
    return jdbc.sql(
                """
                UPDATE review_replies SET state = 'PENDING'
                WHERE id = ? AND state = 'TO_SIGN' AND sign_by > ?
                """)
            .params(reply, now.atOffset(ZoneOffset.UTC))
            .update()
        == 1;
  }

  void endUnsigned(Instant now) {
    for (String table : List.of("reviews", "review_replies")) {
      jdbc.sql(
              """
              UPDATE %s SET state = 'REFUSED', refusal = 'unsigned'
              WHERE state = 'TO_SIGN' AND sign_by <= ?
              """
                  .formatted(table))
          .param(offset(now))
          .update();
    }
  }

  boolean attested(UUID id, Hash transaction, Instant at) {
    return jdbc.sql(
                """
                UPDATE reviews
                SET state = 'ATTESTED', transaction = ?, attested_at = ?, refusal = NULL
                WHERE id = ? AND state <> 'ATTESTED'
                """)
            .params(transaction.toHex(), Timestamp.from(at), id)
            .update()
        == 1;
  }

  void refused(UUID id, String why) {
    jdbc.sql("UPDATE reviews SET state = 'REFUSED', refusal = ? WHERE id = ? AND state = 'PENDING'")
        .params(why, id)
        .update();
  }

  boolean setHidden(UUID id, boolean hidden) {
    return jdbc.sql("UPDATE reviews SET hidden = ? WHERE id = ? AND hidden <> ?")
            .params(hidden, id, hidden)
            .update()
        == 1;
  }

  /// As [#put].
  boolean putReply(UUID review, Review.Reply reply) {
    return jdbc.sql(
                """
                INSERT INTO review_replies (review_id, kind, id, text, document, content_hash,
                  state, sign_by, created_at)
                VALUES (:review, :kind, :id, :text, :document, :hash, :state, :signBy, :now)
                ON CONFLICT (review_id, kind) DO UPDATE
                SET id = excluded.id, text = excluded.text, document = excluded.document,
                  content_hash = excluded.content_hash, state = excluded.state,
                  sign_by = excluded.sign_by, refusal = NULL
                WHERE review_replies.state IN ('REFUSED', 'TO_SIGN')
                """)
            .param("review", review)
            .param("kind", reply.kind().name())
            .param("id", reply.id())
            .param("text", reply.text())
            .param("document", reply.document())
            .param("hash", reply.contentHash().toHex())
            .param("state", reply.state().name())
            .param("signBy", offset(reply.signBy()))
            .param("now", Timestamp.from(reply.createdAt()))
            .update()
        == 1;
  }

  void replied(UUID review, Review.Reply.Kind kind, Hash content, Hash transaction, Instant at) {
    jdbc.sql(
            """
            UPDATE review_replies
            SET state = 'ATTESTED', transaction = ?, attested_at = ?, refusal = NULL
            WHERE review_id = ? AND kind = ? AND content_hash = ? AND state <> 'ATTESTED'
            """)
        .params(transaction.toHex(), Timestamp.from(at), review, kind.name(), content.toHex())
        .update();
  }

  void replyRefused(UUID reply, String why) {
    jdbc.sql(
            """
            UPDATE review_replies SET state = 'REFUSED', refusal = ?
            WHERE id = ? AND state = 'PENDING'
            """)
        .params(why, reply)
        .update();
  }

  /// Adds replies and media to rows, in two more queries whatever their number.
  List<Review> whole(List<Review> rows) {
    if (rows.isEmpty()) {
      return rows;
    }
    List<UUID> ids = rows.stream().map(Review::id).toList();
    Map<UUID, List<Review.Reply>> replies = replies(ids);
    Map<UUID, List<Review.Medium>> media = media(ids);
    return rows.stream()
        .map(
            it ->
                with(
                    it,
                    media.getOrDefault(it.id(), List.of()),
                    replies.getOrDefault(it.id(), List.of())))
        .toList();
  }

  private static Review with(Review r, List<Review.Medium> media, List<Review.Reply> replies) {
    return new Review(
        r.id(),
        r.key(),
        r.line(),
        r.merchant(),
        r.buyer(),
        r.author(),
        r.stars(),
        r.text(),
        media,
        r.document(),
        r.contentHash(),
        r.attempt(),
        r.state(),
        r.signBy(),
        r.refusal(),
        r.transaction(),
        r.attestedAt(),
        r.hidden(),
        r.helpful(),
        replies,
        r.createdAt());
  }

  private Map<UUID, List<Review.Reply>> replies(Collection<UUID> ids) {
    Map<UUID, List<Review.Reply>> all = new HashMap<>();
    jdbc.sql(
            """
            SELECT review_id, kind, id, text, document, content_hash, state, sign_by, refusal,
              transaction, created_at
            FROM review_replies WHERE review_id = ANY (?) ORDER BY kind
            """)
        .param(ids.toArray(UUID[]::new))
        .query(
            row -> {
              all.computeIfAbsent(row.getObject("review_id", UUID.class), it -> new ArrayList<>())
                  .add(
                      new Review.Reply(
                          Review.Reply.Kind.valueOf(row.getString("kind")),
                          row.getObject("id", UUID.class),
                          row.getString("text"),
                          row.getString("document"),
                          Hash.fromHex(row.getString("content_hash")),
                          Review.State.valueOf(row.getString("state")),
                          instant(row.getTimestamp("sign_by")),
                          row.getString("refusal"),
                          hash(row.getString("transaction")),
                          row.getTimestamp("created_at").toInstant()));
            });
    return all;
  }

  private Map<UUID, List<Review.Medium>> media(Collection<UUID> ids) {
    Map<UUID, List<Review.Medium>> all = new HashMap<>();
    jdbc.sql(
            """
            SELECT review_id, part, hash, kind, type, thumbnail, duration_millis
            FROM review_media WHERE review_id = ANY (?) ORDER BY part DESC, position
            """)
        .param(ids.toArray(UUID[]::new))
        .query(
            row -> {
              all.computeIfAbsent(row.getObject("review_id", UUID.class), it -> new ArrayList<>())
                  .add(
                      new Review.Medium(
                          row.getString("part"),
                          row.getString("hash"),
                          row.getString("kind"),
                          row.getString("type"),
                          row.getString("thumbnail"),
                          row.getObject("duration_millis", Long.class)));
            });
    return all;
  }

  static Review row(ResultSet row) throws SQLException {
    return new Review(
        row.getObject("id", UUID.class),
        Hash.fromHex(row.getString("key")),
        new Review.Line(
            row.getObject("seller_order_id", UUID.class),
            row.getInt("line"),
            row.getObject("product_id", UUID.class),
            row.getObject("variant_id", UUID.class),
            row.getString("title"),
            row.getString("options")),
        new MerchantId(row.getObject("merchant_id", UUID.class)),
        new UserId(row.getObject("buyer_id", UUID.class)),
        row.getString("author"),
        row.getInt("stars"),
        row.getString("text"),
        List.of(),
        row.getString("document"),
        Hash.fromHex(row.getString("content_hash")),
        row.getInt("attempt"),
        Review.State.valueOf(row.getString("state")),
        instant(row.getTimestamp("sign_by")),
        row.getString("refusal"),
        hash(row.getString("transaction")),
        instant(row.getTimestamp("attested_at")),
        row.getBoolean("hidden"),
        row.getInt("helpful"),
        List.of(),
        row.getTimestamp("created_at").toInstant());
  }

  private static @Nullable Hash hash(@Nullable String hex) {
    return hex == null ? null : Hash.fromHex(hex);
  }

  private static @Nullable Instant instant(@Nullable Timestamp time) {
    return time == null ? null : time.toInstant();
  }

  private static @Nullable OffsetDateTime offset(@Nullable Instant time) {
    return time == null ? null : time.atOffset(ZoneOffset.UTC);
  }
}
