package org.tongbao.chain.rpc;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.ChainRules;
import org.tongbao.chain.core.ChainReader;
import org.tongbao.chain.pool.PoolResult;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.chain.store.StoredReceipt;
import org.tongbao.chain.store.TransactionPlace;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.tx.Transaction;
import org.tongbao.primitives.tx.TransactionException;

/// Transactions, their receipts, and new ones.
final class TransactionMethods {
  private final ChainReader reader;
  private final BlockResolver blocks;
  private final TxPool pool;
  private final ChainRules rules;

  TransactionMethods(ChainReader reader, BlockResolver blocks, TxPool pool, ChainRules rules) {
    this.reader = reader;
    this.blocks = blocks;
    this.pool = pool;
    this.rules = rules;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put("eth_sendRawTransaction", (params, session) -> send(params));
    methods.put("eth_getTransactionByHash", (params, session) -> byHash(params));
    methods.put("eth_getTransactionReceipt", (params, session) -> receipt(params));
    methods.put("eth_getRawTransactionByHash", (params, session) -> raw(params));
    methods.put("debug_getRawTransaction", (params, session) -> raw(params));
    methods.put(
        "eth_getTransactionByBlockNumberAndIndex",
        (params, session) -> at(params, BlockSelector.parse(params.node(0), "argument 0")));
    methods.put(
        "eth_getTransactionByBlockHashAndIndex",
        (params, session) -> at(params, new BlockSelector.Hashed(params.hash(0), false)));
    methods.put(
        "eth_getRawTransactionByBlockNumberAndIndex",
        (params, session) -> rawAt(params, BlockSelector.parse(params.node(0), "argument 0")));
    methods.put(
        "eth_getRawTransactionByBlockHashAndIndex",
        (params, session) -> rawAt(params, new BlockSelector.Hashed(params.hash(0), false)));
  }

  private RpcResult send(RpcParams params) {
    params.atMost(1);
    Transaction transaction = decode(params.data(0));
    return switch (pool.add(transaction)) {
      case PoolResult.Added _ -> out -> JsonValues.hash(out, transaction.hash());
      case PoolResult.Refused refused ->
          throw new RpcException(RpcError.SERVER_ERROR, refused.message());
    };
  }

  private static Transaction decode(Bytes encoded) {
    try {
      return Transaction.decode(encoded);
    } catch (TransactionException | RlpException e) {
      throw new RpcException(RpcError.SERVER_ERROR, "invalid transaction: " + e.getMessage());
    }
  }

  private RpcResult byHash(RpcParams params) {
    params.atMost(1);
    Hash hash = params.hash(0);
    TransactionPlace place = reader.place(hash);
    if (place != null) {
      return transactionAt(place);
    }
    Transaction waiting = pool.find(hash);
    return waiting == null ? RpcResult.NULL : out -> TransactionJson.write(out, waiting, null, 0);
  }

  private RpcResult transactionAt(TransactionPlace place) {
    Transaction transaction = reader.transaction(place);
    BlockHeader header = reader.header(place.blockHash());
    return transaction == null || header == null
        ? RpcResult.NULL
        : out -> TransactionJson.write(out, transaction, header, place.index());
  }

  private RpcResult receipt(RpcParams params) {
    params.atMost(1);
    TransactionPlace place = reader.place(params.hash(0));
    if (place == null) {
      return RpcResult.NULL;
    }
    Transaction transaction = reader.transaction(place);
    StoredReceipt stored = reader.receipt(place);
    BlockHeader header = reader.header(place.blockHash());
    if (transaction == null || stored == null || header == null) {
      return RpcResult.NULL;
    }
    var receipt =
        new ReceiptJson(
            transaction,
            stored.receipt(),
            header,
            place.index(),
            stored.gasUsed(),
            Math.toIntExact(stored.firstLogIndex()),
            rules.blobs().baseFee(header.excessBlobGas()));
    return receipt::writeTo;
  }

  private RpcResult raw(RpcParams params) {
    params.atMost(1);
    Hash hash = params.hash(0);
    TransactionPlace place = reader.place(hash);
    Transaction transaction = place == null ? pool.find(hash) : reader.transaction(place);
    return encoded(transaction);
  }

  private RpcResult at(RpcParams params, BlockSelector selector) {
    params.atMost(2);
    BlockHeader header = blocks.find(selector);
    long index = params.number(1);
    Transaction transaction = header == null ? null : transaction(header, index);
    return transaction == null || header == null
        ? RpcResult.NULL
        : out -> TransactionJson.write(out, transaction, header, (int) index);
  }

  private RpcResult rawAt(RpcParams params, BlockSelector selector) {
    params.atMost(2);
    BlockHeader header = blocks.find(selector);
    return encoded(header == null ? null : transaction(header, params.number(1)));
  }

  private @Nullable Transaction transaction(BlockHeader header, long index) {
    Block block = reader.block(header.hash());
    return block == null || index >= block.transactions().size()
        ? null
        : block.transactions().get((int) index);
  }

  private static RpcResult encoded(@Nullable Transaction transaction) {
    return transaction == null
        ? RpcResult.NULL
        : out -> JsonValues.data(out, transaction.encoded());
  }
}
