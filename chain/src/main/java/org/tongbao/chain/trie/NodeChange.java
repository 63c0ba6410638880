package org.tongbao.chain.trie;

import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Bytes;

/// What a block does to one place of the tries.
///
/// @param before the encoded node that stood there, null when none was stored
/// @param after the encoded node that stands there now, null when none is stored any more
public record NodeChange(NodeKey key, @Nullable Bytes before, @Nullable Bytes after) {}
