/// Merkle Patricia tries (Yellow Paper appendix D): ordered-list roots, the state trie with its
/// storage tries over a node store, and proofs.
@NullMarked
package org.tongbao.chain.trie;

import org.jspecify.annotations.NullMarked;
