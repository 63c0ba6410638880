package org.tongbao.market.audit;

import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.tongbao.primitives.Hash;

/// What the database says of reviews, read for comparison.
final class ReviewRowStore {
  private final JdbcClient jdbc;

  ReviewRowStore(DataSource dataSource) {
    this.jdbc = JdbcClient.create(dataSource);
  }

  /// A review.
  ///
  /// @param media hashes of what it shows, in their order
  record ReviewRow(
      Hash key,
      String state,
      int stars,
      String text,
      int line,
      List<String> media,
      String document,
      Hash contentHash,
      boolean hidden) {}

  List<ReviewRow> reviews() {
    return jdbc.sql(
            """
            SELECT key, state, stars, text, line, document, content_hash, hidden,
              ARRAY(SELECT hash FROM review_media m
                WHERE m.review_id = r.id AND part = 'REVIEW' ORDER BY position) AS media
            FROM reviews r ORDER BY id
            """)
        .query(
            (row, n) ->
                new ReviewRow(
                    Hash.fromHex(row.getString("key")),
                    row.getString("state"),
                    row.getInt("stars"),
                    row.getString("text"),
                    row.getInt("line"),
                    List.of((String[]) row.getArray("media").getArray()),
                    row.getString("document"),
                    Hash.fromHex(row.getString("content_hash")),
                    row.getBoolean("hidden")))
        .list();
  }

  /// A follow-up, an answer, or the reason of the moderation that holds.
  record SaidRow(
      Hash key, String kind, String state, String text, String document, Hash contentHash) {}

  List<SaidRow> replies() {
    return jdbc.sql(
            """
            SELECT r.key, p.kind, p.state, p.text, p.document, p.content_hash
            FROM review_replies p JOIN reviews r ON r.id = p.review_id ORDER BY p.id
            """)
        .query(
            (row, n) ->
                new SaidRow(
                    Hash.fromHex(row.getString("key")),
                    row.getString("kind"),
                    row.getString("state"),
                    row.getString("text"),
                    row.getString("document"),
                    Hash.fromHex(row.getString("content_hash"))))
        .list();
  }

  List<SaidRow> lastDecisions() {
    return jdbc.sql(
            """
            SELECT DISTINCT ON (m.review_id) r.key, m.reason, m.document, m.content_hash
            FROM review_moderations m JOIN reviews r ON r.id = m.review_id
            WHERE m.state = 'DONE' ORDER BY m.review_id, m.id DESC
            """)
        .query(
            (row, n) ->
                new SaidRow(
                    Hash.fromHex(row.getString("key")),
                    "MODERATION",
                    "ATTESTED",
                    row.getString("reason"),
                    row.getString("document"),
                    Hash.fromHex(row.getString("content_hash"))))
        .list();
  }

  /// Products whose sums are not those of their reviews.
  List<String> wrongRatings() {
    return jdbc.sql(
            """
            SELECT COALESCE(p.product_id, s.product_id)::TEXT
            FROM product_ratings p
            FULL JOIN (
              SELECT product_id, sum(stars) AS stars, count(*) AS reviews,
                count(*) FILTER (WHERE stars = 1) AS c1, count(*) FILTER (WHERE stars = 2) AS c2,
                count(*) FILTER (WHERE stars = 3) AS c3, count(*) FILTER (WHERE stars = 4) AS c4,
                count(*) FILTER (WHERE stars = 5) AS c5
              FROM reviews WHERE state = 'ATTESTED' AND NOT hidden GROUP BY product_id) s
              ON s.product_id = p.product_id
            LEFT JOIN searched_ratings i ON i.product_id = COALESCE(p.product_id, s.product_id)
            WHERE (COALESCE(p.stars_sum, 0), COALESCE(p.count_1, 0), COALESCE(p.count_2, 0),
                COALESCE(p.count_3, 0), COALESCE(p.count_4, 0), COALESCE(p.count_5, 0))
              <> (COALESCE(s.stars, 0), COALESCE(s.c1, 0), COALESCE(s.c2, 0), COALESCE(s.c3, 0),
                COALESCE(s.c4, 0), COALESCE(s.c5, 0))
              OR (COALESCE(i.stars_sum, 0), COALESCE(i.reviews, 0))
              <> (COALESCE(s.stars, 0), COALESCE(s.reviews, 0))
            """)
        .query((row, number) -> row.getString(1))
        .list();
  }
}
