package org.tongbao.app.verify;

import java.util.ArrayList;
import java.util.List;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.trie.TrieAccount;
import org.tongbao.chain.trie.TrieProof;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.U256;
import tools.jackson.databind.JsonNode;

/// Checks an order's trail with nothing but itself and hashes of blocks that one trusts: what a
/// browser page does too.
public final class ProofCheck {
  private final List<String> problems = new ArrayList<>();

  private ProofCheck() {}

  /// What does not hold, in words; empty when all is proved.
  public static List<String> problems(JsonNode trail) {
    var check = new ProofCheck();
    for (JsonNode part : trail.path("parts")) {
      check.attempt("state", () -> check.state(part));
      for (JsonNode event : part.path("events")) {
        check.attempt("event " + event.path("event").asString(), () -> check.event(event));
      }
    }
    return List.copyOf(check.problems);
  }

  private interface Step {
    void run();
  }

  private void attempt(String what, Step step) {
    try {
      step.run();
    } catch (IllegalArgumentException | IndexOutOfBoundsException malformed) {
      problems.add(what + ": " + malformed.getMessage());
    }
  }

  private void state(JsonNode part) {
    JsonNode proof = part.path("state");
    BlockHeader header = header(proof, proof.path("blockHash").asString());
    Address contract = Address.fromHex(proof.path("address").asString());
    require(contract.toHex().equals(part.path("contract").asString()), "another contract's state");
    Bytes leaf =
        present(header.stateRoot(), contract.keccak256(), nodes(proof.path("accountProof")));
    Hash storageRoot = TrieAccount.decode(leaf).storageRoot();
    List<U256> values = new ArrayList<>();
    U256 first = null;
    for (JsonNode slot : proof.path("storageProof")) {
      U256 key = Hash.fromHex(slot.path("key").asString()).toU256();
      U256 expected = first == null ? key : first.add(U256.of(values.size()));
      require(key.equals(expected), "slots that do not follow each other");
      first = first == null ? key : first;
      U256 value = Hash.fromHex(slot.path("value").asString()).toU256();
      slot(storageRoot, key, value, nodes(slot.path("proof")));
      values.add(value);
    }
    require(values.size() == OrderWords.SLOTS, "not all of the order's slots");
    OrderWords words = OrderWords.of(values);
    require(
        words.terms().toHex().equals(part.path("termsHash").asString()),
        "the terms are not those that the contract has");
    require(
        words.state().name().equals(part.path("orderState").asString()),
        "the state is " + words.state());
    require(
        words.refunded().toString().equals(part.path("amounts").path("refunded").asString()),
        "what was refunded is " + words.refunded());
  }

  private void slot(Hash root, U256 key, U256 value, List<Bytes> nodes) {
    Bytes path = key.toHash().keccak256().toBytes();
    switch (TrieProof.verify(root, path, nodes)) {
      case TrieProof.Present(Bytes leaf) ->
          require(RlpReader.of(leaf.toArray()).u256().equals(value), "a slot has another value");
      case TrieProof.Absent _ -> require(value.isZero(), "a slot is empty");
      case TrieProof.Invalid(String problem) -> require(false, "a slot is not proved: " + problem);
    }
  }

  private void event(JsonNode event) {
    JsonNode proof = event.path("proof");
    BlockHeader header = header(proof, event.path("blockHash").asString());
    require(header.number() == event.path("block").asLong(-1), "another block's header");
    Bytes receipt = Bytes.fromHex(proof.path("receipt").asString());
    Bytes key = JsonReceipts.key(proof.path("transactionIndex").asInt(-1));
    switch (TrieProof.verify(header.receiptsRoot(), key, nodes(proof.path("proof")))) {
      case TrieProof.Present(Bytes found) ->
          require(found.equals(receipt), "the block has another receipt");
      case TrieProof.Absent _ -> require(false, "the block has no such receipt");
      case TrieProof.Invalid(String problem) -> require(false, "not proved: " + problem);
    }
    Log log = Receipt.decode(receipt).logs().get(proof.path("logInReceipt").asInt(-1));
    List<String> topics = log.topics().stream().map(Hash::toHex).toList();
    List<String> told = new ArrayList<>();
    event.path("topics").forEach(topic -> told.add(topic.asString()));
    require(
        log.address().toHex().equals(event.path("contract").asString())
            && topics.equals(told)
            && log.data().toHex().equals(event.path("data").asString()),
        "the receipt has another event");
  }

  private BlockHeader header(JsonNode proof, String hash) {
    Bytes encoded = Bytes.fromHex(proof.path("header").asString());
    require(encoded.keccak256().toHex().equals(hash), "a header of another hash");
    return BlockHeader.decode(encoded);
  }

  private static Bytes present(Hash root, Hash path, List<Bytes> nodes) {
    return switch (TrieProof.verify(root, path.toBytes(), nodes)) {
      case TrieProof.Present(Bytes value) -> value;
      case TrieProof.Absent _ -> throw new IllegalArgumentException("there is no such account");
      case TrieProof.Invalid(String problem) -> throw new IllegalArgumentException(problem);
    };
  }

  private static List<Bytes> nodes(JsonNode array) {
    List<Bytes> nodes = new ArrayList<>();
    array.forEach(each -> nodes.add(Bytes.fromHex(each.asString())));
    return nodes;
  }

  private static void require(boolean holds, String problem) {
    if (!holds) {
      throw new IllegalArgumentException(problem);
    }
  }
}
