package org.tongbao.market.explorer;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.tongbao.ledger.abi.AbiException;
import org.tongbao.ledger.abi.RecordCodec;
import org.tongbao.ledger.contract.CallNames;
import org.tongbao.ledger.contract.ContractEvent;
import org.tongbao.ledger.contract.Contracts;
import org.tongbao.ledger.contract.RelayCall;
import org.tongbao.market.onchain.Operators;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// Makes blocks, transactions and events of what Ethereum's JSON-RPC says of them, with the names
/// of whom we know.
@Component
final class BlockReader {
  private final Contracts contracts;
  private final Map<Address, String> names = new LinkedHashMap<>();

  BlockReader(Contracts contracts, Operators operators) {
    this.contracts = contracts;
    names.putAll(operators.offices());
    contracts.addresses().forEach((name, address) -> names.put(address, name));
  }

  Party party(Address address) {
    return new Party(address, names.getOrDefault(address, ""));
  }

  /// @param json as `eth_getBlockByNumber` has it, with the hashes of its transactions
  Block block(JsonNode json) {
    List<Hash> transactions = new ArrayList<>();
    json.path("transactions").forEach(it -> transactions.add(Hash.fromHex(it.asString())));
    return new Block(
        number(json.path("number")),
        hash(json.path("hash")),
        hash(json.path("parentHash")),
        time(json.path("timestamp")),
        party(Address.fromHex(json.path("miner").asString())),
        quantity(json.path("difficulty")),
        number(json.path("gasUsed")),
        number(json.path("gasLimit")),
        number(json.path("size")),
        hash(json.path("stateRoot")),
        hash(json.path("receiptsRoot")),
        transactions);
  }

  /// @param json as `eth_getTransactionByHash` has one that is in a block
  /// @param receipt as `eth_getTransactionReceipt` has it
  /// @param at the block's time
  Transaction transaction(JsonNode json, JsonNode receipt, Instant at) {
    JsonNode recipient = json.path("to");
    Party to =
        recipient.isString()
            ? party(Address.fromHex(recipient.asString()))
            : (@Nullable Party) null;
    Bytes input = Bytes.fromHex(json.path("input").asString());
    List<Event> events = new ArrayList<>();
    receipt.path("logs").forEach(it -> events.add(event(it)));
    return new Transaction(
        hash(json.path("hash")),
        number(json.path("blockNumber")),
        hash(json.path("blockHash")),
        at,
        Math.toIntExact(number(json.path("transactionIndex"))),
        party(Address.fromHex(json.path("from").asString())),
        to,
        quantity(json.path("value")),
        to == null ? "" : CallNames.of(to.name(), input).orElse(""),
        carried(to, input),
        number(receipt.path("status")) == 1,
        number(receipt.path("gasUsed")),
        events);
  }

  private List<Transaction.Call> carried(@Nullable Party to, Bytes input) {
    if (to == null || !to.name().equals("Relay")) {
      return List.of();
    }
    try {
      return CallNames.inBatch(input).stream().map(this::call).toList();
    } catch (AbiException notOurs) {
      // Anybody may send anything to the relay; it reverted.
      return List.of();
    }
  }

  private Transaction.Call call(RelayCall call) {
    Party contract = party(call.target());
    return new Transaction.Call(contract, CallNames.of(contract.name(), call.data()).orElse(""));
  }

  private Event event(JsonNode log) {
    Party contract = party(Address.fromHex(log.path("address").asString()));
    List<Hash> topics = new ArrayList<>();
    log.path("topics").forEach(it -> topics.add(Hash.fromHex(it.asString())));
    Bytes data = Bytes.fromHex(log.path("data").asString());
    int index = Math.toIntExact(number(log.path("logIndex")));
    Optional<ContractEvent> known = contracts.decode(contract.address(), topics, data);
    Map<String, String> members = new LinkedHashMap<>();
    known.ifPresent(
        it -> RecordCodec.toMap((Record) it).forEach((name, value) -> add(members, name, value)));
    String name = known.map(it -> it.getClass().getSimpleName()).orElse("");
    return new Event(index, contract, name, members, topics, data);
  }

  /// Members of members stand under both names.
  private static void add(Map<String, String> members, String name, Object value) {
    switch (value) {
      case Hash hash -> members.put(name, hash.toHex());
      case Address address -> members.put(name, address.toHex());
      case Bytes bytes -> members.put(name, bytes.toHex());
      case Map<?, ?> inner ->
          inner.forEach((key, each) -> add(members, name + "." + key, each == null ? "" : each));
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          add(members, name + "." + i, list.get(i));
        }
      }
      default -> members.put(name, value.toString());
    }
  }

  static long number(JsonNode quantity) {
    return Hex.parseUint64(quantity.asString());
  }

  static U256 quantity(JsonNode quantity) {
    return Hex.parseQuantity(quantity.asString());
  }

  static Instant time(JsonNode seconds) {
    return Instant.ofEpochSecond(number(seconds));
  }

  private static Hash hash(JsonNode hash) {
    return Hash.fromHex(hash.asString());
  }
}
