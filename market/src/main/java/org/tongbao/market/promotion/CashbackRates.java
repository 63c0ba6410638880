package org.tongbao.market.promotion;

import java.math.RoundingMode;
import org.springframework.stereotype.Component;
import org.tongbao.primitives.money.Money;

/// What the platform gives back to buyers, by currency. It comes out of the platform's fee, since
/// the contracts hold fee and cash-back together to what the shop agreed to. Thread-safe.
@Component
public class CashbackRates {
  private final CashbackStore store;

  CashbackRates(CashbackStore store) {
    this.store = store;
  }

  /// What a buyer gets back of this payment, rounded down and never more than the platform's fee.
  public Money cashback(Money paid, Money fee) {
    int bps = store.find(paid.currency().code()).map(CashbackStore.Rate::bps).orElse(0);
    Money whole = paid.basisPoints(bps, RoundingMode.DOWN);
    return whole.compareTo(fee) > 0 ? fee : whole;
  }
}
