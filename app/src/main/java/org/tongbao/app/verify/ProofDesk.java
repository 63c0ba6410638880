package org.tongbao.app.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Order;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.audit.OrderKey;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.explorer.ChainProofs;
import org.tongbao.market.explorer.Explorer;
import org.tongbao.market.explorer.ExplorerError;
import org.tongbao.market.explorer.Transaction;
import org.tongbao.primitives.Hash;

/// Makes proofs of what the node at hand says. Thread-safe.
@Component
final class ProofDesk implements ChainProofs {
  private final EthClient client;
  private final Contracts contracts;
  private final Explorer explorer;
  private final Seals seals;

  ProofDesk(EthClient client, Contracts contracts, Explorer explorer) {
    this.client = client;
    this.contracts = contracts;
    this.explorer = explorer;
    this.seals = new Seals(client);
  }

  @Override
  public Map<String, Object> ofTransaction(Hash hash) {
    Transaction transaction = explorer.transaction(hash);
    return asking(
        () -> {
          Map<String, Object> proof = new LinkedHashMap<>();
          proof.put("transaction", transaction.hash().toHex());
          proof.put("block", transaction.block());
          proof.put("blockHash", transaction.blockHash().toHex());
          proof.putAll(
              new ReceiptProofs(client, seals).of(transaction.block(), transaction.hash()));
          return proof;
        });
  }

  @Override
  public Map<String, Object> ofOrder(Hash reference) {
    return asking(
        () -> {
          Order order = client.call(contracts.orders().orderOf(reference));
          if (order.terms().equals(Hash.ZERO)) {
            throw new DomainException(ExplorerError.NO_ORDER, reference.toHex());
          }
          OrderKey key = new OrderKey(contracts.address("Orders"), reference);
          Map<String, Object> proof = new LinkedHashMap<>();
          proof.put("reference", reference.toHex());
          proof.put("termsHash", order.terms().toHex());
          proof.put("orderState", order.state().name());
          proof.put(
              "state", new OrderProof(client, seals, client.blockNumber()).of(key, order.terms()));
          return proof;
        });
  }

  private static <T> T asking(Supplier<T> question) {
    try {
      return question.get();
    } catch (RpcException away) {
      throw new DomainException(ExplorerError.NODE_AWAY);
    }
  }
}
