package org.tongbao.chain.rpc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.databind.JsonNode;

/// Finds logs in the canonical chain, by the blooms of the headers first.
final class LogQuery {
  private final ChainReader reader;
  private final BlockResolver blocks;
  private final RpcLimits limits;

  LogQuery(ChainReader reader, BlockResolver blocks, RpcLimits limits) {
    this.reader = reader;
    this.blocks = blocks;
    this.limits = limits;
  }

  /// The blocks that a query spans, both included.
  record Range(long first, long last) {}

  /// Answers the filter object of `eth_getLogs`: either one block by hash, or a range of numbers.
  List<LogJson> find(JsonNode node, String where) {
    LogFilter filter = LogFilter.parse(node, where);
    var fields = new JsonFieldsReader(node, where);
    Hash blockHash = fields.hash("blockHash");
    if (blockHash == null) {
      return find(filter, range(fields, where));
    }
    if (fields.has("fromBlock") || fields.has("toBlock")) {
      throw RpcException.invalidParams(
          "cannot specify both blockHash and fromBlock/toBlock, choose one or the other");
    }
    BlockHeader header = reader.header(blockHash);
    if (header == null) {
      throw new RpcException(RpcError.SERVER_ERROR, "unknown block");
    }
    Search search = new Search(filter);
    search.look(header);
    return search.found;
  }

  Range range(JsonFieldsReader fields, String where) {
    long head = reader.head().header().number();
    long first = number(fields.node("fromBlock"), where + ": fromBlock", head);
    long last = number(fields.node("toBlock"), where + ": toBlock", head);
    if (first > last) {
      throw RpcException.invalidParams("invalid block range params");
    }
    if (last > head) {
      throw RpcException.invalidParams("block range extends beyond current head block");
    }
    return new Range(first, last);
  }

  /// The part of a range that the chain has.
  Range existing(long lowest, long highest) {
    return new Range(lowest, Math.min(highest, reader.head().header().number()));
  }

  private long number(@Nullable JsonNode node, String where, long head) {
    if (node == null) {
      return head;
    }
    BlockSelector selector = BlockSelector.parse(node, where);
    return selector instanceof BlockSelector.Numbered numbered
        ? numbered.number()
        : blocks.require(selector).number();
  }

  /// @throws RpcException when the range, the time, the number of logs or their size is over the
  ///   limit
  List<LogJson> find(LogFilter filter, Range range) {
    if (range.last() - range.first() >= limits.maxLogRange()) {
      throw new RpcException(
          RpcError.LIMIT_EXCEEDED,
          "query spans %d blocks, the limit is %d"
              .formatted(range.last() - range.first() + 1, limits.maxLogRange()));
    }
    Search search = new Search(filter);
    for (long number = range.first(); number <= range.last(); number++) {
      BlockHeader header = reader.header(number);
      if (header == null) {
        break;
      }
      search.look(header);
    }
    return search.found;
  }

  /// One query under way, within the limits of time, number and size.
  private final class Search {
    private final LogFilter filter;
    private final Deadline deadline = Deadline.in(limits.callTime());
    private final List<LogJson> found = new ArrayList<>();
    private long bytes;

    Search(LogFilter filter) {
      this.filter = filter;
    }

    void look(BlockHeader header) {
      deadline.step();
      if (!filter.mayMatch(header.logsBloom())) {
        return;
      }
      deadline.check();
      Block block = reader.block(header.hash());
      int before = found.size();
      if (block != null) {
        collect(filter, block, reader.receipts(header), false, found);
      }
      found.subList(before, found.size()).forEach(log -> bytes += log.bytes());
      if (found.size() > limits.maxLogs() || bytes > limits.maxResponseBytes()) {
        throw new RpcException(
            RpcError.LIMIT_EXCEEDED,
            "query returns more than %d logs or %d bytes; ask for fewer blocks"
                .formatted(limits.maxLogs(), limits.maxResponseBytes()));
      }
    }
  }

  /// Adds the matching logs of one block.
  static void collect(
      LogFilter filter, Block block, List<Receipt> receipts, boolean removed, List<LogJson> found) {
    List<Transaction> transactions = block.transactions();
    int logIndex = 0;
    for (int i = 0; i < receipts.size(); i++) {
      for (Log log : receipts.get(i).logs()) {
        if (filter.matches(log)) {
          found.add(
              new LogJson(log, block.header(), transactions.get(i).hash(), i, logIndex, removed));
        }
        logIndex++;
      }
    }
  }
}
