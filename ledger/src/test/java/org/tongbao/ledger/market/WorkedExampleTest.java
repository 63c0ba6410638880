package org.tongbao.ledger.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Deployer;
import org.tongbao.ledger.deploy.Deployment;
import org.tongbao.ledger.deploy.DeploymentParameters;
import org.tongbao.ledger.deploy.Role;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.ledger.key.KeyVault;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.ledger.key.MemorySealedKeyStore;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.network.OwnNetwork;
import org.tongbao.ledger.network.TestNetwork;
import org.tongbao.ledger.relay.FileRelayJournal;
import org.tongbao.ledger.relay.RelayOptions;
import org.tongbao.ledger.relay.RelayResult;
import org.tongbao.ledger.relay.Relayer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcLimits;
import org.tongbao.ledger.rpc.RpcTransport;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The example of docs/ledger.md: it runs, and the page shows what runs.
@Timeout(60)
class WorkedExampleTest {
  private static final String THIS =
      "ledger/src/test/java/org/tongbao/ledger/market/WorkedExampleTest.java";

  @TempDir Path folder;

  @Test
  void depositsMoney() {
    try (var network = new OwnNetwork()) {
      assertThat(example(network.connect(), Signer.of(TestNetwork.RICH)))
          .isEqualTo(U256.of(12_345));
    }
  }

  private U256 example(RpcTransport transport, Signer operator) {
    // example begins
    MasterKey master = MasterKey.create(folder.resolve("master-key"), new SecureRandom());
    var vault = new KeyVault(new MemorySealedKeyStore(), master, List.of(), new SecureRandom());
    Address user = vault.create();
    Signer issuer = vault.signer(vault.create());
    Signer attestor = vault.signer(vault.create());

    try (var client = new EthClient(transport, RpcLimits.DEFAULT);
        var journal = FileRelayJournal.open(folder.resolve("relay-journal"))) {
      Map<Address, Set<Role>> roles =
          Map.of(issuer.address(), Set.of(Role.ISSUER), attestor.address(), Set.of(Role.ATTESTOR));
      var parameters = DeploymentParameters.of(operator.address(), operator.address(), roles);
      var deployer = new Deployer(client, new Deployment(parameters), Duration.ofMinutes(1));
      Contracts contracts = deployer.deploy(operator);

      var intents = new Intents(contracts, client.chainId());
      var treasury = new TreasuryActions(intents);
      Address cny = contracts.address("Cash:CNY");
      Instant now = client.head().timestamp();
      Instant deadline = now.plus(Duration.ofHours(1));
      Hash statement = Hash.EMPTY_KECCAK; // of the bank's statement
      Hash payment = Hash.EMPTY_TRIE_ROOT; // the bank's payment, hashed: happens once
      var attest = treasury.attestReserve(cny, U256.of(1_000_000), now, statement);
      var deposit = treasury.deposit(cny, user, U256.of(12_345)); // 123.45 CNY
      List<RelayItem> items =
          List.of(
              intents.sign(attest, attestor, statement, deadline),
              intents.sign(deposit, issuer, payment, deadline));

      var relayer =
          new Relayer(
              client,
              contracts,
              operator,
              journal,
              RelayOptions.DEFAULT,
              (item, conflict) -> System.err.println("look into " + item.reference()));
      for (RelayResult result : relayer.relay(items).values()) {
        switch (result) {
          case RelayResult.Done done -> System.out.println("done in block " + done.block());
          case RelayResult.AlreadyDone _ -> System.out.println("was done before");
          case RelayResult.Failed failed -> System.out.println("refused: " + failed.error());
          case RelayResult.Conflict conflict -> System.out.println("alarm: " + conflict.error());
        }
      }
      return client.call(contracts.cash("CNY").balanceOf(user));
    }
    // example ends
  }

  @Test
  void thePageShowsThisExample() throws IOException {
    Path root = Path.of(System.getProperty("tongbao.root", ".."));
    String source = Files.readString(root.resolve(THIS));
    String example =
        source.substring(
            source.indexOf("// example begins") + 17, source.indexOf("// example ends"));
    String page = Files.readString(root.resolve("docs/ledger.md"));
    assertThat(bare(page)).contains(bare(example));
  }

  private static String bare(String text) {
    return text.replaceAll("\\s+", "");
  }
}
