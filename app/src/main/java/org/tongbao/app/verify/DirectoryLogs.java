package org.tongbao.app.verify;

import java.util.Map;
import org.tongbao.chain.block.Log;
import org.tongbao.ledger.contract.Directory;
import org.tongbao.primitives.Hash;

/// Finds deployments of our contracts by what a Directory says when it is set up.
final class DirectoryLogs {
  /// The first topic of `Published`.
  static final Hash PUBLISHED =
      Directory.ABI.events().entrySet().stream()
          .filter(each -> each.getValue().getName().equals("Published"))
          .map(Map.Entry::getKey)
          .findFirst()
          .orElseThrow();

  private DirectoryLogs() {}

  static boolean isPublication(Log log) {
    return !log.topics().isEmpty() && log.topics().getFirst().equals(PUBLISHED);
  }
}
