package org.tongbao.market.onchain;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.deploy.Deployer;
import org.tongbao.ledger.deploy.Deployment;
import org.tongbao.ledger.intent.CashActions;
import org.tongbao.ledger.intent.DirectoryActions;
import org.tongbao.ledger.intent.GroupActions;
import org.tongbao.ledger.intent.Intents;
import org.tongbao.ledger.intent.InvoiceActions;
import org.tongbao.ledger.intent.MembershipActions;
import org.tongbao.ledger.intent.MerchantActions;
import org.tongbao.ledger.intent.OrderActions;
import org.tongbao.ledger.intent.PointActions;
import org.tongbao.ledger.intent.ReviewActions;
import org.tongbao.ledger.intent.TreasuryActions;
import org.tongbao.ledger.intent.VoucherActions;
import org.tongbao.ledger.key.KeyVault;
import org.tongbao.ledger.key.KeyVaultException;
import org.tongbao.ledger.key.MasterKey;
import org.tongbao.ledger.key.SealedRows;
import org.tongbao.ledger.key.SecretSeal;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcLimits;

/// The connection to the chain, the contracts on it, and the builders of actions. The application
/// gives the [ChainNode] and the [MasterKey].
@Configuration(proxyBeanMethods = false)
class OnchainConfiguration {
  private static final Duration DEPLOYMENT_LIMIT = Duration.ofMinutes(2);

  @Bean
  SecretSeal secretSeal(MasterKey master) {
    return new SecretSeal(master, new SecureRandom());
  }

  /// Refuses to start with another master key than the one that sealed everything.
  @Bean
  KeyVault keyVault(SealedKeyTableStore store, List<SealedRows> everything, MasterKey master) {
    Set<String> known = new TreeSet<>();
    everything.forEach(rows -> known.addAll(rows.masterKeys()));
    if (!Set.of(master.id()).containsAll(known)) {
      throw new KeyVaultException(
          "the database holds what another master key sealed; this one is %s, what is there is under %s%s"
              .formatted(
                  master.id(),
                  known,
                  known.size() > 1 ? ": bring ./tongbao reseal to its end" : ""));
    }
    return new KeyVault(store, master, List.of(), new SecureRandom());
  }

  @Bean(destroyMethod = "close")
  EthClient ethClient(ChainNode node, Operators operators) {
    node.begin(operators.relayer());
    return new EthClient(node.connect(), RpcLimits.DEFAULT);
  }

  /// Deploys what is missing; the contracts are there when this bean is.
  @Bean
  Contracts contracts(
      EthClient client,
      ChainNode node,
      Operators operators,
      ChainAccounts accounts,
      ChainDutyStore duties) {
    var deployment = new Deployment(operators.deployment());
    var deployer = new Deployer(client, deployment, DEPLOYMENT_LIMIT);
    return duties.alone(
        "deployment",
        () -> {
          if (!deployer.isComplete()) {
            node.fund(accounts.signer(operators.founder()));
            deployer.deploy(accounts.signer(operators.founder()));
          }
          node.fund(accounts.signer(operators.relayer()));
          return deployment.contracts();
        });
  }

  @Bean
  Intents intents(Contracts contracts, EthClient client) {
    return new Intents(contracts, client.chainId());
  }

  @Bean
  OrderActions orderActions(Intents intents) {
    return new OrderActions(intents);
  }

  @Bean
  TreasuryActions treasuryActions(Intents intents) {
    return new TreasuryActions(intents);
  }

  @Bean
  CashActions cashActions(Intents intents) {
    return new CashActions(intents);
  }

  @Bean
  MerchantActions merchantActions(Intents intents) {
    return new MerchantActions(intents);
  }

  @Bean
  VoucherActions voucherActions(Intents intents) {
    return new VoucherActions(intents);
  }

  @Bean
  PointActions pointActions(Intents intents) {
    return new PointActions(intents);
  }

  @Bean
  MembershipActions membershipActions(Intents intents) {
    return new MembershipActions(intents);
  }

  @Bean
  ReviewActions reviewActions(Intents intents) {
    return new ReviewActions(intents);
  }

  @Bean
  InvoiceActions invoiceActions(Intents intents) {
    return new InvoiceActions(intents);
  }

  @Bean
  GroupActions groupActions(Intents intents) {
    return new GroupActions(intents);
  }

  @Bean
  DirectoryActions directoryActions(Intents intents) {
    return new DirectoryActions(intents);
  }
}
