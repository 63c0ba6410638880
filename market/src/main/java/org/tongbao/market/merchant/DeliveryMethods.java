package org.tongbao.market.merchant;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.error.RequestError;
import org.tongbao.market.id.Uuid7;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Money;

/// How shops deliver. Thread-safe.
@Component
public class DeliveryMethods {
  static final int MOST = 30;

  private final DeliveryMethodStore store;
  private final MerchantStore merchants;
  private final TransactionTemplate transaction;
  private final Clock clock;

  DeliveryMethods(
      DeliveryMethodStore store,
      MerchantStore merchants,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.merchants = merchants;
    this.transaction = transaction;
    this.clock = clock;
  }

  /// Those that buyers can choose, oldest first.
  public List<DeliveryMethod> of(MerchantId merchant) {
    return store.list(merchant).stream().filter(DeliveryMethod::enabled).toList();
  }

  /// One that buyers can choose.
  public Optional<DeliveryMethod> find(MerchantId merchant, UUID id) {
    return store.find(merchant, id).filter(DeliveryMethod::enabled);
  }

  /// What a delivery costs, in the method's currency; refuses with
  /// [MerchantError#NOT_DELIVERED_THERE] where the method does not reach.
  public Money price(DeliveryMethod method, Money goods, long totalWeightGrams, String country) {
    return method
        .price(goods, totalWeightGrams, country)
        .orElseThrow(
            () -> new DomainException(MerchantError.NOT_DELIVERED_THERE, method.name(), country));
  }

  List<DeliveryMethod> all(MerchantId merchant) {
    return store.list(merchant);
  }

  /// Refuses with [RequestError#NOT_FOUND] what is not this shop's.
  public DeliveryMethod require(MerchantId merchant, UUID id) {
    return store.find(merchant, id).orElseThrow(() -> new DomainException(RequestError.NOT_FOUND));
  }

  /// For a method that is to be added.
  public UUID newId() {
    return Uuid7.next(clock);
  }

  /// Refuses with [MerchantError#TOO_MANY_DELIVERY_METHODS].
  public DeliveryMethod add(DeliveryMethod method) {
    transaction.executeWithoutResult(
        status -> {
          merchants.lock(method.merchant());
          if (store.list(method.merchant()).size() >= MOST) {
            throw new DomainException(
                MerchantError.TOO_MANY_DELIVERY_METHODS, String.valueOf(MOST));
          }
          store.add(method);
        });
    return method;
  }

  /// Replaces the method of this version; refuses with [RequestError#CHANGED_MEANWHILE].
  public DeliveryMethod replace(DeliveryMethod method) {
    if (!store.update(method)) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
    return require(method.merchant(), method.id());
  }

  /// Refuses with [RequestError#CHANGED_MEANWHILE]. Orders keep what they were placed with.
  void remove(MerchantId merchant, UUID id, int version) {
    if (!store.remove(merchant, id, version)) {
      throw new DomainException(RequestError.CHANGED_MEANWHILE);
    }
  }
}
