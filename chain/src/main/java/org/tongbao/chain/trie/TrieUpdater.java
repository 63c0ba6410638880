package org.tongbao.chain.trie;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ForkJoinTask;
import org.jspecify.annotations.Nullable;

/// Applies a sorted batch to a trie in one walk from the root: every node on the way is rebuilt,
/// encoded and hashed once, however many of the updates lie below it. Large batches fork where a
/// branch divides them.
///
/// A method that returns a node leaves it to its caller to record it: the caller may still merge it
/// into a node above (the path of a leaf or extension grows upwards when a branch dissolves).
final class TrieUpdater {
  /// A part of a batch smaller than this is not worth a task of its own.
  private static final int FORK_MINIMUM = 256;

  private final NodeSource source;
  private final Batch batch;

  TrieUpdater(NodeSource source, Batch batch) {
    this.source = source;
    this.batch = batch;
  }

  /// Applies the whole batch and records all changes, the root's too.
  @Nullable Node updateRoot(@Nullable Node root, ChangeLog changes) {
    Node updated = batch.size() == 0 ? root : update(root, 0, 0, batch.size(), changes);
    changes.recordRoot(root, updated);
    return updated;
  }

  /// Applies the updates `[lo, hi)`, at least one, whose first `depth` nibbles lead to `node`.
  private @Nullable Node update(@Nullable Node node, int depth, int lo, int hi, ChangeLog changes) {
    return switch (node) {
      case null -> {
        Batch fresh = batch.withoutDeletions(lo, hi);
        yield new TrieUpdater(source, fresh).build(depth, 0, fresh.size(), changes);
      }
      case LeafNode leaf -> updateLeaf(leaf, depth, lo, hi, changes);
      case ExtensionNode extension -> updateExtension(extension, depth, lo, hi, changes);
      case BranchNode branch -> updateChildren(new Children(branch), depth, lo, hi, changes);
    };
  }

  /// The trie of the items `[lo, hi)` alone, none of them a deletion.
  @Nullable Node build(int depth, int lo, int hi, ChangeLog changes) {
    if (lo == hi) {
      return null;
    }
    Nibbles first = batch.keys[lo];
    if (hi - lo == 1) {
      return new LeafNode(first.from(depth), value(lo));
    }
    int shared = batch.keys[hi - 1].commonPrefix(depth, first.from(depth));
    Node branch = buildBranch(depth + shared, lo, hi, changes);
    if (shared == 0) {
      return branch;
    }
    changes.record(first, depth + shared, null, branch);
    return new ExtensionNode(first.slice(depth, shared), branch.reference());
  }

  private Node buildBranch(int depth, int lo, int hi, ChangeLog changes) {
    boolean ends = batch.keys[lo].length() == depth;
    byte[] @Nullable [] references = new byte[BranchNode.CHILDREN] @Nullable [];
    for (int start = ends ? lo + 1 : lo; start < hi; ) {
      int end = endOfGroup(depth, start, hi);
      Node child = build(depth + 1, start, end, changes);
      changes.record(batch.keys[start], depth + 1, null, child);
      references[batch.keys[start].get(depth)] = child == null ? null : child.reference();
      start = end;
    }
    return BranchNode.of(references, ends ? value(lo) : null);
  }

  private byte[] value(int index) {
    byte[] value = batch.values[index];
    if (value == null) {
      throw new IllegalStateException("a deletion where a value is due");
    }
    return value;
  }

  /// Where the updates from `start` on stop to have the same nibble at `depth`.
  private int endOfGroup(int depth, int start, int hi) {
    int nibble = batch.keys[start].get(depth);
    int end = start + 1;
    while (end < hi && batch.keys[end].get(depth) == nibble) {
      end++;
    }
    return end;
  }

  private @Nullable Node updateLeaf(LeafNode leaf, int depth, int lo, int hi, ChangeLog changes) {
    Nibbles key = batch.keys[lo];
    if (hi - lo == 1 && key.endsWith(depth, leaf.path())) {
      byte[] value = batch.values[lo];
      if (value == null) {
        return null;
      }
      return Arrays.equals(value, leaf.value()) ? leaf : new LeafNode(leaf.path(), value);
    }
    Nibbles leafKey = key.slice(0, depth).concat(leaf.path());
    Batch merged = batch.withoutDeletions(lo, hi, leafKey, leaf.value());
    return new TrieUpdater(source, merged).build(depth, 0, merged.size(), changes);
  }

