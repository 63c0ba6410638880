package org.tongbao.app.verify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.trie.MerkleTrie;
import org.tongbao.ledger.rpc.EthClient;
import org.tongbao.market.audit.AuditEvent;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.Hex;
import tools.jackson.databind.JsonNode;

/// Proves that events happened: from the hash of a block over its receipts root to the receipt that
/// has the event.
final class ReceiptProofs {
  private final EthClient client;
  private final Seals seals;
  private final Map<Long, OfBlock> blocks = new LinkedHashMap<>();

  private record OfBlock(
      JsonNode header,
      @Nullable Map<String, Object> seal,
      List<Receipt> receipts,
      MerkleTrie trie) {}

  ReceiptProofs(EthClient client, Seals seals) {
    this.client = client;
    this.seals = seals;
  }

  private OfBlock block(long number) {
    return blocks.computeIfAbsent(
        number,
        n -> {
          String which = Hex.quantity(n);
          JsonNode header = client.rpc().request("eth_getBlockByNumber", which, false);
          List<Receipt> receipts =
              JsonReceipts.read(client.rpc().request("eth_getBlockReceipts", which));
          return new OfBlock(header, seals.of(n), receipts, JsonReceipts.trie(receipts));
        });
  }

  /// The header, the receipt, its nodes, and which of its logs is the event.
  Map<String, Object> of(AuditEvent event) {
    OfBlock block = block(event.block());
    int index = indexOf(block.header(), event.transaction());
    Map<String, Object> proof = of(block, index);
    proof.put("logInReceipt", event.logIndex() - firstLog(block, index));
    return proof;
  }

  /// The header, the receipt, its nodes, and which of the block's logs is the first of the
  /// receipt's.
  Map<String, Object> of(long number, Hash transaction) {
    OfBlock block = block(number);
    int index = indexOf(block.header(), transaction);
    Map<String, Object> proof = of(block, index);
    proof.put("firstLog", firstLog(block, index));
    return proof;
  }

  private static Map<String, Object> of(OfBlock block, int index) {
    List<String> nodes = new ArrayList<>();
    for (Bytes node : block.trie().prove(JsonReceipts.key(index))) {
      nodes.add(node.toHex());
    }
    Map<String, Object> proof = new LinkedHashMap<>();
    proof.put("header", JsonHeader.encoded(block.header()).toHex());
    Map<String, Object> seal = block.seal();
    if (seal != null) {
      proof.put("seal", seal);
    }
    proof.put("transactionIndex", index);
    proof.put("receipt", block.receipts().get(index).encoded().toHex());
    proof.put("proof", nodes);
    return proof;
  }

  private static long firstLog(OfBlock block, int index) {
    return block.receipts().subList(0, index).stream().mapToLong(it -> it.logs().size()).sum();
  }

  private static int indexOf(JsonNode header, Hash transaction) {
    int index = 0;
    for (JsonNode each : header.path("transactions")) {
      if (each.asString().equals(transaction.toHex())) {
        return index;
      }
      index++;
    }
    throw new IllegalStateException("the block of " + transaction + " does not have it");
  }
}
