package org.tongbao.market.review;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// What buyers say of a shop's goods, for those who work there.
///
/// @param base the address of the list
/// @param asked what of it is shown
/// @param next the cursor of the following part; null at the end
/// @param answers whether the caller may answer
/// @param refused the review whose answer was not taken; null where none was sent
/// @param typed that answer
public record ShopReviewListPage(
    Frame frame,
    Desk desk,
    String base,
    Asked asked,
    Rating rating,
    List<Row> reviews,
    @Nullable String next,
    boolean answers,
    @Nullable UUID refused,
    String typed,
    FormErrors errors) {
  public ShopReviewListPage {
    reviews = List.copyOf(reviews);
  }

  /// @param stars null for all
  public record Asked(boolean unanswered, @Nullable Integer stars) {
    static Asked of(String show, String stars) {
      return new Asked(
          show.equals("unanswered"), stars.matches("[1-5]") ? Integer.valueOf(stars) : null);
    }

    /// As the address says it; empty for all.
    public String show() {
      return unanswered ? "unanswered" : "";
    }

    /// As the address says them; empty for all.
    public String starsText() {
      return stars == null ? "" : stars.toString();
    }

    public String address(String base) {
      if (!unanswered && stars == null) {
        return base;
      }
      return base
          + "?"
          + (unanswered ? "show=unanswered" : "")
          + (unanswered && stars != null ? "&" : "")
          + (stars == null ? "" : "stars=" + stars);
    }
  }

  /// A review with what only the shop sees of it.
  ///
  /// @param said without what was added to it where the platform hides it: nobody is shown that
  /// @param answer the shop's own, however far it has come; null where there is none
  public record Row(
      ReviewsPage.Said said,
      UUID product,
      String title,
      UUID order,
      boolean hidden,
      @Nullable Answer answer) {
    static Row of(Review review) {
      ReviewsPage.Said said = ReviewsPage.Said.of(review);
      return new Row(
          review.hidden() ? said.withoutMedia() : said,
          review.line().product(),
          review.line().title(),
          review.line().sellerOrder(),
          review.hidden(),
          review
              .reply(Review.Reply.Kind.ANSWER)
              .map(it -> new Answer(it.text(), it.state(), it.createdAt()))
              .orElse(null));
    }

    /// Whether an answer can be given: there is none that stands or is on its way.
    public boolean isOpen() {
      return answer == null || answer.state == Review.State.REFUSED;
    }

    /// What stands in the form: the answer that was not recorded can be sent again as it was.
    public String draft() {
      return answer == null ? "" : answer.text;
    }
  }

  public record Answer(String text, Review.State state, Instant at) {}

  /// The answered and the unanswered ones, of the same stars.
  public List<Desk.Link> tabs() {
    return List.of(tab("merchant.reviews.all", false), tab("merchant.reviews.unanswered", true));
  }

  private Desk.Link tab(String text, boolean unanswered) {
    return Desk.Link.to(frame.texts().get(text), new Asked(unanswered, asked.stars).address(base));
  }

  public String address() {
    return asked.address(base);
  }

  public String address(@Nullable Integer stars) {
    return new Asked(asked.unanswered, stars).address(base);
  }

  public String nextAddress() {
    String here = address();
    return here + (here.contains("?") ? "&" : "?") + "cursor=" + next;
  }
}
