package org.tongbao.chain.genesis;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tongbao.chain.block.Block;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.block.BlockResult;
import org.tongbao.chain.state.Account;
import org.tongbao.chain.state.StateChanges;
import org.tongbao.chain.state.StateChanges.AccountChange;
import org.tongbao.chain.trie.NodeCache;
import org.tongbao.chain.trie.NodeStore;
import org.tongbao.chain.trie.StateTrie;
import org.tongbao.chain.trie.StateUpdate;
import org.tongbao.primitives.Hash;

/// The first block of a chain: its header commits to the settings and to the accounts of the
/// genesis, so two chains that differ in anything have different genesis hashes.
public final class GenesisBlock {
  private GenesisBlock() {}

  /// The block as if it had been executed on the empty state.
  public static BlockResult of(Genesis genesis) {
    List<AccountChange> accounts = new ArrayList<>();
    genesis.accounts().stream()
        .sorted(Comparator.comparing(GenesisAccount::address))
        .forEach(account -> accounts.add(change(account)));
    StateChanges changes = new StateChanges(accounts);
    StateUpdate update =
        new StateTrie(NodeStore.EMPTY, new NodeCache(0)).apply(Hash.EMPTY_TRIE_ROOT, changes);
    BlockHeader header =
        BlockHeader.builder()
            .stateRoot(update.root())
            .coinbase(genesis.coinbase())
            .difficulty(genesis.difficulty())
            .gasLimit(genesis.gasLimit())
            .timestamp(genesis.timestamp())
            .extraData(genesis.extraData())
            .mixHash(genesis.spec().commitment())
            .baseFeePerGas(genesis.baseFeePerGas())
            .build();
    return new BlockResult(new Block(header, List.of()), List.of(), changes, update);
  }

  private static AccountChange change(GenesisAccount account) {
    Hash codeHash = account.code().keccak256();
    Account after = new Account(account.nonce(), account.balance(), codeHash);
    return new AccountChange(
        account.address(),
        null,
        after,
        false,
        account.storage(),
        account.code().isEmpty() ? null : account.code());
  }
}
