package org.tongbao.market.replay;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.web.Fields;

/// Reads the cells of a row. What a cell cannot be is refused with its column and what it holds.
final class Cells {
  static final long LARGEST_MINOR = 1_000_000_000_000L;
  static final int MOST_PIECES = 999;
  static final int HEAVIEST_GRAMS = 1_000_000;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,39}");
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
  private static final int SHOWN = 40;

  private final CsvTable.Row row;

  Cells(CsvTable.Row row) {
    this.row = row;
  }

  /// A cell that is not what its column asks for.
  static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RefusedException(String reason) {
      super(reason);
    }
  }

  private RefusedException refused(String column, String wanted) {
    String cell = row.cell(column);
    String shown = cell.length() > SHOWN ? cell.substring(0, SHOWN) + "…" : cell;
    return new RefusedException(
        cell.isEmpty()
            ? column + " is empty"
            : column + " must be " + wanted + ", not '" + shown + "'");
  }

  /// The name of something: up to 40 letters, digits, dashes and underscores.
  String id(String column) {
    String cell = row.cell(column);
    if (!ID.matcher(cell).matches()) {
      throw refused(column, "up to 40 letters, digits, dashes or underscores");
    }
    return cell;
  }

  String line(String column, int limit) {
    try {
      return Fields.line(column, row.cell(column), limit);
    } catch (DomainException malformed) {
      throw refused(column, "a line of text of at most " + limit + " characters");
    }
  }

  /// A line that may be empty.
  String perhaps(String column, int limit) {
    return row.cell(column).isEmpty() ? "" : line(column, limit);
  }

  long number(String column, long least, long most) {
    String cell = row.cell(column);
    // Longer ones are out of every range, and of a long.
    boolean fits = NUMBER.matcher(cell).matches() && cell.length() <= 18;
    long number = fits ? Long.parseLong(cell) : Long.MIN_VALUE;
    if (number < least || number > most) {
      throw refused(column, "a whole number from " + least + " to " + most);
    }
    return number;
  }

  /// An amount of minor units above zero.
  long price(String column) {
    return number(column, 1, LARGEST_MINOR);
  }

  Instant time(String column) {
    try {
      return Instant.parse(row.cell(column));
    } catch (DateTimeParseException malformed) {
      throw refused(column, "a time as 2016-10-04T11:43:00Z");
    }
  }
}
