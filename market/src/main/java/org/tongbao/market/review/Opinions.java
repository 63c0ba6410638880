package org.tongbao.market.review;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.web.PageOfList;

/// What buyers say of products, for other features' pages. Thread-safe.
@Component
public class Opinions {
  private final ReviewListStore lists;

  Opinions(ReviewListStore lists) {
    this.lists = lists;
  }

  /// How a product is rated, and the first of what is said of it, what helped others most first.
  public record Opinion(Rating rating, List<ReviewsPage.Said> first) {
    public Opinion {
      first = List.copyOf(first);
    }
  }

  /// @param shown how many reviews at most
  public Opinion of(UUID product, int shown) {
    Rating rating = lists.rating(product);
    if (rating.count() == 0) {
      return new Opinion(rating, List.of());
    }
    ReviewListStore.Shown helpful =
        new ReviewListStore.Shown(product, null, null, false, ReviewListStore.Sorting.HELPFUL);
    List<Review> found = lists.shown(helpful, new PageOfList.Request(shown, null));
    return new Opinion(rating, found.stream().limit(shown).map(ReviewsPage.Said::of).toList());
  }
}
