package org.tongbao.market.reconciliation;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.tongbao.market.error.DomainException;
import org.tongbao.payments.StatementLine;
import org.tongbao.primitives.money.Currency;
import org.tongbao.primitives.money.Money;

/// A statement that a person brings: comma-separated values with the columns of [#HEADER], one line
/// for each payment or refund. No value has a comma or a quotation mark in it.
final class StatementFile {
  static final String HEADER = "kind,reference,institutionReference,amountMinor,currency,at";

  private static final int COLUMNS = 6;
  private static final int DIGITS = 18;

  private StatementFile() {}

  /// Refuses with the number of the line and the column that is wrong.
  static List<StatementLine> read(byte[] content, LocalDate day) {
    String[] rows = text(content).split("\r?\n", -1);
    if (!rows[0].equals(HEADER)) {
      throw bad(1, HEADER);
    }
    List<StatementLine> lines = new ArrayList<>();
    for (int i = 1; i < rows.length; i++) {
      if (!rows[i].isEmpty()) {
        lines.add(line(rows[i].split(",", -1), i + 1, day));
      }
    }
    return lines;
  }

  private static String text(byte[] content) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      throw bad(1, "UTF-8");
    }
  }

  private static StatementLine line(String[] cells, int number, LocalDate day) {
    if (cells.length != COLUMNS) {
      throw bad(number, HEADER);
    }
    return new StatementLine(
        kind(cells[0], number),
        matching(cells[1], "[A-Za-z0-9_-]{1,64}", number, "reference"),
        matching(cells[2], "[!-~]{1,100}", number, "institutionReference"),
        new Money(
            new BigInteger(matching(cells[3], "[0-9]{1," + DIGITS + "}", number, "amountMinor")),
            currency(cells[4], number)),
        at(cells[5], number, at -> LocalDate.ofInstant(at, ZoneOffset.UTC).equals(day)));
  }

  private static StatementLine.Kind kind(String cell, int number) {
    return switch (cell) {
      case "PAYMENT" -> StatementLine.Kind.PAYMENT;
      case "REFUND" -> StatementLine.Kind.REFUND;
      default -> throw bad(number, "kind");
    };
  }

  private static Currency currency(String cell, int number) {
    try {
      return Currency.of(cell);
    } catch (IllegalArgumentException unknown) {
      throw bad(number, "currency");
    }
  }

  private static Instant at(String cell, int number, Predicate<Instant> isOfTheDay) {
    try {
      Instant at = Instant.parse(cell);
      if (isOfTheDay.test(at)) {
        return at;
      }
    } catch (DateTimeParseException malformed) {
      // told below
    }
    throw bad(number, "at");
  }

  private static String matching(String cell, String pattern, int number, String column) {
    if (!cell.matches(pattern)) {
      throw bad(number, column);
    }
    return cell;
  }

  private static DomainException bad(int line, String column) {
    return new DomainException(ReconciliationError.BAD_LINE, String.valueOf(line), column);
  }
}
