package org.tongbao.market.webhook;

import javax.sql.DataSource;
import org.tongbao.ledger.key.SealedRows;

/// The secrets of webhooks, where no application runs.
public final class SealedEndpoints {
  private SealedEndpoints() {}

  public static SealedRows of(DataSource database) {
    return SealedEndpointStore.on(database);
  }
}
