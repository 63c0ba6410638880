package org.tongbao.market.mail;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A letter, and what became of it.
///
/// @param tries how often it was taken to the server
/// @param endedAt when it was delivered, kept or given up
/// @param trouble what went wrong last; empty when nothing did
public record Mail(
    UUID id,
    Letter letter,
    State state,
    int tries,
    Instant createdAt,
    @Nullable Instant endedAt,
    String trouble) {
  /// What became of it.
  public enum State {
    /// It stays in the mailbox here: no server is set.
    KEPT,
    /// It is on its way.
    WAITING,
    /// The server has taken it; its text is no longer kept.
    SENT,
    /// The server refused it for good, or could not be reached for too long.
    GIVEN_UP
  }
}
