package org.tongbao.chain.core;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.core.ImportOutcome.Imported;
import org.tongbao.chain.core.ImportOutcome.Orphan;
import org.tongbao.chain.store.StoreContents;
import org.tongbao.primitives.Hash;
import org.tongbao.primitives.U256;
import org.tongbao.primitives.tx.Transaction;

/// Random trees of valid blocks in random order: whatever comes when, the chain ends with the most
/// work, and its store is that of a node that only ever saw the winning blocks.
class ReorgPropertiesTest {
  private static final int BLOCKS = 40;
  private static final int ACCOUNTS = 4;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void endsWithTheMostWorkAndTheStateOfAReplay(long seed) throws IOException {
    Tree tree = new Tree(new Random(seed));
    for (int i = 0; i < BLOCKS; i++) {
      tree.grow();
    }
    List<SealedBlock> arrival = tree.arrivalOrder();
    try (Blockchain chain = Chains.open(directory.resolve("tree"))) {
      List<Integer> depths = new ArrayList<>();
      chain.observe(event -> depths.add(event.removed().size()));
      for (SealedBlock block : arrival) {
        ImportOutcome outcome = chain.importBlock(block);
        assertThat(outcome).isInstanceOfAny(Imported.class, Orphan.class);
        assertSound(chain, tree);
      }
      assertThat(chain.head().totalWork()).isEqualTo(tree.mostWork());
      assertThat(depths).as("the tree makes the chain reorganise").anyMatch(depth -> depth > 1);
      try (Blockchain replay = Chains.open(directory.resolve("replay"))) {
        for (SealedBlock block : canonical(chain)) {
          assertThat(replay.importBlock(block)).isEqualTo(new Imported(true));
        }
        assertThat(replay.head()).isEqualTo(chain.head());
        StoreContents.assertSameState(chain, replay);
      }
    }
  }

  /// The head has the most work of all blocks that are connected, the first seen of equals; its
  /// state and those before it are right.
  private static void assertSound(Blockchain chain, Tree tree) {
    BlockHeader head = chain.head().header();
    StoreContents.assertState(chain, head, tree.factory.state(head.hash()));
    BlockHeader past = head;
    for (int back = 0; back < 3 && past.number() > 0; back++) {
      past = tree.factory.header(past.parentHash());
      assertThat(chain.reader().isCanonical(past)).isTrue();
      StoreContents.assertState(chain, past, tree.factory.state(past.hash()));
    }
    assertThat(chain.reader().canonicalHash(head.number() + 1)).isNull();
  }

  private static List<SealedBlock> canonical(Blockchain chain) {
    List<SealedBlock> blocks = new ArrayList<>();
    for (long number = 1; number <= chain.head().header().number(); number++) {
      Hash hash = chain.reader().canonicalHash(number);
      var block = chain.reader().storedBlock(requireNonNull(hash));
      blocks.add(new SealedBlock(requireNonNull(block).block(), requireNonNull(block.seal())));
    }
    return blocks;
  }

  /// Blocks that grow mostly at the ends, now and then further back.
  private static final class Tree {
    final Random random;
    final BlockFactory factory = new BlockFactory(Chains.genesis());
    final List<SealedBlock> blocks = new ArrayList<>();
    final Map<Hash, U256> work = new HashMap<>();

    Tree(Random random) {
      this.random = random;
      work.put(factory.genesis().hash(), factory.genesis().difficulty());
    }

    void grow() {
      int back = Math.min(blocks.size(), random.nextInt(4) == 0 ? 6 : 2);
      BlockHeader parent =
          blocks.isEmpty() || (back == blocks.size() && random.nextInt(10) == 0)
              ? factory.genesis()
              : blocks.get(blocks.size() - 1 - random.nextInt(back)).block().header();
      SealedBlock block =
          factory.after(
              parent,
              DevKeys.address(9),
              parent.timestamp() + random.nextInt(4),
              transactions(factory.state(parent.hash())));
      blocks.add(block);
      U256 before = requireNonNull(work.get(parent.hash()));
      work.put(block.block().hash(), before.add(block.block().header().difficulty()));
    }

    private List<Transaction> transactions(MemoryState state) {
      List<Transaction> transactions = new ArrayList<>();
      long[] nonces = new long[ACCOUNTS];
      for (int i = 0; i < ACCOUNTS; i++) {
        var account = state.account(DevKeys.address(i));
        nonces[i] = account == null ? 0 : account.nonce();
      }
      for (int left = random.nextInt(5); left > 0; left--) {
        int from = random.nextInt(ACCOUNTS);
        transactions.add(
            random.nextBoolean()
                ? Chains.store(from, nonces[from]++, random.nextInt(6), random.nextInt(3))
                : Chains.payment(
                    from, nonces[from]++, DevKeys.address(random.nextInt(9)), random.nextInt(50)));
      }
      return transactions;
    }

    /// Mostly in order, with some blocks before their parents.
    List<SealedBlock> arrivalOrder() {
      List<SealedBlock> order = new ArrayList<>(blocks);
      for (int i = 0; i + 1 < order.size(); i++) {
        if (random.nextInt(3) == 0) {
          Collections.swap(order, i, Math.min(order.size() - 1, i + 1 + random.nextInt(3)));
        }
      }
      return order;
    }

    U256 mostWork() {
      return work.values().stream().max(U256::compareTo).orElseThrow();
    }
  }
}
