package org.tongbao.market.passkey;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.SignInChanged;
import org.tongbao.market.identity.SignInChanged.What;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.identity.WaysToSignIn;
import org.tongbao.primitives.Bytes;

/// The passkeys of all users. Every challenge works once, for five minutes. Thread-safe.
@Component
class Passkeys {
  static final Duration ANSWER_WITHIN = Duration.ofMinutes(5);
  static final int MOST = 20;

  private static final Logger LOG = LoggerFactory.getLogger(Passkeys.class);
  private static final int CHALLENGE_SIZE = 32;
  private static final Set<String> TRANSPORTS =
      Set.of("ble", "hybrid", "internal", "nfc", "smart-card", "usb");

  private final PasskeyStore store;
  private final RelyingParty party;
  private final WaysToSignIn ways;
  private final ApplicationEventPublisher events;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Passkeys(
      PasskeyStore store,
      RelyingParty party,
      WaysToSignIn ways,
      ApplicationEventPublisher events,
      Clock clock) {
    this.store = store;
    this.party = party;
    this.ways = ways;
    this.events = events;
    this.clock = clock;
  }

  /// What a device has to sign to become this user's, or, for nobody yet, to sign somebody in.
  String challenge(Optional<UserId> user) {
    byte[] bytes = new byte[CHALLENGE_SIZE];
    random.nextBytes(bytes);
    String challenge = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    store.addChallenge(challenge, user, clock.instant().plus(ANSWER_WITHIN));
    return challenge;
  }

  /// Adds a passkey, in the caller's transaction. Refuses with [PasskeyError#CHALLENGE_OVER],
  /// [PasskeyError#NOT_PROVEN], [PasskeyError#KNOWN_ALREADY] and [PasskeyError#TOO_MANY].
  Passkey add(UserId user, String name, NewCredential given) {
    useChallenge(given.challenge, Optional.of(user));
    RelyingParty.Created created =
        party.created(given.challenge, given.attestationObject, given.clientData);
    if (store.count(user) >= MOST) {
      throw new DomainException(PasskeyError.TOO_MANY, String.valueOf(MOST));
    }
    Passkey passkey =
        new Passkey(
            Uuid7.next(clock),
            user,
            created.credentialId(),
            created.credential(),
            created.signCount(),
            created.backup(),
            given.transports.stream()
                .filter(it -> it != null && TRANSPORTS.contains(it))
                .distinct()
                .toList(),
            name,
            clock.instant(),
            Optional.empty());
    if (!store.add(passkey)) {
      throw new DomainException(PasskeyError.KNOWN_ALREADY);
    }
    events.publishEvent(new SignInChanged(user, What.PASSKEY_ADDED));
    LOG.info("{} has a new passkey {}", user, passkey.id());
    return passkey;
  }

  /// @param challenge as the client data has it
  record NewCredential(
      String challenge, Bytes attestationObject, Bytes clientData, List<String> transports) {}

  /// Finds out who signs in. Refuses with [PasskeyError#CHALLENGE_OVER], [PasskeyError#REFUSED] and
  /// [PasskeyError#CLONED]; the challenge is used up by each try.
  ///
  /// @param userHandle whom the device takes its owner for
  UserId owner(
      String challenge, Bytes credentialId, Bytes userHandle, RelyingParty.Assertion assertion) {
    useChallenge(challenge, Optional.empty());
    Passkey known =
        store
            .find(credentialId)
            .filter(it -> handle(it.user()).equals(userHandle))
            .orElseThrow(() -> new DomainException(PasskeyError.REFUSED));
    RelyingParty.Signed signed = signed(challenge, known, assertion);
    if (!store.used(known.id(), signed.signCount(), signed.backedUp(), clock.instant())) {
      throw cloned(known);
    }
    return known.user();
  }

  private RelyingParty.Signed signed(
      String challenge, Passkey known, RelyingParty.Assertion assertion) {
    try {
      return party.signed(challenge, known, assertion);
    } catch (DomainException refused) {
      throw refused.code() == PasskeyError.CLONED ? cloned(known) : refused;
    }
  }

  private static DomainException cloned(Passkey known) {
    LOG.warn("the counter of passkey {} of {} went back: a copy?", known.id(), known.user());
    return new DomainException(PasskeyError.CLONED);
  }

  private void useChallenge(String challenge, Optional<UserId> user) {
    if (!store.useChallenge(challenge, user, clock.instant())) {
      throw new DomainException(PasskeyError.CHALLENGE_OVER);
    }
  }

  List<Passkey> of(UserId user) {
    return store.of(user);
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not a passkey of this user.
  Passkey rename(UserId user, String id, String name) {
    UUID passkey = parse(id);
    if (!store.rename(user, passkey, name)) {
      throw notFound();
    }
    return store.of(user).stream()
        .filter(it -> it.id().equals(passkey))
        .findFirst()
        .orElseThrow(Passkeys::notFound);
  }

  /// Refuses with [RequestError#NOT_FOUND], and as [WaysToSignIn#remove] does.
  void remove(UserId user, String id) {
    UUID passkey = parse(id);
    ways.remove(
        user,
        () -> {
          if (!store.remove(user, passkey)) {
            throw notFound();
          }
          events.publishEvent(new SignInChanged(user, What.PASSKEY_REMOVED));
        });
    LOG.info("{} has taken passkey {} away", user, passkey);
  }

  private static UUID parse(String id) {
    return Uuid7.parse(id).orElseThrow(Passkeys::notFound);
  }

  private static DomainException notFound() {
    return new DomainException(RequestError.NOT_FOUND);
  }

  /// What a device knows its owner by: the user's id, which says nothing about the person.
  static Bytes handle(UserId user) {
    return Bytes.wrap(
        ByteBuffer.allocate(2 * Long.BYTES)
            .putLong(user.value().getMostSignificantBits())
            .putLong(user.value().getLeastSignificantBits())
            .array());
  }

  @Scheduled(fixedDelayString = "PT1H", initialDelayString = "PT7M")
  void deleteExpired() {
    store.deleteExpired(clock.instant());
  }
}
