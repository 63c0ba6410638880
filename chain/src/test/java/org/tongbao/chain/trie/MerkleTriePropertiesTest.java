package org.tongbao.chain.trie;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.tongbao.primitives.Bytes;
import org.tongbao.primitives.RlpWriter;

/// Tries against a sorted map.
class MerkleTriePropertiesTest {
  /// Few different bytes, so that keys share prefixes and are prefixes of each other.
  @Provide
  Arbitrary<Map<Bytes, Bytes>> entries() {
    Arbitrary<Bytes> keys =
        Arbitraries.of((byte) 0, (byte) 1, (byte) 0x10, (byte) 0x11, (byte) 0xff)
            .array(byte[].class)
            .ofMaxSize(5)
            .map(Bytes::copyOf);
    return Arbitraries.maps(keys, values()).ofMaxSize(40);
  }

  /// Short values make inline nodes, long ones stored nodes.
  private static Arbitrary<Bytes> values() {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(1).ofMaxSize(40).map(Bytes::copyOf);
  }

  record Step(Bytes key, Bytes value, boolean flush) {}

  @Provide
  Arbitrary<List<Step>> steps() {
    Arbitrary<Bytes> keys =
        Arbitraries.of((byte) 0, (byte) 0x01, (byte) 0x10)
            .array(byte[].class)
            .ofMaxSize(3)
            .map(Bytes::copyOf);
    Arbitrary<Bytes> values = Arbitraries.oneOf(Arbitraries.just(Bytes.EMPTY), values());
    Arbitrary<Boolean> flushes =
        Arbitraries.frequencyOf(
            Tuple.of(1, Arbitraries.just(true)), Tuple.of(3, Arbitraries.just(false)));
    return Combinators.combine(keys, values, flushes).as(Step::new).list().ofMaxSize(60);
  }

  @Property(tries = 100)
  void rootDoesNotDependOnTheOrderOfInsertion(
      @ForAll("entries") Map<Bytes, Bytes> entries, @ForAll Random random) {
    List<Map.Entry<Bytes, Bytes>> shuffled = new ArrayList<>(entries.entrySet());
    Collections.shuffle(shuffled, random);
    MerkleTrie oneByOne = MerkleTrie.plain();
    for (Map.Entry<Bytes, Bytes> entry : shuffled) {
      oneByOne.put(entry.getKey(), entry.getValue());
      oneByOne.root();
    }
    assertThat(oneByOne.root()).isEqualTo(trie(entries).root());
  }

  @Property(tries = 300)
  void anyHistoryEndsInTheTrieOfWhatIsLeft(@ForAll("steps") List<Step> steps) {
    MerkleTrie trie = MerkleTrie.plain();
    TreeMap<Bytes, Bytes> model = new TreeMap<>();
    for (Step step : steps) {
      trie.put(step.key(), step.value());
      if (step.value().isEmpty()) {
        model.remove(step.key());
      } else {
        model.put(step.key(), step.value());
      }
      if (step.flush()) {
        trie.root();
      }
    }
    MerkleTrie fresh = trie(model);
    assertThat(trie.root()).isEqualTo(fresh.root());
    assertThat(trie.nodeCount()).as("nothing is left behind").isEqualTo(fresh.nodeCount());
    TreeMap<Bytes, Bytes> seen = new TreeMap<>();
    trie.forEach(seen::put);
    assertThat(seen).isEqualTo(model);
  }

  @Property(tries = 100)
  void neighboursAreThoseOfASortedMap(
      @ForAll("entries") Map<Bytes, Bytes> entries, @ForAll("entries") Map<Bytes, Bytes> bounds) {
    MerkleTrie trie = trie(entries);
    TreeMap<Bytes, Bytes> model = new TreeMap<>(entries);
    for (Bytes bound : bounds.keySet()) {
      assertThat(trie.higherKey(bound).orElse(null)).isEqualTo(model.higherKey(bound));
      assertThat(trie.lowerKey(bound).orElse(null)).isEqualTo(model.lowerKey(bound));
      assertThat(trie.get(bound).orElse(null)).isEqualTo(model.get(bound));
    }
  }

  @Property(tries = 100)
  void provesPresenceAndAbsence(
      @ForAll("entries") Map<Bytes, Bytes> entries, @ForAll("entries") Map<Bytes, Bytes> others) {
    MerkleTrie trie = trie(entries);
    for (Map.Entry<Bytes, Bytes> entry : entries.entrySet()) {
      assertThat(TrieProof.verify(trie.root(), entry.getKey(), trie.prove(entry.getKey())))
          .isEqualTo(new TrieProof.Present(entry.getValue()));
    }
    for (Bytes key : others.keySet()) {
      TrieProof.Verdict expected =
          entries.containsKey(key)
              ? new TrieProof.Present(entries.get(key))
              : new TrieProof.Absent();
      assertThat(TrieProof.verify(trie.root(), key, trie.prove(key))).isEqualTo(expected);
    }
  }

  @Property(tries = 20)
  void aProofWithAnyByteChangedIsInvalid(
      @ForAll("entries") Map<Bytes, Bytes> entries, @ForAll Random random) {
    MerkleTrie trie = trie(entries);
    for (Bytes key : entries.keySet()) {
      List<Bytes> proof = trie.prove(key);
      for (int node = 0; node < proof.size(); node++) {
        for (int i = 0; i < proof.get(node).size(); i++) {
          byte[] changed = proof.get(node).toArray();
          changed[i] ^= (byte) (1 + random.nextInt(255));
          assertInvalid(trie, key, with(proof, node, Bytes.wrap(changed)));
        }
        List<Bytes> missing = new ArrayList<>(proof);
        missing.remove(node);
        assertInvalid(trie, key, missing);
      }
      assertInvalid(trie, key, with(proof, proof.size(), Bytes.wrap((byte) 0xc0)));
    }
  }

  private static void assertInvalid(MerkleTrie trie, Bytes key, List<Bytes> proof) {
    assertThat(TrieProof.verify(trie.root(), key, proof)).isInstanceOf(TrieProof.Invalid.class);
  }

  private static List<Bytes> with(List<Bytes> proof, int index, Bytes node) {
    List<Bytes> changed = new ArrayList<>(proof);
    if (index < proof.size()) {
      changed.set(index, node);
    } else {
      changed.add(node);
    }
    return changed;
  }

  @Property(tries = 100)
  void aListTrieIsATrieByIndex(@ForAll("lists") List<Bytes> items) {
    MerkleTrie trie = MerkleTrie.plain();
    for (int i = 0; i < items.size(); i++) {
      trie.put(new RlpWriter().uint(i).toBytes(), items.get(i));
    }
    assertThat(ListTrie.root(items)).isEqualTo(trie.root());
  }

  @Provide
  Arbitrary<List<Bytes>> lists() {
    return values().list().ofMaxSize(300);
  }

  private static MerkleTrie trie(Map<Bytes, Bytes> entries) {
    MerkleTrie trie = MerkleTrie.plain();
    entries.forEach(trie::put);
    return trie;
  }
}
