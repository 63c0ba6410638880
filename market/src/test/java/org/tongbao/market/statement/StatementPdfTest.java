package org.tongbao.market.statement;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.tongbao.market.web.Language;
import org.tongbao.market.web.Texts;

/// The file as another program reads it.
final class StatementPdfTest {
  private static final String ACCOUNT = "0x" + "5a".repeat(20);
  private static final String ORDER = "260304-7K3M9Q";

  private static Statement statement(int lines) {
    List<Statement.Line> moved = new ArrayList<>();
    long balance = 1_000_000;
    for (int i = 0; i < lines; i++) {
      long amount = i % 2 == 0 ? -129_05 : 100;
      balance += amount;
      moved.add(
          new Statement.Line(
              Instant.parse("2026-03-04T15:59:58Z").plusSeconds(i),
              i % 2 == 0 ? "ORDER" : "DEPOSIT",
              amount,
              balance,
              i % 2 == 0 ? ORDER : null,
              ACCOUNT,
              "0x%064x".formatted(i),
              i));
    }
    return new Statement(
        LocalDate.of(2026, 3, 1),
        LocalDate.of(2026, 3, 31),
        "Asia/Shanghai",
        List.of(
            new Statement.Section("", ACCOUNT, "CNY", 1_000_000, moved, balance),
            new Statement.Section("fees", ACCOUNT, "POINTS", 7, List.of(), 7)));
  }

  @Test
  void chineseCanBeReadAgain() throws Exception {
    String text = read(StatementPdf.of(statement(2), Texts.of(Language.ZH)), 1);

    assertThat(text)
        .contains("对账单", "2026-03-01 至 2026-03-31", "Asia/Shanghai", "期初余额", "期末余额", "积分")
        .contains("2026-03-04 23:59:58", "订单", "-129.05", "9870.95", ORDER, ACCOUNT)
        .contains("充值", "1.00", "9871.95", "0x" + "0".repeat(63) + "1");
  }

  @Test
  void manyLinesTakeAsManyPagesAsTheyNeed() throws Exception {
    byte[] file = StatementPdf.of(statement(200), Texts.of(Language.EN));
    String text = read(file, 6);

    assertThat(text).contains("Statement of account", "Balance at the beginning", "Page 6");
    for (int i = 0; i < 200; i++) {
      assertThat(text).contains("0x%064x".formatted(i));
    }
    assertThat(text.split("Balance at the end", -1)).hasSize(3);
    assertThat(new String(file, US_ASCII).getBytes(US_ASCII)).as("all ASCII").isEqualTo(file);
  }

  @Test
  void nothingIsSaidToBeNothing() throws Exception {
    Statement nothing =
        new Statement(LocalDate.of(2026, 3, 1), LocalDate.of(2026, 3, 1), "UTC", List.of());
    assertThat(read(StatementPdf.of(nothing, Texts.of(Language.ZH)), 1)).contains("期间没有余额，也没有变动。");
  }

  private static String read(byte[] file, int pages) throws Exception {
    try (PDDocument document = Loader.loadPDF(file)) {
      assertThat(document.getNumberOfPages()).isEqualTo(pages);
      return new PDFTextStripper().getText(document);
    }
  }
}
