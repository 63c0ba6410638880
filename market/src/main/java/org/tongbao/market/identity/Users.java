package org.tongbao.market.identity;

import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.currency.Currencies;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.PageOfList;

/// Everybody who has registered. Thread-safe.
@Component
public class Users {
  static final int DISPLAY_NAME_LIMIT = 60;

  private final UserStore store;
  private final PasswordRules rules;
  private final PasswordHasher hasher;
  private final Currencies currencies;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Users(
      UserStore store,
      PasswordRules rules,
      PasswordHasher hasher,
      Currencies currencies,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.rules = rules;
    this.hasher = hasher;
    this.currencies = currencies;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Registers somebody and publishes [UserRegistered] in the same transaction. Refuses a name that
  /// is taken, and a password that is too short, too long or easy to guess.
  public User register(
      LoginName name, String password, String displayName, User.Preferences preferences) {
    String hash = hasher.hash(rules.accepted(password, List.of(name)));
    return register(List.of(name), displayName, preferences, user -> store.addPassword(user, hash));
  }

  /// Registers somebody who cannot sign in: there is no password, and none is right. Otherwise as
  /// everybody else, with an account on the chain. Refuses a name that is taken.
  public User registerWithoutPassword(
      LoginName name, String displayName, User.Preferences preferences) {
    return register(List.of(name), displayName, preferences, user -> {});
  }

  /// Registers somebody without a login name, who signs in in another way: `proof` stores it, in
  /// the same transaction, once there is an account on the chain.
  public User registerNameless(
      String displayName, User.Preferences preferences, Consumer<UserId> proof) {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              User user = register(List.of(), displayName, preferences, it -> {});
              proof.accept(user.id());
              return user;
            }));
  }

  private User register(
      List<LoginName> names,
      String displayName,
      User.Preferences preferences,
      Consumer<UserId> proof) {
    preferences.currency().ifPresent(currencies::requireAccepted);
    User user =
        new User(
            new UserId(Uuid7.next(clock)),
            Fields.optionalLine("displayName", displayName, DISPLAY_NAME_LIMIT),
            names,
            preferences,
            1,
            clock.instant(),
            null);
    transaction.executeWithoutResult(
        status -> {
          store.add(user);
          if (!names.stream().allMatch(name -> store.addName(user.id(), name))) {
            throw new DomainException(IdentityError.LOGIN_NAME_TAKEN);
          }
          proof.accept(user.id());
          events.publishEvent(new UserRegistered(user.id()));
        });
    return user;
  }

  public Optional<User> find(UserId id) {
    return store.find(id);
  }

  /// The first login name of a user, as the platform's people read it; empty where there is none.
  public String nameOf(UserId id) {
    return find(id)
        .flatMap(it -> it.loginNames().stream().findFirst())
        .map(LoginName::value)
        .orElse("");
  }

  public Optional<User> find(LoginName name) {
    return store.find(name);
  }

  /// Whether somebody showed to read the mail of this login name.
  public boolean isProved(LoginName name) {
    return store.isProved(name);
  }

  /// Somebody who reads the mail of this login name is its user. False when that was known, or the
  /// name is no longer this user's.
  public boolean prove(UserId user, LoginName name) {
    return store.prove(user, name, clock.instant());
  }

  /// Gives a user another address of mail, which is proved, in the place of those before. Refuses
  /// with [IdentityError#LOGIN_NAME_TAKEN].
  public void replaceEmail(UserId user, LoginName next) {
    transaction.executeWithoutResult(
        status -> {
          store.removeEmails(user);
          if (!store.addName(user, next)) {
            throw new DomainException(IdentityError.LOGIN_NAME_TAKEN);
          }
          store.prove(user, next, clock.instant());
        });
  }

  /// The user with this id, as an address spells it; refuses with [RequestError#NOT_FOUND].
  public User require(String id) {
    return Uuid7.parse(id).map(UserId::new).flatMap(store::find).orElseThrow(Users::notFound);
  }

  User require(UserId id) {
    return store.find(id).orElseThrow(Users::notFound);
  }

  PageOfList<User> list(String namePrefix, PageOfList.Request asked) {
    return asked.page(store.list(namePrefix, asked), user -> user.id().value());
  }

  /// Changes what is named and leaves the rest. Refuses with [RequestError#CHANGED_MEANWHILE] when
  /// the user has been changed since `version`.
  User update(UserId id, int version, ProfileChange change) {
    change.currency().ifPresent(currencies::requireAccepted);
    User known = require(id);
    User.Preferences preferences =
        new User.Preferences(
            change.language().or(() -> known.preferences().language()),
            change.currency().or(() -> known.preferences().currency()));
    String displayName =
        change
            .displayName()
            .map(name -> Fields.optionalLine("displayName", name, DISPLAY_NAME_LIMIT))
            .orElse(known.displayName());
    if (known.version() != version || !store.update(id, version, displayName, preferences)) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    return require(id);
  }

  private static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }

  /// What to change; what is empty stays.
  record ProfileChange(
      Optional<String> displayName, Optional<Language> language, Optional<String> currency) {}
}
