package org.tongbao.market.audit;

import java.math.BigInteger;
import org.tongbao.ledger.contract.Terms;

/// Who gets what of an order, worked out from its frozen terms as `OrderTerms.shares` does: each
/// share is rounded down and the merchant has the remainder.
record Shares(BigInteger merchant, BigInteger fee, BigInteger commission, BigInteger cashback) {
  static Shares of(Terms terms, BigInteger remaining) {
    BigInteger whole = total(terms);
    BigInteger left = remaining;
    BigInteger fee = scale(terms.fee().toBigInteger(), left, whole);
    whole = whole.subtract(terms.fee().toBigInteger());
    left = left.subtract(fee);
    BigInteger commission = scale(terms.commission().toBigInteger(), left, whole);
    whole = whole.subtract(terms.commission().toBigInteger());
    left = left.subtract(commission);
    BigInteger cashback = scale(terms.cashback().toBigInteger(), left, whole);
    return new Shares(left.subtract(cashback), fee, commission, cashback);
  }

  static BigInteger total(Terms terms) {
    return terms.goods().addExact(terms.shipping()).subExact(terms.discount()).toBigInteger();
  }

  static BigInteger scale(BigInteger value, BigInteger part, BigInteger whole) {
    return whole.signum() == 0 ? BigInteger.ZERO : value.multiply(part).divide(whole);
  }
}
