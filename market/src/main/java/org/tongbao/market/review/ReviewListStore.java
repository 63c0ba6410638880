package org.tongbao.market.review;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.web.PageOfList;

/// Lists of reviews, and how things are rated (the table `product_ratings`).
@Repository
final class ReviewListStore {
  private final JdbcClient jdbc;
  private final ReviewStore reviews;

  ReviewListStore(JdbcClient jdbc, ReviewStore reviews) {
    this.jdbc = jdbc;
    this.reviews = reviews;
  }

  /// In which order reviews are shown; the newest first among equals.
  enum Sorting {
    NEWEST("r.id"),
    HELPFUL("r.helpful, r.id"),
    BEST("r.stars, r.id"),
    WORST("-r.stars, r.id");

    private final String keys;

    Sorting(String keys) {
      this.keys = keys;
    }

    private String order() {
      return keys.replace(",", " DESC,") + " DESC";
    }
  }

  /// What everybody sees of a product, or of a shop.
  ///
  /// @param stars null for all
  record Shown(
      @Nullable UUID product,
      @Nullable UUID merchant,
      @Nullable Integer stars,
      boolean withPictures,
      Sorting sorting) {}

  List<Review> shown(Shown asked, PageOfList.Request page) {
    String keys = asked.sorting.keys;
    return list(
        jdbc.sql(
                ReviewStore.COLUMNS
                    + """
                    WHERE r.state = 'ATTESTED' AND NOT r.hidden
                      AND (CAST(:product AS UUID) IS NULL OR r.product_id = :product)
                      AND (CAST(:merchant AS UUID) IS NULL OR r.merchant_id = :merchant)
                      AND (CAST(:stars AS INT) IS NULL OR r.stars = :stars)
                      AND (NOT :pictures OR r.pictures > 0)
                      AND (CAST(:after AS UUID) IS NULL OR (KEYS) < (
                        SELECT OTHERS FROM reviews o WHERE o.id = :after))
                    ORDER BY WISH
                    LIMIT :rows
                    """
                        .replace("KEYS", keys)
                        .replace("OTHERS", keys.replace("r.", "o."))
                        .replace("WISH", asked.sorting.order()))
            .param("product", asked.product)
            .param("merchant", asked.merchant)
            .param("stars", asked.stars)
            .param("pictures", asked.withPictures)
            .param("after", page.after())
            .param("rows", page.rows()));
  }

  List<Review> of(UserId buyer, PageOfList.Request page) {
    return list(
        jdbc.sql(ReviewStore.COLUMNS + below("r.buyer_id = :owner"))
            .param("owner", buyer.value())
            .param("after", page.after())
            .param("rows", page.rows()));
  }

  /// All of a shop's that the chain has, hidden ones too.
  ///
  /// @param stars null for all
  List<Review> of(
      MerchantId merchant, boolean unanswered, @Nullable Integer stars, PageOfList.Request page) {
    return list(
        jdbc.sql(
                ReviewStore.COLUMNS
                    + below(
                        """
                        r.merchant_id = :owner AND r.state = 'ATTESTED' AND (NOT :unanswered
                          OR NOT EXISTS (SELECT 1 FROM review_replies a
                            WHERE a.review_id = r.id AND a.kind = 'ANSWER'
                              AND a.state <> 'REFUSED'))
                          AND (CAST(:stars AS INT) IS NULL OR r.stars = :stars)
                        """))
            .param("owner", merchant.value())
            .param("unanswered", unanswered)
            .param("stars", stars)
            .param("after", page.after())
            .param("rows", page.rows()));
  }

  /// How many of a shop's reviews everybody sees without an answer.
  long unanswered(MerchantId merchant) {
    return jdbc.sql(
            """
            SELECT count(*) FROM reviews r
            WHERE r.merchant_id = ? AND r.state = 'ATTESTED' AND NOT r.hidden
              AND NOT EXISTS (SELECT 1 FROM review_replies a
                WHERE a.review_id = r.id AND a.kind = 'ANSWER' AND a.state <> 'REFUSED')
            """)
        .param(merchant.value())
        .query(Long.class)
        .single();
  }

  /// For moderators: those with reports that nobody has settled, those that are hidden, or all.
  List<Review> queue(String queue, PageOfList.Request page) {
    String which =
        switch (queue) {
          case "REPORTED" ->
              """
              EXISTS (SELECT 1 FROM review_reports p
                WHERE p.review_id = r.id AND p.settled_at IS NULL)
              """;
          case "HIDDEN" -> "r.hidden";
          default -> "TRUE";
        };
    return list(
        jdbc.sql(ReviewStore.COLUMNS + below(which))
            .param("after", page.after())
            .param("rows", page.rows()));
  }

  private static String below(String which) {
    return "WHERE "
        + which
        + """
         AND (CAST(:after AS UUID) IS NULL OR r.id < :after)
        ORDER BY r.id DESC LIMIT :rows
        """;
  }

  private List<Review> list(JdbcClient.StatementSpec statement) {
    return reviews.whole(statement.query((row, n) -> ReviewStore.row(row)).list());
  }

  Rating rating(UUID product) {
    return rating("product_id = ?", product);
  }

  Rating rating(MerchantId merchant) {
    return rating("merchant_id = ?", merchant.value());
  }

  private Rating rating(String which, UUID id) {
    return jdbc.sql(
            """
            SELECT COALESCE(sum(stars_sum), 0) AS stars, COALESCE(sum(count_1), 0) AS c1,
              COALESCE(sum(count_2), 0) AS c2, COALESCE(sum(count_3), 0) AS c3,
              COALESCE(sum(count_4), 0) AS c4, COALESCE(sum(count_5), 0) AS c5
            FROM product_ratings WHERE
            """
                + which)
        .param(id)
        .query(
            (row, n) ->
                new Rating(
                    row.getLong("stars"),
                    List.of(
                        row.getInt("c1"),
                        row.getInt("c2"),
                        row.getInt("c3"),
                        row.getInt("c4"),
                        row.getInt("c5"))))
        .single();
  }

  /// Counts a review in, or out again.
  void count(Review review, int by) {
    jdbc.sql(
            """
            INSERT INTO product_ratings AS p (product_id, merchant_id, stars_sum, count_1, count_2,
              count_3, count_4, count_5)
            VALUES (:product, :merchant, :sum, :c1, :c2, :c3, :c4, :c5)
            ON CONFLICT (product_id) DO UPDATE
            SET stars_sum = p.stars_sum + :by * :stars,
              count_1 = p.count_1 + :by * :c1, count_2 = p.count_2 + :by * :c2,
              count_3 = p.count_3 + :by * :c3, count_4 = p.count_4 + :by * :c4,
              count_5 = p.count_5 + :by * :c5
            """)
        .param("product", review.line().product())
        .param("merchant", review.merchant().value())
        .param("sum", review.stars())
        .param("stars", review.stars())
        .param("by", by)
        .param("c1", review.stars() == 1 ? 1 : 0)
        .param("c2", review.stars() == 2 ? 1 : 0)
        .param("c3", review.stars() == 3 ? 1 : 0)
        .param("c4", review.stars() == 4 ? 1 : 0)
        .param("c5", review.stars() == 5 ? 1 : 0)
        .update();
  }
}
