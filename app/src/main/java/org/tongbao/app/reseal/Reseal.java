package org.tongbao.app.reseal;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.tongbao.ledger.key.KeyVaultException;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.ledger.key.MasterKeyChange;
import org.tongbao.ledger.key.SealedRows;
import org.tongbao.market.merchant.SealedDocuments;
import org.tongbao.market.onchain.SealedKeys;
import org.tongbao.market.replay.ImportProgress;
import org.tongbao.market.secondfactor.SealedFactors;
import org.tongbao.market.webhook.SealedEndpoints;

/// Everything that is sealed under the master key, by another one. Some rows in a transaction, each
/// of which says under which key it is: whoever is stopped in between goes on from there.
final class Reseal {
  private static final int AT_ONCE = 200;

  private final List<SealedRows> everything;
  private final TransactionTemplate transaction;
  private final ImportProgress progress;

  Reseal(DataSource database, ImportProgress progress) {
    this.everything =
        List.of(
            SealedKeys.of(database),
            SealedFactors.of(database),
            SealedDocuments.of(database),
            SealedEndpoints.of(database));
    this.transaction = new TransactionTemplate(new JdbcTransactionManager(database));
    this.progress = progress;
  }

  /// What was done with rows of one kind.
  ///
  /// @param opened how many were opened with the next key alone, which is all there are
  record Done(String name, long resealed, long opened) {}

  /// @throws KeyVaultException when rows are under other keys than these
  void requireOnly(Set<MasterKey> keys) {
    List<String> ids = keys.stream().map(MasterKey::id).toList();
    for (SealedRows rows : everything) {
      for (String known : rows.masterKeys()) {
        if (!ids.contains(known)) {
          throw new KeyVaultException(
              "There are %s under the master key %s; the keys given are %s"
                  .formatted(rows.name(), known, ids));
        }
      }
    }
  }

  /// Seals everything anew, then opens everything with the next key alone.
  ///
  /// @throws KeyVaultException when something does not open; what was done stays done
  List<Done> run(MasterKeyChange change) {
    requireOnly(Set.of(change.former(), change.next()));
    List<Long> resealed = everything.stream().map(rows -> reseal(rows, change)).toList();
    List<Done> done = new ArrayList<>();
    for (int i = 0; i < everything.size(); i++) {
      SealedRows rows = everything.get(i);
      done.add(new Done(rows.name(), resealed.get(i), check(rows, change.next())));
    }
    return done;
  }

  private long reseal(SealedRows rows, MasterKeyChange change) {
    int total = Math.toIntExact(rows.notUnder(change.next().id()));
    int done = 0;
    for (int some = -1; some != 0; done += some) {
      some = Objects.requireNonNull(transaction.execute(status -> rows.reseal(change, AT_ONCE)));
      progress.at(rows.name(), Math.min(done + some, total), total);
    }
    return done;
  }

  private long check(SealedRows rows, MasterKey only) {
    int total = Math.toIntExact(rows.count());
    var opened = new AtomicInteger();
    transaction.executeWithoutResult(
        status ->
            rows.check(
                only, () -> progress.at("check " + rows.name(), opened.incrementAndGet(), total)));
    long left = rows.notUnder(only.id());
    if (left > 0) {
      throw new KeyVaultException(
          "%d %s came meanwhile under the former master key: stop every process of the application, and give the command again"
              .formatted(left, rows.name()));
    }
    return opened.get();
  }
}
