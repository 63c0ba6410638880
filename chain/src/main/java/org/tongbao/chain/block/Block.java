package org.tongbao.chain.block;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.trie.ListTrie;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpException;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.tx.Transaction;

/// A block: its header and its transactions in order. Ommers and withdrawals are always empty
/// lists; the seal (proof of work) is kept beside the block.
public final class Block {
  private final BlockHeader header;
  private final List<Transaction> transactions;
  private @Nullable Hash transactionsRoot;
  private int encodedSize;

  public Block(BlockHeader header, List<Transaction> transactions) {
    this.header = header;
    this.transactions = List.copyOf(transactions);
  }

  public BlockHeader header() {
    return header;
  }

  public List<Transaction> transactions() {
    return transactions;
  }

  public Hash hash() {
    return header.hash();
  }

  public long number() {
    return header.number();
  }

  /// The root of the trie of the transactions that are here, whatever the header says. Computed
  /// once.
  public Hash transactionsRoot() {
    Hash known = transactionsRoot;
    if (known == null) {
      known = ListTrie.root(transactions.stream().map(Transaction::encoded).toList());
      transactionsRoot = known;
    }
    return known;
  }

  /// The bytes of [#encoded()]. Computed once.
  public int encodedSize() {
    int known = encodedSize;
    if (known == 0) {
      known = encoded().size();
      encodedSize = known;
    }
    return known;
  }

  /// The consensus encoding `[header, [transactions…], [], []]` (EIP-2718, EIP-4895).
  public Bytes encoded() {
    RlpWriter out = new RlpWriter();
    out.beginList();
    out.raw(header.encoded());
    writeTransactions(out, transactions);
    out.beginList();
    out.endList();
    out.beginList();
    out.endList();
    out.endList();
    return Bytes.wrap(out.toByteArray());
  }

  /// Appends the list of transactions as a block body holds it: a legacy transaction as a list, a
  /// typed one as a byte string.
  public static void writeTransactions(RlpWriter out, List<Transaction> transactions) {
    out.beginList();
    for (Transaction transaction : transactions) {
      if (transaction.type() == 0) {
        out.raw(transaction.encoded());
      } else {
        out.bytes(transaction.encoded());
      }
    }
    out.endList();
  }

  /// Reads a block.
  ///
  /// @throws RlpException when it is not canonical, or ommers or withdrawals are not empty
  /// @throws org.tongbao.primitives.tx.TransactionException when a transaction is malformed
  public static Block decode(Bytes encoded) {
    RlpReader in = RlpReader.of(encoded);
    RlpReader fields = in.list();
    in.end();
    BlockHeader header = BlockHeader.read(fields);
    List<Transaction> transactions = RlpItems.readAll(fields.list(), Transaction::decode);
    requireEmpty(fields, "ommers");
    requireEmpty(fields, "withdrawals");
    fields.end();
    Block block = new Block(header, transactions);
    block.encodedSize = encoded.size();
    return block;
  }

  private static void requireEmpty(RlpReader fields, String name) {
    if (fields.list().hasNext()) {
      throw new RlpException(name + " where there must be none, ending", fields.offset());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Block block
        && header.equals(block.header)
        && transactions.equals(block.transactions);
  }

  @Override
  public int hashCode() {
    return header.hashCode();
  }

  @Override
  public String toString() {
    return "Block[%s, %d transactions]".formatted(header, transactions.size());
  }
}
