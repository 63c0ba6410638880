package org.tongbao.app.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.Blockchain;
import org.tongbao.chain.genesis.Genesis;
import org.tongbao.chain.store.StoreException;
import org.tongbao.chain.store.StoreOptions;
import org.tongbao.market.backup.BackupException;
import org.tongbao.market.backup.ChainPoint;

/// A copy of the chain that ends where the database does. The copy is made after the database's
/// moment, so that it has everything the database has heard of; the few blocks that came in between
/// are taken off again, since the database could not know what is in them.
final class ChainCopy {
  private ChainCopy() {}

  /// @param known the newest block that the database knows; null when it knows none
  /// @return where the copy ends
  static ChainPoint trim(Path copy, ChainPoint known) {
    try (Blockchain chain = open(copy)) {
      BlockHeader end = chain.reader().header(known.number());
      if (end == null || !end.hash().toHex().equals(known.hash())) {
        throw new BackupException(
            "The chain does not have block %d %s, which the database has heard of: they do not belong together."
                .formatted(known.number(), known.hash()));
      }
      chain.rewind(end);
      return known;
    } catch (StoreException failure) {
      throw new BackupException("The chain cannot be copied: " + failure.getMessage(), failure);
    }
  }

  /// Copies the chain of an application that does not run.
  static void ofStopped(Path chainFolder, Path copy) throws IOException {
    if (!Files.exists(chainFolder.resolve("CURRENT"))) {
      throw new BackupException("There is no chain in " + chainFolder + ".");
    }
    try (Blockchain chain = open(chainFolder)) {
      chain.checkpoint(copy);
    } catch (StoreException failure) {
      throw new BackupException("The chain cannot be copied: " + failure.getMessage(), failure);
    }
  }

  private static Blockchain open(Path folder) {
    return Blockchain.open(folder, Genesis.builtIn(), StoreOptions.DEFAULT, Clock.systemUTC());
  }
}
