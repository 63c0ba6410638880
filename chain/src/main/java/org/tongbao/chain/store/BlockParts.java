package org.tongbao.chain.store;

import java.util.ArrayList;
import java.util.List;
import org.tongbao.chain.block.Log;
import org.tongbao.chain.block.Receipt;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.tx.Transaction;

/// Transactions and receipts in parts of 64, so that one of them can be read without the rest of a
/// block of thousands.
///
/// A part of a body is `[[transaction, sender]…]`. A part of receipts is `[gas before, logs before,
/// [[type, status, cumulative gas, [log…]]…]]`: with what stands before the part a receipt is
/// complete. Bloom filters are computed, not stored.
final class BlockParts {
  static final int PART = 64;

  private BlockParts() {}

  static int parts(int items) {
    return (items + PART - 1) / PART;
  }

  static byte[] encodeTransactions(List<Transaction> part) {
    RlpWriter out = new RlpWriter(part.size() * 160);
    out.beginList();
    for (Transaction transaction : part) {
      Address sender = transaction.sender();
      out.beginList();
      out.bytes(transaction.encoded());
      if (sender != null) {
        out.address(sender);
      }
      out.endList();
    }
    out.endList();
    return out.toByteArray();
  }

  static List<Transaction> transactions(byte[] part) {
    List<Transaction> transactions = new ArrayList<>(PART);
    for (RlpReader items = RlpReader.of(part).list(); items.hasNext(); ) {
      transactions.add(transaction(items.list()));
    }
    return transactions;
  }

  /// Only the transaction at `index` of a part.
  static Transaction transaction(byte[] part, int index) {
    RlpReader items = RlpReader.of(part).list();
    for (int i = 0; i < index; i++) {
      items.skip();
    }
    return transaction(items.list());
  }

  private static Transaction transaction(RlpReader fields) {
    Bytes encoded = fields.bytes();
    return fields.hasNext()
        ? Transaction.decode(encoded, fields.address())
        : Transaction.decode(encoded);
  }

  static byte[] encodeReceipts(List<Receipt> part, long gasBefore, long logsBefore) {
    RlpWriter out = new RlpWriter(part.size() * 220);
    out.beginList();
    out.uint(gasBefore);
    out.uint(logsBefore);
    out.beginList();
    for (Receipt receipt : part) {
      out.beginList();
      out.uint(receipt.type());
      out.uint(receipt.succeeded() ? 1 : 0);
      out.uint(receipt.cumulativeGasUsed());
      out.beginList();
      receipt.logs().forEach(log -> log.writeTo(out));
      out.endList();
      out.endList();
    }
    out.endList();
    out.endList();
    return out.toByteArray();
  }

  static List<Receipt> receipts(byte[] part) {
    RlpReader fields = RlpReader.of(part).list();
    fields.skip();
    fields.skip();
    List<Receipt> receipts = new ArrayList<>(PART);
    for (RlpReader items = fields.list(); items.hasNext(); ) {
      receipts.add(receipt(items.list()));
    }
    return receipts;
  }

  /// The receipt at `index` of a part, with the gas and the logs of the block before it.
  static StoredReceipt receipt(byte[] part, int index) {
    RlpReader fields = RlpReader.of(part).list();
    long gasBefore = fields.uint64();
    long logsBefore = fields.uint64();
    RlpReader items = fields.list();
    for (int i = 0; i < index; i++) {
      Receipt earlier = receipt(items.list());
      gasBefore = earlier.cumulativeGasUsed();
      logsBefore += earlier.logs().size();
    }
    Receipt receipt = receipt(items.list());
    return new StoredReceipt(receipt, receipt.cumulativeGasUsed() - gasBefore, logsBefore);
  }

  private static Receipt receipt(RlpReader fields) {
    int type = (int) fields.uint64();
    boolean succeeded = fields.uint64() == 1;
    long cumulativeGasUsed = fields.uint64();
    List<Log> logs = new ArrayList<>();
    for (RlpReader items = fields.list(); items.hasNext(); ) {
      logs.add(log(items.list()));
    }
    return Receipt.of(type, succeeded, cumulativeGasUsed, logs);
  }

  private static Log log(RlpReader fields) {
    Address address = fields.address();
    List<Hash> topics = new ArrayList<>();
    for (RlpReader items = fields.list(); items.hasNext(); ) {
      topics.add(items.hash());
    }
    return new Log(address, topics, fields.bytes());
  }
}
