package org.tongbao.app.verify;

import java.util.ArrayList;
import java.util.List;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.trie.MerkleTrie;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import org.tongbao.primitives.RlpWriter;
import tools.jackson.databind.JsonNode;

/// Receipts as JSON-RPC shows them, made again what the receipts root of a header is of.
final class JsonReceipts {
  private JsonReceipts() {}

  static List<Receipt> read(JsonNode receipts) {
    List<Receipt> all = new ArrayList<>();
    for (JsonNode receipt : receipts) {
      List<Log> logs = new ArrayList<>();
      for (JsonNode log : receipt.path("logs")) {
        logs.add(log(log));
      }
      all.add(
          Receipt.of(
              (int) Hex.parseUint64(receipt.path("type").asString("0x0")),
              Hex.parseUint64(receipt.path("status").asString()) == 1,
              Hex.parseUint64(receipt.path("cumulativeGasUsed").asString()),
              logs));
    }
    return all;
  }

  private static Log log(JsonNode log) {
    List<Hash> topics = new ArrayList<>();
    log.path("topics").forEach(topic -> topics.add(Hash.fromHex(topic.asString())));
    return new Log(
        Address.fromHex(log.path("address").asString()),
        topics,
        Bytes.fromHex(log.path("data").asString()));
  }

  /// The trie of a block's receipts; its root is the header's receipts root.
  static MerkleTrie trie(List<Receipt> receipts) {
    MerkleTrie trie = MerkleTrie.plain();
    for (int i = 0; i < receipts.size(); i++) {
      trie.put(key(i), receipts.get(i).encoded());
    }
    return trie;
  }

  /// Under which a transaction's receipt stands in the trie.
  static Bytes key(int index) {
    return new RlpWriter(16).uint(index).toBytes();
  }
}
