package org.tongbao.market.identity;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.PageOfList;
import org.tongbao.market.web.Pages;
import org.tongbao.market.web.RefusedForm;

/// Everybody who has registered, and the platform's roles, for its staff.
@Controller
final class StaffUserPages {
  private static final Logger LOG = LoggerFactory.getLogger(StaffUserPages.class);
  private static final int LONGEST_NAME = 254;
  private static final int REASON_LIMIT = 500;

  private final Users users;
  private final Roles roles;
  private final SignIns signIns;
  private final DisabledUsers disabled;
  private final Pages pages;

  StaffUserPages(Users users, Roles roles, SignIns signIns, DisabledUsers disabled, Pages pages) {
    this.users = users;
    this.roles = roles;
    this.signIns = signIns;
    this.disabled = disabled;
    this.pages = pages;
  }

  /// Leads to the first section that the visitor may see.
  @GetMapping(PlatformDesk.HOME)
  @Needs(Permission.OWN_ACCOUNT)
  View home(Caller caller) {
    return pages.seeOther(
        PlatformDesk.first(caller).orElseThrow(() -> new DomainException(RequestError.FORBIDDEN)));
  }

  @GetMapping(PlatformDesk.USERS)
  @Needs(Permission.USERS_READ)
  View list(
      Caller caller,
      Frame frame,
      @RequestParam(defaultValue = "") String q,
      @RequestParam(required = false) @Nullable String cursor) {
    String name = Fields.optionalLine("q", q, LONGEST_NAME);
    PageOfList<StaffUserPage> found =
        users
            .list(name, PageOfList.Request.of(null, cursor))
            .map(it -> page(caller, frame, it, RefusedForm.NONE));
    return pages.of(
        "platform-users",
        new StaffUserListPage(
            frame,
            PlatformDesk.of(caller, frame.texts(), PlatformDesk.USERS),
            name,
            found.items(),
            found.next()));
  }

  @GetMapping(PlatformDesk.USERS + "/{id}")
  @Needs(Permission.USERS_READ)
  View one(Caller caller, Frame frame, @PathVariable String id) {
    return pages.of("platform-user", page(caller, frame, users.require(id), RefusedForm.NONE));
  }

  @PostMapping(PlatformDesk.USERS + "/{id}/roles")
  @Needs(Permission.ROLES_GRANT)
  View grant(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String role,
      RedirectAttributes redirect) {
    User user = users.require(id);
    try {
      roles.grant(user.id(), Grant.of(platformRole(role)), caller.user());
    } catch (DomainException refused) {
      return refused(caller, frame, user, StaffUserPage.ROLES, Map.of(), refused);
    }
    return done(redirect, user, "platform.users.granted");
  }

  @PostMapping(PlatformDesk.USERS + "/{id}/roles/{role}/revocation")
  @Needs(Permission.ROLES_GRANT)
  View revoke(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @PathVariable String role,
      RedirectAttributes redirect) {
    User user = users.require(id);
    try {
      roles.revoke(user.id(), Grant.of(platformRole(role)));
    } catch (DomainException refused) {
      return refused(caller, frame, user, StaffUserPage.ROLES, Map.of(), refused);
    }
    return done(redirect, user, "platform.users.revoked");
  }

  @PostMapping(PlatformDesk.USERS + "/{id}/sessions/end")
  @Needs(Permission.ROLES_GRANT)
  View endSessions(Caller caller, @PathVariable String id, RedirectAttributes redirect) {
    User user = users.require(id);
    signIns.endAll(user.id());
    LOG.info("{} has ended all sessions of {}", caller.user(), user.id());
    return done(redirect, user, "platform.users.ended");
  }

  /// The user cannot sign in any more; sessions and keys end at once.
  @PostMapping(PlatformDesk.USERS + "/{id}/disablement")
  @Needs(Permission.ROLES_GRANT)
  View disable(
      Caller caller,
      Frame frame,
      @PathVariable String id,
      @RequestParam(defaultValue = "") String reason,
      RedirectAttributes redirect) {
    User user = users.require(id);
    try {
      disabled.disable(user.id(), caller.user(), Fields.line("reason", reason, REASON_LIMIT));
    } catch (DomainException refused) {
      Map<String, String> typed = Map.of("reason", reason);
      return refused(caller, frame, user, StaffUserPage.DISABLEMENT, typed, refused);
    }
    LOG.info("{} has disabled {}", caller.user(), user.id());
    return done(redirect, user, "platform.users.disabled");
  }

  @PostMapping(PlatformDesk.USERS + "/{id}/enablement")
  @Needs(Permission.ROLES_GRANT)
  View enable(Caller caller, @PathVariable String id, RedirectAttributes redirect) {
    User user = users.require(id);
    disabled.enable(user.id());
    LOG.info("{} has enabled {}", caller.user(), user.id());
    return done(redirect, user, "platform.users.enabled");
  }

  private View done(RedirectAttributes redirect, User user, String notice) {
    return pages.done(redirect, notice, PlatformDesk.USERS + "/" + user.id().value());
  }

  private View refused(
      Caller caller,
      Frame frame,
      User user,
      String which,
      Map<String, String> typed,
      DomainException refused) {
    RefusedForm form = RefusedForm.of(which, refused, frame.texts(), typed);
    return pages.refused("platform-user", page(caller, frame, user, form));
  }

  private StaffUserPage page(Caller caller, Frame frame, User user, RefusedForm refused) {
    List<Grant> grants = roles.of(user.id());
    return new StaffUserPage(
        frame,
        PlatformDesk.below(caller, frame.texts(), PlatformDesk.USERS),
        user,
        grants,
        Stream.of(Role.values())
            .filter(Role::isOfPlatform)
            .filter(role -> grants.stream().noneMatch(it -> it.role() == role))
            .toList(),
        caller.may(Permission.ROLES_GRANT),
        caller.user().equals(user.id()),
        disabled
            .find(user.id())
            .map(it -> new StaffUserPage.Disabled(users.nameOf(it.by()), it.reason(), it.at()))
            .orElse(null),
        refused);
  }

  private static Role platformRole(String name) {
    return Stream.of(Role.values())
        .filter(role -> role.isOfPlatform() && role.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new DomainException(IdentityError.UNKNOWN_ROLE));
  }
}
