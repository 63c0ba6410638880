package org.tongbao.market.mail;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// How it stands with what is to be sent.
///
/// @param kept whether letters stay in the mailbox here
/// @param waiting how many are to be sent yet, up to [#MOST]
/// @param dueSince of the one that has been due for longest; null when none is
/// @param gaveUp how many were given up within a day, up to [#MOST]
public record MailProgress(boolean kept, long waiting, @Nullable Instant dueSince, long gaveUp) {
  static final int MOST = 10_000;
}
