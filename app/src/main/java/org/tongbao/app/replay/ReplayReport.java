package org.tongbao.app.replay;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.tongbao.market.replay.Dataset;
import org.tongbao.market.replay.ReplayStates;
import org.tongbao.market.replay.ReplaySum;
import org.tongbao.market.replay.Replays;
import org.tongbao.market.replay.StepTimes;
import org.tongbao.primitives.money.Currency;

/// What a replay came to. The books are the same however often it was interrupted; the run is about
/// the last start alone.
///
/// @param chainBytes of the chain in the data folder; 0 when it is elsewhere
record ReplayReport(
    Dataset dataset,
    ReplayStates states,
    List<ReplaySum> sums,
    Replays.Run run,
    ChainFigures chain,
    long chainBytes,
    long databaseBytes) {
  private static final int MERCHANTS_SHOWN = 20;

  /// Amounts in minor units of one currency.
  private record Amounts(
      long sellerOrders, long goods, long shipping, long settled, long fees, long refunded) {
    static final Amounts NONE = new Amounts(0, 0, 0, 0, 0, 0);

    Amounts plus(ReplaySum sum) {
      return new Amounts(
          sellerOrders + sum.sellerOrders(),
          Math.addExact(goods, sum.goods()),
          Math.addExact(shipping, sum.shipping()),
          Math.addExact(settled, sum.settled()),
          Math.addExact(fees, sum.fees()),
          Math.addExact(refunded, sum.refunded()));
    }

    /// What was settled for goods, for shipping and as fees, and what went back.
    long total() {
      return settled + fees + refunded;
    }

    Map<String, Object> json() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("sellerOrders", sellerOrders);
      json.put("goodsMinor", goods);
      json.put("shippingMinor", shipping);
      json.put("settledMinor", settled);
      json.put("feesMinor", fees);
      json.put("refundedMinor", refunded);
      return json;
    }
  }

  private Map<String, Amounts> by(Function<ReplaySum, String> key) {
    Map<String, Amounts> amounts = new TreeMap<>();
    for (ReplaySum sum : sums) {
      amounts.merge(key.apply(sum), Amounts.NONE.plus(sum), (a, _) -> a.plus(sum));
    }
    return amounts;
  }

  private Map<String, Long> totalsOfFiles() {
    Map<String, Long> totals = new TreeMap<>();
    dataset.orders().forEach(it -> totals.merge(it.currency(), it.totalMinor(), Math::addExact));
    return totals;
  }

  /// Whether every order is completed and what the chain paid out is what the files say.
  boolean isWhole() {
    Map<String, Long> paid = new TreeMap<>();
    by(ReplaySum::currency).forEach((currency, it) -> paid.put(currency, it.total()));
    boolean completed = states.orders().equals(Map.of("COMPLETED", (long) dataset.orders().size()));
    return run.failures().isEmpty() && completed && paid.equals(totalsOfFiles());
  }

  Map<String, Object> json() {
    Map<String, Object> books = new LinkedHashMap<>();
    books.put("orders", dataset.orders().size());
    books.put("lines", dataset.lines());
    books.put("ordersByState", states.orders());
    books.put("filesTotalMinor", totalsOfFiles());
    books.put("byCurrency", jsonOf(by(ReplaySum::currency)));
    books.put("byState", jsonOf(by(it -> it.state() + " " + it.currency())));
    books.put("byMerchant", jsonOf(by(it -> it.merchant() + " " + it.currency())));
    Map<String, Object> ran = new LinkedHashMap<>();
    ran.put("completedBefore", run.before());
    ran.put("completed", run.finished());
    ran.put("placedAnew", states.lapsed());
    ran.put("seconds", run.seconds());
    ran.put("ordersPerSecond", perSecond());
    ran.put("stepsMillis", run.times().figures());
    ran.put("failures", run.failures());
    Map<String, Object> size = new LinkedHashMap<>();
    size.put("blocks", chain.blocks());
    size.put("transactions", chain.transactions());
    size.put("gas", chain.gas());
    size.put("chainBytes", chainBytes);
    size.put("databaseBytes", databaseBytes);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("books", books);
    json.put("run", ran);
    json.put("size", size);
    json.put("whole", isWhole());
    return json;
  }

  private static Map<String, Object> jsonOf(Map<String, Amounts> amounts) {
    Map<String, Object> json = new LinkedHashMap<>();
    amounts.forEach((name, it) -> json.put(name, it.json()));
    return json;
  }

  private double perSecond() {
    return run.seconds() > 0 ? run.finished() / run.seconds() : 0;
  }

  /// For people.
  String text() {
    var out = new StringBuilder();
    line(out, "orders", "%,d of %,d merchants".formatted(dataset.orders().size(), merchants()));
    line(out, "by state", states.orders().toString());
    line(out, "placed anew", "%,d".formatted(states.lapsed()));
    table(out, "in all", by(ReplaySum::currency), Integer.MAX_VALUE);
    totalsOfFiles()
        .forEach(
            (currency, total) ->
                out.append(
                    String.format(
                        Locale.ROOT,
                        "  %-40s %61s%n",
                        "the files say " + currency,
                        amount(total, currency))));
    table(out, "by state", by(it -> it.state() + " " + it.currency()), Integer.MAX_VALUE);
    table(out, "by merchant", by(it -> it.merchant() + " " + it.currency()), MERCHANTS_SHOWN);
    out.append('\n');
    line(
        out,
        "this run",
        "%,d orders in %,.1f s, %,.2f orders/s; %,d were completed before"
            .formatted(run.finished(), run.seconds(), perSecond(), run.before()));
    steps(out);
    line(
        out,
        "chain",
        "%,d blocks, %,d transactions, %,d gas, %,d bytes"
            .formatted(chain.blocks(), chain.transactions(), chain.gas(), chainBytes));
    line(out, "database", "%,d bytes".formatted(databaseBytes));
    run.failures().forEach(it -> line(out, "failed", it.order() + ": " + it.reason()));
    line(
        out,
        "result",
        isWhole() ? "every order is completed and every amount is that of the files" : "not whole");
    return out.toString();
  }

  private long merchants() {
    return sums.stream().map(ReplaySum::merchant).distinct().count();
  }

  private void steps(StringBuilder out) {
    out.append(
        String.format(
            Locale.ROOT, "%n  %-20s %8s %10s %10s %10s%n", "ms", "count", "p50", "p95", "p99"));
    for (Map.Entry<StepTimes.Step, StepTimes.Figures> each : run.times().figures().entrySet()) {
      StepTimes.Figures it = each.getValue();
      out.append(
          String.format(
              Locale.ROOT,
              "  %-20s %,8d %,10.0f %,10.0f %,10.0f%n",
              each.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '),
              it.count(),
              it.p50(),
              it.p95(),
              it.p99()));
    }
    out.append('\n');
  }

  /// The largest first.
  private static void table(StringBuilder out, String title, Map<String, Amounts> rows, int most) {
    out.append(
        String.format(
            Locale.ROOT,
            "%n  %-40s %7s %14s %14s %12s %12s %14s%n",
            title,
            "parts",
            "goods settled",
            "shipping",
            "fees",
            "refunded",
            "sum"));
    List<Map.Entry<String, Amounts>> sorted = new ArrayList<>(rows.entrySet());
    Comparator<Map.Entry<String, Amounts>> larger =
        Comparator.comparingLong(it -> it.getValue().total());
    sorted.sort(larger.reversed());
    for (Map.Entry<String, Amounts> each : sorted.subList(0, Math.min(most, sorted.size()))) {
      String currency = each.getKey().substring(each.getKey().length() - 3);
      Amounts it = each.getValue();
      out.append(
          String.format(
              Locale.ROOT,
              "  %-40s %,7d %14s %14s %12s %12s %14s%n",
              each.getKey(),
              it.sellerOrders(),
              amount(it.settled() - it.shipping(), currency),
              amount(it.shipping(), currency),
              amount(it.fees(), currency),
              amount(it.refunded(), currency),
              amount(it.total(), currency)));
    }
    if (sorted.size() > most) {
      out.append("  … and %,d more; --json has them all%n".formatted(sorted.size() - most));
    }
  }

  private static void line(StringBuilder out, String name, String text) {
    out.append(String.format(Locale.ROOT, "  %-12s %s%n", name, text));
  }

  private static String amount(long minor, String currency) {
    return BigDecimal.valueOf(minor, Currency.of(currency).exponent()).toPlainString();
  }
}
