package org.tongbao.chain.block;

import org.tongbao.chain.evm.BlockHashes;
import org.tongbao.chain.state.StateReader;
import org.tongbao.chain.trie.StateTrie;

/// What a block is executed on: its parent and the parent's state.
///
/// @param state the parent's state; must not change meanwhile
/// @param trie over a node store that shows the same state
/// @param hashes the hashes of the parent and the blocks before it
public record ParentState(
    BlockHeader header, StateReader state, StateTrie trie, BlockHashes hashes) {}
