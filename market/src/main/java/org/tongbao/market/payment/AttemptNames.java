package org.tongbao.market.payment;

import java.util.Optional;
import org.springframework.stereotype.Component;
import org.tongbao.payments.PaymentNames;
import org.tongbao.payments.PaymentReference;

/// Keeps the names that institutions give to our attempts beside the attempts.
@Component
final class AttemptNames implements PaymentNames {
  private final PaymentStore store;

  AttemptNames(PaymentStore store) {
    this.store = store;
  }

  @Override
  public void remember(PaymentReference ours, String theirs) {
    store.name(ours.value(), theirs);
  }

  @Override
  public Optional<String> find(PaymentReference ours) {
    return store.name(ours.value());
  }
}
