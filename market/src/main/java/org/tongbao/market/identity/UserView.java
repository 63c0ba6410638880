package org.tongbao.market.identity;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Language;

/// A user as the REST API shows it, to the user and to the platform's staff.
record UserView(
    UUID id,
    String displayName,
    List<String> loginNames,
    @Nullable String language,
    @Nullable String currency,
    List<RoleView> roles,
    Instant createdAt,
    @Nullable Instant disabledAt) {

  /// A role, and the merchant it is for where it is a merchant's.
  record RoleView(Role role, @Nullable UUID merchant) {}

  static UserView of(User user, List<Grant> grants) {
    return new UserView(
        user.id().value(),
        user.displayName(),
        user.loginNames().stream().map(LoginName::value).toList(),
        user.preferences().language().map(Language::code).orElse(null),
        user.preferences().currency().orElse(null),
        grants.stream().map(UserView::role).toList(),
        user.createdAt(),
        user.disabledAt());
  }

  private static RoleView role(Grant grant) {
    return new RoleView(
        grant.role(), Optional.ofNullable(grant.merchant()).map(MerchantId::value).orElse(null));
  }
}
