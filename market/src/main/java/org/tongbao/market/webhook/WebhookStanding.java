package org.tongbao.market.webhook;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How it stands with the news that programs hear.
///
/// @param waiting how many messages are to be taken yet, up to [#MOST]
/// @param dueSince of the one among them that has been due for longest; null when none is
/// @param gaveUp how many were given up, up to [#MOST]
/// @param ownInTrouble receivers of the platform that take nothing, or that we stopped
/// @param othersInTrouble such receivers of shops
public record WebhookStanding(
    long waiting,
    @Nullable Instant dueSince,
    long gaveUp,
    long ownInTrouble,
    long othersInTrouble) {
  static final int MOST = 10_000;
}
