package org.tongbao.chain.rpc;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/// What gas costs and has cost.
final class FeeMethods {
  private static final int MAX_BLOCKS = 1_024;
  private static final int MAX_PERCENTILES = 100;

  /// What makes a transaction of a fee market worth mining, in wei; on a chain with free gas: zero.
  private static final U256 USUAL_TIP = U256.of(1_000_000_000L);

  private final ChainReader reader;
  private final BlockResolver blocks;
  private final ChainRules rules;
  private final RpcLimits limits;

  FeeMethods(ChainReader reader, BlockResolver blocks, ChainRules rules, RpcLimits limits) {
    this.limits = limits;
    this.reader = reader;
    this.blocks = blocks;
    this.rules = rules;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put("eth_gasPrice", (params, session) -> amount(nextBaseFee().add(tip())));
    methods.put("eth_maxPriorityFeePerGas", (params, session) -> amount(tip()));
    methods.put("eth_baseFee", (params, session) -> amount(nextBaseFee()));
    methods.put("eth_blobBaseFee", (params, session) -> amount(nextBlobBaseFee(head())));
    methods.put("eth_feeHistory", (params, session) -> feeHistory(params));
  }

  private static RpcResult amount(U256 wei) {
    return out -> JsonValues.quantity(out, wei);
  }

  private BlockHeader head() {
    return reader.head().header();
  }

  private U256 nextBaseFee() {
    return rules.baseFee().after(head());
  }

  private U256 tip() {
    return nextBaseFee().isZero() ? U256.ZERO : USUAL_TIP;
  }

  private U256 nextBlobBaseFee(BlockHeader last) {
    return rules.blobs().baseFee(rules.blobs().excessAfter(last));
  }

  private RpcResult feeHistory(RpcParams params) {
    params.atMost(3);
    long asked = blockCount(params.node(0));
    BlockHeader newest = blocks.require(BlockSelector.parse(params.node(1), "argument 1"));
    double[] percentiles = percentiles(params);
    int count = (int) Math.min(Math.min(asked, MAX_BLOCKS), newest.number() + 1);
    if (count == 0) {
      return FeeMethods::writeNothing;
    }
    List<BlockHeader> headers = new ArrayList<>(count);
    for (long number = newest.number() - count + 1; number <= newest.number(); number++) {
      headers.add(blocks.require(new BlockSelector.Numbered(number)));
    }
    List<List<U256>> rewards = new ArrayList<>(count);
    if (percentiles.length > 0) {
      Deadline deadline = Deadline.in(limits.callTime());
      for (BlockHeader header : headers) {
        deadline.check();
        rewards.add(rewards(header, percentiles));
      }
    }
    return out -> write(out, headers, rewards);
  }

  /// The history of no blocks.
  private static void writeNothing(JsonGenerator out) {
    out.writeStartObject();
    JsonValues.quantity(out, "oldestBlock", 0);
    for (String name :
        List.of("baseFeePerGas", "gasUsedRatio", "baseFeePerBlobGas", "blobGasUsedRatio")) {
      out.writeArrayPropertyStart(name);
      out.writeEndArray();
    }
    out.writeEndObject();
  }

  /// A quantity, or as some clients send it a plain number.
  private static long blockCount(JsonNode node) {
    long count =
        node.isIntegralNumber()
            ? node.longValue(0)
            : RpcParams.parse(node, "argument 0", "a block count", U256::fromHex).lowLong();
    if (count < 0) {
      throw RpcException.invalidParams("invalid argument 0: want a block count");
    }
    return count;
  }

  private static double[] percentiles(RpcParams params) {
    JsonNode node = params.nodeOrNull(2);
    if (node == null) {
      return new double[0];
    }
    if (!node.isArray() || node.size() > MAX_PERCENTILES) {
      throw RpcException.invalidParams(
          "invalid argument 2: want at most " + MAX_PERCENTILES + " percentiles");
    }
    double[] percentiles = new double[node.size()];
    for (int i = 0; i < percentiles.length; i++) {
      JsonNode item = node.get(i);
      percentiles[i] = item.isNumber() ? item.doubleValue() : Double.NaN;
      boolean ascending = i == 0 || percentiles[i] >= percentiles[i - 1];
      if (!(percentiles[i] >= 0 && percentiles[i] <= 100 && ascending)) {
        throw RpcException.invalidParams(
            "invalid reward percentile: want ascending numbers from 0 to 100");
      }
    }
    return percentiles;
  }

