package org.tongbao.chain.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpException;

/// Nodes that a stranger made up.
class NodeFuzzTest {
  @Property(tries = 300)
  void damagedNodesAreRefusedOrReadAsWhatTheyAre(@ForAll Random random) {
    MerkleTrie trie = MerkleTrie.plain();
    for (int i = 0; i < 20; i++) {
      byte[] key = {(byte) random.nextInt(3), (byte) random.nextInt(256)};
      trie.put(Bytes.copyOf(key), bytes(random, 1 + random.nextInt(40)));
    }
    for (Bytes node : trie.prove(bytes(random, 2))) {
      byte[] damaged = node.toArray();
      damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      read(Bytes.copyOf(damaged));
      read(node.slice(0, random.nextInt(node.size())));
    }
    read(bytes(random, random.nextInt(40)));
  }

  /// The node's own hash is the root, so the verifier must read it whatever it is.
  private static void read(Bytes node) {
    for (Bytes key : List.of(Bytes.EMPTY, Bytes.wrap((byte) 0, (byte) 1))) {
      assertThat(TrieProof.verify(node.keccak256(), key, List.of(node))).isNotNull();
    }
    try {
      Node decoded = Node.decode(node);
      assertThat(decoded.encoded()).isEqualTo(node);
      if (decoded instanceof LeafNode leaf) {
        assertThat(new LeafNode(leaf.path(), leaf.value()).encoded()).isEqualTo(node);
      }
      if (decoded instanceof ExtensionNode extension) {
        assertThat(new ExtensionNode(extension.path(), extension.child()).encoded())
            .isEqualTo(node);
      }
    } catch (RlpException refused) {
      assertThat(refused.getMessage()).isNotEmpty();
    }
  }

  private static Bytes bytes(Random random, int size) {
    byte[] bytes = new byte[size];
    random.nextBytes(bytes);
    return Bytes.wrap(bytes);
  }
}
