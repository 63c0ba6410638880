package org.tongbao.chain.store;

import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Puts the parts of blocks and their changes of the state into a batch.
final class CommitWriter {
  private final Batch batch;

  CommitWriter(Batch batch) {
    this.batch = batch;
  }

  /// Header, body and seal: what a side block has too.
  void block(Block block, @Nullable AuxPow seal, U256 totalWork) {
    Hash hash = block.hash();
    long number = block.number();
    batch.put(Column.HEADERS, hash.toArray(), BlockReader.encodeHeader(block.header(), totalWork));
    if (seal != null) {
      batch.put(Column.SEALS, Keys.block(number, hash), seal.encoded().unsafeArray());
    }
    List<Transaction> transactions = block.transactions();
    for (int part = 0; part < BlockParts.parts(transactions.size()); part++) {
      batch.put(
          Column.BODIES,
          Keys.part(number, hash, part),
          BlockParts.encodeTransactions(slice(transactions, part)));
    }
  }

  void receipts(Block block, List<Receipt> receipts) {
    long gasBefore = 0;
    long logsBefore = 0;
    for (int part = 0; part < BlockParts.parts(receipts.size()); part++) {
      List<Receipt> slice = slice(receipts, part);
      batch.put(
          Column.RECEIPTS,
          Keys.part(block.number(), block.hash(), part),
          BlockParts.encodeReceipts(slice, gasBefore, logsBefore));
      gasBefore = slice.getLast().cumulativeGasUsed();
      logsBefore += slice.stream().mapToLong(receipt -> receipt.logs().size()).sum();
    }
  }

  private static <T> List<T> slice(List<T> items, int part) {
    int from = part * BlockParts.PART;
    return items.subList(from, Math.min(from + BlockParts.PART, items.size()));
  }

  /// Makes a block part of the canonical chain and its transactions findable.
  void canonical(Block block) {
    batch.put(Column.CANONICAL, Keys.number(block.number()), block.hash().toArray());
    for (int index = 0; index < block.transactions().size(); index++) {
      byte[] place =
          ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
              .putLong(block.number())
              .putInt(index)
              .array();
      batch.put(Column.TRANSACTIONS, block.transactions().get(index).hash().toArray(), place);
    }
  }

  void notCanonical(Block block) {
    batch.delete(Column.CANONICAL, Keys.number(block.number()));
    for (Transaction transaction : block.transactions()) {
      batch.delete(Column.TRANSACTIONS, transaction.hash().toArray());
    }
  }

  /// What the keys held before a block.
  void history(long number, StateDelta delta) {
    for (StateDelta.Write write : delta.writes()) {
      batch.put(
          Keys.historyOf(write.column()),
          Keys.history(write.column(), write.key().unsafeArray(), number),
          write.valueBefore().unsafeArray());
    }
    batch.put(Column.CHANGES, Keys.number(number), ChangedKeys.encode(delta));
    codes(delta);
  }

  void codes(StateDelta delta) {
    delta
        .codes()
        .forEach((hash, code) -> batch.put(Column.CODE, hash.toArray(), code.unsafeArray()));
  }

  /// Drops the history of a block.
  void forget(long number, byte[] changedKeys) {
    ChangedKeys.forEach(
        changedKeys,
        (column, key) -> batch.delete(Keys.historyOf(column), Keys.history(column, key, number)));
    batch.delete(Column.CHANGES, Keys.number(number));
  }

  /// A key of the newest state; an empty value removes it.
  void state(Column column, Bytes key, Bytes value) {
    if (value.isEmpty()) {
      batch.delete(column, key.unsafeArray());
    } else {
      batch.put(column, key.unsafeArray(), value.unsafeArray());
    }
  }
}