  private record Tip(U256 perGas, long gasUsed) {}

  /// The priority fees at the percentiles of the gas that a block used.
  private List<U256> rewards(BlockHeader header, double[] percentiles) {
    List<Tip> tips = tips(header);
    List<U256> rewards = new ArrayList<>(percentiles.length);
    int at = 0;
    long gas = tips.isEmpty() ? 0 : tips.getFirst().gasUsed();
    for (double percentile : percentiles) {
      double threshold = header.gasUsed() * percentile / 100;
      while (at < tips.size() - 1 && gas < threshold) {
        at++;
        gas += tips.get(at).gasUsed();
      }
      rewards.add(tips.isEmpty() ? U256.ZERO : tips.get(at).perGas());
    }
    return rewards;
  }

  private List<Tip> tips(BlockHeader header) {
    Block block = reader.block(header.hash());
    List<Receipt> receipts = reader.receipts(header);
    List<Transaction> transactions = block == null ? List.of() : block.transactions();
    return IntStream.range(0, Math.min(transactions.size(), receipts.size()))
        .mapToObj(i -> tip(header, transactions.get(i), receipts, i))
        .sorted(Comparator.comparing(Tip::perGas))
        .toList();
  }

  private static Tip tip(
      BlockHeader header, Transaction transaction, List<Receipt> receipts, int index) {
    long before = index == 0 ? 0 : receipts.get(index - 1).cumulativeGasUsed();
    U256 baseFee = header.baseFeePerGas();
    return new Tip(
        transaction.effectiveGasPrice(baseFee).sub(baseFee),
        receipts.get(index).cumulativeGasUsed() - before);
  }

  private void write(JsonGenerator out, List<BlockHeader> headers, List<List<U256>> rewards) {
    BlockHeader newest = headers.getLast();
    out.writeStartObject();
    JsonValues.quantity(out, "oldestBlock", headers.getFirst().number());
    if (!rewards.isEmpty()) {
      out.writeArrayPropertyStart("reward");
      rewards.forEach(block -> writeAmounts(out, block));
      out.writeEndArray();
    }
    out.writeName("baseFeePerGas");
    writeAmounts(
        out, followedBy(headers, BlockHeader::baseFeePerGas, rules.baseFee().after(newest)));
    out.writeArrayPropertyStart("gasUsedRatio");
    headers.forEach(header -> out.writeNumber(ratio(header.gasUsed(), header.gasLimit())));
    out.writeEndArray();
    out.writeName("baseFeePerBlobGas");
    writeAmounts(
        out,
        followedBy(
            headers,
            header -> rules.blobs().baseFee(header.excessBlobGas()),
            nextBlobBaseFee(newest)));
    out.writeArrayPropertyStart("blobGasUsedRatio");
    headers.forEach(header -> out.writeNumber(ratio(header.blobGasUsed(), rules.blobs().maxGas())));
    out.writeEndArray();
    out.writeEndObject();
  }

  private static double ratio(long used, long limit) {
    return limit == 0 ? 0 : (double) used / limit;
  }

  @FunctionalInterface
  private interface Amount {
    U256 of(BlockHeader header);
  }

  private static List<U256> followedBy(List<BlockHeader> headers, Amount amount, U256 next) {
    List<U256> amounts = new ArrayList<>(headers.size() + 1);
    headers.forEach(header -> amounts.add(amount.of(header)));
    amounts.add(next);
    return amounts;
  }

  private static void writeAmounts(JsonGenerator out, List<U256> amounts) {
    out.writeStartArray();
    amounts.forEach(wei -> JsonValues.quantity(out, wei));
    out.writeEndArray();
  }
}
