package org.tongbao.market.statement;

import java.util.Objects;

/// A statement as comma-separated values (RFC 4180), oldest first, each unit between its opening
/// and its closing balance. Every value is a time, a word of ours, a number or hex, so that none
/// can be taken for a formula.
final class StatementCsv {
  private StatementCsv() {}

  static String of(Statement statement) {
    StringBuilder csv =
        new StringBuilder(
            "office,account,unit,at,kind,amount,balance,order,counterparty,transaction,block\r\n");
    for (Statement.Section section : statement.sections()) {
      line(csv, section, statement.from(), "OPENING", "", section.opening(), "", "", "", "");
      for (Statement.Line each : section.lines()) {
        line(
            csv,
            section,
            each.at(),
            each.kind(),
            each.amount(),
            each.balance(),
            Objects.requireNonNullElse(each.order(), ""),
            each.counterparty(),
            each.transaction(),
            each.block());
      }
      line(csv, section, statement.to(), "CLOSING", "", section.closing(), "", "", "", "");
    }
    return csv.toString();
  }

  private static void line(StringBuilder csv, Statement.Section section, Object... values) {
    csv.append(section.office())
        .append(',')
        .append(section.account())
        .append(',')
        .append(section.unit());
    for (Object each : values) {
      csv.append(',').append(each);
    }
    csv.append("\r\n");
  }
}
