package org.tongbao.market.catalog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageDeed;
import org.tongbao.market.web.RefusedForm;

/// A product with what the platform decided about it.
///
/// @param title and `description`: in the page's language, if there is one
/// @param shop its name
/// @param mayReview whether the visitor sees shops, too
/// @param history the newest first
public record ModeratedPage(
    Frame frame,
    Desk desk,
    Product product,
    String title,
    String description,
    String shop,
    boolean mayReview,
    List<Entry> history,
    RefusedForm refused) {
  public ModeratedPage {
    history = List.copyOf(history);
  }

  /// @param by and `liftedBy`: login names
  public record Entry(ProductSuspension suspension, String by, String liftedBy) {}

  /// What the platform does.
  public enum Deed implements PageDeed {
    SUSPENSION,
    REINSTATEMENT
  }

  public boolean isSuspended() {
    return history.stream().anyMatch(it -> it.suspension().end() == null);
  }

  public Deed deed() {
    return isSuspended() ? Deed.REINSTATEMENT : Deed.SUSPENSION;
  }

  public @Nullable String picture() {
    List<String> pictures = product.content().pictures();
    return pictures.isEmpty() ? null : pictures.getFirst();
  }
}
