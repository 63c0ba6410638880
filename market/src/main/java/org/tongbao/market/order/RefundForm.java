package org.tongbao.market.order;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.tongbao.market.web.AmountText;
import org.tongbao.market.web.Fields;
import org.tongbao.market.web.MoneyText;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// What a buyer asks back by the form of an order's page: so much of single lines, or a sum.
///
/// @param reason for whoever decides; names the lines
record RefundForm(long amountMinor, String reason) {
  private static final String LINE = "line.";
  private static final int REASON_LIMIT = 600;
  private static final int NOTE_LIMIT = 1000;

  /// Where no line is named, the field `amount` counts. Refuses with the name of the field what is
  /// no amount, and more of a line than it cost.
  static RefundForm of(Map<String, String> typed, List<Placement.Line> lines, Currency currency) {
    List<String> named = new ArrayList<>();
    long sum = 0;
    for (int i = 0; i < lines.size(); i++) {
      OptionalLong wanted = AmountText.optionalMinor("amount", typed.get(LINE + i), currency);
      if (wanted.isPresent() && wanted.getAsLong() > 0) {
        Placement.Line line = lines.get(i);
        Money most = line.total();
        Money part = Money.ofMinor(wanted.getAsLong(), currency);
        if (part.compareTo(most) > 0) {
          throw Fields.malformed("amount");
        }
        sum = Math.addExact(sum, wanted.getAsLong());
        named.add(line.title() + " " + MoneyText.of(part));
      }
    }
    String reason = Fields.line("reason", typed.get("reason"), REASON_LIMIT);
    if (named.isEmpty()) {
      return new RefundForm(AmountText.minor("amount", typed.get("amount"), currency), reason);
    }
    String note = reason + " (" + String.join("; ", named) + ")";
    return new RefundForm(
        sum, note.length() <= NOTE_LIMIT ? note : note.substring(0, NOTE_LIMIT - 1) + "…");
  }
}
