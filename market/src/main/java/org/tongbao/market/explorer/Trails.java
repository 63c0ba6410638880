package org.tongbao.market.explorer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.market.onchain.ChainView;
import org.tongbao.market.order.OrderState;
import org.tongbao.market.order.OrderViews;
import org.tongbao.primitives.Hash;

/// Trails that prove themselves, in the form of `verify --order` (docs/verify.md): what an order's
/// page says of it beside what the chain proves. Thread-safe.
@Component
class Trails {
  private final Explorer explorer;
  private final ChainProofs proofs;
  private final ChainView chain;
  private final Contracts contracts;

  Trails(Explorer explorer, ChainProofs proofs, ChainView chain, Contracts contracts) {
    this.explorer = explorer;
    this.proofs = proofs;
    this.chain = chain;
    this.contracts = contracts;
  }

  /// @param parts the seller orders of it that may be seen
  Map<String, Object> ofOrder(String number, List<OrderViews.Part> parts) {
    Map<String, Object> trail = new LinkedHashMap<>();
    trail.put("order", number);
    trail.put("chainId", chain.chainId().toString());
    trail.put("parts", parts.stream().filter(Trails::isOnChain).map(this::part).toList());
    return trail;
  }

  private static boolean isOnChain(OrderViews.Part part) {
    return part.order().state() != OrderState.NEW && part.order().state() != OrderState.VOID;
  }

  private Map<String, Object> part(OrderViews.Part part) {
    String reference = part.terms().reference();
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("reference", reference);
    json.put("contract", contracts.address("Orders").toHex());
    json.put("currency", part.order().total().currency());
    json.put("orderState", part.order().state().name());
    json.put("termsHash", part.terms().hash());
    json.put("amounts", Map.of("refunded", "" + part.order().refunded().amountMinor()));
    json.put("state", proofs.ofOrder(Hash.fromHex(reference)).get("state"));
    List<Map<String, Object>> events = new ArrayList<>();
    part.history().stream()
        .flatMap(it -> Stream.ofNullable(it.transaction()))
        .distinct()
        .forEach(it -> events.addAll(events(Hash.fromHex(it), reference)));
    json.put("events", events);
    return json;
  }

  /// All that a transaction announced, as the only part of a trail.
  Map<String, Object> ofTransaction(Hash hash) {
    Map<String, Object> part = new LinkedHashMap<>();
    part.put("events", events(hash, ""));
    Map<String, Object> trail = new LinkedHashMap<>();
    trail.put("transaction", hash.toHex());
    trail.put("chainId", chain.chainId().toString());
    trail.put("parts", List.of(part));
    return trail;
  }

  /// @param reference of the order whose events are wanted; empty for all
  private List<Map<String, Object>> events(Hash hash, String reference) {
    Transaction transaction = explorer.transaction(hash);
    Map<String, Object> proof = proofs.ofTransaction(hash);
    long firstLog = ((Number) Objects.requireNonNull(proof.get("firstLog"))).longValue();
    return transaction.events().stream()
        .filter(
            it ->
                reference.isEmpty()
                    || (it.contract().name().equals("Orders")
                        && reference.equals(it.members().get("id"))))
        .map(it -> event(transaction, it, proof, it.index() - firstLog))
        .toList();
  }

  private static Map<String, Object> event(
      Transaction transaction, Event event, Map<String, Object> proof, long logInReceipt) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("event", event.contract().name() + "." + event.name());
    json.put("at", transaction.at().toString());
    json.put("block", transaction.block());
    json.put("blockHash", transaction.blockHash().toHex());
    json.put("transaction", transaction.hash().toHex());
    json.put("contract", event.contract().address().toHex());
    json.put("topics", event.topics().stream().map(Hash::toHex).toList());
    json.put("data", event.data().toHex());
    EventAbis.find(event.contract().name(), event.name()).ifPresent(it -> json.put("abi", it));
    json.put("members", event.members());
    Map<String, Object> own = new LinkedHashMap<>(proof);
    own.put("logInReceipt", logInReceipt);
    json.put("proof", own);
    return json;
  }
}
