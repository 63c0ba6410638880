package org.tongbao.market.review;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.Links;

/// Reviews for moderators.
///
/// @param queue which of them
public record ModerationListPage(
    Frame frame, Desk desk, Queue queue, List<Line> lines, @Nullable String next) {
  public ModerationListPage {
    lines = List.copyOf(lines);
  }

  /// Which reviews are wanted.
  public enum Queue {
    REPORTED,
    HIDDEN,
    ALL
  }

  /// @param open reports that nobody has settled
  public record Line(Review review, long open) {
    /// The beginning of what it says.
    public String beginning() {
      int[] shown = review.text().codePoints().limit(120).toArray();
      String text = new String(shown, 0, shown.length);
      return text.length() < review.text().length() ? text + "…" : text;
    }
  }

  public List<Queue> queues() {
    return List.of(Queue.values());
  }

  public String address(Queue of) {
    return Links.to(PlatformDesk.REVIEWS, "queue", of.name());
  }

  public @Nullable String nextAddress() {
    return next == null
        ? null
        : Links.to(PlatformDesk.REVIEWS, "queue", queue.name(), "cursor", next);
  }
}
