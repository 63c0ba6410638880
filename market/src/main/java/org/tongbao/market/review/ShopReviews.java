package org.tongbao.market.review;

import org.springframework.stereotype.Component;
import org.tongbao.market.identity.MerchantId;

/// What waits for a shop among its reviews. Thread-safe.
@Component
public class ShopReviews {
  private final ReviewListStore lists;

  ShopReviews(ReviewListStore lists) {
    this.lists = lists;
  }

  /// How many that everybody sees have no answer.
  public long unanswered(MerchantId shop) {
    return lists.unanswered(shop);
  }
}
