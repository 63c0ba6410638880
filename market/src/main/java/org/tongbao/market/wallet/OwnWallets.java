package org.tongbao.market.wallet;

import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.Passwords;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.OnchainError;
import org.tongbao.market.onchain.WalletProofs;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.crypto.TypedData;

/// Users who want their keys: taking the kept one along, or signing with a wallet of their own.
/// Thread-safe.
@Component
class OwnWallets {
  /// How long a wallet has to sign that it is the user's.
  static final Duration ANSWER_WITHIN = Duration.ofMinutes(10);

  static final int EXPORTS_A_DAY = 3;
  private static final Logger LOG = LoggerFactory.getLogger(OwnWallets.class);
  private static final SecureRandom RANDOM = new SecureRandom();

  private final OwnWalletStore store;
  private final ChainAccounts accounts;
  private final WalletProofs proofs;
  private final Passwords passwords;
  private final TransactionTemplate transaction;
  private final Clock clock;

  OwnWallets(
      OwnWalletStore store,
      ChainAccounts accounts,
      WalletProofs proofs,
      Passwords passwords,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.accounts = accounts;
    this.proofs = proofs;
    this.passwords = passwords;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What a wallet has to sign to become the user's account, once and soon.
  OwnWalletStore.Challenge challenge(UserId user, Address wallet) {
    byte[] nonce = new byte[32];
    RANDOM.nextBytes(nonce);
    Instant before = clock.instant().plus(ANSWER_WITHIN).truncatedTo(ChronoUnit.SECONDS);
    var challenge = new OwnWalletStore.Challenge(Hash.of(nonce), user, wallet, before);
    store.add(challenge);
    return challenge;
  }

  TypedData document(OwnWalletStore.Challenge challenge) {
    return proofs.document(
        Holder.of(challenge.user()), challenge.wallet(), challenge.nonce(), challenge.before());
  }

  /// Makes the wallet that has signed the challenge the user's account. Refuses with
  /// [WalletError#CHALLENGE_OVER], [WalletError#NOT_SIGNED], and the codes of
  /// [ChainAccounts#useWallet].
  void bind(UserId user, Hash nonce, Bytes signature) {
    OwnWalletStore.Challenge challenge =
        store
            .find(nonce, user, clock.instant())
            .orElseThrow(() -> new DomainException(WalletError.CHALLENGE_OVER));
    if (!proofs.isSigned(document(challenge), challenge.wallet(), signature)) {
      throw new DomainException(WalletError.NOT_SIGNED);
    }
    transaction.executeWithoutResult(
        status -> {
          if (!store.use(nonce, clock.instant())) {
            throw new DomainException(WalletError.CHALLENGE_OVER);
          }
          accounts.useWallet(Holder.of(user), challenge.wallet());
          LOG.info("{} has {} for an account from now on", user, challenge.wallet());
        });
  }

  /// Back to the account whose key is kept here. Refuses as [ChainAccounts#useKeptKey] does.
  void useKeptKey(UserId user) {
    accounts.useKeptKey(Holder.of(user));
  }

  /// The user's key as a V3 key store under a password of its own. Every time is written down
  /// before the key is opened. Refuses with [WalletError#TOO_MANY_EXPORTS], with
  /// [OnchainError#KEY_NOT_HERE], and as [Passwords#require] does.
  ///
  /// @param address whence it is asked for
  String export(UserId user, String password, String storePassword, String address) {
    Holder holder = Holder.of(user);
    Address account = accounts.of(holder);
    if (!accounts.signsHere(account)) {
      throw new DomainException(OnchainError.KEY_NOT_HERE);
    }
    passwords.require(user, password, address);
    Instant now = clock.instant();
    var limit = new OwnWalletStore.Limit(EXPORTS_A_DAY, now.minus(Duration.ofDays(1)));
    boolean added =
        Boolean.TRUE.equals(
            transaction.execute(status -> store.addExport(user, account, address, now, limit)));
    if (!added) {
      throw new DomainException(WalletError.TOO_MANY_EXPORTS, String.valueOf(EXPORTS_A_DAY));
    }
    LOG.warn("{} takes the key of {} along", user, account);
    return accounts.export(holder, storePassword.toCharArray());
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT4M")
  void deleteExpired() {
    store.deleteExpired(clock.instant().minus(Duration.ofDays(1)));
  }
}
