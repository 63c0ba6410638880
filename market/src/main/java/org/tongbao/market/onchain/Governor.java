package org.tongbao.market.onchain;

import java.time.Duration;
import java.util.Set;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.abi.ContractCall;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.OperationState;
import org.tongbao.ledger.contract.Timelock;
import org.tongbao.ledger.key.Signer;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.Fees;
import org.tongbao.ledger.tx.TransactionSender;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// What only the contracts' governor may do: the founder proposes it to the timelock, and after its
/// delay anybody carries it out; here the founder does both. Everything is asked of the chain
/// first, so that it may be tried any number of times, by any process. Thread-safe.
@Component
public class Governor {
  private static final long GAS = 500_000;
  private static final Duration MINED_WITHIN = Duration.ofSeconds(20);
  private static final int SELECTOR = 4;

  private final EthClient client;
  private final ChainNode node;
  private final Contracts contracts;
  private final Operators operators;
  private final ChainAccounts accounts;
  private final ChainDutyStore duties;

  Governor(
      EthClient client,
      ChainNode node,
      Contracts contracts,
      Operators operators,
      ChainAccounts accounts,
      ChainDutyStore duties) {
    this.client = client;
    this.node = node;
    this.contracts = contracts;
    this.operators = operators;
    this.accounts = accounts;
    this.duties = duties;
  }

  /// By which the timelock's events know a call that is proposed with this salt. Asks nobody.
  public Hash operation(ContractCall<?> call, Hash salt) {
    Bytes encoded =
        contracts
            .timelock()
            .hashOperation(call.to(), U256.ZERO, call.data(), Hash.ZERO, salt)
            .data();
    return encoded.slice(SELECTOR, encoded.size() - SELECTOR).keccak256();
  }

  /// Proposes the call, unless the chain knows it. Talks to the node.
  ///
  /// @throws org.tongbao.ledger.rpc.RpcException when the node refuses it or stays away
  public void propose(ContractCall<?> call, Hash salt) {
    Timelock timelock = contracts.timelock();
    send(
        call,
        salt,
        Set.of(OperationState.UNSET),
        timelock.schedule(
            call.to(),
            U256.ZERO,
            call.data(),
            Hash.ZERO,
            salt,
            client.call(timelock.getMinDelay())));
  }

  /// Carries a proposed call out, whose time has come, unless that has happened. Talks to the node.
  ///
  /// @throws org.tongbao.ledger.rpc.RpcException when the node refuses it or stays away
  public void carryOut(ContractCall<?> call, Hash salt) {
    Timelock timelock = contracts.timelock();
    // A chain without transactions stands still: its newest block may be from before the time.
    send(
        call,
        salt,
        Set.of(OperationState.WAITING, OperationState.READY),
        timelock.execute(call.to(), U256.ZERO, call.data(), Hash.ZERO, salt));
  }

  private void send(
      ContractCall<?> call, Hash salt, Set<OperationState> wanted, ContractCall<?> step) {
    Hash operation = operation(call, salt);
    var _ =
        duties.alone(
            "governance",
            () -> {
              OperationState state = client.call(contracts.timelock().getOperationState(operation));
              return wanted.contains(state) && mined(step);
            });
  }

  private boolean mined(ContractCall<?> step) {
    Signer founder = accounts.signer(operators.founder());
    node.fund(founder);
    var sender = new TransactionSender(client, founder);
    Fees fees = client.fees();
    long nonce = client.pendingNonce(sender.address());
    Transaction transaction = sender.sign(nonce, step.to(), U256.ZERO, step.data(), GAS, fees);
    sender.submit(transaction.encoded(), transaction.hash(), transaction.nonce());
    return sender.await(transaction.hash(), MINED_WITHIN).isPresent();
  }
}
