package org.tongbao.market.merchant;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.money.Money;

/// How shops deliver. Thread-safe.
@Component
public class DeliveryMethods {
  private final DeliveryMethodStore store;

  DeliveryMethods(DeliveryMethodStore store) {
    this.store = store;
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
}
