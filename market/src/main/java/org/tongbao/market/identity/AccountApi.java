package org.tongbao.market.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.market.web.EntityTag;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;

/// Registration, and one's own account.
@RestController
@RequestMapping("/api/v1")
final class AccountApi {
  private final Users users;
  private final Roles roles;
  private final SignIns signIns;

  AccountApi(Users users, Roles roles, SignIns signIns) {
    this.users = users;
    this.roles = roles;
    this.signIns = signIns;
  }

  @PostMapping("/users")
  @ResponseStatus(HttpStatus.CREATED)
  ResponseEntity<UserView> register(@RequestBody Registration asked) {
    User user =
        users.register(
            LoginName.parse(Fields.required("loginName", asked.loginName())),
            Fields.required("password", asked.password()),
            Optional.ofNullable(asked.displayName()).orElse(""),
            new User.Preferences(
                language(asked.language()), Optional.ofNullable(asked.currency())));
    return ResponseEntity.created(URI.create("/api/v1/me"))
        .eTag(EntityTag.of(user.version()))
        .body(UserView.of(user, List.of()));
  }

  @GetMapping("/me")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<UserView> me(Caller caller) {
    return answer(users.require(caller.user()));
  }

  @PatchMapping("/me")
  @Needs(Permission.OWN_ACCOUNT)
  ResponseEntity<UserView> change(
      Caller caller,
      @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
      @RequestBody Profile asked) {
    Users.ProfileChange change =
        new Users.ProfileChange(
            Optional.ofNullable(asked.displayName()),
            language(asked.language()),
            Optional.ofNullable(asked.currency()));
    return answer(users.update(caller.user(), EntityTag.required(ifMatch), change));
  }

  @PutMapping("/me/password")
  @Needs(Permission.OWN_ACCOUNT)
  @ResponseStatus(HttpStatus.NO_CONTENT)
  void changePassword(
      Caller caller,
      @RequestBody NewPassword asked,
      HttpServletRequest request,
      HttpServletResponse response) {
    Optional<Duration> waiting =
        signIns.changePassword(
            caller,
            Optional.ofNullable(asked.present()),
            Fields.required("next", asked.next()),
            request.getRemoteAddr());
    if (waiting.isPresent()) {
      throw Admission.tooMany(waiting.get(), response);
    }
  }

  private ResponseEntity<UserView> answer(User user) {
    return ResponseEntity.ok()
        .eTag(EntityTag.of(user.version()))
        .body(UserView.of(user, roles.of(user.id())));
  }

  private static Optional<Language> language(@Nullable String code) {
    return code == null
        ? Optional.empty()
        : Optional.of(Language.find(code).orElseThrow(() -> Fields.malformed("language")));
  }

  /// `loginName`: an e-mail address, or a phone number with its country code. `language` is `zh` or
  /// `en`, `currency` a code of `/api/v1/currencies`.
  record Registration(
      @Nullable String loginName,
      @Nullable String password,
      @Nullable String displayName,
      @Nullable String language,
      @Nullable String currency) {}

  /// What is absent or null stays as it is.
  record Profile(
      @Nullable String displayName, @Nullable String language, @Nullable String currency) {}

  /// `present` is left out by who has none yet.
  record NewPassword(@Nullable String present, @Nullable String next) {}
}
