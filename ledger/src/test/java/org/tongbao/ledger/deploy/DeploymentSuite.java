package org.tongbao.ledger.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.tx.TransactionSender;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Deployment on a fresh network; the same on every network.
@Timeout(60)
abstract class DeploymentSuite {
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Signer FOUNDER = Signer.of(TestNetwork.RICH);
  private static final Address FEES = Address.fromHex("0x00000000000000000000000000000000000feeee");
  private static final Address CLERK =
      Address.fromHex("0x0000000000000000000000000000000000c1e4c0");
  private static final DeploymentParameters PARAMETERS =
      DeploymentParameters.of(
          FOUNDER.address(), FEES, Map.of(CLERK, Set.of(Role.CLERK, Role.CARRIER)));

  private TestNetwork network;

  abstract TestNetwork start();

  @BeforeEach
  void open() {
    network = start();
  }

  @AfterEach
  void close() {
    if (network != null) {
      network.close();
    }
  }

  @Test
  void deploysEverythingOnceAtTheSameAddresses() {
    EthClient client = network.client();
    var deployer = new Deployer(client, new Deployment(PARAMETERS), LIMIT);
    assertThat(deployer.missing()).hasSize(17);
    assertThat(deployer.isComplete()).isFalse();

    Contracts contracts = deployer.deploy(FOUNDER);

    // The same on both networks, and in the next version unless contracts or parameters change.
    assertThat(contracts.address("Orders"))
        .isEqualTo(new Deployment(PARAMETERS).contracts().address("Orders"));
    assertThat(deployer.isComplete()).isTrue();
    assertThat(client.call(contracts.directory().feeAccount())).isEqualTo(FEES);
    assertThat(client.call(contracts.directory().rolesOf(CLERK))).isEqualTo(U256.of(258));
    assertThat(client.call(contracts.cash("JPY").symbol())).isEqualTo("JPY");
    assertThat(client.call(contracts.cash("JPY").decimals())).isZero();
    assertThat(client.call(contracts.directory().lookup(Deployment.name("Orders"))))
        .isEqualTo(contracts.address("Orders"));

    long before = client.nonce(FOUNDER.address());
    assertThat(deployer.deploy(FOUNDER).addresses()).isEqualTo(contracts.addresses());
    assertThat(client.nonce(FOUNDER.address())).as("nothing is left to do").isEqualTo(before);
  }

  @Test
  void goesOnWhereAnInterruptedDeploymentStopped() {
    EthClient client = network.client();
    var deployment = new Deployment(PARAMETERS);
    var sender = new TransactionSender(client, FOUNDER);
    List<Deployment.Planned> first = deployment.planned().subList(0, 3);
    for (Deployment.Planned each : first) {
      Transaction creation =
          sender.sign(
              client.pendingNonce(sender.address()),
              deployment.proxy(),
              U256.ZERO,
              each.creation(),
              TransactionSender.MAX_GAS,
              client.fees());
      sender.submit(creation.encoded(), creation.hash(), creation.nonce());
      assertThat(sender.await(creation.hash(), LIMIT)).isPresent();
    }
    var deployer = new Deployer(client, deployment, LIMIT);
    assertThat(deployer.missing()).hasSize(14).doesNotContain("Timelock", "Directory");

    deployer.deploy(FOUNDER);

    assertThat(deployer.isComplete()).isTrue();
  }

  @Test
  void refusesAnotherFounder() {
    var other = new DeploymentParameters(CLERK, Duration.ofDays(2), FEES, Map.of());
    var deployer = new Deployer(network.client(), new Deployment(other), LIMIT);
    assertThatThrownBy(() -> deployer.deploy(FOUNDER))
        .isInstanceOf(DeploymentException.class)
        .hasMessageContaining("not the founder");
  }

  TestNetwork network() {
    return network;
  }
}
