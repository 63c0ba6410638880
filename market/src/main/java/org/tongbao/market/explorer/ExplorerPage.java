package org.tongbao.market.explorer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.market.web.Frame;
import org.tongbao.market.web.MoneyText;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// The chain at a glance.
///
/// @param blocks the newest, or those before a number
/// @param next what the following part of the blocks begins before; null at the first block
/// @param tokens empty where only blocks are shown
/// @param asked what was searched for and not found; empty otherwise
public record ExplorerPage(
    Frame frame,
    ChainStatus status,
    List<Block> blocks,
    @Nullable String next,
    List<Token> tokens,
    String asked) {
  public ExplorerPage {
    blocks = List.copyOf(blocks);
    tokens = List.copyOf(tokens);
  }

  /// Who an account is, in words; empty for those whom we do not name.
  public String who(Party party) {
    return EventWords.who(party, frame.texts());
  }

  /// An amount of a currency's token as people read it.
  public String money(U256 minor, String currency) {
    return amount(minor, currency);
  }

  static String amount(U256 minor, String currency) {
    return minor.fitsLong()
        ? MoneyText.of(Money.ofMinor(minor.toLongExact(), Currency.of(currency)))
        : minor + " " + currency;
  }

  /// How much of what is attested is in circulation, in percent, rounded down.
  public int share(Token token) {
    if (token.attested().isZero()) {
      return 0;
    }
    U256 percent = token.supply().mul(U256.of(100)).div(token.attested());
    return percent.compareTo(U256.of(100)) > 0 ? 100 : (int) percent.toLongExact();
  }
}
