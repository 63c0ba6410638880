package org.tongbao.chain.rpc;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.pool.PoolContent;
import org.tongbao.chain.pool.TxPool;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.tx.Transaction;
import tools.jackson.core.JsonGenerator;

/// What waits in the pool: `txpool_…`.
final class PoolMethods {
  private final TxPool pool;

  PoolMethods(TxPool pool) {
    this.pool = pool;
  }

  void register(Map<String, RpcMethod> methods) {
    methods.put("txpool_status", (params, session) -> status(params));
    methods.put("txpool_content", (params, session) -> content(params));
    methods.put("txpool_contentFrom", (params, session) -> contentFrom(params));
    methods.put("txpool_inspect", (params, session) -> inspect(params));
  }

  private RpcResult status(RpcParams params) {
    params.atMost(0);
    int pending = pool.executableCount();
    int queued = pool.queuedCount();
    return out -> {
      out.writeStartObject();
      JsonValues.quantity(out, "pending", pending);
      JsonValues.quantity(out, "queued", queued);
      out.writeEndObject();
    };
  }

  private RpcResult content(RpcParams params) {
    params.atMost(0);
    return bySender(pool.content(null), PoolMethods::writeWhole);
  }

  private RpcResult inspect(RpcParams params) {
    params.atMost(0);
    return bySender(pool.content(null), (out, tx) -> out.writeString(summary(tx)));
  }

  private RpcResult contentFrom(RpcParams params) {
    params.atMost(1);
    Address sender = params.address(0);
    PoolContent content = pool.content(sender);
    return out -> {
      out.writeStartObject();
      out.writeName("pending");
      writeByNonce(out, content.executable().get(sender), PoolMethods::writeWhole);
      out.writeName("queued");
      writeByNonce(out, content.queued().get(sender), PoolMethods::writeWhole);
      out.writeEndObject();
    };
  }

  @FunctionalInterface
  private interface TransactionWriter {
    void write(JsonGenerator out, Transaction transaction);
  }

  private static RpcResult bySender(PoolContent content, TransactionWriter writer) {
    return out -> {
      out.writeStartObject();
      writeSenders(out, "pending", content.executable(), writer);
      writeSenders(out, "queued", content.queued(), writer);
      out.writeEndObject();
    };
  }

  private static void writeSenders(
      JsonGenerator out,
      String name,
      Map<Address, List<Transaction>> senders,
      TransactionWriter writer) {
    out.writeObjectPropertyStart(name);
    senders.forEach(
        (sender, transactions) -> {
          out.writeName(sender.toChecksumHex());
          writeByNonce(out, transactions, writer);
        });
    out.writeEndObject();
  }

  private static void writeByNonce(
      JsonGenerator out, @Nullable List<Transaction> transactions, TransactionWriter writer) {
    out.writeStartObject();
    if (transactions != null) {
      for (Transaction transaction : transactions) {
        out.writeName(Long.toUnsignedString(transaction.nonce()));
        writer.write(out, transaction);
      }
    }
    out.writeEndObject();
  }

  private static void writeWhole(JsonGenerator out, Transaction transaction) {
    TransactionJson.write(out, transaction, null, 0);
  }

  private static String summary(Transaction tx) {
    Address to = tx.to();
    return "%s: %s wei + %s gas × %s wei"
        .formatted(
            to == null ? "contract creation" : to.toChecksumHex(),
            tx.value(),
            Long.toUnsignedString(tx.gasLimit()),
            tx.maxFeePerGas());
  }
}
