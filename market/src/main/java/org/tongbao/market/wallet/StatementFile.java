package org.tongbao.market.wallet;

import java.nio.charset.StandardCharsets;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.tongbao.market.onchain.Holder;
import org.tongbao.market.web.PageOfList;

/// A statement as comma-separated values (RFC 4180), newest first. Every value is a time, a word of
/// ours, a number or hex, so that none can be taken for a formula.
final class StatementFile {
  private StatementFile() {}

  /// @param unit a currency or `POINTS`; all when empty
  static ResponseEntity<byte[]> answer(Statements statements, Holder holder, String unit) {
    var csv = new StringBuilder("at,kind,unit,amount,counterparty,transaction,block\r\n");
    String cursor = null;
    do {
      PageOfList<WalletLine> page =
          statements.list(holder, unit, PageOfList.Request.of(PageOfList.LARGEST_LIMIT, cursor));
      page.items().forEach(line -> append(csv, line));
      cursor = page.next();
    } while (cursor != null);
    return ResponseEntity.ok()
        .contentType(new MediaType("text", "csv", StandardCharsets.UTF_8))
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"statement.csv\"")
        .body(csv.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static void append(StringBuilder csv, WalletLine line) {
    csv.append(line.at())
        .append(',')
        .append(line.kind())
        .append(',')
        .append(line.unit())
        .append(',')
        .append(line.amount())
        .append(',')
        .append(line.counterparty().toHex())
        .append(',')
        .append(line.transaction().toHex())
        .append(',')
        .append(line.block())
        .append("\r\n");
  }
}
