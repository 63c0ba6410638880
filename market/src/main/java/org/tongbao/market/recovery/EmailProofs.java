package org.tongbao.market.recovery;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;

/// Whether an address is its user's, and changing to another one. Thread-safe.
@Component
class EmailProofs {
  static final Duration LINK_LASTS = Duration.ofHours(24);

  private static final Logger LOG = LoggerFactory.getLogger(EmailProofs.class);

  private final RecoveryStore store;
  private final Letters letters;
  private final Users users;
  private final TransactionTemplate transaction;
  private final Clock clock;

  EmailProofs(
      RecoveryStore store,
      Letters letters,
      Users users,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.letters = letters;
    this.users = users;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// An address, and whether it was proved to be the user's.
  record Email(Optional<LoginName> address, boolean proved) {}

  Email of(UserId user) {
    Optional<LoginName> address = users.find(user).flatMap(User::email);
    return new Email(address, address.filter(users::isProved).isPresent());
  }

  /// Sends a link to the user's address. Refuses with [RecoveryError#NO_ADDRESS] and
  /// [RecoveryError#PROVED_ALREADY].
  void ask(UserId user) {
    Email email = of(user);
    LoginName address =
        email.address().orElseThrow(() -> new DomainException(RecoveryError.NO_ADDRESS));
    if (email.proved()) {
      throw new DomainException(RecoveryError.PROVED_ALREADY);
    }
    sendLink(user, MailToken.Purpose.PROOF, address);
  }

  /// Sends a link to an address that is to become the user's. Where it is somebody's already, that
  /// one is told instead, and the answer is the same.
  void askForChange(UserId user, LoginName next) {
    Optional<User> owner = users.find(next);
    if (owner.isPresent()) {
      letters.send(next, letters.language(owner.get()), "taken");
    } else {
      sendLink(user, MailToken.Purpose.CHANGE, next);
    }
  }

  private void sendLink(UserId user, MailToken.Purpose purpose, LoginName address) {
    letters.sendLink(
        new MailToken(user, purpose, address),
        letters.language(users.find(user).orElseThrow()),
        LINK_LASTS);
  }

  /// The link has arrived: its address is the user's. Refuses with [RecoveryError#LINK_OVER], and
  /// where the address has become somebody else's meanwhile.
  void complete(String word) {
    transaction.executeWithoutResult(
        status -> {
          MailToken token =
              store
                  .useToken(
                      MailToken.hash(word),
                      Set.of(MailToken.Purpose.PROOF, MailToken.Purpose.CHANGE),
                      clock.instant())
                  .orElseThrow(() -> new DomainException(RecoveryError.LINK_OVER));
          if (token.purpose() == MailToken.Purpose.CHANGE) {
            change(token);
          } else if (!users.prove(token.user(), token.address())) {
            throw new DomainException(RecoveryError.LINK_OVER);
          }
        });
  }

  /// Whoever reads the old address is told, and no link that went there works any more.
  private void change(MailToken token) {
    User before = users.find(token.user()).orElseThrow();
    users.replaceEmail(token.user(), token.address());
    store.deleteTokens(token.user());
    before.email().ifPresent(old -> letters.send(old, letters.language(before), "email-changed"));
    LOG.info("{} has another address", token.user());
  }
}
