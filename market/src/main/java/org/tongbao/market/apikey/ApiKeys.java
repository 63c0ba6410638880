package org.tongbao.market.apikey;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.Caller;
import org.tongbao.market.identity.DisabledUsers;
import org.tongbao.market.identity.Grant;
import org.tongbao.market.identity.KeyRing;
import org.tongbao.market.identity.KeyScope;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.identity.Permission;
import org.tongbao.market.identity.Roles;
import org.tongbao.market.identity.ShopLeft;
import org.tongbao.market.web.PageOfList;

/// The keys of the API. A key never allows more than its maker may at the moment it is used: who
/// loses a role takes it from all keys, and those of a disabled user are worth nothing.
/// Thread-safe.
@Component
class ApiKeys implements KeyRing {
  static final int MOST = 50;
  static final Duration STANDARD_LIFE = Duration.ofDays(365);
  static final Duration LONGEST_LIFE = Duration.ofDays(730);

  /// A write for each request would cost more than it tells.
  private static final Duration USED_PRECISION = Duration.ofMinutes(5);

  private static final Set<String> READS = Set.of("GET", "HEAD");

  private final ApiKeyStore store;
  private final Roles roles;
  private final DisabledUsers disabled;
  private final TransactionTemplate transaction;
  private final Clock clock;

  ApiKeys(
      ApiKeyStore store,
      Roles roles,
      DisabledUsers disabled,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.roles = roles;
    this.disabled = disabled;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// What somebody wants a key for.
  ///
  /// @param expiresAt null for a year from now
  record Wish(String name, Set<Permission> scopes, boolean readOnly, @Nullable Instant expiresAt) {}

  /// A key, and the secret that is shown this once.
  record Made(ApiKey key, KeySecret secret) {}

  /// Refuses scopes that no key can have or that the maker has not, a bad expiry, and more than
  /// [#MOST] living keys. No key has the permission to make keys: one that could would outlive its
  /// being revoked.
  ///
  /// @param merchant whose shop it is for; null for the platform's
  Made make(Caller maker, @Nullable MerchantId merchant, Wish wish) {
    for (Permission scope : wish.scopes()) {
      if (!canHave(maker, merchant, scope)) {
        throw new DomainException(ApiKeyError.BAD_SCOPE, scope.name());
      }
    }
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    KeySecret secret = KeySecret.next();
    ApiKey key =
        new ApiKey(
            Uuid7.next(clock),
            merchant,
            maker.user(),
            wish.name(),
            secret.prefix(),
            wish.scopes(),
            wish.readOnly(),
            now,
            expiry(wish, now),
            null,
            null,
            null);
    transaction.executeWithoutResult(
        status -> {
          if (store.lockAndCount(merchant, now) >= MOST) {
            throw new DomainException(ApiKeyError.TOO_MANY, String.valueOf(MOST));
          }
          store.add(key, secret.hash());
        });
    return new Made(key, secret);
  }

  /// Whether a key can have the permission that `maker` makes.
  ///
  /// @param merchant whose shop it is for; null for the platform's
  boolean canHave(Caller maker, @Nullable MerchantId merchant, Permission scope) {
    return scope.isForKeys()
        && scope.isOfShop() == (merchant != null)
        && (merchant == null ? maker.may(scope) : maker.may(scope, merchant));
  }

  private static Instant expiry(Wish wish, Instant now) {
    Instant asked = Objects.requireNonNullElse(wish.expiresAt(), now.plus(STANDARD_LIFE));
    if (!asked.isAfter(now) || asked.isAfter(now.plus(LONGEST_LIFE))) {
      throw new DomainException(RequestError.FIELD_MALFORMED, "expiresAt");
    }
    return asked.truncatedTo(ChronoUnit.MICROS);
  }

  PageOfList<ApiKey> list(@Nullable MerchantId merchant, PageOfList.Request asked) {
    return asked.page(store.list(merchant, asked), ApiKey::id);
  }

  /// From now on it is worth nothing. Refuses with [RequestError#NOT_FOUND] another's; twice is as
  /// good as once.
  void revoke(Caller person, @Nullable MerchantId merchant, UUID id) {
    if (!store.exists(merchant, id)) {
      throw new DomainException(RequestError.NOT_FOUND);
    }
    store.revoke(id, person.user(), clock.instant());
  }

  /// Who comes back one day is not given old keys with it.
  @EventListener
  void on(ShopLeft left) {
    store.revokeAll(left, clock.instant());
  }

  @Override
  public Caller caller(String key, String method) {
    Instant now = clock.instant();
    ApiKey known =
        KeySecret.parse(key)
            .flatMap(
                secret -> store.find(secret.prefix()).filter(kept -> secret.hasHash(kept.hash())))
            .map(ApiKeyStore.Kept::key)
            .filter(it -> it.lives(now) && !disabled.contains(it.madeBy()))
            .orElseThrow(() -> new DomainException(ApiKeyError.NOT_VALID));
    if (known.readOnly() && !READS.contains(method)) {
      throw new DomainException(ApiKeyError.READ_ONLY);
    }
    Instant usedAt = known.usedAt();
    if (usedAt == null || usedAt.isBefore(now.minus(USED_PRECISION))) {
      store.used(known.id(), now);
    }
    Set<Grant> grants =
        roles.of(known.madeBy()).stream()
            .filter(it -> Objects.equals(it.merchant(), known.merchant()))
            .collect(Collectors.toSet());
    return new Caller(known.madeBy(), known.id(), grants, new KeyScope(known.id(), known.scopes()));
  }
}
