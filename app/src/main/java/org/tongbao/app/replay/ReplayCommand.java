package org.tongbao.app.replay;

import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tongbao.app.settings.Settings;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.market.replay.Dataset;
import org.tongbao.market.replay.Replays;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `replay`: exit code 0 when every order is completed and `verify` finds nothing, 1 when not, 2
/// for a wrong command line, 3 when it could not be done.
public final class ReplayCommand {
  private static final String USAGE =
      """
      Usage: ./tongbao replay DIR [OPTIONS] [SETTINGS]

        DIR                  a folder with merchants.csv, products.csv, orders.csv and
                             order_lines.csv (docs/import.md); what is not in yet is brought in
        --fast               begin orders as fast as they go (as without --rate)
        --rate N             begin N orders in a second at most
        --parallel N         orders on their way at the same time (128)
        --limit N            the first N orders, and what they need
        --pay-at NAME        the sandbox institution where buyers pay (card)
        --skip-bad           leave bad rows out; without it nothing is changed when one is bad
        --no-verify          do not verify the books at the end
        --json               the report as JSON

      Stop it whenever you like; the same command goes on where it was.
      Exit codes: 0 every order is completed and the books are clean, 1 not so, 2 usage,
      3 could not be done.
      Settings as for run (docs/operations.md), for instance --data FOLDER.
      """;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  /// It keeps its payments over a stop, and takes every currency.
  private static final String BEST = "card";

  private final BatchOptions options;
  private final Batch batch;
  private final PrintStream out;

  private ReplayCommand(BatchOptions options, PrintStream out, PrintStream err) {
    this.options = options;
    this.batch = new Batch(options, err);
    this.out = out;
  }

  /// What `verify` said.
  public record Verified(int status, String report) {}

  /// @param starter starts the application
  /// @param verify runs `verify` with these arguments on the stopped one
  public static int run(
      List<String> arguments,
      BatchParts.Starter starter,
      Function<List<String>, Verified> verify,
      PrintStream out,
      PrintStream err) {
    if (arguments.contains("--help")) {
      out.print(USAGE);
      return Batch.DONE;
    }
    return Batch.run(
        arguments,
        true,
        USAGE,
        err,
        options -> new ReplayCommand(options, out, err).run(starter, verify));
  }

  private int run(BatchParts.Starter starter, Function<List<String>, Verified> verify) {
    Settings settings = batch.settings();
    Dataset dataset = batch.read();
    if (dataset == null) {
      return Batch.BAD;
    }
    ReplayReport report;
    try (BatchParts application = starter.start(settings)) {
      if (batch.bringIn(application, dataset) == null) {
        return Batch.BAD;
      }
      report = replay(application, dataset);
    }
    Verified verified = options.verify() ? verify.apply(verification()) : null;
    tell(report, verified);
    boolean clean = verified == null || verified.status() == 0;
    return report.isWhole() && clean ? Batch.DONE : Batch.BAD;
  }

  private ReplayReport replay(BatchParts application, Dataset dataset) {
    Replays replays = application.part(Replays.class);
    Replays.Manner manner =
        new Replays.Manner(options.parallel(), options.perSecond(), institution(replays));
    Replays.Run run = replays.run(dataset, manner, batch.progress());
    Path chain = application.data().resolve("chain");
    return new ReplayReport(
        dataset,
        replays.states(dataset),
        replays.sums(dataset),
        run,
        ChainFigures.of(application.part(EthClient.class)),
        Files.isDirectory(chain) ? FolderSize.of(chain) : 0,
        replays.databaseBytes());
  }

  private String institution(Replays replays) {
    SortedSet<String> offered = replays.institutions();
    String wanted = options.payAt();
    if (wanted != null && !offered.contains(wanted)) {
      throw new BatchException("There is no institution " + wanted + ", only " + offered + ".");
    }
    if (offered.isEmpty()) {
      throw new BatchException("There is nowhere to pay: switch payments.sandbox on.");
    }
    return wanted != null ? wanted : offered.contains(BEST) ? BEST : offered.first();
  }

  private List<String> verification() {
    List<String> arguments = new ArrayList<>(options.settings());
    if (options.json()) {
      arguments.add("--json");
    }
    return arguments;
  }

  private void tell(ReplayReport report, @Nullable Verified verified) {
    if (!options.json()) {
      out.print(report.text());
      if (verified != null) {
        out.print("\nverify\n" + verified.report());
      }
      return;
    }
    Map<String, Object> json = new LinkedHashMap<>(report.json());
    if (verified != null) {
      boolean said = !verified.report().isEmpty();
      json.put("verify", said ? JSON.readTree(verified.report()) : Map.of());
      json.put("verifyStatus", verified.status());
    }
    out.println(JSON.writeValueAsString(json));
  }
}
