package org.tongbao.market.review;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageDeed;
import org.tongbao.market.web.RefusedForm;

/// A review with what was said against it, and what moderators decided.
///
/// @param reports and `decisions`: the oldest first
public record ModerationPage(
    Frame frame,
    Desk desk,
    Review review,
    ReviewsPage.Said said,
    List<Report> reports,
    List<Decision> decisions,
    RefusedForm refused) {
  public ModerationPage {
    reports = List.copyOf(reports);
    decisions = List.copyOf(decisions);
  }

  public record Report(String reason, Instant at, boolean settled) {}

  /// @param state PENDING, DONE or REFUSED
  public record Decision(
      boolean hidden, String reason, String state, @Nullable String refusal, Instant at) {}

  /// What a moderator does.
  public enum Deed implements PageDeed {
    CONCEALMENT,
    RESTORATION,
    REPORT_DISMISSAL
  }

  /// Whether the chain has not answered yet.
  public boolean isUnderWay() {
    return decisions.stream().anyMatch(it -> it.state().equals("PENDING"));
  }

  /// What can be done now.
  public List<Deed> deeds() {
    List<Deed> deeds = new ArrayList<>();
    if (!isUnderWay() && review.state() == Review.State.ATTESTED) {
      deeds.add(review.hidden() ? Deed.RESTORATION : Deed.CONCEALMENT);
    }
    if (reports.stream().anyMatch(it -> !it.settled())) {
      deeds.add(Deed.REPORT_DISMISSAL);
    }
    return deeds;
  }
}
