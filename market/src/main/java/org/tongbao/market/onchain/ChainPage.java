package org.tongbao.market.onchain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.TimeText;

/// How far the marketplace is with the chain.
///
/// @param newest the chain's newest block; empty while the node is away
/// @param open what waits or is under way, the oldest first
/// @param troubled what the chain refused or knows as something else, the newest first
public record ChainPage(
    Frame frame,
    Desk desk,
    long waiting,
    Duration oldest,
    long conflicts,
    long lost,
    long mirrored,
    List<Long> newest,
    List<Item> open,
    List<Item> troubled) {
  public ChainPage {
    newest = List.copyOf(newest);
    open = List.copyOf(open);
    troubled = List.copyOf(troubled);
  }

  /// Something that is to happen on the chain, or was to.
  ///
  /// @param subject what it is about, such as `order`
  /// @param transaction in which it was tried; null while it waits
  public record Item(
      String reference,
      String subject,
      UUID subjectId,
      String state,
      int renewals,
      Instant acceptedAt,
      @Nullable Instant endedAt,
      @Nullable String transaction) {}

  /// Whether nothing needs a person.
  public boolean isWell() {
    return conflicts == 0 && lost == 0 && !newest.isEmpty() && oldest.toMinutes() < 5;
  }

  public String wait(Duration duration) {
    return duration.isZero() ? "–" : TimeText.left(duration, frame.texts());
  }
}
