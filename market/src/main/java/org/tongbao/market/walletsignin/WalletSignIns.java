package org.tongbao.market.walletsignin;

import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.identity.SignInChanged;
import org.tongbao.market.identity.SignInChanged.What;
import org.tongbao.market.identity.User;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.Users;
import org.tongbao.market.identity.WaysToSignIn;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.WalletInUse;
import org.tongbao.market.onchain.WalletProofs;
import org.tongbao.market.web.SiteAddress;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.crypto.PersonalMessage;

/// Wallets that sign their users in. A message works once, within ten minutes, for this site and
/// this chain alone. Thread-safe.
@Component
class WalletSignIns {
  static final Duration ANSWER_WITHIN = Duration.ofMinutes(10);
  static final int MOST = 20;

  /// How far clocks of wallets may be off.
  private static final Duration SKEW = Duration.ofMinutes(1);

  private static final Logger LOG = LoggerFactory.getLogger(WalletSignIns.class);
  private static final int NONCE_SIZE = 16;
  private static final String STATEMENT = "Sign in to Tongbao.";

  private final WalletSignInStore store;
  private final WalletProofs proofs;
  private final ChainAccounts accounts;
  private final Users users;
  private final WaysToSignIn ways;
  private final SiteAddress site;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  WalletSignIns(
      WalletSignInStore store,
      WalletProofs proofs,
      ChainAccounts accounts,
      Users users,
      WaysToSignIn ways,
      SiteAddress site,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.proofs = proofs;
    this.accounts = accounts;
    this.users = users;
    this.ways = ways;
    this.site = site;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What this wallet has to sign (`personal_sign`), once and soon.
  SignInMessage challenge(Address wallet) {
    byte[] bytes = new byte[NONCE_SIZE];
    random.nextBytes(bytes);
    String nonce = HexFormat.of().formatHex(bytes);
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
    Instant before = now.plus(ANSWER_WITHIN);
    store.addNonce(nonce, now, before);
    return new SignInMessage(
        Optional.empty(),
        site.authority(),
        wallet,
        Optional.of(STATEMENT),
        URI.create(site.origin()),
        proofs.chainId(),
        nonce,
        new SignInMessage.Times(now, Optional.of(before), Optional.empty()),
        Optional.empty(),
        List.of());
  }

  /// A message and the signature under it, as they came.
  record Signed(String message, Bytes signature) {}

  /// The message of a wallet that has signed it for us. Its nonce is not used up yet. Refuses with
  /// [WalletSignInError]s. May ask the chain: not in a transaction.
  SignInMessage proven(Signed signed) {
    SignInMessage message = SignInMessage.parse(signed.message);
    check(message);
    boolean isSigned =
        proofs.isSigned(PersonalMessage.hash(signed.message), message.address(), signed.signature);
    if (!isSigned) {
      throw new DomainException(WalletSignInError.NOT_SIGNED);
    }
    return message;
  }

  private void check(SignInMessage message) {
    boolean ours =
        message.domain().equals(site.authority())
            && message.scheme().filter(it -> !it.equals(site.address().getScheme())).isEmpty()
            && isHere(message.uri())
            && message.chainId().equals(proofs.chainId());
    if (!ours) {
      throw new DomainException(WalletSignInError.MESSAGE_NOT_FOR_US);
    }
    Instant now = clock.instant();
    Instant given =
        store
            .findNonce(message.nonce(), now)
            .orElseThrow(() -> new DomainException(WalletSignInError.NONCE_OVER));
    SignInMessage.Times times = message.times();
    boolean inTime =
        !times.issued().isAfter(now.plus(SKEW))
            && !times.issued().isBefore(given.minus(SKEW))
            && times.expires().filter(it -> !it.isAfter(now)).isEmpty()
            && times.notBefore().filter(it -> it.isAfter(now)).isEmpty();
    if (!inTime) {
      throw new DomainException(WalletSignInError.MESSAGE_OVER);
    }
  }

  private boolean isHere(URI uri) {
    String origin = site.origin();
    String text = uri.toString();
    return text.equals(origin) || text.startsWith(origin + "/");
  }

  /// Who signs in with this message. Refuses with [WalletSignInError#UNKNOWN_WALLET], after which
  /// the message still works for [#register], and with [WalletSignInError#NONCE_OVER].
  UserId signIn(SignInMessage message) {
    UserId user =
        store
            .user(message.address())
            .orElseThrow(() -> new DomainException(WalletSignInError.UNKNOWN_WALLET));
    use(message);
    store.used(message.address(), clock.instant());
    return user;
  }

  /// Registers somebody whose account on the chain is this wallet; who has registered already is
  /// signed in. Refuses as [ChainAccounts#useWallet] does.
  UserId register(SignInMessage message, String displayName, User.Preferences preferences) {
    if (store.user(message.address()).isPresent()) {
      return signIn(message);
    }
    try {
      return registered(message, displayName, preferences);
    } catch (DuplicateKeyException raced) {
      return signIn(message);
    }
  }

  private UserId registered(
      SignInMessage message, String displayName, User.Preferences preferences) {
    User user =
        users.registerNameless(
            displayName,
            preferences,
            it -> {
              use(message);
              // The event that follows makes it a wallet that signs in.
              accounts.useWallet(Holder.of(it), message.address());
            });
    LOG.info("{} has registered with wallet {}", user.id(), message.address());
    return user.id();
  }

  /// Makes the wallet one that signs this user in, beside whatever else does. Refuses with
  /// [WalletSignInError#TAKEN] when it is somebody else's, and with [WalletSignInError#TOO_MANY].
  void add(UserId user, SignInMessage message) {
    transaction.executeWithoutResult(
        status -> {
          use(message);
          accounts
              .holderOf(message.address())
              .filter(it -> !it.equals(Holder.of(user)))
              .ifPresent(
                  it -> {
                    throw new DomainException(WalletSignInError.TAKEN);
                  });
          if (store.count(user) >= MOST) {
            throw new DomainException(WalletSignInError.TOO_MANY, String.valueOf(MOST));
          }
          add(user, message.address());
        });
  }

  private void add(UserId user, Address wallet) {
    if (store.add(wallet, user, clock.instant())) {
      events.publishEvent(new SignInChanged(user, What.WALLET_ADDED));
      LOG.info("wallet {} signs {} in from now on", wallet, user);
    } else if (!store.user(wallet).equals(Optional.of(user))) {
      throw new DomainException(WalletSignInError.TAKEN);
    }
  }

  /// A wallet that is a user's account signs that user in too.
  @EventListener
  void on(WalletInUse event) {
    if (event.holder().kind() == Holder.Kind.USER) {
      add(new UserId(event.holder().id()), event.wallet());
    }
  }

  List<SignInWallet> of(UserId user) {
    return store.of(user);
  }

  /// Refuses with [RequestError#NOT_FOUND], and as [WaysToSignIn#remove] does.
  void remove(UserId user, Address wallet) {
    ways.remove(
        user,
        () -> {
          if (!store.remove(user, wallet)) {
            throw new DomainException(RequestError.NOT_FOUND);
          }
          events.publishEvent(new SignInChanged(user, What.WALLET_REMOVED));
        });
    LOG.info("wallet {} no longer signs {} in", wallet, user);
  }

  private void use(SignInMessage message) {
    if (!store.useNonce(message.nonce())) {
      throw new DomainException(WalletSignInError.NONCE_OVER);
    }
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT8M")
  void deleteExpired() {
    store.deleteExpired(clock.instant());
  }
}
