package org.tongbao.market.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.attempts.FailedAttempts;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.PageOfList;

/// Who has signed in where, and the passwords that prove it. A sign-in lives until it is ended, is
/// not used for the time that the settings say, or is [#LIFETIME] old. Thread-safe.
@Component
class SignIns {
  static final Duration LIFETIME = Duration.ofDays(30);
  static final int MOST = 50;

  /// How exactly "last seen" is kept: a write for each request would cost more than it tells.
  static final Duration SEEN_PRECISION = Duration.ofMinutes(5);

  /// How long ago a sign-in counts as recent.
  static final Duration RECENT = Duration.ofMinutes(15);

  /// How long somebody has to show a second factor.
  static final Duration HALF_LIFETIME = Duration.ofMinutes(5);

  /// How long a device stays known that is not used.
  static final Duration DEVICE_KNOWN = Duration.ofDays(180);

  private static final int DELETED_AT_ONCE = 1000;

  private final UserStore users;
  private final SignInStore store;
  private final PasswordRules rules;
  private final PasswordHasher hasher;
  private final FailedAttempts attempts;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Duration idleLimit;
  private final boolean staffShowTwo;
  private final Clock clock;

  SignIns(
      UserStore users,
      SignInStore store,
      PasswordRules rules,
      PasswordHasher hasher,
      FailedAttempts attempts,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      @Value("${tongbao.session.timeout}") String idleLimit,
      @Value("${tongbao.staff.second-factor}") boolean staffShowTwo,
      Clock clock) {
    this.users = users;
    this.store = store;
    this.rules = rules;
    this.hasher = hasher;
    this.attempts = attempts;
    this.events = events;
    this.transaction = transaction;
    this.idleLimit = DurationStyle.SIMPLE.parse(idleLimit);
    this.staffShowTwo = staffShowTwo;
    this.clock = clock;
  }

  /// Checks a name and a password; takes the same time whether the name is unknown or the password
  /// wrong.
  ///
  /// @param address whence it comes
  SignInResult check(LoginName name, String password, String address) {
    Optional<Duration> waiting = attempts.begin(name.value(), address);
    if (waiting.isPresent()) {
      tellHeldBack(name, address);
      return new SignInResult.TooManyAttempts(waiting.get());
    }
    Optional<UserStore.Password> known = users.password(name);
    if (!hasher.matches(password, known.map(UserStore.Password::hash))) {
      return new SignInResult.WrongNameOrPassword();
    }
    UserStore.Password right = known.orElseThrow();
    attempts.succeeded(name.value(), address);
    if (hasher.isOutdated(right.hash())) {
      users.rehash(right, hasher.hash(PasswordRules.normalised(password)));
    }
    return new SignInResult.Right(
        new Proof(right.user(), SignInMethod.PASSWORD, right.version(), false));
  }

  private void tellHeldBack(LoginName name, String address) {
    String network = new Device("", address).shortAddress();
    transaction.executeWithoutResult(
        status ->
            users
                .find(name)
                .ifPresent(it -> events.publishEvent(new SignInHeldBack(it.id(), network))));
  }

  /// Begins a session. Nothing when the password was changed while it was being checked: then it is
  /// wrong now. Refuses with [IdentityError#DISABLED].
  Optional<Begun> begin(Proof proof, Device device) {
    Instant now = clock.instant();
    SessionToken token = SessionToken.next();
    SignIn signIn =
        new SignIn(Uuid7.next(clock), device, proof.method(), proof.twoFactors(), now, now);
    boolean added =
        Boolean.TRUE.equals(
            transaction.execute(
                status -> {
                  if (store.isDisabled(proof.user())) {
                    throw new DomainException(IdentityError.DISABLED);
                  }
                  store.trim(proof.user(), MOST - 1);
                  boolean right = store.add(signIn, token, proof);
                  if (right) {
                    tell(signIn, proof);
                  }
                  return right;
                }));
    return added ? Optional.of(new Begun(signIn, token)) : Optional.empty();
  }

  private void tell(SignIn begun, Proof proof) {
    Device device = begun.device();
    boolean anew = store.isNewDevice(proof.user(), device.hash(), begun.createdAt());
    events.publishEvent(
        new SignedIn(
            proof.user(),
            begun.id(),
            proof.method(),
            proof.twoFactors(),
            device.name(),
            device.shortAddress(),
            anew,
            begun.createdAt()));
  }

