package org.tongbao.market.secondfactor;

import javax.sql.DataSource;
import org.tongbao.ledger.key.SealedRows;

/// The secrets of second factors, where no application runs.
public final class SealedFactors {
  private SealedFactors() {}

  public static SealedRows of(DataSource database) {
    return SealedFactorStore.on(database);
  }
}
