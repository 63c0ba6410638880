package org.tongbao.market.promotion;

import java.time.Clock;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.AccountLeaving;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.OnchainError;

/// Vouchers do not move with their owner: nobody leaves an account that has some of a campaign that
/// is not over.
@Component
class VouchersStay {
  private final VoucherStore store;
  private final Clock clock;

  VouchersStay(VoucherStore store, Clock clock) {
    this.store = store;
    this.clock = clock;
  }

  @EventListener
  void on(AccountLeaving leaving) {
    boolean user = leaving.holder().kind() == Holder.Kind.USER;
    if (user && store.hasUnits(new UserId(leaving.holder().id()), clock.instant())) {
      throw new DomainException(OnchainError.ACCOUNT_IN_USE);
    }
  }
}