  /// @param token what the browser has to show from now on
  record Begun(SignIn signIn, SessionToken token) {}

  /// Keeps what was shown until a second factor is: the browser shows the token with it.
  SessionToken beginHalf(Proof proof) {
    SessionToken token = SessionToken.next();
    store.addHalf(token, proof, clock.instant().plus(HALF_LIFETIME));
    return token;
  }

  Optional<Proof> half(SessionToken token) {
    return store.half(token, clock.instant());
  }

  /// False when the half was completed already.
  boolean endHalf(SessionToken token) {
    return store.endHalf(token);
  }

  /// Whose token this is, if the sign-in still lives.
  Optional<Caller> caller(SessionToken token) {
    Instant now = clock.instant();
    Optional<SignInStore.Living> found =
        store.find(token, now.minus(LIFETIME), now.minus(idleLimit));
    found
        .filter(living -> !living.seenAt().isAfter(now.minus(SEEN_PRECISION)))
        .ifPresent(living -> store.seen(living.id(), now));
    return found.map(living -> caller(living, now));
  }

  /// Where the settings say so, the platform's roles wait for a second factor.
  private Caller caller(SignInStore.Living living, Instant now) {
    Map<Boolean, Set<Grant>> grants =
        living.grants().stream()
            .collect(
                Collectors.partitioningBy(
                    it -> staffShowTwo && !living.twoFactors() && it.role().isOfPlatform(),
                    Collectors.toSet()));
    return new Caller(
        living.user(),
        living.id(),
        grants.getOrDefault(false, Set.of()),
        null,
        grants.getOrDefault(true, Set.of()),
        living.createdAt().isAfter(now.minus(RECENT)));
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

  void endAll(UserId user) {
    store.endAll(user);
  }

  void endOthers(Caller caller) {
    store.endOthers(caller.user(), caller.signIn());
  }

  void strengthen(UUID signIn) {
    store.strengthen(signIn);
  }

  /// Changes the caller's password and ends all other sessions. Wrong present passwords are counted
  /// like failed sign-ins; answers how long to wait where there were too many. Who has none yet
  /// gives a first one, having signed in just now.
  Optional<Duration> changePassword(
      Caller caller, Optional<String> present, String next, String address) {
    Optional<UserStore.Password> known = users.password(caller.user());
    if (known.isEmpty()) {
      if (!caller.recent()) {
        throw new DomainException(IdentityError.SIGN_IN_AGAIN);
      }
    } else {
      String typed = Fields.required("present", present.orElse(null));
      Optional<Duration> waiting = confirm(caller.user(), known.get(), typed, address);
      if (waiting.isPresent()) {
        return waiting;
      }
    }
    replace(caller.user(), known, next, Optional.of(caller.signIn()));
    return Optional.empty();
  }

  /// Gives a user another password, or a first one, and ends all sessions but the one to keep.
  void replacePassword(UserId user, String next, Optional<UUID> kept) {
    replace(user, users.password(user), next, kept);
  }

  private void replace(
      UserId user, Optional<UserStore.Password> known, String next, Optional<UUID> kept) {
    List<LoginName> names = users.find(user).orElseThrow().loginNames();
    String hash = hasher.hash(rules.accepted(next, names));
    transaction.executeWithoutResult(
        status -> {
          boolean changed =
              known
                  .map(it -> users.changePassword(it, hash))
                  .orElseGet(() -> users.addPassword(user, hash));
          if (!changed) {
            throw new DomainException(RequestError.CONFLICT);
          }
          kept.ifPresentOrElse(it -> store.keepOnly(user, it), () -> store.endAll(user));
          events.publishEvent(new SignInChanged(user, SignInChanged.What.PASSWORD));
        });
  }

  /// Asks for the password again. Answers how long to wait where it was guessed at too often;
  /// refuses with [IdentityError#WRONG_PASSWORD]. Who has none is not asked.
  Optional<Duration> confirm(UserId user, String password, String address) {
    return users.password(user).flatMap(known -> confirm(user, known, password, address));
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
    store.deleteHalves(now);
    store.forgetDevices(now.minus(DEVICE_KNOWN));
  }
}
