package org.tongbao.chain.trie;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tongbao.primitives.Hash;

/// Reads one trie without changing it.
record TrieReader(NodeSource source, Hash root) {
  /// The value of a key, or null.
  ///
  /// @param visitor is shown every node on the way that is stored by itself, the root first
  byte @Nullable [] find(Nibbles key, Consumer<Node> visitor) {
    Node node = source.root(root);
    int depth = 0;
    while (node != null) {
      if (depth == 0 || !node.isInline()) {
        visitor.accept(node);
      }
      switch (node) {
        case LeafNode leaf -> {
          return key.endsWith(depth, leaf.path()) ? leaf.value() : null;
        }
        case ExtensionNode extension -> {
          int length = extension.path().length();
          boolean follows = key.commonPrefix(depth, extension.path()) == length;
          depth += length;
          node = follows ? source.resolve(extension.child(), key, depth) : null;
        }
        case BranchNode branch -> {
          if (depth == key.length()) {
            return branch.value();
          }
          int nibble = key.get(depth++);
          node = branch.hasChild(nibble) ? source.child(branch, nibble, key, depth) : null;
        }
      }
    }
    return null;
  }

  /// Shows every key and value in ascending order of keys.
  void forEach(BiConsumer<Nibbles, byte[]> visitor) {
    walk(
        source.root(root),
        Nibbles.EMPTY,
        (path, node) -> {
          if (node instanceof LeafNode leaf) {
            visitor.accept(path.concat(leaf.path()), leaf.value());
          } else if (node instanceof BranchNode branch) {
            byte[] value = branch.value();
            if (value != null) {
              visitor.accept(path, value);
            }
          }
        });
  }

  /// Shows every node with its path, parents before children.
  void forEachNode(BiConsumer<Nibbles, Node> visitor) {
    walk(source.root(root), Nibbles.EMPTY, visitor);
  }

  private void walk(@Nullable Node node, Nibbles path, BiConsumer<Nibbles, Node> visitor) {
    if (node == null) {
      return;
    }
    visitor.accept(path, node);
    switch (node) {
      case LeafNode _ -> {}
      case ExtensionNode extension ->
          descend(extension.child(), path.concat(extension.path()), visitor);
      case BranchNode branch -> {
        for (int nibble = 0; nibble < BranchNode.CHILDREN; nibble++) {
          if (branch.hasChild(nibble)) {
            descend(branch.child(nibble), path.concat(Nibbles.single(nibble)), visitor);
          }
        }
      }
    }
  }

  private void descend(byte[] reference, Nibbles path, BiConsumer<Nibbles, Node> visitor) {
    walk(source.resolve(reference, path, path.length()), path, visitor);
  }

  /// The smallest key above `bound`, or null.
  @Nullable Nibbles higher(Nibbles bound) {
    return neighbour(source.root(root), Nibbles.EMPTY, bound, true);
  }

  /// The largest key below `bound`, or null.
  @Nullable Nibbles lower(Nibbles bound) {
    return neighbour(source.root(root), Nibbles.EMPTY, bound, false);
  }

  private @Nullable Nibbles neighbour(
      @Nullable Node node, Nibbles path, Nibbles bound, boolean up) {
    return switch (node) {
      case null -> null;
      case LeafNode leaf -> beyond(path.concat(leaf.path()), bound, up);
      case ExtensionNode extension -> {
        Nibbles below = path.concat(extension.path());
        yield neighbour(source.resolve(extension.child(), below, below.length()), below, bound, up);
      }
      case BranchNode branch -> neighbourInBranch(branch, path, bound, up);
    };
  }

  private @Nullable Nibbles neighbourInBranch(
      BranchNode branch, Nibbles path, Nibbles bound, boolean up) {
    Nibbles own = branch.value() == null ? null : beyond(path, bound, up);
    if (up && own != null) {
      return own;
    }
    for (int i = 0; i < BranchNode.CHILDREN; i++) {
      int nibble = up ? i : BranchNode.CHILDREN - 1 - i;
      Nibbles below = path.concat(Nibbles.single(nibble));
      if (branch.hasChild(nibble) && reaches(below, bound, up)) {
        Node child = source.child(branch, nibble, below, below.length());
        Nibbles found = neighbour(child, below, bound, up);
        if (found != null) {
          return found;
        }
      }
    }
    return own;
  }

  /// Whether keys that begin with `path` can lie beyond `bound`.
  private static boolean reaches(Nibbles path, Nibbles bound, boolean up) {
    boolean isPrefix = bound.commonPrefix(0, path) == path.length();
    return isPrefix || (path.compareTo(bound) > 0) == up;
  }

  private static @Nullable Nibbles beyond(Nibbles key, Nibbles bound, boolean up) {
    int order = key.compareTo(bound);
    return (up ? order > 0 : order < 0) ? key : null;
  }
}
