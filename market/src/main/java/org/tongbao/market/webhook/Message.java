package org.tongbao.market.webhook;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// News on their way to one endpoint.
///
/// @param payload what is sent, to the byte, however often
record Message(
    UUID id,
    UUID endpoint,
    String type,
    String payload,
    State state,
    int tries,
    Instant createdAt,
    @Nullable Instant dueAt,
    @Nullable Instant deliveredAt) {
  enum State {
    WAITING,
    DELIVERED,
    /// Tried for three days in vain; it can be sent again.
    GIVEN_UP,
    /// The endpoint was disabled; it can be sent when that has changed.
    HELD
  }

  /// Under which the receiver knows it: the same whenever it is sent.
  String webhookId() {
    return "msg_" + id;
  }

  /// A try to deliver it.
  ///
  /// @param status of the answer; null where there was none
  /// @param body the beginning of the answer
  /// @param trouble what went wrong; empty when nothing did
  record Attempt(Instant at, @Nullable Integer status, long millis, String trouble, String body) {}
}
