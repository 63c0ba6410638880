package org.tongbao.market.secondfactor;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.key.SecretSeal;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.SecondFactor;
import org.tongbao.market.identity.SignInChanged;
import org.tongbao.market.identity.SignInChanged.What;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Bytes;

/// Everybody's second factors: a secret that an authenticator app makes codes of, sealed, and
/// recovery codes. A code works once. Thread-safe.
@Component
class SecondFactors implements SecondFactor {
  static final String PURPOSE = "second-factor";

  private final SecondFactorStore store;
  private final SecretSeal seal;
  private final ApplicationEventPublisher events;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  SecondFactors(
      SecondFactorStore store,
      SecretSeal seal,
      ApplicationEventPublisher events,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.seal = seal;
    this.events = events;
    this.transaction = transaction;
    this.clock = clock;
  }

  @Override
  public boolean isSetUp(UserId user) {
    return since(user).isPresent();
  }

  /// Since when codes are asked for.
  Optional<Instant> since(UserId user) {
    return store.find(user).flatMap(SecondFactorStore.Row::confirmedAt);
  }

  int recoveryCodesLeft(UserId user) {
    return store.recoveryCodes(user);
  }

  /// A new secret for the user's app, which counts once [#confirm] has seen a code of it. Refuses
  /// with [SecondFactorError#SET_UP_ALREADY].
  ///
  /// @return in base 32
  String begin(UserId user) {
    byte[] secret = new byte[Totp.SECRET_SIZE];
    random.nextBytes(secret);
    try {
      Bytes sealed = seal.seal(PURPOSE, owner(user), secret);
      if (!store.begin(user, sealed, seal.masterKeyId(), clock.instant())) {
        throw new DomainException(SecondFactorError.SET_UP_ALREADY);
      }
      return Totp.base32(secret);
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /// The app shows codes of the secret: they are asked for from now on. Refuses with
  /// [SecondFactorError#WRONG_CODE], [SecondFactorError#NOT_SET_UP] and
  /// [SecondFactorError#SET_UP_ALREADY].
  ///
  /// @return the recovery codes, this once
  List<String> confirm(UserId user, String code) {
    SecondFactorStore.Row row =
        store.find(user).orElseThrow(() -> new DomainException(SecondFactorError.NOT_SET_UP));
    if (row.confirmedAt().isPresent()) {
      throw new DomainException(SecondFactorError.SET_UP_ALREADY);
    }
    long step =
        step(user, row, code).orElseThrow(() -> new DomainException(SecondFactorError.WRONG_CODE));
    return Objects.requireNonNull(
        transaction.execute(
            status -> {
              if (!store.confirm(user, row.secret(), step, clock.instant())) {
                throw new DomainException(SecondFactorError.SET_UP_ALREADY);
              }
              events.publishEvent(new SignInChanged(user, What.SECOND_FACTOR_SET_UP));
              return recoveryCodes(user);
            }));
  }

  /// Other recovery codes instead of those that are left. Refuses with
  /// [SecondFactorError#NOT_SET_UP].
  List<String> renewRecoveryCodes(UserId user) {
    if (!isSetUp(user)) {
      throw new DomainException(SecondFactorError.NOT_SET_UP);
    }
    return Objects.requireNonNull(transaction.execute(status -> recoveryCodes(user)));
  }

  private List<String> recoveryCodes(UserId user) {
    List<String> codes = RecoveryCodes.create(random);
    store.setRecoveryCodes(
        user, codes.stream().map(code -> RecoveryCodes.hash(user, code)).toList());
    return codes;
  }

  /// Whether this is a code of now, or a recovery code, that was not used yet; now it is.
  boolean use(UserId user, String code) {
    String digits = code.replace(" ", "");
    if (digits.matches("[0-9]{" + Totp.DIGITS + "}")) {
      return store
          .find(user)
          .filter(row -> row.confirmedAt().isPresent())
          .map(row -> step(user, row, digits))
          .filter(step -> step.isPresent() && store.use(user, step.getAsLong()))
          .isPresent();
    }
    return Boolean.TRUE.equals(
        transaction.execute(
            status -> {
              boolean used = store.useRecoveryCode(user, RecoveryCodes.hash(user, code));
              if (used) {
                events.publishEvent(new SignInChanged(user, What.RECOVERY_CODE_USED));
              }
              return used;
            }));
  }

  /// Takes the user's own second factor away. Refuses with [SecondFactorError#NOT_SET_UP].
  void giveUp(UserId user) {
    if (!isSetUp(user)) {
      throw new DomainException(SecondFactorError.NOT_SET_UP);
    }
    transaction.executeWithoutResult(
        status -> {
          store.remove(user);
          events.publishEvent(new SignInChanged(user, What.SECOND_FACTOR_REMOVED));
        });
  }

  @Override
  public void remove(UserId user) {
    store.remove(user);
  }

  private OptionalLong step(UserId user, SecondFactorStore.Row row, String code) {
    byte[] secret = seal.open(PURPOSE, owner(user), row.secret());
    try {
      return Totp.step(secret, code, clock.instant());
    } finally {
      Arrays.fill(secret, (byte) 0);
    }
  }

  /// Whom a secret is bound to.
  static Bytes owner(UserId user) {
    return Bytes.wrap(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(user.value().getMostSignificantBits())
            .putLong(user.value().getLeastSignificantBits())
            .array());
  }
}
