package org.tongbao.market.attempts;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/// Slows down who guesses: passwords, codes, proofs. Every attempt is counted before it is made,
/// for the account from this address, for the account from anywhere, and for the address; each
/// waits after some failures, twice as long after each further one, up to a cap. Nobody is ever
/// locked out: from an address of their own, people wait a minute at most for somebody else's
/// guessing.
///
/// The counts are in the database, so all processes agree. Thread-safe.
@Component
public class FailedAttempts {
  public static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);
  private static final int DELETED_AT_ONCE = 1000;

  private final FailedAttemptStore store;
  private final TransactionTemplate transaction;
  private final Clock clock;

  FailedAttempts(FailedAttemptStore store, TransactionTemplate transaction, Clock clock) {
    this.store = store;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What is counted, and how patiently.
  private record Limit(String subject, int free, Duration longest) {}

  /// Counts an attempt on `account` from `address`. Answers how long to wait when it may not be
  /// made now; then nothing was counted.
  public Optional<Duration> begin(String account, String address) {
    Instant now = clock.instant();
    return Optional.ofNullable(
        transaction.execute(
            status -> {
              for (Limit limit : limits(account, address)) {
                if (!count(limit, now)) {
                  status.setRollbackOnly();
                  return waiting(limit, now);
                }
              }
              return null;
            }));
  }

  /// The attempt that was begun has succeeded: the account's failures from here are forgotten, and
  /// the attempt itself is not held against the account elsewhere or the address.
  public void succeeded(String account, String address) {
    List<Limit> limits = limits(account, address);
    transaction.executeWithoutResult(
        status -> {
          store.forget(limits.getFirst().subject);
          limits.stream().skip(1).forEach(limit -> store.takeBack(limit.subject, clock.instant()));
        });
  }

  @Scheduled(fixedDelayString = "PT30M", initialDelayString = "PT2M")
  void deleteForgotten() {
    Instant forgotten = clock.instant().minus(FORGOTTEN_AFTER);
    while (store.deleteForgotten(forgotten, DELETED_AT_ONCE) == DELETED_AT_ONCE) {
      // until less than a full batch was left
    }
  }

  private boolean count(Limit limit, Instant now) {
    return store.count(
        limit.subject, now, now.minus(FORGOTTEN_AFTER), limit.free, limit.longest.toSeconds());
  }

  private Duration waiting(Limit limit, Instant now) {
    Duration left = Duration.between(now, store.blockedUntil(limit.subject).orElse(now));
    return left.isPositive() ? left : Duration.ofSeconds(1);
  }

  /// Always in this order, so that two transactions never wait for each other.
  private static List<Limit> limits(String account, String address) {
    String from = network(address);
    return List.of(
        new Limit(hash("pair", account + " " + from), 5, Duration.ofMinutes(15)),
        new Limit(hash("account", account), 20, Duration.ofMinutes(1)),
        new Limit(hash("address", from), 50, Duration.ofMinutes(15)));
  }

  /// An IPv4 address, or the half of an IPv6 address that one customer is given.
  private static String network(String address) {
    try {
      return InetAddress.getByName(address) instanceof Inet6Address six
          ? HexFormat.of().formatHex(Arrays.copyOf(six.getAddress(), 8))
          : address;
    } catch (UnknownHostException noAddress) {
      return address;
    }
  }

  private static String hash(String kind, String subject) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(subject.getBytes(StandardCharsets.UTF_8));
      return kind + ":" + HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
