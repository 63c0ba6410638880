package org.tongbao.chain.store;

import org.jspecify.annotations.Nullable;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateReader;
import org.tongbao.chain.trie.NodeCache;
import org.tongbao.chain.trie.StateTrie;
import org.tongbao.chain.trie.TrieAccount;
import org.tongbao.primitives.Address;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;

/// The state after one block. It does not change while it is open, however many blocks are added
/// meanwhile, and it holds nothing up. Must be closed, soon: what it shows cannot be removed from
/// the disk before. Safe for use by many threads.
public final class StateView implements StateReader, AutoCloseable {
  private final BlockHeader header;
  private final RawState raw;
  private final StateTrie trie;
  private final Runnable onClose;
  private boolean closed;

  StateView(BlockHeader header, RawState raw, NodeCache cache, Runnable onClose) {
    this.header = header;
    this.raw = raw;
    this.onClose = onClose;
    this.trie = new StateTrie((key, hash) -> raw.get(Column.NODES, key.unsafeBytes()), cache);
  }

  /// The block after which this is the state.
  public BlockHeader header() {
    return header;
  }

  /// The tries of this state, for proofs; their root is the header's.
  public StateTrie trie() {
    return trie;
  }

  @Override
  public @Nullable Account account(Address address) {
    return StateCodec.account(raw.get(Column.ACCOUNTS, address.toArray()));
  }

  @Override
  public U256 storage(Address address, U256 slot) {
    return StateCodec.value(raw.get(Column.STORAGE, Keys.slot(address, slot)));
  }

  @Override
  public boolean hasStorage(Address address) {
    return trie.account(header.stateRoot(), address)
        .map(TrieAccount::storageRoot)
        .filter(root -> !root.equals(Hash.EMPTY_TRIE_ROOT))
        .isPresent();
  }

  @Override
  public byte[] code(Hash codeHash) {
    byte[] code = raw.get(Column.CODE, codeHash.toArray());
    if (code == null) {
      throw new IllegalStateException("the code " + codeHash + " is not in the store");
    }
    return code;
  }

  RawState raw() {
    return raw;
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      onClose.run();
    }
  }
}
