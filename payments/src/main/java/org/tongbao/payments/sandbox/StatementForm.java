package org.tongbao.payments.sandbox;

import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.tongbao.payments.StatementLine;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A statement as names and values: `lines` says how many, `line0` and on are the lines.
final class StatementForm {
  private static final int PARTS = 6;

  private StatementForm() {}

  static Map<String, String> write(List<StatementLine> lines) {
    Map<String, String> form = new TreeMap<>();
    form.put("lines", Integer.toString(lines.size()));
    for (int i = 0; i < lines.size(); i++) {
      StatementLine line = lines.get(i);
      form.put(
          "line" + i,
          String.join(
              " ",
              line.kind().name(),
              line.reference(),
              line.institutionReference(),
              line.amount().amountMinor().toString(),
              line.amount().currency().code(),
              line.at().toString()));
    }
    return form;
  }

  static List<StatementLine> read(Map<String, String> form) {
    int count = Integer.parseInt(Forms.get(form, "lines"));
    List<StatementLine> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String[] parts = Forms.get(form, "line" + i).split(" ", -1);
      if (parts.length != PARTS) {
        throw new IllegalArgumentException("line " + i + " of the statement");
      }
      lines.add(
          new StatementLine(
              StatementLine.Kind.valueOf(parts[0]),
              parts[1],
              parts[2],
              new Money(new BigInteger(parts[3]), Currency.of(parts[4])),
              Instant.parse(parts[5])));
    }
    return lines;
  }
}
