package org.tongbao.app.replay;

import java.io.PrintStream;
import java.util.List;
import org.tongbao.market.replay.Dataset;
import org.tongbao.market.replay.Imports;

/// `import`: exit code 0 when all is in, 1 when the files were not taken, 2 for a wrong command
/// line, 3 when it could not be done.
public final class ImportCommand {
  private static final String USAGE =
      """
      Usage: ./tongbao import DIR [OPTIONS] [SETTINGS]

        DIR                  a folder with merchants.csv, products.csv, orders.csv and
                             order_lines.csv (docs/import.md)
        --skip-bad           leave bad rows out; without it nothing is changed when one is bad
        --limit N            the first N orders, and what they need

      Exit codes: 0 done, 1 the files were not taken, 2 usage, 3 could not be done.
      Settings as for run (docs/operations.md), for instance --data FOLDER.
      """;

  private ImportCommand() {}

  /// @param starter starts the application
  public static int run(
      List<String> arguments, BatchParts.Starter starter, PrintStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      out.print(USAGE);
      return Batch.DONE;
    }
    return Batch.run(
        arguments, false, USAGE, err, options -> run(new Batch(options, err), starter, out));
  }

  private static int run(Batch batch, BatchParts.Starter starter, PrintStream out) {
    var settings = batch.settings();
    Dataset dataset = batch.read();
    if (dataset == null) {
      return Batch.BAD;
    }
    try (BatchParts application = starter.start(settings)) {
      Imports.Brought brought = batch.bringIn(application, dataset);
      if (brought == null) {
        return Batch.BAD;
      }
      out.print(
          """
          brought in   %,d merchants, %,d products, %,d customers, %,d orders
          there before %,d merchants, %,d products, %,d customers, %,d orders
          """
              .formatted(
                  brought.merchants(),
                  brought.products(),
                  brought.customers(),
                  brought.orders(),
                  dataset.merchants().size() - brought.merchants(),
                  dataset.products().size() - brought.products(),
                  dataset.customers().size() - brought.customers(),
                  dataset.orders().size() - brought.orders()));
      return Batch.DONE;
    }
  }
}
