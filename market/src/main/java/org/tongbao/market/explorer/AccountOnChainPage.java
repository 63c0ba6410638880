package org.tongbao.market.explorer;

import org.tongbao.market.web.Frame;

/// What an address has.
public record AccountOnChainPage(Frame frame, Account account) {
  /// Who it is, in words; empty for those whom we do not name.
  public String who() {
    return EventWords.who(account.party(), frame.texts());
  }

  public String amount(Account.Holding holding) {
    return holding.token().equals("points")
        ? holding.amount().toString()
        : ExplorerPage.amount(holding.amount(), holding.token());
  }
}
