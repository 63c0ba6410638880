package org.tongbao.market.web;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;

/// The version of a thing as `ETag` and `If-Match` spell it (RFC 9110, 8.8.3 and 13.1.1).
public final class EntityTag {
  private static final Pattern TAG = Pattern.compile("\"([1-9][0-9]{0,8})\"");

  private EntityTag() {}

  public static String of(int version) {
    return "\"" + version + "\"";
  }

  /// The version that `If-Match` names. Refuses with 428 when the header is missing, and with 412
  /// when it names nothing that we have given out.
  public static int required(@Nullable String ifMatch) {
    if (ifMatch == null) {
      throw new DomainException(RequestError.VERSION_NEEDED);
    }
    Matcher tag = TAG.matcher(ifMatch.strip());
    if (!tag.matches()) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    return Integer.parseInt(tag.group(1));
  }
}
