package org.tongbao.chain.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NodeCacheTest {
  private static List<Node> nodes(int count) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      byte[] value = {(byte) i, (byte) (i >> 8), (byte) (i >> 16), 1};
      nodes.add(new LeafNode(Nibbles.of(new byte[32]), value));
    }
    return nodes;
  }

  private static long found(NodeCache cache, List<Node> nodes) {
    return nodes.stream().filter(node -> cache.get(node.hash()) == node).count();
  }

  @Test
  void findsWhatItWasGiven() {
    NodeCache cache = new NodeCache(1 << 20);
    List<Node> nodes = nodes(100);
    nodes.forEach(cache::put);
    assertThat(found(cache, nodes)).isEqualTo(100);
    assertThat(cache.get(nodes(101).getLast().hash())).isNull();
  }

  @Test
  void forgetsWhatItHasNoRoomFor() {
    NodeCache cache = new NodeCache(64 << 10);
    List<Node> nodes = nodes(10_000);
    nodes.forEach(cache::put);
    assertThat(found(cache, nodes)).isBetween(1L, (64L << 10) / 640);
  }

  @Test
  void keepsWhatIsUsedAgainAndAgain() {
    NodeCache cache = new NodeCache(1 << 20);
    List<Node> hot = nodes(64);
    hot.forEach(cache::put);
    for (Node cold : nodes(20_000).subList(64, 20_000)) {
      cache.put(cold);
      found(cache, hot);
    }
    assertThat(found(cache, hot)).isGreaterThan(60);
  }

  @Test
  void keepsNothingWithoutRoom() {
    NodeCache cache = new NodeCache(0);
    List<Node> nodes = nodes(3);
    nodes.forEach(cache::put);
    assertThat(found(cache, nodes)).isZero();
  }
}
