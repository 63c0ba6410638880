package org.tongbao.app.verify;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.tongbao.ledger.contract.OrderState;
import org.tongbao.market.audit.Books;
import org.tongbao.market.audit.CashBook;
import org.tongbao.market.audit.Finding;
import org.tongbao.market.audit.Findings;
import org.tongbao.market.audit.OrderAccount;
import org.tongbao.primitives.money.Currency;

/// What a verification came to.
///
/// @param databaseBlock the block at which the database was compared, the last that it had heard of
/// @param complete whether everything could be looked at
record Report(
    String chain, String strength, Books books, OptionalLong databaseBlock, boolean complete) {
  Findings findings() {
    return books.findings();
  }

  boolean clean() {
    return complete && findings().differences() == 0;
  }

  /// For people.
  String text() {
    var out = new StringBuilder();
    line(
        out,
        "chain",
        String.format(
            Locale.ROOT, "%s, %,d blocks, %,d events", chain, books.blocks(), books.events()));
    line(out, "proved", strength);
    databaseBlock.ifPresent(
        block -> line(out, "database", String.format(Locale.ROOT, "as of block %,d", block)));
    for (CashBook each : books.currencies()) {
      if (each.deposited().signum() != 0 || each.attested().signum() != 0) {
        line(
            out,
            each.currency(),
            "supply %s  attested %s as of %s  deposited %s  paid out %s"
                .formatted(
                    amount(each.supply(), each),
                    amount(each.attested(), each),
                    each.asOf(),
                    amount(each.deposited(), each),
                    amount(each.withdrawn(), each)));
      }
    }
    line(out, "orders", orderStates().toString());
    out.append('\n');
    out.append(String.format(Locale.ROOT, "  %-46s %12s %9s%n", "check", "looked at", "findings"));
    findings()
        .checks()
        .forEach(
            (check, count) ->
                out.append(
                    String.format(
                        Locale.ROOT, "  %-46s %,12d %,9d%n", check, count, findings().of(check))));
    if (!findings().all().isEmpty()) {
      out.append('\n');
      findings().all().forEach(each -> out.append("  ").append(each).append('\n'));
    }
    out.append('\n').append(verdict()).append('\n');
    return out.toString();
  }

  private String verdict() {
    String verdict =
        "%,d differences, %,d warnings".formatted(findings().differences(), findings().warnings());
    return complete ? verdict : verdict + "; not everything could be looked at";
  }

  private static void line(StringBuilder out, String name, String text) {
    out.append(String.format(Locale.ROOT, "  %-10s %s%n", name, text));
  }

  private static String amount(BigInteger minor, CashBook book) {
    int exponent = Currency.of(book.currency()).exponent();
    return new BigDecimal(minor, exponent).toPlainString();
  }

  private Map<OrderState, Long> orderStates() {
    Map<OrderState, Long> states = new TreeMap<>();
    for (OrderAccount each : books.orders().values()) {
      states.merge(each.state(), 1L, Long::sum);
    }
    return states;
  }

  /// For programs.
  Map<String, Object> json() {
    Map<String, Object> all = new LinkedHashMap<>();
    all.put("chain", chain);
    all.put("proved", strength);
    databaseBlock.ifPresent(block -> all.put("databaseBlock", block));
    all.put("complete", complete);
    all.put("differences", findings().differences());
    all.put("warnings", findings().warnings());
    all.put("blocks", books.blocks());
    all.put("events", books.events());
    all.put("currencies", books.currencies().stream().map(Report::currency).toList());
    all.put("orders", orderStates());
    List<Map<String, Object>> checks = new ArrayList<>();
    findings()
        .checks()
        .forEach(
            (check, count) ->
                checks.add(
                    Map.of("check", check, "lookedAt", count, "findings", findings().of(check))));
    all.put("checks", checks);
    all.put("findings", findings().all().stream().map(Report::finding).toList());
    return all;
  }

  private static Map<String, Object> currency(CashBook book) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("currency", book.currency());
    fields.put("contract", book.cash().toChecksumHex());
    fields.put("supplyMinor", book.supply());
    fields.put("attestedMinor", book.attested());
    fields.put("attestedAsOf", book.asOf().toString());
    fields.put("depositedMinor", book.deposited());
    fields.put("paidOutMinor", book.withdrawn());
    return fields;
  }

  private static Map<String, Object> finding(Finding finding) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("level", finding.level());
    fields.put("check", finding.check());
    fields.put("subject", finding.subject());
    fields.put("problem", finding.problem());
    return fields;
  }
}
