package org.tongbao.app.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.market.audit.OrderKey;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// Proves what the contract has stored of an order: from the hash of a block over its state root
/// and the contract's account to the order's slots (EIP-1186).
final class OrderProof {
  /// `OrderBook.Order` takes so many slots.
  private static final int SLOTS = 5;

  /// The mapping of orders stands among the first variables of the contract.
  private static final int MAX_BASE = 16;

  private final EthClient client;
  private final Seals seals;
  private final long block;

  OrderProof(EthClient client, Seals seals, long block) {
    this.client = client;
    this.seals = seals;
    this.block = block;
  }

  /// @return empty when the contract has no order of these terms
  Map<String, Object> of(OrderKey key, Hash terms) {
    U256 first = firstSlot(key, terms);
    if (first == null) {
      return Map.of();
    }
    List<String> slots = new ArrayList<>();
    for (int i = 0; i < SLOTS; i++) {
      slots.add(first.add(U256.of(i)).toHash().toHex());
    }
    JsonNode header = client.rpc().request("eth_getBlockByNumber", Hex.quantity(block), false);
    JsonNode account =
        client.rpc().request("eth_getProof", key.orders().toHex(), slots, Hex.quantity(block));
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("blockNumber", block);
    proof.put("blockHash", header.path("hash").asString());
    proof.put("header", JsonHeader.encoded(header).toHex());
    Map<String, Object> seal = seals.of(block);
    if (seal != null) {
      proof.put("seal", seal);
    }
    proof.put("address", key.orders().toHex());
    proof.put("accountProof", strings(account.path("accountProof")));
    proof.put("storageProof", storage(account.path("storageProof"), slots));
    return proof;
  }

  private static List<Map<String, Object>> storage(JsonNode proofs, List<String> slots) {
    List<Map<String, Object>> storage = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      Map<String, Object> slot = new LinkedHashMap<>();
      slot.put("key", slots.get(i));
      slot.put(
          "value", Hex.parseQuantity(proofs.path(i).path("value").asString()).toHash().toHex());
      slot.put("proof", strings(proofs.path(i).path("proof")));
      storage.add(slot);
    }
    return storage;
  }

  private static List<String> strings(JsonNode array) {
    List<String> strings = new ArrayList<>();
    array.forEach(each -> strings.add(each.asString()));
    return strings;
  }

  /// Where Solidity puts `orders[id]`: at keccak256(id ‖ place of the mapping). The place is the
  /// one where the hash of the order's terms stands.
  private @Nullable U256 firstSlot(OrderKey key, Hash terms) {
    for (int base = 0; base < MAX_BASE; base++) {
      Bytes path = key.id().toBytes().concat(U256.of(base).toHash().toBytes());
      Hash slot = path.keccak256();
      String value =
          client
              .rpc()
              .request("eth_getStorageAt", key.orders().toHex(), slot.toHex(), Hex.quantity(block))
              .asString();
      if (Hash.fromHex(value).equals(terms)) {
        return slot.toU256();
      }
    }
    return null;
  }
}
