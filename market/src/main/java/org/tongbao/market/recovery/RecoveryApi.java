package org.tongbao.market.recovery;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Needs;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Users;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;

/// A forgotten password, and one's own address of mail.
@RestController
@RequestMapping("/api/v1")
final class RecoveryApi {
  private static final int ADDRESS_LIMIT = 254;
  static final int TOKEN_LIMIT = 60;

  private final Recovery recovery;
  private final EmailProofs proofs;
  private final Users users;
  private final LetterLimit limit;

  RecoveryApi(Recovery recovery, EmailProofs proofs, Users users, LetterLimit limit) {
    this.recovery = recovery;
    this.proofs = proofs;
    this.users = users;
    this.limit = limit;
  }

  /// Sends a link by which another password is set, if somebody has this address; the answer is the
  /// same if nobody has. The link works once, for half an hour.
  @PostMapping("/password-recoveries")
  @ResponseStatus(HttpStatus.ACCEPTED)
  void recover(
      @RequestBody Address asked,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response) {
    LoginName address = asked.checked();
    limit.count("recovery of " + address.value(), request, response);
    recovery.ask(address, Language.find(locale.getLanguage()).orElse(Language.EN));
  }

  /// Invites a user who came by an import, and cannot sign in, to an address: the link that is sent
  /// there sets the first password, within three days.
  @PostMapping("/users/{id}/invitations")
  @Needs(Permission.ROLES_GRANT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void invite(@PathVariable String id, @RequestBody Address asked) {
    LoginName address = asked.checked();
    recovery.invite(users.require(id), address);
  }

  /// Sets another password by the token of the link, and ends all sessions.
  @PostMapping("/password-recoveries/completion")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void complete(@RequestBody Completion asked) {
    recovery.complete(
        Fields.line("token", asked.token(), TOKEN_LIMIT),
        Fields.required("password", asked.password()));
  }

  @GetMapping("/me/email")
  @Needs(Permission.OWN_ACCOUNT)
  EmailView email(Caller caller) {
    EmailProofs.Email email = proofs.of(caller.user());
    return new EmailView(email.address().map(LoginName::value).orElse(null), email.proved());
  }

  /// Sends a link to one's address by which it is proved; it works once, for a day.
  @PostMapping("/me/email-proofs")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void ask(Caller caller, HttpServletRequest request, HttpServletResponse response) {
    limit.count("mail of " + caller.user(), request, response);
    proofs.ask(caller.user());
  }

  /// Sends a link to another address, by which it becomes one's own.
  @PostMapping("/me/email-changes")
  @Needs(value = Permission.OWN_ACCOUNT, recently = true)
  @ResponseStatus(HttpStatus.ACCEPTED)
  void change(
      Caller caller,
      @RequestBody Address asked,
      HttpServletRequest request,
      HttpServletResponse response) {
    LoginName next = asked.checked();
    limit.count("mail of " + caller.user(), request, response);
    proofs.askForChange(caller.user(), next);
  }

  /// The token of either link.
  @PostMapping("/email-proofs")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void prove(@RequestBody Token asked) {
    proofs.complete(Fields.line("token", asked.token(), TOKEN_LIMIT));
  }

  /// Refuses what is no address of mail.
  static LoginName address(@Nullable String email) {
    LoginName name = LoginName.parse(Fields.line("email", email, ADDRESS_LIMIT));
    if (name.kind() != LoginName.Kind.EMAIL) {
      throw Fields.malformed("email");
    }
    return name;
  }

  /// @param email an address of mail
  record Address(@Nullable String email) {
    LoginName checked() {
      return address(email);
    }
  }

  record Completion(@Nullable String token, @Nullable String password) {}

  record Token(@Nullable String token) {}

  record EmailView(@Nullable String email, boolean proved) {}
}
