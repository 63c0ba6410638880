package org.tongbao.market.auditlog;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.PlatformDesk;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageFields;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;

/// Who did what, for the platform's administrators.
@Controller
final class AuditLogPages {
  private static final int LIMIT = 200;

  private final AuditLog log;
  private final Users users;
  private final Pages pages;

  AuditLogPages(AuditLog log, Users users, Pages pages) {
    this.log = log;
    this.users = users;
    this.pages = pages;
  }

  /// @param actor the id of a user, or a login name
  @GetMapping(PlatformDesk.AUDIT_LOG)
  @Needs(Permission.AUDIT_READ)
  View list(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String actor,
      @RequestParam(defaultValue = "") String action,
      @RequestParam(defaultValue = "") String subject,
      @RequestParam(required = false) @Nullable String cursor) {
    AuditLogPage.Asked asked =
        new AuditLogPage.Asked(
            Fields.optionalLine("actor", actor, LIMIT),
            Fields.optionalLine("action", action, LIMIT),
            Fields.optionalLine("subject", subject, LIMIT));
    var filter =
        new AuditLogStore.Filter(
            id(asked.actor()),
            PageFields.some(asked.action()),
            PageFields.some(asked.subject()),
            null,
            null,
            null);
    PageOfList<AuditEntry> found = log.list(filter, PageOfList.Request.of(null, cursor));
    AuditLog.Head head = log.head();
    List<AuditLogPage.Line> lines =
        found.items().stream().map(it -> new AuditLogPage.Line(it, name(it.actor()))).toList();
    return pages.of(
        "platform-audit-log",
        new AuditLogPage(
            frame,
            PlatformDesk.of(caller, frame.texts(), PlatformDesk.AUDIT_LOG),
            asked,
            lines,
            found.next(),
            head.position(),
            head.hash()));
  }

  /// The id of the user with this login name; the text itself where there is none.
  private @Nullable String id(String actor) {
    if (!actor.contains("@")) {
      return PageFields.some(actor);
    }
    return users.find(LoginName.parse(actor)).map(it -> it.id().value().toString()).orElse(actor);
  }

  /// The actor's login name; what the entry says where that is no user who has one.
  private String name(String actor) {
    String known = Uuid7.parse(actor).map(UserId::new).map(users::nameOf).orElse("");
    return known.isEmpty() ? actor : known;
  }
}
