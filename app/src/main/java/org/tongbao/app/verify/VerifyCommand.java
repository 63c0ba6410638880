package org.tongbao.app.verify;

import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.tongbao.app.settings.Setting;
import org.tongbao.app.settings.Settings;
import org.tongbao.app.settings.SettingsException;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.store.StoreException;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.audit.DatabaseComparison;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// `verify`: exit code 0 when nothing differs, 1 when something does, 2 for a wrong command line, 3
/// when it could not be done.
public final class VerifyCommand {
  static final int CLEAN = 0;
  static final int DIFFERENCES = 1;
  static final int USAGE = 2;
  static final int UNABLE = 3;

  private static final JsonMapper JSON =
      JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

  private final VerifyOptions options;
  private final VerifyData.Opener opener;
  private final PrintStream out;
  private final PrintStream err;

  private VerifyCommand(
      VerifyOptions options, VerifyData.Opener opener, PrintStream out, PrintStream err) {
    this.options = options;
    this.opener = opener;
    this.out = out;
    this.err = err;
  }

  /// @param opener opens the data of an application that does not run
  public static int run(
      List<String> arguments, VerifyData.Opener opener, PrintStream out, PrintStream err) {
    if (arguments.contains("--help")) {
      out.print(VerifyOptions.USAGE);
      return CLEAN;
    }
    try {
      return new VerifyCommand(VerifyOptions.parse(arguments), opener, out, err).run();
    } catch (SettingsException refused) {
      refused.problems().forEach(problem -> err.println("tongbao: " + problem));
      err.print(VerifyOptions.USAGE);
      return USAGE;
    } catch (IllegalArgumentException refused) {
      err.println("tongbao: " + refused.getMessage());
      err.print(VerifyOptions.USAGE);
      return USAGE;
    } catch (StoreException | RpcException | VerifyException failure) {
      err.println("tongbao: " + failure.getMessage());
      return UNABLE;
    }
  }

  private int run() {
    Settings settings = Settings.read(options.settings(), System.getenv(), Path.of(""));
    URI rpc = options.rpc();
    if (rpc != null) {
      return run(
          () -> new RemoteChain(rpc, options.first(), err, Clock.systemUTC()),
          DatabaseByUrl.of(options, settings));
    }
    Path folder = options.chain();
    if (folder != null) {
      Genesis genesis = options.dev() ? Genesis.dev() : Genesis.builtIn();
      return run(() -> new StoredChain(folder, genesis, err), null);
    }
    try (VerifyData data = opener.open(settings)) {
      return run(() -> chainOf(settings, data), options.database() ? data.database() : null);
    }
  }

  /// The one in the data folder, unless the settings name another network.
  private ChainSource chainOf(Settings settings, VerifyData data) {
    if (settings.has(Setting.CHAIN_URL)) {
      URI http = URI.create(settings.get(Setting.CHAIN_URL).replaceFirst("^ws", "http"));
      return new RemoteChain(http, options.first(), err, Clock.systemUTC());
    }
    return new StoredChain(data.chain(), Genesis.builtIn(), err);
  }

  private int run(Supplier<ChainSource> opened, @Nullable DataSource database) {
    try (DatabaseSnapshot snapshot = DatabaseSnapshot.take(database);
        ChainSource chain = opened.get()) {
      return run(chain, snapshot.dataSource());
    }
  }

  private int run(ChainSource chain, @Nullable DataSource database) {
    String number = options.order();
    var trail = new TrailSteps(number == null ? List.of() : references(number, database));
    var verification = new Verification(chain, directory(chain, database), trail::event);
    if (database != null) {
      verification.with(database);
    }
    Report report = verification.run();
    if (number != null) {
      return trail(number, trail, chain, verification, report);
    }
    out.print(options.json() ? json(report.json()) : report.text());
    return report.clean() ? CLEAN : DIFFERENCES;
  }

  /// Prints the trail of an order, after checking it as a stranger would.
  private int trail(
      String number,
      TrailSteps steps,
      ChainSource chain,
      Verification verification,
      Report report) {
    report.findings().all().forEach(each -> err.println("tongbao: " + each));
    if (steps.parts().isEmpty()) {
      throw new VerifyException("The chain has no order " + number + ".");
    }
    String json =
        json(
            new OrderTrail(chain.client(), verification.lastBlock())
                .json(number, verification.books(), steps.parts()));
    out.print(json);
    List<String> problems = ProofCheck.problems(JSON.readTree(json));
    problems.forEach(problem -> err.println("tongbao: not proved: " + problem));
    return problems.isEmpty() && report.clean() ? CLEAN : DIFFERENCES;
  }

  /// An order's number is the database's; without one, a seller order is named by its reference.
  private static List<Hash> references(String number, @Nullable DataSource database) {
    if (number.matches("0x[0-9a-f]{64}")) {
      return List.of(Hash.fromHex(number));
    }
    if (database == null) {
      throw new IllegalArgumentException(
          "without a database --order takes the 32 bytes of a seller order's reference.");
    }
    List<Hash> references = DatabaseComparison.references(database, number);
    if (references.isEmpty()) {
      throw new VerifyException("The database has no order " + number + ".");
    }
    return references;
  }

  private Address directory(ChainSource chain, @Nullable DataSource database) {
    Address named = options.directory();
    if (named == null && database != null) {
      named = DatabaseComparison.directory(database).orElse(null);
    }
    if (named == null) {
      named = Verification.onlyDirectory(chain);
    }
    if (named == null) {
      err.println("tongbao: the " + chain.name() + " has none of our contracts.");
      return Address.ZERO;
    }
    return named;
  }

  static String json(Map<String, Object> report) {
    return JSON.writeValueAsString(report) + "\n";
  }
}
