package org.tongbao.market.merchant;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.FormErrors;
import org.tongbao.market.web.Frame;

/// How far an application has come, and what the platform knows of the shop.
///
/// @param step how many of the four steps to a shop that sells are done
/// @param pending whether the chain has been asked for something
/// @param facts labels (keys of texts) and what was said
public record ApplicationStatusPage(
    Frame frame,
    Desk desk,
    Merchant shop,
    int step,
    boolean pending,
    @Nullable String stepRefusal,
    List<Fact> facts,
    List<Fact> documents,
    Bond bond,
    List<Event> history,
    FormErrors errors) {
  public ApplicationStatusPage {
    facts = List.copyOf(facts);
    documents = List.copyOf(documents);
    history = List.copyOf(history);
  }

  /// Whether the page will look different in a moment.
  public boolean isUnderWay() {
    return pending || bond.pending();
  }

  public record Fact(String label, String text) {}

  /// The money that answers for refunds, as text.
  public record Bond(
      String required, String posted, boolean missing, boolean pending, @Nullable String refusal) {}

  public record Event(String kind, String reason, @Nullable String transaction, Instant at) {}
}
