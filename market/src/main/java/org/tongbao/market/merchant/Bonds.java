package org.tongbao.market.merchant;

import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.market.identity.MerchantId;
import org.tongbao.market.onchain.Outbox;
import org.tongbao.market.onchain.References;
import org.tongbao.market.onchain.Subject;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;

/// The money with which shops answer for refunds. Thread-safe.
@Component
class Bonds {
  static final String SUBJECT = "merchant-bond";

  private final MerchantStore merchants;
  private final StepStore steps;
  private final Outbox outbox;
  private final MerchantActions actions;
  private final Contracts contracts;

  Bonds(
      MerchantStore merchants,
      StepStore steps,
      Outbox outbox,
      MerchantActions actions,
      Contracts contracts) {
    this.merchants = merchants;
    this.steps = steps;
    this.outbox = outbox;
    this.actions = actions;
    this.contracts = contracts;
  }

  /// Posts what is missing of a live shop's bond from its balance, as it agreed when it applied, in
  /// the caller's transaction. Where the balance does not suffice the chain refuses it, and it can
  /// be tried again.
  ///
  /// @return false when nothing is missing, or it is on its way
  boolean post(MerchantId id) {
    Merchant merchant = merchants.find(id).orElseThrow();
    return steps
        .beginBond(id)
        .map(
            posting -> {
              Address cash = contracts.cash(merchant.currency()).address();
              outbox.act(
                  merchant.account(),
                  actions.postBond(cash, U256.of(posting.amountMinor())),
                  References.of("merchant/bond", id.value(), posting.number()),
                  new Subject(SUBJECT, id.value()));
              return true;
            })
        .orElse(false);
  }
}
