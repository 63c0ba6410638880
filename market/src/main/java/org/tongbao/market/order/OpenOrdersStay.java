package org.tongbao.market.order;

import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.AccountLeaving;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.OnchainError;

/// An order pays back into the account that placed it: nobody leaves one with open orders.
@Component
class OpenOrdersStay {
  private final OpenOrderStore store;

  OpenOrdersStay(OpenOrderStore store) {
    this.store = store;
  }

  @EventListener
  void on(AccountLeaving leaving) {
    Holder holder = leaving.holder();
    if (holder.kind() == Holder.Kind.USER
        && store.hasOpen(new UserId(holder.id()), leaving.account())) {
      throw new DomainException(OnchainError.ACCOUNT_IN_USE);
    }
  }
}
