package org.tongbao.chain.rpc;

import static org.tongbao.chain.rpc.JsonValues.address;
import static org.tongbao.chain.rpc.JsonValues.data;
import static org.tongbao.chain.rpc.JsonValues.hash;
import static org.tongbao.chain.rpc.JsonValues.quantity;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.store.StateView;
import org.tongbao.chain.trie.AccountProof;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// Accounts, storage and their proofs.
final class StateMethods {
  private static final int MAX_SLOTS = 1_024;

  private final BlockResolver blocks;
  private final TxPool pool;

  StateMethods(BlockResolver blocks, TxPool pool) {
    this.blocks = blocks;
    this.pool = pool;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put("eth_getBalance", (params, session) -> balance(params));
    methods.put("eth_getTransactionCount", (params, session) -> transactionCount(params));
    methods.put("eth_getCode", (params, session) -> code(params));
    methods.put("eth_getStorageAt", (params, session) -> storageAt(params));
    methods.put("eth_getStorageValues", (params, session) -> storageValues(params));
    methods.put("eth_getProof", (params, session) -> proof(params));
  }

  private RpcResult balance(RpcParams params) {
    params.atMost(2);
    Address address = params.address(0);
    U256 balance = read(params, 1, state -> account(state, address).balance());
    return out -> quantity(out, balance);
  }

  private RpcResult transactionCount(RpcParams params) {
    params.atMost(2);
    Address address = params.address(0);
    BlockSelector selector = BlockSelector.parse(params, 1);
    if (selector instanceof BlockSelector.Tagged tagged
        && tagged.tag() == BlockSelector.Tag.PENDING) {
      return RpcResult.quantity(pool.nextNonce(address));
    }
    return RpcResult.quantity(read(params, 1, state -> account(state, address).nonce()));
  }

  private RpcResult code(RpcParams params) {
    params.atMost(2);
    Address address = params.address(0);
    Bytes code = read(params, 1, state -> code(state, account(state, address).codeHash()));
    return out -> data(out, code);
  }

  private RpcResult storageAt(RpcParams params) {
    params.atMost(3);
    Address address = params.address(0);
    U256 slot = slot(params.string(1), "argument 1");
    U256 value = read(params, 2, state -> state.storage(address, slot));
    return out -> data(out, value.toArray32());
  }

  private RpcResult storageValues(RpcParams params) {
    params.atMost(2);
    Map<Address, List<U256>> asked = slotsByAddress(params.node(0));
    Map<Address, List<U256>> values = new LinkedHashMap<>();
    read(
        params,
        1,
        state -> {
          asked.forEach(
              (address, slots) ->
                  values.put(
                      address, slots.stream().map(slot -> state.storage(address, slot)).toList()));
          return values;
        });
    return out -> {
      out.writeStartObject();
      values.forEach(
          (address, words) -> {
            out.writeArrayPropertyStart(address.toHex());
            words.forEach(word -> data(out, word.toArray32()));
            out.writeEndArray();
          });
      out.writeEndObject();
    };
  }

  private static Map<Address, List<U256>> slotsByAddress(JsonNode node) {
    if (!node.isObject()) {
      throw RpcException.invalidParams("invalid argument 0: want an object of slots by address");
    }
    if (node.isEmpty()) {
      throw RpcException.invalidParams("empty request");
    }
    Map<Address, List<U256>> slots = new LinkedHashMap<>();
    int count = 0;
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      List<U256> of = slots(entry.getValue(), "argument 0");
      count += of.size();
      requireFewer(count);
      try {
        slots.put(Address.fromHex(entry.getKey()), of);
      } catch (IllegalArgumentException e) {
        throw RpcException.invalidParams("invalid argument 0: " + e.getMessage());
      }
    }
    return slots;
  }

  private RpcResult proof(RpcParams params) {
    params.atMost(3);
    Address address = params.address(0);
    List<U256> slots = slots(params.node(1), "argument 1");
    requireFewer(slots.size());
    AccountProof proof =
        read(params, 2, state -> state.trie().prove(state.header().stateRoot(), address, slots));
    List<String> keys = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      keys.add(shown(slots.get(i), params.node(1).path(i).stringValue()));
    }
    return out -> writeProof(out, proof, keys);
  }

  /// As go-ethereum does: a key of 32 bytes comes back as it is, any other as a quantity.
  private static String shown(U256 slot, String asked) {
    return asked.length() == 2 + 2 * Hash.SIZE ? asked : slot.toHex();
  }

  private static void writeProof(JsonGenerator out, AccountProof proof, List<String> keys) {
    out.writeStartObject();
    address(out, "address", proof.address());
    writeNodes(out, "accountProof", proof.nodes());
    quantity(out, "balance", proof.account().account().balance());
    hash(out, "codeHash", proof.account().account().codeHash());
    quantity(out, "nonce", proof.account().account().nonce());
    hash(out, "storageHash", proof.account().storageRoot());
    out.writeArrayPropertyStart("storageProof");
    for (int i = 0; i < proof.slots().size(); i++) {
      AccountProof.SlotProof slot = proof.slots().get(i);
      out.writeStartObject();
      out.writeStringProperty("key", keys.get(i));
      quantity(out, "value", slot.value());
      writeNodes(out, "proof", slot.nodes());
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeEndObject();
  }

  private static void writeNodes(JsonGenerator out, String name, List<Bytes> nodes) {
    out.writeArrayPropertyStart(name);
    nodes.forEach(node -> data(out, node));
    out.writeEndArray();
  }

  private static List<U256> slots(JsonNode node, String where) {
    if (!node.isArray()) {
      throw RpcException.invalidParams("invalid " + where + ": want an array of storage slots");
    }
    List<U256> slots = new ArrayList<>(node.size());
    for (JsonNode item : node) {
      slots.add(slot(RpcParams.text(item, where), where));
    }
    return slots;
  }

  /// A slot is given as 32 bytes, as a quantity, or as anything between: clients differ.
  private static U256 slot(String text, String where) {
    int digits = text.length() - 2;
    if (!text.startsWith("0x") || digits < 1 || digits > 2 * Hash.SIZE) {
      throw RpcException.invalidParams(
          "invalid " + where + ": want a storage slot (0x and 1 to 64 hex digits)");
    }
    try {
      String padded = "0x" + "0".repeat(2 * Hash.SIZE - digits) + text.substring(2);
      return Hash.fromHex(padded).toU256();
    } catch (IllegalArgumentException e) {
      throw RpcException.invalidParams(
          "invalid " + where + ": want a storage slot (" + e.getMessage() + ")");
    }
  }

  private static void requireFewer(int slots) {
    if (slots > MAX_SLOTS) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED, "too many slots: " + slots + ", the limit is " + MAX_SLOTS);
    }
  }

  private static Bytes code(StateView state, Hash codeHash) {
    return codeHash.equals(Hash.EMPTY_KECCAK) ? Bytes.EMPTY : Bytes.wrap(state.code(codeHash));
  }

  private static Account account(StateView state, Address address) {
    Account account = state.account(address);
    return account == null ? Account.EMPTY : account;
  }

  private <T> T read(RpcParams params, int blockIndex, Function<StateView, T> reading) {
    try (StateView state = blocks.state(BlockSelector.parse(params, blockIndex))) {
      return reading.apply(state);
    }
  }
}
