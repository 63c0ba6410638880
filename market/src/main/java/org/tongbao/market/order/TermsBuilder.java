package org.tongbao.market.order;

import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Terms;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.market.merchant.Merchant;
import org.tongbao.market.onchain.Operators;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// Writes the terms under which a part of an order is frozen.
@Component
class TermsBuilder {
  /// How long after a booked service its merchant has to report it, or to agree on another day.
  static final Duration REPORT_WITHIN = Duration.ofDays(14);

  /// How long a parcel may take before it counts as received.
  static final Duration RECEIVE_WITHIN = Duration.ofDays(15);

  /// Settlement follows receipt at once; what is returned later is covered by commission and
  /// cash-back held back, and by the bond.
  static final Duration SETTLE_AFTER = Duration.ZERO;

  private final Contracts contracts;
  private final Operators operators;

  TermsBuilder(Contracts contracts, Operators operators) {
    this.contracts = contracts;
    this.operators = operators;
  }

  /// @param reference the order's on the chain
  /// @param details salted hash of lines, address and message
  Terms terms(
      Placement.Part part,
      Hash reference,
      Address buyer,
      Merchant merchant,
      Currency currency,
      Instant payBy,
      Hash details) {
    Placement.Points points = part.points();
    Placement.Sharing sharing = part.sharing();
    return new Terms(
        reference,
        buyer,
        merchant.account(),
        sharing.affiliate(),
        contracts.address("Cash:" + currency),
        units(part.goods(currency)),
        units(part.delivery().price()),
        units(part.discount(currency)),
        units(fee(part.total(currency), merchant.feeBps()).minus(sharing.cashback())),
        units(sharing.commission()),
        units(sharing.cashback()),
        points.used() == 0 ? Address.ZERO : operators.account(Role.PROMOTER),
        U256.of(points.used()),
        units(points.value()),
        U256.of(points.earned()),
        payBy.getEpochSecond(),
        shipWithin(part, merchant, payBy).toSeconds(),
        RECEIVE_WITHIN.toSeconds(),
        SETTLE_AFTER.toSeconds(),
        Duration.ofDays(merchant.settings().returnDays()).toSeconds(),
        part.lines().size(),
        details,
        part.vouchers());
  }

  private static Duration shipWithin(Placement.Part part, Merchant merchant, Instant payBy) {
    Duration usual = Duration.ofDays(merchant.settings().shipDays());
    Instant ends = part.delivery().serviceEnds();
    if (ends == null) {
      return usual;
    }
    Duration reported = Duration.between(payBy, ends).plus(REPORT_WITHIN);
    return reported.compareTo(usual) > 0 ? reported : usual;
  }

  /// The most of a total that fee and cash-back may be together: rounded down, as the register of
  /// merchants does; more it would refuse.
  static Money fee(Money total, int basisPoints) {
    return total.basisPoints(basisPoints, RoundingMode.DOWN);
  }

  private static U256 units(Money amount) {
    return U256.of(amount.amountMinor());
  }
}
