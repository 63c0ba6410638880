package org.tongbao.market.web;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where to go on after a detour, such as signing in: an address of this site and of no other.
public final class LocalPath {
  private static final Pattern PATH =
      Pattern.compile("/(?![/\\\\])[A-Za-z0-9/_.~%!$&'()*+,;=:@?-]{0,1000}");

  private LocalPath() {}

  /// `asked` if it is a path of this site; else `standard`.
  public static String of(@Nullable String asked, String standard) {
    return asked != null && PATH.matcher(asked).matches() ? asked : standard;
  }
}
