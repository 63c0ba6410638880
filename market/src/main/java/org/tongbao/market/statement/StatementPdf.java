package org.tongbao.market.statement;

import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.tongbao.market.web.MoneyText;
import org.tongbao.market.web.Texts;

/// A statement on paper: A4, across, oldest first. Not thread-safe.
final class StatementPdf {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final double LEFT = 36;
  private static final double RIGHT = PdfDocument.WIDTH - LEFT;
  private static final double TOP = PdfDocument.HEIGHT - 48.0;
  private static final double BOTTOM = 48;
  private static final double SIZE = 7;
  private static final double LEADING = 11;

  private static final double KIND = 124;
  private static final double AMOUNT = 290;
  private static final double BALANCE = 375;
  private static final double ORDER = 387;
  private static final double BLOCK = 490;
  private static final double TRANSACTION = 500;

  private final Statement statement;
  private final Texts texts;
  private final PdfDocument document = new PdfDocument();
  private double y;

  private StatementPdf(Statement statement, Texts texts) {
    this.statement = statement;
    this.texts = texts;
  }

  static byte[] of(Statement statement, Texts texts) {
    StatementPdf pdf = new StatementPdf(statement, texts);
    pdf.write();
    return pdf.document.toBytes();
  }

  private void write() {
    page();
    if (statement.sections().isEmpty()) {
      document.words(LEFT, y, SIZE + 2, texts.get("statement.nothing"));
    }
    statement.sections().forEach(this::section);
  }

  /// Begins a page with what it is a page of.
  private void page() {
    document.page();
    y = TOP;
    document.words(LEFT, y, 14, texts.get("statement.title"));
    y -= 16;
    String period =
        texts.get("statement.period", statement.from(), statement.to(), statement.zone());
    document.words(LEFT, y, SIZE + 1, period);
    document.words(LEFT, BOTTOM - 20, SIZE, texts.get("statement.page", document.pages()));
    y -= 22;
  }

  private void section(Statement.Section section) {
    if (y < BOTTOM + 8 * LEADING) {
      page();
    }
    String unit = isPoints(section) ? texts.get("statement.points") : section.unit();
    String office =
        section.office().isEmpty() ? "" : " - " + texts.get(officeKey(section.office()));
    document.words(LEFT, y, SIZE + 3, unit + office);
    y -= LEADING + 2;
    document.figures(LEFT, y, SIZE, section.account());
    y -= LEADING + 2;
    head();
    balance("statement.opening", statement.from(), section, section.opening());
    for (Statement.Line line : section.lines()) {
      if (y < BOTTOM) {
        page();
        head();
      }
      line(section, line);
    }
    if (y < BOTTOM) {
      page();
    }
    document.rule(LEFT, RIGHT, y + LEADING - 3);
    balance("statement.closing", statement.to(), section, section.closing());
    y -= LEADING * 2;
  }

  private void head() {
    document.words(LEFT, y, SIZE, texts.get("statement.at"));
    document.words(KIND, y, SIZE, texts.get("statement.kind"));
    document.words(AMOUNT - 40, y, SIZE, texts.get("statement.amount"));
    document.words(BALANCE - 40, y, SIZE, texts.get("statement.balance"));
    document.words(ORDER, y, SIZE, texts.get("statement.order"));
    document.words(BLOCK - 30, y, SIZE, texts.get("statement.block"));
    document.words(TRANSACTION, y, SIZE, texts.get("statement.record"));
    document.rule(LEFT, RIGHT, y - 3);
    y -= LEADING;
  }

  private void balance(String key, LocalDate day, Statement.Section section, long amount) {
    document.figures(LEFT, y, SIZE, day.toString());
    document.words(KIND, y, SIZE, texts.get(key));
    document.figuresTo(BALANCE, y, SIZE, figure(section, amount));
    y -= LEADING;
  }

  private void line(Statement.Section section, Statement.Line line) {
    String at = TIME.format(line.at().atZone(ZoneId.of(statement.zone())));
    document.figures(LEFT, y, SIZE, at);
    document.words(KIND, y, SIZE, texts.get("wallet.line." + line.kind()));
    document.figuresTo(AMOUNT, y, SIZE, figure(section, line.amount()));
    document.figuresTo(BALANCE, y, SIZE, figure(section, line.balance()));
    document.figures(ORDER, y, SIZE, Objects.requireNonNullElse(line.order(), ""));
    document.figuresTo(BLOCK, y, SIZE, String.valueOf(line.block()));
    document.figures(TRANSACTION, y, SIZE, line.transaction());
    y -= LEADING;
  }

  /// The key of an office's name.
  static String officeKey(String office) {
    return "statement.office." + office.replace(' ', '-');
  }

  private static boolean isPoints(Statement.Section section) {
    return section.unit().equals("POINTS");
  }

  private static String figure(Statement.Section section, long amount) {
    return isPoints(section) ? String.valueOf(amount) : MoneyText.plain(amount, section.unit());
  }
}
