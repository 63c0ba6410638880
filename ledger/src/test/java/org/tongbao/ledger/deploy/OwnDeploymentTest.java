package org.tongbao.ledger.deploy;

import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.network.TestNetwork;

/// Against our node in this process.
class OwnDeploymentTest extends DeploymentSuite {
  @Override
  TestNetwork start() {
    return new OwnNetwork();
  }
}
