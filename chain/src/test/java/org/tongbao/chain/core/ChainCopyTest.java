package org.tongbao.chain.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tongbao.chain.block.BlockHeader;
import org.tongbao.chain.store.StateUnavailableException;
import org.tongbao.primitives.tx.Transaction;

/// A copy of a chain that is being written, and a copy that goes back to an earlier block.
class ChainCopyTest {
  private static final int KEPT = 4;

  @TempDir Path directory;

  @Test
  void aCopyIsRewoundToTheStateOfAnEarlierBlock() {
    BlockFactory factory = new BlockFactory(Chains.genesis());
    List<SealedBlock> blocks = blocks(factory, 7);
    try (Blockchain chain = Chains.open(directory.resolve("whole"));
        Blockchain shorter = Chains.open(directory.resolve("shorter"))) {
      blocks.subList(0, 6).forEach(each -> assertAdded(chain, each));
      blocks.subList(0, KEPT).forEach(each -> assertAdded(shorter, each));

      chain.checkpoint(directory.resolve("copy"));
      assertAdded(chain, blocks.get(6));

      try (Blockchain copy = Chains.open(directory.resolve("copy"))) {
        assertThat(copy.head().header()).isEqualTo(blocks.get(5).block().header());
        BlockHeader end = blocks.get(KEPT - 1).block().header();
        copy.rewind(end);
        assertThat(copy.head().header()).isEqualTo(end);
        assertThat(copy.head().totalWork()).isEqualTo(shorter.head().totalWork());
        assertThat(copy.reader().header(KEPT + 1L)).isNull();
        Transaction gone = blocks.get(KEPT).block().transactions().getFirst();
        assertThat(copy.reader().place(gone.hash())).isNull();
        List<String> differences = new ArrayList<>();
        assertThat(copy.compareState(shorter, differences::add)).isPositive();
        assertThat(differences).isEmpty();
        // It goes on from there.
        SealedBlock other =
            factory.after(
                end, DevKeys.address(8), end.timestamp() + 9, List.of(Chains.store(2, 0, 5, 6)));
        assertAdded(copy, other);
      }
      assertThat(chain.head().header()).isEqualTo(blocks.get(6).block().header());
    }
  }

  @Test
  void aChainIsNotRewoundToABlockItDoesNotHave() {
    BlockFactory factory = new BlockFactory(Chains.genesis());
    List<SealedBlock> blocks = blocks(factory, 2);
    try (Blockchain chain = Chains.open(directory)) {
      assertAdded(chain, blocks.get(0));
      assertThatThrownBy(() -> chain.rewind(blocks.get(1).block().header()))
          .isInstanceOf(StateUnavailableException.class);
      assertThat(chain.head().header()).isEqualTo(blocks.get(0).block().header());
    }
  }

  private static List<SealedBlock> blocks(BlockFactory factory, int count) {
    List<SealedBlock> blocks = new ArrayList<>();
    BlockHeader parent = factory.genesis();
    for (int i = 0; i < count; i++) {
      List<Transaction> content =
          List.of(Chains.store(0, i, i % 3, 100 + i), Chains.payment(1, i, Chains.STORER, i));
      SealedBlock next = factory.after(parent, DevKeys.address(9), parent.timestamp() + 1, content);
      blocks.add(next);
      parent = next.block().header();
    }
    return blocks;
  }

  private static void assertAdded(Blockchain chain, SealedBlock block) {
    assertThat(chain.importBlock(block)).isInstanceOf(ImportOutcome.Imported.class);
  }
}
