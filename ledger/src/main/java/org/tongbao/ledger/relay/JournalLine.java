package org.tongbao.ledger.relay;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.ledger.intent.RelayItem;
import org.tongbao.ledger.relay.RelayBatch.Attempt;
import org.tongbao.ledger.rpc.BlockId;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import tools.jackson.databind.JsonNode;

/// The changes of a journal as JSON.
final class JournalLine {
  private JournalLine() {}

  static Map<String, Object> accept(RelayItem item) {
    return Map.of(
        "change", "accept",
        "reference", item.reference().toHex(),
        "content", item.content().toHex(),
        "target", item.target().toHex(),
        "gas", item.gas(),
        "data", item.data().toHex());
  }

  static Map<String, Object> begin(RelayBatch batch) {
    Attempt attempt = batch.lastAttempt();
    return Map.of(
        "change", "begin",
        "relayer", batch.relayer().toHex(),
        "references", batch.references().stream().map(Hash::toHex).toList(),
        "transaction", attempt.transaction().toHex(),
        "nonce", attempt.nonce(),
        "encoded", attempt.encoded().toHex());
  }

  static Map<String, Object> finish(Address relayer, Map<Hash, RelayResult> results) {
    Map<String, Object> all = new LinkedHashMap<>();
    results.forEach((reference, result) -> all.put(reference.toHex(), result(result)));
    return Map.of("change", "finish", "relayer", relayer.toHex(), "results", all);
  }

  static Map<String, Object> reopen(Hash reference) {
    return Map.of("change", "reopen", "reference", reference.toHex());
  }

  private static Map<String, Object> result(RelayResult result) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("result", result.getClass().getSimpleName());
    fields.put("transaction", result.transaction().toHex());
    fields.put("number", result.block().number());
    fields.put("block", result.block().hash().toHex());
    switch (result) {
      case RelayResult.Failed failed -> fields.put("data", failed.data().toHex());
      case RelayResult.Conflict conflict -> fields.put("data", conflict.data().toHex());
      case RelayResult.Done _, RelayResult.AlreadyDone _ -> {}
    }
    return fields;
  }

  /// Makes the change again.
  static void apply(JsonNode line, RelayJournal journal) {
    switch (text(line, "change")) {
      case "accept" -> journal.accept(item(line));
      case "begin" -> {
        if (!journal.begin(batch(line, journal))) {
          throw new IllegalArgumentException("a batch of items that do not wait");
        }
      }
      case "finish" -> journal.finish(Address.fromHex(text(line, "relayer")), results(line));
      case "reopen" -> journal.reopen(Hash.fromHex(text(line, "reference")));
      default -> throw new IllegalArgumentException("an unknown change");
    }
  }

  private static RelayItem item(JsonNode line) {
    return new RelayItem(
        Hash.fromHex(text(line, "reference")),
        Hash.fromHex(text(line, "content")),
        Address.fromHex(text(line, "target")),
        line.path("gas").longValue(),
        Bytes.fromHex(text(line, "data")));
  }

  private static RelayBatch batch(JsonNode line, RelayJournal journal) {
    Address relayer = Address.fromHex(text(line, "relayer"));
    List<Hash> references = new ArrayList<>();
    line.path("references").forEach(each -> references.add(Hash.fromHex(each.stringValue())));
    List<Attempt> attempts = new ArrayList<>();
    journal.unfinished(relayer).ifPresent(batch -> attempts.addAll(batch.attempts()));
    attempts.add(
        new Attempt(
            Hash.fromHex(text(line, "transaction")),
            line.path("nonce").longValue(),
            Bytes.fromHex(text(line, "encoded"))));
    return new RelayBatch(relayer, references, attempts);
  }

  private static Map<Hash, RelayResult> results(JsonNode line) {
    Map<Hash, RelayResult> results = new LinkedHashMap<>();
    line.path("results")
        .forEachEntry((reference, json) -> results.put(Hash.fromHex(reference), result(json)));
    return results;
  }

  private static RelayResult result(JsonNode json) {
    Hash transaction = Hash.fromHex(text(json, "transaction"));
    var block = new BlockId(json.path("number").longValue(), Hash.fromHex(text(json, "block")));
    return switch (text(json, "result")) {
      case "Done" -> new RelayResult.Done(transaction, block);
      case "AlreadyDone" -> new RelayResult.AlreadyDone(transaction, block);
      case "Failed" ->
          new RelayResult.Failed(Bytes.fromHex(text(json, "data")), transaction, block);
      case "Conflict" ->
          new RelayResult.Conflict(Bytes.fromHex(text(json, "data")), transaction, block);
      default -> throw new IllegalArgumentException("an unknown result");
    };
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).stringValue();
  }
}
