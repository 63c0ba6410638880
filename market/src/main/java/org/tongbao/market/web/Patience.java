package org.tongbao.market.web;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.http.ResponseEntity.BodyBuilder;

/// How long a client would rather wait for news than ask again: `Prefer: wait=10` (RFC 7240, 4.3).
public final class Patience {
  public static final String HEADER = "Prefer";

  /// Nobody is kept waiting longer, whatever they prefer: networks give up silent connections.
  static final int LONGEST_SECONDS = 30;

  private static final Pattern WAIT =
      Pattern.compile(
          "(?:.*[,;])?\\s*wait\\s*=\\s*\"?([0-9]{1,9})\"?\\s*(?:[,;].*)?",
          Pattern.CASE_INSENSITIVE);

  private Patience() {}

  /// Nothing for whoever prefers nothing, or something that cannot be read: a preference is never
  /// refused.
  public static Duration of(@Nullable String prefer) {
    Matcher wait = WAIT.matcher(prefer == null ? "" : prefer);
    return wait.matches()
        ? Duration.ofSeconds(Math.min(Integer.parseInt(wait.group(1)), LONGEST_SECONDS))
        : Duration.ZERO;
  }

  /// An answer that tells that the preference was heeded.
  public static BodyBuilder applied() {
    return ResponseEntity.ok().header("Preference-Applied", "wait");
  }
}
