package org.tongbao.chain.store;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Reads blocks and their parts. What is written by block hash never changes, so no snapshot is
/// needed.
final class BlockReader {
  private static final int WORK = 32;

  private final Database database;

  BlockReader(Database database) {
    this.database = database;
  }

  static byte[] encodeHeader(BlockHeader header, U256 totalWork) {
    return Bytes.wrap(totalWork.toArray32()).concat(header.encoded()).unsafeArray();
  }

  @Nullable BlockHeader header(Hash hash) {
    byte[] value = database.get(Column.HEADERS, hash.toArray());
    return value == null ? null : header(value);
  }

  @Nullable ChainHead work(Hash hash) {
    byte[] value = database.get(Column.HEADERS, hash.toArray());
    return value == null ? null : new ChainHead(header(value), U256.fromBytes(value, 0, WORK));
  }

  private static BlockHeader header(byte[] value) {
    return BlockHeader.decode(Bytes.copyOf(value, WORK, value.length - WORK));
  }

  @Nullable Hash canonicalHash(long number) {
    byte[] value = database.get(Column.CANONICAL, Keys.number(number));
    return value == null ? null : Hash.of(value);
  }

  @Nullable Block block(Hash hash) {
    BlockHeader header = header(hash);
    return header == null ? null : new Block(header, transactions(header));
  }

  List<Transaction> transactions(BlockHeader header) {
    List<Transaction> transactions = new ArrayList<>();
    for (int part = 0; ; part++) {
      byte[] value = part(Column.BODIES, header.number(), header.hash(), part);
      if (value == null) {
        return transactions;
      }
      transactions.addAll(BlockParts.transactions(value));
      if (transactions.size() % BlockParts.PART != 0) {
        return transactions;
      }
    }
  }

  /// The receipts of a block, none when it was never executed.
  List<Receipt> receipts(BlockHeader header) {
    List<Receipt> receipts = new ArrayList<>();
    for (int part = 0; ; part++) {
      byte[] value = part(Column.RECEIPTS, header.number(), header.hash(), part);
      if (value == null) {
        return receipts;
      }
      receipts.addAll(BlockParts.receipts(value));
      if (receipts.size() % BlockParts.PART != 0) {
        return receipts;
      }
    }
  }

  @Nullable Transaction transaction(TransactionPlace place) {
    byte[] part = part(Column.BODIES, place);
    return part == null ? null : BlockParts.transaction(part, place.index() % BlockParts.PART);
  }

  @Nullable StoredReceipt receipt(TransactionPlace place) {
    byte[] part = part(Column.RECEIPTS, place);
    return part == null ? null : BlockParts.receipt(part, place.index() % BlockParts.PART);
  }

  @Nullable AuxPow seal(BlockHeader header) {
    byte[] value = database.get(Column.SEALS, Keys.block(header.number(), header.hash()));
    return value == null ? null : AuxPow.decode(Bytes.wrap(value));
  }

  /// Both reads are of one snapshot: a reorganisation between them would give another block.
  @Nullable TransactionPlace place(Snapshot snapshot, Hash transaction) {
    byte[] value = database.get(snapshot, Column.TRANSACTIONS, transaction.toArray());
    if (value == null) {
      return null;
    }
    long number = Keys.number(value, 0);
    byte[] block = database.get(snapshot, Column.CANONICAL, Keys.number(number));
    int index = ByteBuffer.wrap(value).getInt(Long.BYTES);
    return block == null ? null : new TransactionPlace(Hash.of(block), number, index);
  }

  private byte @Nullable [] part(Column column, TransactionPlace place) {
    int part = place.index() / BlockParts.PART;
    return part(column, place.blockNumber(), place.blockHash(), part);
  }

  private byte @Nullable [] part(Column column, long number, Hash hash, int part) {
    return database.get(column, Keys.part(number, hash, part));
  }
}
