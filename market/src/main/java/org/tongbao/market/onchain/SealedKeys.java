package org.tongbao.market.onchain;

import javax.sql.DataSource;
import org.tongbao.ledger.key.SealedRows;

/// The private keys of accounts, where no application runs.
public final class SealedKeys {
  private SealedKeys() {}

  public static SealedRows of(DataSource database) {
    return SealedKeyTableStore.on(database);
  }
}
