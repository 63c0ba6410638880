package org.tongbao.ledger.market;

import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.network.TestNetwork;

class OwnMarketTest extends MarketSuite {
  @Override
  TestNetwork start() {
    return new OwnNetwork();
  }
}
