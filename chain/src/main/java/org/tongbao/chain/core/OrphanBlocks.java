package org.tongbao.chain.core;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tongbao.primitives.Hash;

/// Blocks whose parent has not come yet, a bounded number of them; the oldest give way.
final class OrphanBlocks {
  private final int maxBlocks;
  private final long maxBytes;
  private final Map<Hash, SealedBlock> byHash = new LinkedHashMap<>();
  private long bytes;

  OrphanBlocks(int maxBlocks, long maxBytes) {
    this.maxBlocks = maxBlocks;
    this.maxBytes = maxBytes;
  }

  synchronized void add(SealedBlock block) {
    if (byHash.putIfAbsent(block.block().hash(), block) != null) {
      return;
    }
    bytes += size(block);
    Iterator<SealedBlock> oldest = byHash.values().iterator();
    while (byHash.size() > maxBlocks || bytes > maxBytes) {
      bytes -= size(oldest.next());
      oldest.remove();
    }
  }

  /// Takes out the blocks that follow `parent`.
  synchronized List<SealedBlock> takeChildren(Hash parent) {
    List<SealedBlock> children = new ArrayList<>();
    Iterator<SealedBlock> all = byHash.values().iterator();
    while (all.hasNext()) {
      SealedBlock each = all.next();
      if (each.block().header().parentHash().equals(parent)) {
        children.add(each);
        bytes -= size(each);
        all.remove();
      }
    }
    return children;
  }

  synchronized int size() {
    return byHash.size();
  }

  private static long size(SealedBlock block) {
    return block.block().encodedSize();
  }
}
