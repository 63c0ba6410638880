package org.tongbao.app.verify;

import java.io.OutputStream;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.tongbao.app.RunningApplication;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.market.audit.Finding;
import org.tongbao.market.onchain.ChainNode;
import org.tongbao.market.onchain.ChainProgress;

/// Verifies a running application through its own chain's JSON-RPC and its database.
public final class Audit {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  private Audit() {}

  /// What differs; empty when nothing does. Without withdrawals that nobody has decided in time:
  /// they wait for people, and may be of an earlier test in the same application.
  public static List<String> differences(RunningApplication application) {
    return report(application).findings().all().stream()
        .map(Object::toString)
        .filter(it -> !it.contains(": undecided since "))
        .toList();
  }

  /// What differs after a change that only the verification sees and that is taken back.
  ///
  /// @param sql returns the rows that it changed, at least one
  public static List<Finding> differencesAfter(RunningApplication application, String sql) {
    try (var planted = new PlantedFault(application.database(), sql)) {
      return report(application, planted.dataSource()).findings().all();
    }
  }

  /// What differs at one moment, whatever is under way.
  public static List<String> differencesNow(RunningApplication application) {
    try (var snapshot = DatabaseSnapshot.take(application.database().dataSource())) {
      return once(application, Objects.requireNonNull(snapshot.dataSource()))
          .findings()
          .all()
          .stream()
          .filter(it -> it.level() == Finding.Level.DIFFERENCE)
          .map(Object::toString)
          .toList();
    }
  }

  static Report report(RunningApplication application) {
    return report(application, application.database().dataSource());
  }

  /// Nothing is asked of the application meanwhile, but it states its reserve by itself; a
  /// verification during which the chain went on is done again.
  static Report report(RunningApplication application, DataSource database) {
    ChainProgress progress = application.bean(ChainProgress.class);
    while (true) {
      application.settle();
      long before = progress.newestBlock();
      Report report = once(application, database);
      if (progress.newestBlock() == before) {
        return report;
      }
    }
  }

  private static Report once(RunningApplication application, DataSource database) {
    var client = new EthClient(application.bean(ChainNode.class).connect(), RpcLimits.DEFAULT);
    try (var source =
        new RemoteChain(URI.create("http://localhost/"), 0, NOWHERE, application.clock(), client)) {
      return new Verification(
              source, application.bean(Contracts.class).address("Directory"), (event, log) -> {})
          .with(database)
          .run();
    }
  }
}
