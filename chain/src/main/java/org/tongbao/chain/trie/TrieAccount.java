package org.tongbao.chain.trie;

import org.tongbao.chain.state.Account;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.RlpReader;
import org.tongbao.primitives.RlpWriter;
import org.tongbao.primitives.U256;

/// An account as the state trie holds it: with the root of its storage (Yellow Paper §4.1).
public record TrieAccount(Account account, Hash storageRoot) {
  /// No account: what a proof of absence stands for.
  public static final TrieAccount EMPTY = new TrieAccount(Account.EMPTY, Hash.EMPTY_TRIE_ROOT);

  /// `[nonce, balance, storageRoot, codeHash]`.
  public Bytes encoded() {
    return new RlpWriter(128)
        .beginList()
        .uint(account.nonce())
        .u256(account.balance())
        .hash(storageRoot)
        .hash(account.codeHash())
        .endList()
        .toBytes();
  }

  /// Reads what [#encoded()] wrote.
  ///
  /// @throws org.tongbao.primitives.RlpException when it is not canonical
  public static TrieAccount decode(Bytes encoded) {
    RlpReader in = RlpReader.of(encoded);
    RlpReader fields = in.list();
    in.end();
    long nonce = fields.uint64();
    U256 balance = fields.u256();
    Hash storageRoot = fields.hash();
    Hash codeHash = fields.hash();
    fields.end();
    return new TrieAccount(new Account(nonce, balance, codeHash), storageRoot);
  }
}
