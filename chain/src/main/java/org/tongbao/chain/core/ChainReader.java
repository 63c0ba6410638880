package org.tongbao.chain.core;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.ParentState;
import org.tongbao.chain.block.Receipt;
import org.tongbao.chain.evm.BlockHashes;
import org.tongbao.chain.pow.AuxPow;
import org.tongbao.chain.store.ChainHead;
import org.tongbao.chain.store.ChainStore;
import org.tongbao.chain.store.StateView;
import org.tongbao.chain.store.StoredBlock;
import org.tongbao.chain.store.StoredReceipt;
import org.tongbao.chain.store.TransactionPlace;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// What anybody may ask the chain: blocks, transactions, receipts and states. Thread-safe; never
/// waits for a block being added.
public final class ChainReader {
  private static final int RECENT_TRANSACTIONS = 100_000;

  private final ChainStore store;
  private final RecentBlocks recent = new RecentBlocks(RECENT_TRANSACTIONS);

  ChainReader(ChainStore store) {
    this.store = store;
  }

  void remember(StoredBlock block) {
    recent.add(block);
  }

  /// The newest block of the canonical chain.
  public ChainHead head() {
    return store.head();
  }

  /// The hash of the canonical block of this number, or null when the chain is shorter.
  public @Nullable Hash canonicalHash(long number) {
    return store.canonicalHash(number);
  }

  /// The header of the canonical block of this number, or null when the chain is shorter.
  public @Nullable BlockHeader header(long number) {
    BlockHeader head = head().header();
    if (number == head.number()) {
      return head;
    }
    Hash hash = number < 0 || number > head.number() ? null : store.canonicalHash(number);
    return hash == null ? null : header(hash);
  }

  /// A header by its hash, of a side block too.
  public @Nullable BlockHeader header(Hash hash) {
    StoredBlock known = recent.find(hash);
    return known == null ? store.header(hash) : known.block().header();
  }

  /// Whether the block is in the canonical chain now.
  public boolean isCanonical(BlockHeader header) {
    return isCanonical(store, header);
  }

  static boolean isCanonical(ChainStore store, BlockHeader header) {
    Hash canonical = store.canonicalHash(header.number());
    return canonical != null && canonical.equals(header.hash());
  }

  /// A block by its hash, of a side block too.
  public @Nullable Block block(Hash hash) {
    StoredBlock known = recent.find(hash);
    return known == null ? store.block(hash) : known.block();
  }

  /// The receipts of a block; none when it has never been part of the chain.
  public List<Receipt> receipts(BlockHeader header) {
    StoredBlock known = recent.find(header.hash());
    return known == null ? store.receipts(header) : known.receipts();
  }

  /// A block with everything that belongs to it, or null when it is not known.
  public @Nullable StoredBlock storedBlock(Hash hash) {
    StoredBlock known = recent.find(hash);
    if (known != null) {
      return known;
    }
    Block block = store.block(hash);
    U256 work = totalWork(hash);
    return block == null || work == null
        ? null
        : new StoredBlock(block, store.seal(block.header()), work, store.receipts(block.header()));
  }

  /// The proof of work of a block; null for the genesis block and unknown ones.
  public @Nullable AuxPow seal(BlockHeader header) {
    StoredBlock known = recent.find(header.hash());
    return known == null ? store.seal(header) : known.seal();
  }

  /// The difficulties of all blocks up to this one added up, or null when it is not known.
  public @Nullable U256 totalWork(Hash hash) {
    ChainHead at = store.headAt(hash);
    return at == null ? null : at.totalWork();
  }

  /// Where the canonical chain has a transaction, or null when it has not.
  public @Nullable TransactionPlace place(Hash transaction) {
    return store.place(transaction);
  }

  /// The transaction at a place. Reads a part of the block, not the whole.
  public @Nullable Transaction transaction(TransactionPlace place) {
    StoredBlock known = recent.find(place.blockHash());
    return known == null
        ? store.transaction(place)
        : known.block().transactions().get(place.index());
  }

  /// The receipt of the transaction at a place. Reads a part of the block, not the whole.
  public @Nullable StoredReceipt receipt(TransactionPlace place) {
    return store.receipt(place);
  }

  /// The state after a canonical block; to be closed.
  ///
  /// @throws org.tongbao.chain.store.StateUnavailableException when it is not kept
  public StateView stateAt(BlockHeader header) {
    return store.stateAt(header);
  }

  /// The state after the newest block; to be closed.
  public StateView stateAtHead() {
    return store.stateAtHead();
  }

  /// A block and its state as the block processor wants the parent of a block.
  public ParentState parentState(StateView state) {
    BlockHeader header = state.header();
    return new ParentState(header, state, state.trie(), hashesUpTo(header));
  }

  /// The hashes of `last` and the blocks before it, for BLOCKHASH in the block after it.
  public BlockHashes hashesUpTo(BlockHeader last) {
    return number -> {
      if (number == last.number()) {
        return last.hash();
      }
      Hash hash = number < last.number() ? store.canonicalHash(number) : null;
      return hash == null ? Hash.ZERO : hash;
    };
  }
}
