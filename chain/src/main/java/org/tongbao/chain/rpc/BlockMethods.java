package org.tongbao.chain.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Blocks and their parts: `eth_getBlock…`, `eth_getUncle…`, `debug_getRaw…`.
final class BlockMethods {
  private final ChainReader reader;
  private final BlockResolver blocks;
  private final ChainRules rules;

  BlockMethods(ChainReader reader, BlockResolver blocks, ChainRules rules) {
    this.reader = reader;
    this.blocks = blocks;
    this.rules = rules;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put("eth_blockNumber", (params, session) -> blockNumber(params));
    methods.put("eth_getBlockByNumber", (params, session) -> block(params, selector(params)));
    methods.put("eth_getBlockByHash", (params, session) -> block(params, byHash(params)));
    methods.put(
        "eth_getBlockTransactionCountByNumber",
        (params, session) -> transactionCount(selector(params)));
    methods.put(
        "eth_getBlockTransactionCountByHash",
        (params, session) -> transactionCount(byHash(params)));
    methods.put(
        "eth_getUncleCountByBlockNumber", (params, session) -> uncleCount(selector(params)));
    methods.put("eth_getUncleCountByBlockHash", (params, session) -> uncleCount(byHash(params)));
    methods.put("eth_getUncleByBlockNumberAndIndex", (params, session) -> noUncle(params));
    methods.put("eth_getUncleByBlockHashAndIndex", (params, session) -> noUncle(params));
    methods.put("eth_getBlockReceipts", (params, session) -> receipts(selector(params)));
    methods.put("debug_getRawHeader", (params, session) -> rawHeader(params));
    methods.put("debug_getRawBlock", (params, session) -> rawBlock(params));
    methods.put("debug_getRawReceipts", (params, session) -> rawReceipts(params));
  }

  private RpcResult blockNumber(RpcParams params) {
    params.atMost(0);
    return RpcResult.quantity(reader.head().header().number());
  }

  private static BlockSelector selector(RpcParams params) {
    return BlockSelector.parse(params.node(0), "argument 0");
  }

  private static BlockSelector byHash(RpcParams params) {
    return new BlockSelector.Hashed(params.hash(0), false);
  }

  private RpcResult block(RpcParams params, BlockSelector selector) {
    params.atMost(2);
    boolean full = params.flag(1, false);
    Block block = find(selector);
    return block == null ? RpcResult.NULL : out -> BlockJson.write(out, block, full);
  }

  private RpcResult transactionCount(BlockSelector selector) {
    Block block = find(selector);
    return block == null ? RpcResult.NULL : RpcResult.quantity(block.transactions().size());
  }

  private RpcResult uncleCount(BlockSelector selector) {
    return blocks.find(selector) == null ? RpcResult.NULL : RpcResult.quantity(0);
  }

  /// Blocks of this chain have no uncles.
  private static RpcResult noUncle(RpcParams params) {
    params.number(1);
    return RpcResult.NULL;
  }

  private RpcResult receipts(BlockSelector selector) {
    Block block = find(selector);
    if (block == null) {
      return RpcResult.NULL;
    }
    List<ReceiptJson> receipts = receiptsOf(block);
    return out -> {
      out.writeStartArray();
      receipts.forEach(receipt -> receipt.writeTo(out));
      out.writeEndArray();
    };
  }

  private List<ReceiptJson> receiptsOf(Block block) {
    List<Receipt> receipts = reader.receipts(block.header());
    List<Transaction> transactions = block.transactions();
    if (receipts.size() != transactions.size()) {
      throw new RpcException(
          RpcError.SERVER_ERROR, "the block is beside the canonical chain: it was not executed");
    }
    U256 blobBaseFee = rules.blobs().baseFee(block.header().excessBlobGas());
    List<ReceiptJson> all = new ArrayList<>(receipts.size());
    long gasBefore = 0;
    int logsBefore = 0;
    for (int i = 0; i < receipts.size(); i++) {
      Receipt receipt = receipts.get(i);
      long gasUsed = receipt.cumulativeGasUsed() - gasBefore;
      all.add(
          new ReceiptJson(
              transactions.get(i), receipt, block.header(), i, gasUsed, logsBefore, blobBaseFee));
      gasBefore = receipt.cumulativeGasUsed();
      logsBefore += receipt.logs().size();
    }
    return all;
  }

  private RpcResult rawHeader(RpcParams params) {
    BlockHeader header = blocks.require(selector(params));
    return out -> JsonValues.data(out, header.encoded());
  }

  private RpcResult rawBlock(RpcParams params) {
    Block block = require(selector(params));
    return out -> JsonValues.data(out, block.encoded());
  }

  private RpcResult rawReceipts(RpcParams params) {
    List<Receipt> receipts = reader.receipts(blocks.require(selector(params)));
    return out -> {
      out.writeStartArray();
      receipts.forEach(receipt -> JsonValues.data(out, receipt.encoded()));
      out.writeEndArray();
    };
  }

  private @Nullable Block find(BlockSelector selector) {
    BlockHeader header = blocks.find(selector);
    return header == null ? null : reader.block(header.hash());
  }

  private Block require(BlockSelector selector) {
    Block block = reader.block(blocks.require(selector).hash());
    if (block == null) {
      throw new IllegalStateException("a header without its block: " + selector);
    }
    return block;
  }
}
