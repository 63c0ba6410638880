package org.tongbao.market.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.PageOfList;

/// Who has signed in where, and the passwords that prove it. A sign-in lives until it is ended, is
/// not used for the time that the settings say, or is [#LIFETIME] old. Thread-safe.
@Component
class SignIns {
  static final Duration LIFETIME = Duration.ofDays(30);
  static final int MOST = 50;

  /// How exactly "last seen" is kept: a write for each request would cost more than it tells.
  static final Duration SEEN_PRECISION = Duration.ofMinutes(5);

  private static final int DELETED_AT_ONCE = 1000;

  private final UserStore users;
  private final SignInStore store;
  private final PasswordRules rules;
  private final PasswordHasher hasher;
  private final FailedAttempts attempts;
  private final TransactionTemplate transaction;
  private final Duration idleLimit;
  private final Clock clock;

  SignIns(
      UserStore users,
      SignInStore store,
      PasswordRules rules,
      PasswordHasher hasher,
      FailedAttempts attempts,
      TransactionTemplate transaction,
      @Value("${tongbao.session.timeout}") String idleLimit,
      Clock clock) {
    this.users = users;
    this.store = store;
    this.rules = rules;
    this.hasher = hasher;
    this.attempts = attempts;
    this.transaction = transaction;
    this.idleLimit = DurationStyle.SIMPLE.parse(idleLimit);
    this.clock = clock;
  }

  /// Takes the same time whether the name is unknown or the password wrong.
  SignInResult signIn(LoginName name, String password, Device device) {
    Optional<Duration> waiting = attempts.begin(name.value(), device.address());
    if (waiting.isPresent()) {
      return new SignInResult.TooManyAttempts(waiting.get());
    }
    Optional<UserStore.Password> known = users.password(name);
    if (!hasher.matches(password, known.map(UserStore.Password::hash))) {
      return new SignInResult.WrongNameOrPassword();
    }
    return signedIn(name, known.orElseThrow(), password, device);
  }

  private SignInResult signedIn(
      LoginName name, UserStore.Password proof, String password, Device device) {
    Instant now = clock.instant();
    SessionToken token = SessionToken.next();
    SignIn signIn = new SignIn(Uuid7.next(clock), device.userAgent(), device.address(), now, now);
    // False when the password was changed while this one was being checked: then it is wrong now.
    boolean added =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  store.trim(proof.user(), MOST - 1);
                  return store.add(signIn, token, proof);
                }));
    if (!added) {
      return new SignInResult.WrongNameOrPassword();
    }
    attempts.succeeded(name.value(), device.address());
    if (hasher.isOutdated(proof.hash())) {
      users.rehash(proof, hasher.hash(PasswordRules.normalised(password)));
    }
    return new SignInResult.SignedIn(users.find(proof.user()).orElseThrow(), signIn, token);
  }

  /// Whose token this is, if the sign-in still lives.
  Optional<Caller> caller(SessionToken token) {
    Instant now = clock.instant();
    Optional<SignInStore.Living> found =
        store.find(token, now.minus(LIFETIME), now.minus(idleLimit));
    found
        .filter(living -> !living.seenAt().isAfter(now.minus(SEEN_PRECISION)))
        .ifPresent(living -> store.seen(living.caller().signIn(), now));
    return found.map(SignInStore.Living::caller);
  }

  PageOfList<SignIn> list(UserId user, PageOfList.Request asked) {
    Instant now = clock.instant();
    List<SignIn> rows = store.list(user, now.minus(LIFETIME), now.minus(idleLimit), asked);
    return asked.page(rows, SignIn::id);
  }

  /// Ends what the caller has signed in with; signing in anew may have ended it as the oldest.
  void leave(Caller caller) {
    var _ = store.end(caller.user(), caller.signIn());
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not a sign-in of this user.
  void end(UserId user, UUID signIn) {
    if (!store.end(user, signIn)) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
  }

  /// Changes the caller's password and ends all other sessions. Wrong present passwords are counted
  /// like failed sign-ins; answers how long to wait where there were too many.
  Optional<Duration> changePassword(Caller caller, String present, String next, Device device) {
    UserStore.Password known = users.password(caller.user()).orElseThrow();
    Optional<Duration> waiting = confirm(caller.user(), known, present, device.address());
    if (waiting.isPresent()) {
      return waiting;
    }
    List<LoginName> names = users.find(caller.user()).orElseThrow().loginNames();
    String hash = hasher.hash(rules.accepted(next, names));
    transaction.executeWithoutResult(
        status -> {
          if (!users.changePassword(known, hash)) {
            throw new DomainException(RequestError.CONFLICT);
          }
          store.keepOnly(caller.user(), caller.signIn());
        });
    return Optional.empty();
  }

  /// Asks for the password again. Answers how long to wait where it was guessed at too often;
  /// refuses with [IdentityError#WRONG_PASSWORD].
  Optional<Duration> confirm(UserId user, String password, String address) {
    return confirm(user, users.password(user).orElseThrow(), password, address);
  }

  private Optional<Duration> confirm(
      UserId user, UserStore.Password known, String password, String address) {
    String account = "user " + user;
    Optional<Duration> waiting = attempts.begin(account, address);
    if (waiting.isPresent()) {
      return waiting;
    }
    if (!hasher.matches(password, Optional.of(known.hash()))) {
      throw new DomainException(IdentityError.WRONG_PASSWORD);
    }
    attempts.succeeded(account, address);
    return Optional.empty();
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT3M")
  void deleteEnded() {
    Instant now = clock.instant();
    while (store.deleteEnded(now.minus(LIFETIME), now.minus(idleLimit), DELETED_AT_ONCE)
        == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }
}
