package org.tongbao.app.verify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.Order;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.ledger.rpc.RpcException;
import org.tongbao.market.audit.OrderKey;
import org.tongbao.market.error.DomainException;
import org.tongbao.market.explorer.Explorer;
import org.tongbao.market.explorer.ExplorerError;
import org.tongbao.market.explorer.Transaction;
import org.tongbao.market.web.Fields;
import org.tongbao.primitives.Hash;

/// Proofs that anybody can check with Keccak-256 and RLP alone, in the form that `docs/verify.md`
/// explains: what a transaction announced, and what the contract has stored of an order. All of it
/// is public on the chain; who is behind an order's reference is not.
@RestController
@RequestMapping("/api/v1/chain")
final class ProofApi {
  private static final Pattern HASH = Pattern.compile("0x[0-9a-fA-F]{64}");

  private final EthClient client;
  private final Contracts contracts;
  private final Explorer explorer;

  ProofApi(EthClient client, Contracts contracts, Explorer explorer) {
    this.client = client;
    this.contracts = contracts;
    this.explorer = explorer;
  }

  @GetMapping("/transactions/{hash}/proof")
  Map<String, Object> transaction(@PathVariable String hash) {
    Transaction transaction = explorer.transaction(hash("hash", hash));
    return asking(
        () -> {
          Map<String, Object> proof = new LinkedHashMap<>();
          proof.put("transaction", transaction.hash().toHex());
          proof.put("block", transaction.block());
          proof.put("blockHash", transaction.blockHash().toHex());
          proof.putAll(new ReceiptProofs(client).of(transaction.block(), transaction.hash()));
          return proof;
        });
  }

  /// @param reference of a seller order, as its events name it
  @GetMapping("/orders/{reference}/proof")
  Map<String, Object> order(@PathVariable String reference) {
    Hash id = hash("reference", reference);
    return asking(
        () -> {
          Order order = client.call(contracts.orders().orderOf(id));
          if (order.terms().equals(Hash.ZERO)) {
            throw new DomainException(ExplorerError.NO_ORDER, id.toHex());
          }
          OrderKey key = new OrderKey(contracts.address("Orders"), id);
          Map<String, Object> proof = new LinkedHashMap<>();
          proof.put("reference", id.toHex());
          proof.put("termsHash", order.terms().toHex());
          proof.put("orderState", order.state().name());
          proof.put("state", new OrderProof(client, client.blockNumber()).of(key, order.terms()));
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

  private static Hash hash(String field, String text) {
    if (!HASH.matcher(text).matches()) {
      throw Fields.malformed(field);
    }
    return Hash.fromHex(text);
  }
}
