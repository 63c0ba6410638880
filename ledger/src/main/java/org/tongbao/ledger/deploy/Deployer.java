package org.tongbao.ledger.deploy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Directory;
import org.tongbao.ledger.contract.Publication;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.Fees;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.ledger.rpc.TransactionReceipt;
import org.tongbao.ledger.tx.TransactionSender;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Deploys all contracts and sets the Directory up, in one step that can be repeated: what is there
/// stays, what is missing is added, and what is there but different is an error.
public final class Deployer {
  private static final long TRANSFER_GAS = 21_000;
  private static final long SET_UP_GAS = 10_000_000;
  private static final long CREATION_GAS = 1_000_000;
  private static final long GAS_PER_BYTE = 300;

  /// Gas limit and price stand in the published transaction.
  private static final U256 PROXY_COST = U256.of(100_000L * 100_000_000_000L);

  private final EthClient client;
  private final Deployment deployment;
  private final Duration limit;

  /// @param limit how long to wait for transactions to be mined
  public Deployer(EthClient client, Deployment deployment, Duration limit) {
    this.client = client;
    this.deployment = deployment;
    this.limit = limit;
  }

  /// The names of contracts that the network lacks.
  public List<String> missing() {
    return missingContracts().stream().map(Deployment.Planned::name).toList();
  }

  /// Whether everything is deployed and the Directory is set up as planned.
  ///
  /// @throws DeploymentException when the Directory was set up otherwise
  public boolean isComplete() {
    return missingContracts().isEmpty() && isSetUp();
  }

  /// Deploys what is missing.
  ///
  /// @param founder signs and pays; must be the account of the parameters
  /// @throws DeploymentException when it cannot be completed
  public Contracts deploy(Signer founder) {
    if (!founder.address().equals(deployment.parameters().founder())) {
      throw new DeploymentException(founder.address() + " is not the founder");
    }
    var sender = new TransactionSender(client, founder);
    requireProxy(sender);
    create(sender, missingContracts());
    List<String> missing = missing();
    if (!missing.isEmpty()) {
      throw new DeploymentException("The network did not create " + missing);
    }
    if (!isSetUp()) {
      setUp(sender);
    }
    return deployment.contracts();
  }

  private List<Deployment.Planned> missingContracts() {
    List<Deployment.Planned> planned = deployment.planned();
    List<Bytes> codes = client.codes(planned.stream().map(Deployment.Planned::address).toList());
    List<Deployment.Planned> missing = new ArrayList<>();
    for (int i = 0; i < planned.size(); i++) {
      if (codes.get(i).isEmpty()) {
        missing.add(planned.get(i));
      }
    }
    return missing;
  }

  private void requireProxy(TransactionSender sender) {
    Bytes code = client.code(deployment.proxy());
    if (code.isEmpty()) {
      deployProxy(sender);
      code = client.code(deployment.proxy());
    }
    if (!code.equals(deployment.proxyRuntime())) {
      throw new DeploymentException("Another code stands at " + deployment.proxy());
    }
  }

  /// The published transaction's account needs its gas money first, unless it has it.
  private void deployProxy(TransactionSender sender) {
    Address deployer = deployment.proxyDeployer();
    if (client.balance(deployer).compareTo(PROXY_COST) < 0) {
      Transaction funding =
          sender.sign(
              client.pendingNonce(sender.address()),
              deployer,
              PROXY_COST,
              Bytes.EMPTY,
              TRANSFER_GAS,
              client.fees());
      submit(sender, funding);
      require(sender, funding.hash(), "The proxy's account could not be funded");
    }
    Hash hash = deployment.proxyTransaction().keccak256();
    sender.submit(deployment.proxyTransaction(), hash, Long.MAX_VALUE);
    require(sender, hash, "The network does not mine the proxy's published transaction");
  }

  private void create(TransactionSender sender, List<Deployment.Planned> missing) {
    if (missing.isEmpty()) {
      return;
    }
    Fees fees = client.fees();
    long nonce = client.pendingNonce(sender.address());
    List<Transaction> sent = new ArrayList<>();
    for (Deployment.Planned each : missing) {
      long gas = CREATION_GAS + GAS_PER_BYTE * each.creation().size();
      Transaction creation =
          sender.sign(
              nonce++,
              deployment.proxy(),
              U256.ZERO,
              each.creation(),
              Math.min(gas, TransactionSender.MAX_GAS),
              fees);
      submit(sender, creation);
      sent.add(creation);
    }
    // A creation that an earlier, interrupted run had sent already makes ours fail: only the code
    // that stands there in the end counts.
    for (Transaction each : sent) {
      if (sender.await(each.hash(), limit).isEmpty()) {
        throw new DeploymentException("Not mined within " + limit + ": " + each.hash());
      }
    }
  }

  private boolean isSetUp() {
    Directory directory = deployment.contracts().directory();
    if (client.call(directory.feeAccount()).equals(Address.ZERO)) {
      return false;
    }
    for (Publication each : deployment.publications()) {
      // A later version of a name may have been published since.
      Address first = client.call(directory.lookupVersion(each.name(), U256.ONE));
      if (!first.equals(each.deployed())) {
        throw new DeploymentException("The Directory was set up with other contracts: " + first);
      }
    }
    return true;
  }

  private void setUp(TransactionSender sender) {
    Transaction call =
        sender.sign(
            client.pendingNonce(sender.address()),
            deployment.contracts().directory().address(),
            U256.ZERO,
            deployment.setUp().data(),
            SET_UP_GAS,
            client.fees());
    submit(sender, call);
    TransactionReceipt receipt = require(sender, call.hash(), "The Directory is not set up");
    if (!receipt.succeeded() && !isSetUp()) {
      throw new DeploymentException("The Directory refused to be set up");
    }
  }

  private static void submit(TransactionSender sender, Transaction transaction) {
    try {
      sender.submit(transaction.encoded(), transaction.hash(), transaction.nonce());
    } catch (RpcException.Refused e) {
      throw new DeploymentException("The network refuses a transaction: " + e.getMessage());
    }
  }

  private TransactionReceipt require(TransactionSender sender, Hash hash, String otherwise) {
    return sender.await(hash, limit).orElseThrow(() -> new DeploymentException(otherwise));
  }
}
