package org.tongbao.market.identity;

import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// Users and the platform's roles, for the platform's staff.
@RestController
@RequestMapping("/api/v1/users")
final class UserApi {
  private static final Logger LOG = LoggerFactory.getLogger(UserApi.class);

  private final Users users;
  private final Roles roles;
  private final SignIns signIns;
  private final DisabledUsers disabled;

  UserApi(Users users, Roles roles, SignIns signIns, DisabledUsers disabled) {
    this.users = users;
    this.roles = roles;
    this.signIns = signIns;
    this.disabled = disabled;
  }

  @GetMapping
  @Needs(Permission.USERS_READ)
  PageOfList<UserView> list(
      @RequestParam(required = false) @Nullable String loginName,
      @RequestParam(required = false) @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    return users
        .list(Optional.ofNullable(loginName).orElse(""), PageOfList.Request.of(limit, cursor))
        .map(this::view);
  }

  @GetMapping("/{id}")
  @Needs(Permission.USERS_READ)
  UserView one(@PathVariable String id) {
    return view(users.require(id));
  }

  @PutMapping("/{id}/roles/{role}")
  @Needs(Permission.ROLES_GRANT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void grant(Caller caller, @PathVariable String id, @PathVariable String role) {
    roles.grant(users.require(id).id(), Grant.of(platformRole(role)), caller.user());
  }

  @DeleteMapping("/{id}/roles/{role}")
  @Needs(Permission.ROLES_GRANT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void revoke(@PathVariable String id, @PathVariable String role) {
    roles.revoke(users.require(id).id(), Grant.of(platformRole(role)));
  }

  /// Ends all sessions of a user, at once: whoever uses them has to sign in again.
  @DeleteMapping("/{id}/sessions")
  @Needs(Permission.ROLES_GRANT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void endSessions(Caller caller, @PathVariable String id) {
    UserId user = users.require(id).id();
    signIns.endAll(user);
    LOG.info("{} has ended all sessions of {}", caller.user(), user);
  }

  /// The user cannot sign in any more, and sessions and keys end at once; orders go on.
  @PutMapping("/{id}/disablement")
  @Needs(Permission.ROLES_GRANT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void disable(Caller caller, @PathVariable String id, @RequestBody Disablement disablement) {
    UserId user = users.require(id).id();
    disabled.disable(user, caller.user(), Fields.line("reason", disablement.reason(), 500));
    LOG.info("{} has disabled {}", caller.user(), user);
  }

  @DeleteMapping("/{id}/disablement")
  @Needs(Permission.ROLES_GRANT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void enable(Caller caller, @PathVariable String id) {
    UserId user = users.require(id).id();
    disabled.enable(user);
    LOG.info("{} has enabled {}", caller.user(), user);
  }

  /// @param reason for the platform's own people
  record Disablement(@Nullable String reason) {}

  private UserView view(User user) {
    return UserView.of(user, roles.of(user.id()));
  }

  /// A merchant's roles are the merchant's to grant.
  private static Role platformRole(String name) {
    return Stream.of(Role.values())
        .filter(role -> role.isOfPlatform() && role.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new DomainException(IdentityError.UNKNOWN_ROLE));
  }
}
