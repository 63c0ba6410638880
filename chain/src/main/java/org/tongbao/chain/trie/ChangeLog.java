package org.tongbao.chain.trie;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an update of one trie changed, in no particular order. Not thread-safe.
final class ChangeLog {
  private final @Nullable NodeSource source;
  private final List<NodeChange> changes = new ArrayList<>();

  private ChangeLog(@Nullable NodeSource source) {
    this.source = source;
  }

  static ChangeLog of(NodeSource source) {
    return new ChangeLog(source);
  }

  /// Forgets everything: for tries whose root alone is wanted.
  static ChangeLog forgetting() {
    return new ChangeLog(null);
  }

  /// A log for another thread, to be added later.
  ChangeLog fork() {
    return new ChangeLog(source);
  }

  void join(ChangeLog forked) {
    changes.addAll(forked.changes);
  }

  List<NodeChange> changes() {
    return changes;
  }

  /// Records what stands where the first `depth` nibbles of `path` lead, before and after. Inline
  /// nodes are not stored by themselves.
  void record(Nibbles path, int depth, @Nullable Node before, @Nullable Node after) {
    if (source != null) {
      Node stored = before == null || before.isInline() ? null : before;
      Node store = after == null || after.isInline() ? null : after;
      add(source, path, depth, stored, store);
    }
  }

  /// Records the root, which is always stored.
  void recordRoot(@Nullable Node before, @Nullable Node after) {
    if (source != null) {
      add(source, Nibbles.EMPTY, 0, before, after);
    }
  }

  private void add(
      NodeSource source, Nibbles path, int depth, @Nullable Node before, @Nullable Node after) {
    if (before == null ? after == null : after != null && before.sameAs(after)) {
      return;
    }
    if (after != null) {
      source.cache().put(after);
    }
    changes.add(
        new NodeChange(
            source.key(path, depth),
            before == null ? null : before.encoded(),
            after == null ? null : after.encoded()));
  }
}
