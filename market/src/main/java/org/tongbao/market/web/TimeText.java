package org.tongbao.market.web;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Moments as people read them. The server does not know a visitor's time zone: it writes UTC and
/// says so, and a script of the page turns that into local time where there is one.
public final class TimeText {
  private static final DateTimeFormatter MINUTES =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

  private TimeText() {}

  public static String of(Instant at) {
    return MINUTES.format(at);
  }

  /// What is left, in the largest unit that leaves at least two of it, rounded up: `3 days`.
  public static String left(Duration left, Texts texts) {
    long minutes = Math.max(1, Math.ceilDiv(left.toSeconds(), 60L));
    if (minutes < 120) {
      return texts.get("time.minutes", minutes);
    }
    long hours = Math.ceilDiv(minutes, 60L);
    return hours < 48
        ? texts.get("time.hours", hours)
        : texts.get("time.days", Math.ceilDiv(hours, 24L));
  }
}
