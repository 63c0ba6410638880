package org.tongbao.market.merchant;

import javax.sql.DataSource;
import org.tongbao.ledger.key.SealedRows;

/// The documents of applications, where no application runs.
public final class SealedDocuments {
  private SealedDocuments() {}

  public static SealedRows of(DataSource database) {
    return SealedDocumentStore.on(database);
  }
}