  private @Nullable Node updateExtension(
      ExtensionNode extension, int depth, int lo, int hi, ChangeLog changes) {
    Nibbles path = extension.path();
    Nibbles key = batch.keys[lo];
    int shared =
        Math.min(key.commonPrefix(depth, path), batch.keys[hi - 1].commonPrefix(depth, path));
    if (shared < path.length()) {
      return splitExtension(extension, shared, depth, lo, hi, changes);
    }
    Node child = source.resolve(extension.child(), key, depth + shared);
    Node updated = update(child, depth + shared, lo, hi, changes);
    return updated == child ? extension : join(path, child, updated, key, depth + shared, changes);
  }

  /// Some update leaves the extension after `shared` nibbles: there a branch is needed.
  private @Nullable Node splitExtension(
      ExtensionNode extension, int shared, int depth, int lo, int hi, ChangeLog changes) {
    Nibbles path = extension.path();
    int at = depth + shared;
    Children children = new Children(null);
    Nibbles below = batch.keys[lo].slice(0, depth).concat(path.slice(0, shared + 1));
    Node rest;
    Node stored = null;
    if (shared + 1 == path.length()) {
      rest = source.resolve(extension.child(), below, at + 1);
      stored = rest;
    } else {
      rest = new ExtensionNode(path.from(shared + 1), extension.child());
    }
    children.touch(path.get(shared));
    children.before[path.get(shared)] = stored;
    children.after[path.get(shared)] = rest;
    Node split = updateChildren(children, at, lo, hi, changes);
    return join(path.slice(0, shared), null, split, batch.keys[lo], at, changes);
  }

  private @Nullable Node updateChildren(
      Children children, int depth, int lo, int hi, ChangeLog changes) {
    Nibbles key = batch.keys[lo];
    int first = lo;
    byte @Nullable [] oldValue = children.value;
    if (key.length() == depth) {
      children.value = batch.values[lo];
      first++;
    }
    List<ChildUpdate> updates = new ArrayList<>(BranchNode.CHILDREN);
    boolean fork = hi - lo >= FORK_MINIMUM;
    for (int start = first; start < hi; ) {
      int end = endOfGroup(depth, start, hi);
      children.touch(batch.keys[start].get(depth));
      ChangeLog own = fork ? changes.fork() : changes;
      updates.add(new ChildUpdate(children, depth, start, end, own));
      start = end;
    }
    if (fork) {
      ForkJoinTask.invokeAll(updates.stream().map(ForkJoinTask::adapt).toList());
      updates.forEach(update -> changes.join(update.changes));
    } else {
      updates.forEach(ChildUpdate::run);
    }
    boolean same = Arrays.equals(oldValue, children.value) && children.isUnchanged();
    return same ? children.base : close(children, key, depth, changes);
  }

  /// The node that these children make, which the first `depth` nibbles of `key` lead to.
  private @Nullable Node close(Children children, Nibbles key, int depth, ChangeLog changes) {
    int present = children.present();
    int count = Integer.bitCount(present);
    if (count + (children.value == null ? 0 : 1) > 1) {
      return closeBranch(children, key, depth, changes);
    }
    int survivor = Integer.numberOfTrailingZeros(present);
    for (int nibble = 0; nibble < BranchNode.CHILDREN; nibble++) {
      if (children.isTouched(nibble) && nibble != survivor) {
        changes.record(child(key, depth, nibble), depth + 1, children.before[nibble], null);
      }
    }
    if (count == 0) {
      return children.value == null ? null : new LeafNode(Nibbles.EMPTY, children.value);
    }
    Nibbles path = child(key, depth, survivor);
    resolve(children, survivor, path, depth + 1);
    Node stored = children.before[survivor];
    Node node = children.after[survivor];
    return join(Nibbles.single(survivor), stored, node, path, depth + 1, changes);
  }

