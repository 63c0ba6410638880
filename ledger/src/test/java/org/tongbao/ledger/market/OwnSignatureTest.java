package org.tongbao.ledger.market;

import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.network.TestNetwork;

class OwnSignatureTest extends SignatureSuite {
  @Override
  TestNetwork start() {
    return new OwnNetwork();
  }
}
