package org.tongbao.market.fulfilment;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserId;
import org.tongbao.primitives.Keccak256;

/// Codes for goods that are fetched. The buyer shows the code, the merchant types it; five wrong
/// ones close the door for a while, longer each time. Thread-safe, on any number of processes.
@Component
public class Pickups {
  static final int FREE_FAILURES = 5;
  private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);
  private static final int LONGEST_WAIT_DOUBLINGS = 10;
  private static final int SALT_SIZE = 32;

  private final PickupStore store;
  private final TransactionTemplate apart;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Pickups(PickupStore store, PlatformTransactionManager transactions, Clock clock) {
    this.store = store;
    this.apart = new TransactionTemplate(transactions);
    this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    this.clock = clock;
  }

  /// From now on this code hands the seller order over; the same again changes nothing.
  public void open(UUID sellerOrder, String code) {
    byte[] salt = new byte[SALT_SIZE];
    random.nextBytes(salt);
    store.add(sellerOrder, salt, hash(salt, code), clock.instant());
  }

  public boolean isHandedOver(UUID sellerOrder) {
    return store.isHandedOver(sellerOrder);
  }

  /// Hands the seller order over to whoever brought this code. Refuses with
  /// [FulfilmentError#WRONG_CODE], which is counted whatever becomes of the caller's transaction,
  /// with [FulfilmentError#WAIT] after too many, and with [FulfilmentError#NO_PICKUP].
  public void handOver(UUID sellerOrder, String code, UserId by) {
    Instant now = clock.instant();
    boolean right = Objects.requireNonNull(apart.execute(status -> check(sellerOrder, code, now)));
    if (!right) {
      throw new DomainException(FulfilmentError.WRONG_CODE);
    }
    store.handOver(sellerOrder, by, now);
  }

  /// Takes the row's lock, so that attempts at the same time are counted one after the other.
  private boolean check(UUID sellerOrder, String code, Instant now) {
    PickupStore.Pickup pickup =
        store.lock(sellerOrder).orElseThrow(() -> new DomainException(FulfilmentError.NO_PICKUP));
    Instant blocked = pickup.blockedUntil();
    if (blocked != null && now.isBefore(blocked)) {
      throw new DomainException(
          FulfilmentError.WAIT, String.valueOf(Duration.between(now, blocked).toSeconds() + 1));
    }
    if (MessageDigest.isEqual(pickup.hash(), hash(pickup.salt(), code))) {
      return true;
    }
    int failures = pickup.failures() + 1;
    store.fail(sellerOrder, failures, failures < FREE_FAILURES ? now : now.plus(wait(failures)));
    return false;
  }

  private static Duration wait(int failures) {
    int doublings = Math.min(failures - FREE_FAILURES, LONGEST_WAIT_DOUBLINGS);
    return SHORTEST_WAIT.multipliedBy(1L << doublings);
  }

  private static byte[] hash(byte[] salt, String code) {
    byte[] digits =
        code.replaceAll("[\\s-]", "").toUpperCase(Locale.ROOT).getBytes(StandardCharsets.UTF_8);
    byte[] all = Arrays.copyOf(salt, salt.length + digits.length);
    System.arraycopy(digits, 0, all, salt.length, digits.length);
    return Keccak256.hash(all).toArray();
  }
}
