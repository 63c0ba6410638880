package org.tongbao.market.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Texts;

/// What somebody was told.
///
/// @param arguments of its text; the first names what it is about
/// @param resource where in the API that can be looked at; empty where it cannot
record Notice(
    UUID id,
    Topic topic,
    List<String> arguments,
    String resource,
    Instant createdAt,
    @Nullable Instant readAt) {
  Notice {
    arguments = List.copyOf(arguments);
  }

  String title(Texts texts) {
    return texts.get(topic.text() + ".title");
  }

  String body(Texts texts) {
    return texts.get(topic.text() + ".body", arguments.toArray());
  }
}
