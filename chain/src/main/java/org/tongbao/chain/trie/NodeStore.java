package org.tongbao.chain.trie;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;

/// The stored trie nodes of one state (that of the newest block, or of an older one).
///
/// Nodes are kept by their place ([NodeKey]), not by their hash: a newer node overwrites the older
/// one at the same place, so nothing is ever left unreferenced and nothing has to be counted. A
/// block's [NodeChange]s say for each place what stood there before and what stands there after.
///
/// How a persistent store uses this (one atomic batch per block):
/// - `nodes`: place → encoded node, put or deleted as [NodeChange#after()] says;
/// - `history`: place ‖ block number → [NodeChange#before()] (empty = nothing stood there). The
///   node at a place as of block B is the `before` of the first entry of that place with a number
///   above B, else what `nodes` has: one seek;
/// - pruning block B means deleting the `history` entries of block B (keep their list by block);
/// - undoing the newest block means putting its `before`s back.
///
/// The same works for the flat state and must be used for it with the same block numbers.
///
/// Readers verify every node against the hash its parent has, so a view that is wrong or damaged is
/// noticed and never yields a wrong root. Implementations must be safe for concurrent reads.
@FunctionalInterface
public interface NodeStore {
  /// A store without nodes, for the empty state.
  NodeStore EMPTY = (key, hash) -> null;

  /// The encoded node (RLP) at `key`, or null when none is stored there. The array is not changed
  /// by the caller.
  ///
  /// @param hash what the node's keccak256 must be; a store by place may ignore it
  byte @Nullable [] get(NodeKey key, Hash hash);
}
