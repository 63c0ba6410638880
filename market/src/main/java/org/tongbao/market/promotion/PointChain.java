package org.tongbao.market.promotion;

import java.util.UUID;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.PointsEvent;
import org.tongbao.market.identity.UserId;
import org.tongbao.market.onchain.ChainAccounts;
import org.tongbao.market.onchain.ChainEvent;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.onchain.IntentRefused;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;

/// Hears what the chain says of points. Rows follow it, in the indexer's transaction.
@Component
class PointChain {
  private final PointAccountStore points;
  private final PointRuleStore rules;
  private final PointRules pots;
  private final ChainAccounts accounts;
  private final Contracts contracts;

  PointChain(
      PointAccountStore points,
      PointRuleStore rules,
      PointRules pots,
      ChainAccounts accounts,
      Contracts contracts) {
    this.points = points;
    this.rules = rules;
    this.pots = pots;
    this.accounts = accounts;
    this.contracts = contracts;
  }

  @EventListener
  void on(ChainEvent heard) {
    if (heard.event() instanceof PointsEvent event) {
      switch (event) {
        case PointsEvent.Transfer moved -> {
          move(moved.from(), -minor(moved.value()));
          move(moved.to(), minor(moved.value()));
        }
        case PointsEvent.Spent spent -> {
          points.spent(spent.order());
          if (spent.sponsor().equals(pots.sponsor())) {
            rules.spend(currency(spent.cash()), minor(spent.value()));
          }
        }
        case PointsEvent.PotFunded funded -> {
          if (funded.sponsor().equals(pots.sponsor())) {
            rules.potIs(currency(funded.cash()), minor(funded.pot()));
            rules.funded(currency(funded.cash()), minor(funded.amount()));
          }
        }
        case PointsEvent.PotWithdrawn withdrawn -> {
          if (withdrawn.sponsor().equals(pots.sponsor())) {
            rules.potIs(currency(withdrawn.cash()), minor(withdrawn.pot()));
          }
        }
        case PointsEvent.Awarded _,
            PointsEvent.Restored _,
            PointsEvent.Reversed _,
            PointsEvent.Expired _,
            PointsEvent.EIP712DomainChanged _ -> {}
      }
    }
  }

  private void move(Address account, long change) {
    if (account.isZero() || change == 0) {
      return;
    }
    accounts
        .holderOf(account)
        .filter(holder -> holder.kind() == Holder.Kind.USER)
        .ifPresent(holder -> points.move(new UserId(holder.id()), change));
  }

  private Currency currency(Address cash) {
    return Currency.of(contracts.currencyOf(cash));
  }

  private static long minor(U256 number) {
    return number.toLongExact();
  }

  @EventListener
  void on(IntentRefused refused) {
    UUID id = refused.subject().id();
    if (refused.subject().kind().equals(PointRules.FUNDING)) {
      rules.fundingRefused(id, VoucherChain.why(refused.error()));
    }
  }
}
