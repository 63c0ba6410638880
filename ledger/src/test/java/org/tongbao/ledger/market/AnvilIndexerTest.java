package org.tongbao.ledger.market;

import org.tongbao.ledger.network.AnvilNetwork;
import org.tongbao.ledger.network.TestNetwork;

class AnvilIndexerTest extends IndexerSuite {
  @Override
  TestNetwork start() {
    return new AnvilNetwork();
  }
}
