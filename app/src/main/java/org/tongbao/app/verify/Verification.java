package org.tongbao.app.verify;

import java.util.List;
import java.util.OptionalLong;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.store.StoreException;
import org.tongbao.ledger.abi.AbiException;
import org.tongbao.ledger.contract.Directory;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.audit.AuditBlock;
import org.tongbao.market.audit.AuditEvent;
import org.tongbao.market.audit.AuditLog;
import org.tongbao.market.audit.Books;
import org.tongbao.market.audit.BooksException;
import org.tongbao.market.audit.Contracted;
import org.tongbao.market.audit.DatabaseComparison;
import org.tongbao.market.audit.Findings;
import org.tongbao.market.audit.StateComparison;
import org.tongbao.primitives.Address;

/// One examination of a chain: its blocks, the books that its events make, and what the contracts
/// say of themselves.
final class Verification {
  private final ChainSource source;
  private final Findings findings = new Findings();
  private final Books books;
  private @Nullable DatabaseComparison database;
  private List<AuditLog> logs = List.of();
  private boolean broken;
  private long lastBlock;

  /// Is shown every event of our contracts and the log that it was decoded from.
  interface EventListener {
    void event(AuditEvent event, AuditLog log);
  }

  /// @param listener is shown every event of our contracts
  Verification(ChainSource source, Address directory, EventListener listener) {
    this.source = source;
    this.books = new Books(contracts(source, directory), findings, each -> show(each, listener));
  }

  private static Contracted contracts(ChainSource source, Address directory) {
    var contracts = new Contracted(directory);
    try {
      return contracts.withTimelock(source.askNow(new Directory(directory).governor()));
    } catch (AbiException | RpcException | StoreException unknown) {
      // No Directory there, or a state that cannot be read: the blocks will tell.
      return contracts;
    }
  }

  /// Compares the chain with this database too.
  Verification with(DataSource dataSource) {
    database = new DatabaseComparison(dataSource, findings);
    return this;
  }

  private void show(AuditEvent event, EventListener listener) {
    if (database != null) {
      database.event(event);
    }
    listener.event(event, logs.get((int) event.logIndex()));
  }

  /// The deployment to look at when nobody says which.
  ///
  /// @return null when the chain has none
  /// @throws IllegalArgumentException when it has several
  static @Nullable Address onlyDirectory(ChainSource source) {
    List<Address> found = source.directories();
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          "The chain has several deployments, "
              + found
              + "; name the Directory of one with --directory ADDRESS.");
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /// Reads the whole chain.
  Report run() {
    boolean complete = source.read(findings, this::enter);
    if (complete && !broken) {
      books.close();
      if (books.blocks() > 0) {
        new StateComparison(books, state()).compare(source.now());
      }
      if (database != null) {
        database.finish(lastBlock);
      }
    }
    OptionalLong place = database == null ? OptionalLong.empty() : database.place();
    return new Report(source.name(), source.strength(), books, place, complete && !broken);
  }

  /// After which the state is asked for.
  long lastBlock() {
    return lastBlock;
  }

  Books books() {
    return books;
  }

  private PinnedState state() {
    return new PinnedState(source.client(), lastBlock);
  }

  private void enter(AuditBlock block) {
    lastBlock = block.number();
    logs = block.logs();
    if (broken) {
      return;
    }
    try {
      if (database != null) {
        database.block(block);
      }
      books.enter(block);
      if (database != null) {
        database.after(block, books);
      }
    } catch (BooksException | AbiException | ArithmeticException impossible) {
      broken = true;
      findings.differ(
          "books can be kept", "block " + block.number(), String.valueOf(impossible.getMessage()));
    }
  }
}
