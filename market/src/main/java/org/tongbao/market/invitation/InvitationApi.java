package org.tongbao.market.invitation;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Role;
import org.tongbao.market.identity.User;
import org.tongbao.market.invitation.InvitationViews.InvitationFields;
import org.tongbao.market.invitation.InvitationViews.InvitationList;
import org.tongbao.market.invitation.InvitationViews.InvitationView;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;

/// Invitations to work for the platform, and answering those of it and of shops.
@RestController
@RequestMapping("/api/v1")
final class InvitationApi {
  static final int TOKEN_LIMIT = 60;

  private final StaffInvitations invitations;

  InvitationApi(StaffInvitations invitations) {
    this.invitations = invitations;
  }

  @GetMapping("/platform/staff-invitations")
  @Needs(Permission.ROLES_GRANT)
  InvitationList list() {
    return InvitationList.of(invitations.open(null));
  }

  /// Sends a letter whose link works once, for seven days; an earlier one to this address is over.
  @PostMapping("/platform/staff-invitations")
  @Needs(Permission.ROLES_GRANT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  InvitationView invite(Caller caller, Locale locale, @RequestBody InvitationFields fields) {
    Role role = fields.role(false);
    return InvitationView.of(
        invitations.invite(
            caller.user(),
            new StaffInvitations.Place(null, role),
            fields.address(),
            Language.find(locale.getLanguage()).orElse(Language.EN)));
  }

  @DeleteMapping("/platform/staff-invitations/{id}")
  @Needs(Permission.ROLES_GRANT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void withdraw(@PathVariable String id) {
    invitations.withdraw(null, id(id));
  }

  /// Accepts by the token of the link, as the user whose address the letter went to.
  @PostMapping("/staff-invitations/acceptance")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void accept(Caller caller, @RequestBody InvitationToken asked) {
    StaffInvitation _ =
        invitations.accept(caller.user(), Fields.line("token", asked.token(), TOKEN_LIMIT));
  }

  /// Registers the address that the letter went to, which is proved thereby, and accepts.
  @PostMapping("/staff-invitations/registration")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void register(@RequestBody InvitedRegistration asked) {
    Optional<Language> language =
        asked.language() == null
            ? Optional.empty()
            : Optional.of(
                Language.find(asked.language()).orElseThrow(() -> Fields.malformed("language")));
    StaffInvitation _ =
        invitations.register(
            Fields.line("token", asked.token(), TOKEN_LIMIT),
            asked.displayName() == null ? "" : asked.displayName(),
            Fields.required("password", asked.password()),
            new User.Preferences(language, Optional.empty()));
  }

  private static UUID id(String id) {
    return Uuid7.parse(id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  record InvitationToken(@Nullable String token) {}

  record InvitedRegistration(
      @Nullable String token,
      @Nullable String password,
      @Nullable String displayName,
      @Nullable String language) {}
}
