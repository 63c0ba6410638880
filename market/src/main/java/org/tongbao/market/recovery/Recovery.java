package org.tongbao.market.recovery;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.IdentityError;
import org.tongbao.market.identity.LoginName;
import org.tongbao.market.identity.Passwords;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.Users;
import org.tongbao.market.identity.WaysToSignIn;
import org.tongbao.market.web.Language;

/// Forgotten passwords, and first ones of users who came by an import. Whether an address is known
/// is found out after the answer, so that neither the answer nor its time tells. Thread-safe.
@Component
class Recovery {
  static final Duration LINK_LASTS = Duration.ofMinutes(30);

  private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);
  private static final int AT_ONCE = 20;
  private static final Duration INVITATION_LASTS = Duration.ofDays(3);
  private static final Set<MailToken.Purpose> PURPOSES =
      Set.of(MailToken.Purpose.RECOVERY, MailToken.Purpose.INVITATION);

  private final RecoveryStore store;
  private final Letters letters;
  private final Users users;
  private final Passwords passwords;
  private final WaysToSignIn ways;
  private final TransactionTemplate transaction;
  private final Clock clock;

  Recovery(
      RecoveryStore store,
      Letters letters,
      Users users,
      Passwords passwords,
      WaysToSignIn ways,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.letters = letters;
    this.users = users;
    this.passwords = passwords;
    this.ways = ways;
    this.transaction = transaction;
    this.clock = clock;
  }

  void ask(LoginName address, Language language) {
    store.addRequest(
        Uuid7.next(clock), new RecoveryStore.Request(address, language), clock.instant());
  }

  @Scheduled(fixedDelayString = "PT1S", initialDelayString = "PT3S")
  void answerAll() {
    while (answerSome() == AT_ONCE) {
      // until less than a full batch was left
    }
  }

  private int answerSome() {
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              List<RecoveryStore.Request> taken = store.takeRequests(AT_ONCE);
              taken.forEach(this::answer);
              return taken.size();
            }));
  }

  private void answer(RecoveryStore.Request request) {
    users
        .find(request.address())
        .ifPresent(
            user ->
                letters.sendLink(
                    new MailToken(user.id(), MailToken.Purpose.RECOVERY, request.address()),
                    user.preferences().language().orElse(request.language()),
                    LINK_LASTS));
  }

  /// Invites a user who cannot sign in, having come by an import, to this address: whoever reads
  /// the mail there gives the first password. An earlier invitation is over. Refuses with
  /// [RecoveryError#CAN_SIGN_IN], and with an address that is somebody's already.
  void invite(User user, LoginName address) {
    if (ways.hasAny(user.id())) {
      throw new DomainException(RecoveryError.CAN_SIGN_IN);
    }
    if (users.find(address).filter(it -> !it.id().equals(user.id())).isPresent()) {
      throw new DomainException(IdentityError.LOGIN_NAME_TAKEN);
    }
    store.deleteTokens(user.id());
    letters.sendLink(
        new MailToken(user.id(), MailToken.Purpose.INVITATION, address),
        letters.language(user),
        INVITATION_LASTS);
  }

  /// Gives the user of the link another password and ends all sessions; the user is told. Where the
  /// address had not been proved before, whatever else signed in is taken away: it may be somebody
  /// else's, who registered the address first. Refuses with [RecoveryError#LINK_OVER], and
  /// passwords that are no good, after which the link still works.
  void complete(String word, String password) {
    transaction.executeWithoutResult(
        status -> {
          MailToken token =
              store
                  .useToken(MailToken.hash(word), PURPOSES, clock.instant())
                  .orElseThrow(() -> new DomainException(RecoveryError.LINK_OVER));
          if (token.purpose() == MailToken.Purpose.INVITATION) {
            accept(token);
          } else if (users.prove(token.user(), token.address())) {
            ways.removeAllButThePassword(token.user());
          }
          store.deleteTokens(token.user());
          passwords.replace(token.user(), password);
          LOG.info("{} has recovered by mail", token.user());
        });
  }

  private void accept(MailToken token) {
    if (ways.hasAny(token.user())) {
      throw new DomainException(RecoveryError.LINK_OVER);
    }
    users.replaceEmail(token.user(), token.address());
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT9M")
  void deleteExpired() {
    store.deleteExpired(clock.instant());
  }
}
