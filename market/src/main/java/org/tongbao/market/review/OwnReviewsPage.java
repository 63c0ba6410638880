package org.tongbao.market.review;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;

/// One's own reviews.
///
/// @param next where the list goes on; null at its end
public record OwnReviewsPage(Frame frame, List<Own> reviews, @Nullable String next) {
  public OwnReviewsPage {
    reviews = List.copyOf(reviews);
  }

  /// @param canFollowUp whether more can be said now
  /// @param waits for the signature of one's own wallet
  public record Own(
      ReviewsPage.Said said,
      UUID product,
      String title,
      Review.State state,
      boolean hidden,
      boolean canFollowUp,
      boolean waits) {}
}
