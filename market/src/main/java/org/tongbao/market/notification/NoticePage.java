package org.tongbao.market.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;

/// What somebody was told.
///
/// @param newest up to which all can be marked as read; null when nothing is unread
/// @param next where the list goes on; null at its end
public record NoticePage(
    Frame frame,
    List<Item> items,
    boolean unreadOnly,
    @Nullable UUID newest,
    @Nullable String next) {
  public NoticePage {
    items = List.copyOf(items);
  }

  /// @param page where it can be looked at; null when there is no page of it
  public record Item(
      UUID id, String title, String body, @Nullable String page, Instant at, boolean read) {}
}
