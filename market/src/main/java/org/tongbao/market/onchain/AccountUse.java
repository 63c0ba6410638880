package org.tongbao.market.onchain;

import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Cash;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.primitives.Address;

/// Whether something would be lost if an account were left.
@Component
class AccountUse {
  private final ChainView chain;
  private final Contracts contracts;
  private final RelayItemStore items;

  AccountUse(ChainView chain, Contracts contracts, RelayItemStore items) {
    this.chain = chain;
    this.contracts = contracts;
    this.items = items;
  }

  /// Whether the account holds money or points, or something that it signed is under way.
  boolean isInUse(Address account) {
    return items.isUnderWay(account)
        || !chain.call(contracts.points().balanceOf(account)).isZero()
        || contracts.addresses().entrySet().stream()
            .filter(each -> each.getKey().startsWith("Cash:"))
            .map(each -> new Cash(each.getValue()))
            .anyMatch(cash -> !chain.call(cash.balanceOf(account)).isZero());
  }
}