  private Node closeBranch(Children children, Nibbles key, int depth, ChangeLog changes) {
    byte[] @Nullable [] references = new byte[BranchNode.CHILDREN] @Nullable [];
    int changed = 0;
    for (int nibble = 0; nibble < BranchNode.CHILDREN; nibble++) {
      Node before = children.before[nibble];
      Node after = children.after[nibble];
      if (children.isTouched(nibble) && (children.base == null || before != after)) {
        changes.record(child(key, depth, nibble), depth + 1, before, after);
        references[nibble] = after == null ? null : after.reference();
        changed |= 1 << nibble;
      }
    }
    return children.base == null
        ? BranchNode.of(references, children.value)
        : children.base.with(changed, references, children.value);
  }

  private static Nibbles child(Nibbles key, int depth, int nibble) {
    return key.length() > depth && key.get(depth) == nibble
        ? key
        : key.slice(0, depth).concat(Nibbles.single(nibble));
  }

  /// Loads a child that is not in memory yet.
  private void resolve(Children children, int nibble, Nibbles path, int depth) {
    BranchNode base = children.base;
    if (children.after[nibble] == null && base != null && base.hasChild(nibble)) {
      Node node = source.child(base, nibble, path, depth);
      children.before[nibble] = node;
      children.after[nibble] = node;
    }
  }

  /// Puts `prefix` above a node that the first `depth` nibbles of `path` lead to: a leaf and an
  /// extension grow by it, a branch gets an extension.
  private static @Nullable Node join(
      Nibbles prefix,
      @Nullable Node stored,
      @Nullable Node node,
      Nibbles path,
      int depth,
      ChangeLog changes) {
    if (prefix.length() == 0) {
      return node;
    }
    changes.record(path, depth, stored, node instanceof BranchNode ? node : null);
    return switch (node) {
      case null -> null;
      case LeafNode leaf -> new LeafNode(prefix.concat(leaf.path()), leaf.value());
      case ExtensionNode below -> new ExtensionNode(prefix.concat(below.path()), below.child());
      case BranchNode branch -> new ExtensionNode(prefix, branch.reference());
    };
  }

  /// The children of a branch in the making. What is not touched is as in `base`.
  private static final class Children {
    /// The branch as it was, or null when there was none here.
    final @Nullable BranchNode base;

    /// What was stored for a child, and what it has become.
    final @Nullable Node[] before = new @Nullable Node[BranchNode.CHILDREN];

    final @Nullable Node[] after = new @Nullable Node[BranchNode.CHILDREN];
    byte @Nullable [] value;
    private int touched;

    Children(@Nullable BranchNode base) {
      this.base = base;
      this.value = base == null ? null : base.value();
    }

    void touch(int nibble) {
      touched |= 1 << nibble;
    }

    boolean isTouched(int nibble) {
      return (touched & (1 << nibble)) != 0;
    }

    /// A bit for each child there is now.
    int present() {
      int bits = base == null ? 0 : base.present() & ~touched;
      for (int left = touched; left != 0; left &= left - 1) {
        int nibble = Integer.numberOfTrailingZeros(left);
        bits |= after[nibble] == null ? 0 : 1 << nibble;
      }
      return bits;
    }

    /// Whether there was a branch and all its children are as they were.
    boolean isUnchanged() {
      return base != null && Arrays.equals(before, after);
    }
  }

  /// The updates that go to one child; run apart from those of its siblings.
  private final class ChildUpdate implements Runnable {
    private final Children children;
    private final int depth;
    private final int lo;
    private final int hi;
    private final ChangeLog changes;

    ChildUpdate(Children children, int depth, int lo, int hi, ChangeLog changes) {
      this.children = children;
      this.depth = depth;
      this.lo = lo;
      this.hi = hi;
      this.changes = changes;
    }

    @Override
    public void run() {
      Nibbles key = batch.keys[lo];
      int nibble = key.get(depth);
      resolve(children, nibble, key, depth + 1);
      children.after[nibble] = update(children.after[nibble], depth + 1, lo, hi, changes);
    }
  }
}
