package org.tongbao.market.merchant;

import java.time.Clock;
import org.springframework.stereotype.Component;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.primitives.Address;

/// Where shops are paid. Thread-safe.
@Component
public class PayoutAccounts {
  private final Applications applications;
  private final Clock clock;

  PayoutAccounts(Applications applications, Clock clock) {
    this.applications = applications;
    this.clock = clock;
  }

  /// The account on the chain that a shop's share of orders settled now goes to.
  public Address of(MerchantId shop) {
    return applications.require(shop).payout().at(clock.instant());
  }
}
