package org.tongbao.market.auditlog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// What was done, the newest first.
///
/// @param position of the newest entry that is linked to the one before it
/// @param hash of that entry: whoever wrote it down knows later that nothing before it was changed
public record AuditLogPage(
    Frame frame,
    Desk desk,
    Asked asked,
    List<Line> lines,
    @Nullable String next,
    long position,
    String hash) {
  public AuditLogPage {
    lines = List.copyOf(lines);
  }

  public record Asked(String actor, String action, String subject) {}

  /// @param actor a login name, where the user has one
  public record Line(AuditEntry entry, String actor) {}
}
