package org.tongbao.market.treasury;

import java.util.List;
import org.tongbao.market.web.Desk;
import org.tongbao.market.web.Frame;

/// The platform's books of money, by currency.
public record TreasuryPage(Frame frame, Desk desk, List<TreasuryFigures> currencies) {
  public TreasuryPage {
    currencies = List.copyOf(currencies);
  }

  /// Those that anything has happened in; the others are only named.
  public List<TreasuryFigures> used() {
    return currencies.stream().filter(TreasuryPage::isUsed).toList();
  }

  public List<TreasuryFigures> unused() {
    return currencies.stream().filter(it -> !isUsed(it)).toList();
  }

  private static boolean isUsed(TreasuryFigures it) {
    return it.supply() != 0 || it.captured() != 0 || it.waiting() != 0;
  }

  /// How much of what is held is in circulation, in percent, rounded down.
  public long share(TreasuryFigures it) {
    return it.held() <= 0 ? 0 : Math.min(100, it.supply() / Math.max(1, it.held() / 100));
  }
}
