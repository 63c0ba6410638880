package org.tongbao.ledger.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.network.AnvilNetwork;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.primitives.Address;

/// Against anvil over HTTP.
class AnvilDeploymentTest extends DeploymentSuite {
  @Override
  TestNetwork start() {
    return new AnvilNetwork();
  }

  @Test
  void deploysTheProxyByItsPublishedTransactionWhereThereIsNone() {
    var founder = Signer.of(TestNetwork.RICH);
    var deployment =
        new Deployment(DeploymentParameters.of(founder.address(), Address.ZERO, Map.of()));
    var client = network().client();
    client.rpc().request("anvil_setCode", deployment.proxy().toHex(), "0x");
    client.rpc().request("anvil_setNonce", deployment.proxy().toHex(), "0x0");
    assertThat(client.code(deployment.proxy()).isEmpty()).isTrue();

    var deployer =
        new Deployer(
            client,
            new Deployment(DeploymentParameters.of(founder.address(), founder.address(), Map.of())),
            Duration.ofSeconds(30));
    deployer.deploy(founder);

    assertThat(client.code(deployment.proxy())).isEqualTo(deployment.proxyRuntime());
    assertThat(deployer.isComplete()).isTrue();
  }
}
